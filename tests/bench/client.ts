/**
 * The client when very much arrives at once.
 *
 * @module
 */

import { settlesWithin } from "../../lib/net/settles_within.ts";
import { fromSource, PATIENCE_MS } from "../programs/programs.ts";
import { formatLine } from "./one_stream.ts";
import type { Plan } from "./plan.ts";
import { cpuMicroseconds } from "./process_stats.ts";
import type { Row } from "./table.ts";

const encoder = new TextEncoder();

/** Lines that arrive in one go, to a pipe and to a terminal: until the last one is shown. */
export async function clientFlood({ lines }: Plan): Promise<Row[]> {
  // Without colours, so that a line is found in what is shown; with a name, so that none is asked for.
  const command = [...fromSource("client"), "--name", "foo", "--color", "never"];
  const words = command.map((word) => `'${word}'`).join(" ");
  return [
    { "": "pipe", lines, ...await flood(lines, (at) => [...command, at]) },
    {
      "": "terminal",
      lines,
      // `script` makes a terminal.
      ...await flood(lines, (at) => [
        "script",
        "-qfec",
        `stty cols 80 rows 24; echo pid=$$; exec ${words} ${at}`,
        "/dev/null",
      ]),
    },
  ];
}

/** Starts a client, lets it join a room and floods it. */
async function flood(lines: number, command: (at: string) => string[]): Promise<Row> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [program, ...args] = command(`127.0.0.1:${listener.addr.port}`);
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(program!, { args, stdin: "piped", stdout: "piped", stderr: "null" })
      .spawn();
  } catch (error) {
    listener.close();
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
  let pid = child.pid;
  try {
    const output = new Output(child.stdout);
    using conn = await listener.accept();
    await greet(conn);
    pid = Number(/pid=(\d+)/.exec(output.text)?.[1] ?? child.pid);
    const cpu = cpuMicroseconds(pid);
    const start = performance.now();
    const sent = send(conn, Array.from({ length: lines }, (_, n) => formatLine(0, n)).join(""));
    await output.until(formatLine(0, lines - 1).trimEnd());
    const seconds = (performance.now() - start) / 1000;
    await sent;
    return {
      "s until all are shown": seconds,
      "lines/s": lines / seconds,
      "CPU µs a line": (cpuMicroseconds(pid) - cpu) / lines,
    };
  } finally {
    kill(pid);
    await child.stdin.abort().catch(() => {});
    await child.status;
    listener.close();
  }
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Answers as a room does in which nobody has said anything. */
async function greet(conn: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(4096);
  const decoder = new TextDecoder();
  let heard = "";
  while (!heard.includes("\n")) {
    heard += decoder.decode(buffer.subarray(0, (await conn.read(buffer))!));
  }
  await send(conn, "*hello version=1 room=bench last=0 limit=4096\n");
  while (!/\/since.*\n/.test(heard)) {
    heard += decoder.decode(buffer.subarray(0, (await conn.read(buffer))!));
  }
  await send(conn, "*you foo\n*names foo\n*present 0\n");
}

async function send(conn: Deno.TcpConn, text: string): Promise<void> {
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

/** The end of what a program has shown so far. */
class Output {
  text = "";
  #looked = "\0";
  readonly #found = Promise.withResolvers<void>();

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#read(stream).catch(this.#found.reject);
  }

  async until(looked: string): Promise<void> {
    this.#looked = looked;
    if (!await settlesWithin(this.#found.promise, PATIENCE_MS)) {
      throw new Error(`The client never showed ${looked}`);
    }
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
      this.text += piece;
      if (this.text.includes(this.#looked)) this.#found.resolve();
      this.text = this.text.slice(-1000);
    }
    this.#found.reject(new Error(`The client ended: ${this.text}`));
  }
}
