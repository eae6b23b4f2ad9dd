/**
 * Runs a program in a pseudo-terminal made by `script`. A terminal emulator (xterm.js) draws what
 * the program writes, so tests compare whole screens.
 *
 * @module
 */

import graphemes from "@xterm/addon-unicode-graphemes";
import xterm from "@xterm/headless";
import { settlesWithin } from "../../lib/net/settles_within.ts";
import { NO_TASK, PATIENCE_MS } from "./programs.ts";

/** Why there is no pseudo-terminal here, or undefined if there is one. */
export const NO_PTY: string | undefined = Deno.build.os !== "linux"
  ? "needs script of util-linux"
  : await new Deno.Command("script", { args: ["--version"], stdout: "null" }).output()
    .then(({ success }) => success ? undefined : "needs script", () => "needs script");

/** Why npx cannot start Deno here without the network, or undefined if it can. */
export const NO_NPX: string | undefined = NO_PTY ??
  await new Deno.Command("npx", {
    args: ["--yes", "--offline", `deno@${Deno.version.deno}`, "--version"],
    ...{ stdout: "null", stderr: "null" } as const,
  }).output().then(
    ({ success }) => success ? undefined : "needs Deno in the cache of npx",
    () => "needs npx",
  );

/** The size of a window, in cells. */
export interface Size {
  columns: number;
  rows: number;
}

/** A terminal with something running in it. */
export class Pty implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #emulator: InstanceType<typeof xterm.Terminal>;
  readonly #reading: Promise<void>;
  #changed = Promise.withResolvers<void>();
  #ended = false;
  #bells = 0;
  /** Everything that was written, with escape sequences. */
  raw = "";

  private constructor(command: string, { columns, rows }: Size, env: Record<string, string>) {
    this.#emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#emulator.loadAddon(new graphemes.UnicodeGraphemesAddon());
    this.#emulator.onBell(() => this.#bells++);
    const script = `stty cols ${columns} rows ${rows}; printf 'on %s\\033c' "$(tty)"; ${command}`;
    this.#child = new Deno.Command("script", {
      args: ["-qfec", script, "/dev/null"],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
      env: {
        ...{ TERM: "xterm-256color", SHELL: "/bin/sh", NO_COLOR: "1", LC_ALL: "C.UTF-8" },
        ...{ ...NO_TASK, ...env },
      },
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  /** Runs a shell command in a new terminal. */
  static async start(
    command: string,
    size: Size,
    env: Record<string, string> = {},
  ): Promise<Pty> {
    const pty = new Pty(command, size, env);
    await pty.until(() => pty.raw.includes("\x1bc"));
    return pty;
  }

  /** How often the bell rang. */
  get bells(): number {
    return this.#bells;
  }

  /** Types text, or keys as the sequences that a terminal sends. */
  async type(text: string): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(text));
  }

  /** Resizes the emulator first and then the pseudo-terminal, which tells the program. */
  async resize({ columns, rows }: Size): Promise<void> {
    this.#emulator.resize(columns, rows);
    // deno-lint-ignore no-control-regex -- written at the start, and cleared from the screen
    const [, device] = /on (\S+)\x1bc/.exec(this.raw)!;
    const args = ["-F", device!, "cols", String(columns), "rows", String(rows)];
    await new Deno.Command("stty", { args }).output();
  }

  /** The rows of the screen without trailing blanks, with `‸` at the cursor. */
  get screen(): string {
    const { viewportY, cursorX, cursorY } = this.#emulator.buffer.active;
    const rows = Array.from({ length: this.#emulator.rows }, (_, y) => this.#row(viewportY + y));
    const cursor = viewportY + cursorY;
    rows[cursorY] = this.#row(cursor, 0, cursorX) + "‸" + this.#row(cursor, cursorX);
    return rows.map((row) => row.trimEnd()).join("\n").trimEnd();
  }

  /** All lines, including those that scrolled off, each as it was before it wrapped. */
  get lines(): string[] {
    const lines: string[] = [];
    const { active } = this.#emulator.buffer;
    for (let y = 0; y < active.length; y++) {
      if (active.getLine(y)!.isWrapped) lines.push(lines.pop()! + this.#row(y));
      else lines.push(this.#row(y));
    }
    return lines.map((line) => line.trimEnd());
  }

  #row(y: number, from?: number, to?: number): string {
    return this.#emulator.buffer.active.getLine(y)?.translateToString(false, from, to) ?? "";
  }

  /** Waits until a condition holds. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      const why = this.#ended ? "It ended" : "Nothing more came";
      if (this.#ended || !await settlesWithin(this.#changed.promise, PATIENCE_MS)) {
        throw new Error(`${why}; the screen is:\n${this.screen}\n`);
      }
    }
  }

  /** Waits until the {@linkcode masked} screen is this. */
  async shows(expected: string): Promise<void> {
    try {
      await this.until(() => masked(this.screen) === expected);
    } catch (error) {
      throw new Error(`${(error as Error).message}and not:\n${expected}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#reading;
    await this.#child.status;
    await this.#writer.abort().catch(() => {});
    this.#emulator.dispose();
  }

  async #read(): Promise<void> {
    for await (const chunk of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      this.raw += chunk;
      await new Promise<void>((drawn) => this.#emulator.write(chunk, drawn));
      this.#change();
    }
    this.#ended = true;
    this.#change();
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/**
 * Replaces times with `TIME`, and each digit of the port with `#`. Leaves out the time between two
 * messages, which stands there only if the second has changed.
 */
export function masked(screen: string): string {
  return screen.replace(/\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}/g, "TIME")
    .replace(/(?<=^ .*\n)TIME\n/gm, "")
    .replace(/(?<=127\.0\.0\.1:)\d+/g, (port) => "#".repeat(port.length));
}
