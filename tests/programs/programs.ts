/**
 * Starts the programs as a user would and speaks to them.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { settlesWithin } from "../../lib/net/settles_within.ts";

/** How long a test waits for output before it fails, in ms. */
export const PATIENCE_MS = 20_000;

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Why tests with signals or a shell are skipped here, or undefined if they run. */
export const NO_SIGNALS: string | undefined = Deno.build.os === "windows"
  ? "Windows has neither signals nor sh"
  : undefined;

/** A test that is skipped where something is missing. Its name then tells why. */
export function testUnless(
  missing: string | undefined,
  name: string,
  fn: () => void | Promise<void>,
): void {
  const suffix = missing === undefined ? "" : ` (skipped: ${missing})`;
  Deno.test({ name: name + suffix, ignore: missing !== undefined, fn });
}

/** Hides from a program that the tests run in a task. */
export const NO_TASK = { INIT_CWD: "", npm_command: "" };

/** The command that starts a program from its source, with its own permissions only. */
export function fromSource(program: "server" | "client"): string[] {
  return [Deno.execPath(), "run", "-q", `-P=${program}`, "--no-prompt", `${ROOT}${program}.ts`];
}

/** A running program. */
export class Program implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<unknown>;
  #output = { stdout: "", stderr: "" };
  #changed = Promise.withResolvers<void>();
  #ended = false;

  /** Starts a program. */
  constructor([command, ...args]: string[], options: Deno.CommandOptions = {}) {
    this.#child = new Deno.Command(command!, {
      args,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      ...options,
      // The tests compare English text.
      env: { LC_ALL: "C.UTF-8", ...NO_TASK, ...options.env },
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#reading = Promise.all([this.#read("stdout"), this.#read("stderr")]);
  }

  get pid(): number {
    return this.#child.pid;
  }

  get stdout(): string {
    return this.#output.stdout;
  }

  get stderr(): string {
    return this.#output.stderr;
  }

  /** Types text. */
  async type(text: string): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(text));
  }

  /** Ends the input. */
  async end(): Promise<void> {
    await this.#writer.close();
  }

  /** Waits until an output contains something, and returns the match. */
  async until(stream: "stdout" | "stderr", looked: string | RegExp): Promise<string[]> {
    while (true) {
      const text = this.#output[stream];
      const found = typeof looked === "string"
        ? text.includes(looked) && [looked]
        : looked.exec(text);
      if (found) return found;
      if (this.#ended) {
        throw new Error(`Ended without ${looked}: ${this.stdout}${this.stderr}`);
      }
      if (!await settlesWithin(this.#changed.promise, PATIENCE_MS)) {
        throw new Error(`Still no ${looked}: ${this.stdout}${this.stderr}`);
      }
    }
  }

  /** Waits for the end. Resolves to the exit code. */
  async code(): Promise<number> {
    if (!await settlesWithin(this.#child.status, PATIENCE_MS)) {
      this.#child.kill("SIGKILL");
      throw new Error(`Did not end: ${this.stdout}${this.stderr}`);
    }
    const { code } = await this.#child.status;
    await this.#reading;
    await this.#writer.abort().catch(() => {});
    return code;
  }

  /** Stops it (SIGSTOP), and waits until it is stopped. */
  async stop(): Promise<void> {
    this.kill("SIGSTOP");
    const ps = new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(this.pid)] });
    while (!new TextDecoder().decode((await ps.output()).stdout).startsWith("T"));
  }

  kill(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.code();
  }

  async #read(stream: "stdout" | "stderr"): Promise<void> {
    const text = this.#child[stream].pipeThrough(new TextDecoderStream());
    for await (const chunk of text) {
      this.#output[stream] += chunk;
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    }
    this.#ended = true;
    this.#changed.resolve();
  }
}

/** A server on a free port of the loopback address. */
export interface TestServer extends AsyncDisposable {
  program: Program;
  port: number;
}

/** Starts a server from its source, or from `command`, and waits until it listens. */
export async function startServer(
  args: string[] = [],
  command: string[] = fromSource("server"),
  options?: Deno.CommandOptions,
): Promise<TestServer> {
  const port = args.includes("--port") ? [] : ["--port", "0"];
  const program = new Program([...command, "--host", "127.0.0.1", ...port, ...args], options);
  const [, listening] = await program.until("stderr", /Listening on 127\.0\.0\.1:(\d+)\n/);
  return {
    program,
    port: Number(listening),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

/** A raw connection, as with netcat. */
export class Raw implements Disposable {
  readonly #conn: Deno.TcpConn;
  #received = "";
  readonly #decoder = new TextDecoder();

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
  }

  static async connect(port: number): Promise<Raw> {
    return new Raw(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** The port the server sees it come from. */
  get port(): number {
    return this.#conn.localAddr.port;
  }

  async send(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    for (let at = 0; at < bytes.length;) at += await this.#conn.write(bytes.subarray(at));
  }

  /** Receives until `end` has arrived, and returns everything up to it. The rest is kept. */
  async until(end: string): Promise<string> {
    while (!this.#received.includes(end)) {
      if (!await this.#receive()) throw new Error(`No ${end} in ${this.#received}`);
    }
    const at = this.#received.indexOf(end) + end.length;
    const text = this.#received.slice(0, at);
    this.#received = this.#received.slice(at);
    return text;
  }

  /** The next line, without its ending. */
  async line(): Promise<string> {
    return (await this.until("\n")).slice(0, -1);
  }

  /** Receives to the end of the connection, and returns everything. */
  async rest(): Promise<string> {
    while (await this.#receive());
    return this.#received;
  }

  /** Ends sending. */
  closeWrite(): Promise<void> {
    return this.#conn.closeWrite();
  }

  async #receive(): Promise<boolean> {
    const buffer = new Uint8Array(4096);
    const length = await this.#conn.read(buffer);
    if (length !== null) {
      this.#received += this.#decoder.decode(buffer.subarray(0, length), { stream: true });
    }
    return length !== null;
  }

  [Symbol.dispose](): void {
    this.#conn.close();
  }
}
