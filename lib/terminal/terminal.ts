/**
 * The client in a terminal: the one module that owns it. What is typed stays at the bottom, what
 * happens scrolls by above it.
 *
 * @module
 */

import process from "node:process";
import type { Say } from "../language/language.ts";
import { Refusal } from "../protocol.ts";
import { complete, type Words } from "../chat/completion.ts";
import { LineEditor, type Outcome } from "./editor.ts";
import { KeyDecoder } from "./keys.ts";
import { type Bottom, Screen } from "./screen.ts";
import { onTerminalSignals, setRaw, windowSize } from "./tty.ts";

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";
const CLEAR = "\x1b[H\x1b[2J";
const BELL = "\x07";

/** How many lines on their way are shown at most; of more, only how many they are. */
const MAX_SHOWN_WAITING = 3;

/** Options for a {@linkcode Terminal}. */
export interface TerminalOptions {
  /** What stands before the text being typed, now. */
  prompt: () => string;
  /** The lines on their way, oldest first, now. */
  waiting: () => string[];
  /** What Tab completes, now. */
  words: () => Words;
  /** Puts a sentence of the program's own into the user's language. */
  say: Say;
  /** Whether a password is asked for now; what is typed then is not shown. */
  asksSecret: () => boolean;
  /** Takes the password. Throws a {@linkcode Refusal} if it is none. */
  takeSecret: (secret: string) => void;
  /**
   * Takes one typed line. Throws a {@linkcode Refusal} to have it put back for mending. `isText`:
   * it is one of several that were pasted, and no command.
   */
  takeLine: (line: string, isText: boolean) => void;
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
  /** Another editor for each password: it is in no history, and what was half-typed stays. */
  #secret = new LineEditor();
  readonly #screen = new Screen();
  readonly #stopListening: () => void;
  /** Lines shown since the screen was last drawn. */
  #shown: string[] = [];
  #ringing = false;
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #aboutToLeave = false;
  /** The text that Tab could not complete further: Tab again shows the choices. */
  #ambiguous: string | undefined;
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
    this.#stopListening = onTerminalSignals({
      // Where the terminal still makes signals of Ctrl-C and Ctrl-Z, stopping needs no permission.
      interrupt: () => {
        this.#take(this.#edited.press({ type: "key", name: "ctrl-c" }));
        this.update();
      },
      suspend: () => this.#release(),
      resume: () => this.#resume(),
      resize: () => this.update(),
      hangUp: options.onGone,
    });
    this.update();
  }

  /** Shows whole lines above what is being typed. */
  show(text: string): void {
    this.#shown.push(text);
    this.update();
  }

  /** Rings the bell, once for all that is drawn at once. */
  ring(): void {
    this.#ringing = true;
    this.update();
  }

  /** Takes all that was shown off the screen. */
  clear(): void {
    this.#shown = [];
    process.stdout.write(CLEAR);
    this.update();
  }

  /**
   * Draws anew, soon: all that happens in one turn of the event loop is drawn at once. A terminal
   * that takes nothing (Ctrl-S) holds up the whole program, and so no more than that ever waits.
   */
  update(): void {
    this.#drawing ??= setTimeout(() => this.#draw(), 0);
  }

  /** Gives the terminal back as it was found. Idempotent. */
  close(): void {
    if (!this.#open) return;
    clearTimeout(this.#drawing);
    this.#open = false;
    const rest = this.#shown.splice(0).map((text) => text + "\n").join("");
    this.#release(rest.replaceAll("\n", "\r\n"));
    process.stdin.off("data", this.#onInput);
    process.stdin.pause();
    this.#stopListening();
  }

  readonly #onInput = (chunk: string) => {
    for (const key of this.#keys.push(chunk)) {
      if (this.#open) this.#take(this.#edited.press(key));
    }
    if (this.#open) this.update();
  };

  /** What is being typed now. */
  get #edited(): LineEditor {
    return this.#options.asksSecret() ? this.#secret : this.#editor;
  }

  #take(outcome: Outcome): void {
    if (outcome?.type !== "interrupt") this.#aboutToLeave = false;
    if (outcome?.type !== "complete") this.#ambiguous = undefined;
    switch (outcome?.type) {
      case "submit":
        if (this.#options.asksSecret()) this.#submitSecret(outcome.lines.join(""));
        else this.#submit(outcome.lines);
        break;
      case "interrupt":
        this.#interrupt(outcome.text);
        break;
      case "end":
        this.#refusing(this.#options.takeLeave);
        break;
      case "redraw":
        process.stdout.write(CLEAR);
        break;
      case "complete":
        this.#complete();
        break;
    }
  }

  /** Takes the lines one by one; one that is refused is put back, with those after it. */
  #submit(lines: string[]): void {
    const take = (line: string) => this.#options.takeLine(line, lines.length > 1);
    lines.forEach((line, i) => {
      if (this.#editor.text === "" && !this.#refusing(() => take(line))) {
        this.#editor.put(lines.slice(i));
      }
    });
  }

  #submitSecret(secret: string): void {
    this.#secret = new LineEditor();
    if (secret === "/quit") this.#refusing(this.#options.takeLeave);
    else if (secret !== "") this.#refusing(() => this.#options.takeSecret(secret));
  }

  /** Ctrl-C clears a half-typed line; on an empty one it asks once, and then leaves. */
  #interrupt(text: string): void {
    if (text !== "") return;
    if (this.#aboutToLeave) this.#refusing(this.#options.takeLeave);
    else this.show(this.#aside("Ctrl-C again leaves"));
    this.#aboutToLeave = !this.#aboutToLeave;
  }

  /** Tab: completes what is clear; pressed again where more is possible, it shows what. */
  #complete(): void {
    if (this.#options.asksSecret()) return;
    const before = this.#editor.text;
    const { text, cursor, choices } = complete(before, this.#editor.cursor, this.#options.words());
    this.#editor.set(text, cursor);
    if (text === before && choices.length > 1) {
      if (this.#ambiguous === text) this.show(choices.join("  "));
      this.#ambiguous = text;
    }
  }

  /** Runs something; if it refuses, says why. Returns whether it did not. */
  #refusing(run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.show(this.#aside(error.message));
      return false;
    }
  }

  #aside(sentence: string): string {
    return `— ${this.#options.say(sentence)} —`;
  }

  #draw(): void {
    this.#drawing = undefined;
    if (!this.#open) return;
    const { say, waiting } = this.#options;
    const { columns, rows } = windowSize();
    const lines = waiting();
    const above = lines.slice(0, MAX_SHOWN_WAITING).map((text) => `… ${text}`);
    const more = lines.length - above.length;
    if (more > 0) above.push(`… ${say(`and ${more} more on their way`)}`);
    const bottom = { above, ...this.#input() };
    process.stdout.write(
      (this.#ringing ? BELL : "") +
        this.#screen.draw(this.#shown.splice(0).join("\n"), bottom, columns, rows),
    );
    this.#ringing = false;
  }

  #input(): Pick<Bottom, "prompt" | "text" | "cursor"> {
    const { say, prompt, asksSecret } = this.#options;
    const { text, cursor, search } = this.#edited;
    if (asksSecret()) {
      return { prompt: `${say("password")}: `, text: "•".repeat(text.length), cursor };
    }
    if (!search) return { prompt: prompt(), text, cursor };
    return {
      prompt: `(${say(search.found ? "search" : "not found")}: ${search.query}) `,
      text,
      cursor,
    };
  }

  /** Takes the bottom off the screen, and gives the terminal back as it was found. */
  #release(lastWords = ""): void {
    process.stdout.write(this.#screen.clear(windowSize().columns) + lastWords + PASTE_OFF);
    setRaw(false);
  }

  /** What others have written to the screen since it was drawn is theirs. */
  #resume(): void {
    setRaw(true);
    process.stdout.write(PASTE_ON);
    this.#screen.forget();
    this.update();
  }
}
