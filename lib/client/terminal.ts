/**
 * The client in a terminal: the one module that owns it. What is typed stays at the bottom, what
 * happens scrolls by above it.
 *
 * @module
 */

import process from "node:process";
import { Refusal } from "../refusal.ts";
import { LineEditor, type Outcome } from "./editor.ts";
import { KeyDecoder } from "./keys.ts";
import { Screen } from "./screen.ts";

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";

/** How many lines on their way are shown at most; of more, only how many they are. */
const MAX_SHOWN_WAITING = 3;

/** Options for a {@linkcode Terminal}. */
export interface TerminalOptions {
  /** What stands before the text being typed, now. */
  prompt: () => string;
  /** The lines on their way, oldest first, now. */
  waiting: () => string[];
  /** Takes one typed line. Throws a {@linkcode Refusal} to have it put back for mending. */
  takeLine: (line: string) => void;
  /** Takes the wish to leave: Ctrl-D on an empty line, or Ctrl-C twice. */
  takeLeave: () => void;
  /** Told that the terminal is gone or that a signal asks the program to end. */
  onGone: () => void;
}

/** A terminal in use. */
export class Terminal {
  readonly #options: TerminalOptions;
  readonly #keys = new KeyDecoder();
  readonly #editor = new LineEditor();
  readonly #screen = new Screen();
  /** Lines shown since the screen was last drawn. */
  #shown: string[] = [];
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #aboutToLeave = false;
  #open = true;

  /** Takes the terminal over until {@linkcode close}. Both stdin and stdout must be one. */
  constructor(options: TerminalOptions) {
    this.#options = options;
    setRaw(true);
    process.stdin.setEncoding("utf8");
    process.stdin.on("data", this.#onInput);
    process.stdin.on("end", options.onGone);
    process.stdin.on("error", options.onGone);
    process.stdout.on("error", options.onGone);
    process.stdout.write(PASTE_ON);
    for (const [signal, handler] of this.#signals) Deno.addSignalListener(signal, handler);
    this.update();
  }

  /** Shows whole lines above what is being typed. */
  show(text: string): void {
    this.#shown.push(text);
    this.update();
  }

  /** Draws anew, soon: all that happens in one turn of the event loop is drawn at once. */
  update(): void {
    this.#drawing ??= setTimeout(() => this.#draw(), 0);
  }

  /** Gives the terminal back as it was found. Idempotent. */
  close(): void {
    if (!this.#open) return;
    clearTimeout(this.#drawing);
    const rest = this.#shown.splice(0).map((text) => text + "\n").join("");
    process.stdout.write(
      this.#screen.clear(windowSize().columns) + rest.replaceAll("\n", "\r\n") + PASTE_OFF,
    );
    this.#open = false;
    setRaw(false);
    process.stdin.off("data", this.#onInput);
    process.stdin.pause();
    for (const [signal, handler] of this.#signals) Deno.removeSignalListener(signal, handler);
  }

  readonly #onInput = (chunk: string) => {
    for (const key of this.#keys.push(chunk)) {
      if (this.#open) this.#take(this.#editor.press(key));
    }
    if (this.#open) this.update();
  };

  #take(outcome: Outcome): void {
    if (outcome?.type !== "interrupt") this.#aboutToLeave = false;
    switch (outcome?.type) {
      case "submit":
        this.#submit(outcome.lines);
        break;
      case "interrupt":
        this.#interrupt(outcome.text);
        break;
      case "end":
        this.#refusing(this.#options.takeLeave);
        break;
      case "redraw":
        process.stdout.write("\x1b[2J\x1b[H");
        break;
    }
  }

  /** Takes the lines one by one; one that is refused is put back, with those after it. */
  #submit(lines: string[]): void {
    lines.forEach((line, i) => {
      if (this.#editor.text === "" && !this.#refusing(() => this.#options.takeLine(line))) {
        this.#editor.put(lines.slice(i));
      }
    });
  }

  /** Ctrl-C clears a half-typed line; on an empty one it asks once, and then leaves. */
  #interrupt(text: string): void {
    if (text !== "") return;
    if (this.#aboutToLeave) this.#refusing(this.#options.takeLeave);
    else this.show("— Ctrl-C again leaves —");
    this.#aboutToLeave = !this.#aboutToLeave;
  }

  /** Runs something; if it refuses, says why. Returns whether it did not. */
  #refusing(run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.show(`— ${error.message} —`);
      return false;
    }
  }

  #draw(): void {
    this.#drawing = undefined;
    if (!this.#open) return;
    const { columns, rows } = windowSize();
    const waiting = this.#options.waiting();
    const above = waiting.slice(0, MAX_SHOWN_WAITING).map((text) => `… ${text}`);
    const more = waiting.length - above.length;
    if (more > 0) above.push(`… and ${more} more on their way`);
    const { text, cursor } = this.#editor;
    const bottom = { above, prompt: this.#options.prompt(), text, cursor };
    process.stdout.write(
      this.#screen.draw(this.#shown.splice(0).join("\n"), bottom, columns, rows),
    );
  }

  readonly #signals: [Deno.Signal, () => void][] = [
    // Where the terminal still makes signals of Ctrl-C and Ctrl-Z, stopping needs no permission.
    ["SIGINT", () => {
      this.#take(this.#editor.press({ type: "key", name: "ctrl-c" }));
      this.update();
    }],
    ...Deno.build.os === "windows" ? [] : ([
      ["SIGCONT", () => {
        setRaw(true);
        process.stdout.write(PASTE_ON);
        this.update();
      }],
      ["SIGWINCH", () => this.update()],
      ["SIGTERM", () => this.#options.onGone()],
      ["SIGHUP", () => this.#options.onGone()],
    ] as [Deno.Signal, () => void][]),
  ];
}

function windowSize(): { columns: number; rows: number } {
  try {
    const { columns, rows } = Deno.consoleSize();
    return { columns: Math.max(1, columns), rows: Math.max(1, rows) };
  } catch {
    return { columns: 80, rows: 24 };
  }
}

function setRaw(raw: boolean): void {
  try {
    // `cbreak` leaves Ctrl-C and Ctrl-Z to the terminal; Windows has no such mode.
    Deno.stdin.setRaw(raw, { cbreak: raw && Deno.build.os !== "windows" });
  } catch {
    // The terminal is gone.
  }
}
