/**
 * The terminal. This module alone reads and writes it while a chat runs in it.
 *
 * @module
 */

import process from "node:process";
import type { Completion } from "../chat/completion.ts";
import { plainText, type Span } from "../chat/view.ts";
import type { ProgramSentences } from "../language/program_language.ts";
import { isTask } from "../program/launcher.ts";
import { Refusal } from "../protocol.ts";
import { cellWidth } from "./cell_width.ts";
import { paint } from "./colors.ts";
import { setTable } from "./columns.ts";
import { LineEditor, type Outcome } from "./editor.ts";
import { hangIndent } from "./hanging_indent.ts";
import { type Key, KeyDecoder } from "./keys.ts";
import { type Bottom, Screen } from "./screen.ts";
import { onTerminalSignals, setRaw, windowSize } from "./tty.ts";

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";
const CLEAR = "\x1b[H\x1b[2J";
const BELL = "\x07";

/** What is drawn at the bottom, apart from the text being typed. */
export interface TerminalView {
  /** Stands before the text. */
  prompt: string;
  /** Lines above the prompt. */
  above: readonly string[];
  /** Whether a password is being typed; each character is drawn as `•`. */
  secret: boolean;
}

/** What the user does. The sentence of a {@linkcode Refusal} that a handler throws is shown. */
export interface TerminalEvents {
  /**
   * A line was entered. If it is refused, it is put back to be mended. `isText`: the line is one of
   * several that were pasted, and no command.
   */
  line(line: string, isText: boolean): void;
  /** A password was entered. */
  secret(secret: string): void;
  /** Ctrl-C was pressed on an empty line. */
  interrupt(): void;
  /** Ctrl-D was pressed on an empty line, or Ctrl-\ on any. */
  end(): void;
  /** Tab was pressed. Returns the completed line. */
  complete(text: string, cursor: number): Completion;
  /** A key other than Ctrl-C was pressed. Called before the event that it causes. */
  typed(): void;
  /** The terminal is gone, or a signal asks the program to end. */
  gone(): void;
}

/** Options for a {@linkcode Terminal}. */
export interface TerminalOptions {
  /** Returns what to draw now. */
  view: () => TerminalView;
  /** Handles what the user does. */
  events: TerminalEvents;
  /** Whether to show colors. */
  colored: boolean;
  /** The user's language. */
  t: ProgramSentences;
}

/** A terminal in use. */
export class Terminal {
  readonly #view: () => TerminalView;
  readonly #events: TerminalEvents;
  readonly #colored: boolean;
  readonly #t: ProgramSentences;
  readonly #keys = new KeyDecoder();
  readonly #editor = new LineEditor();
  /** A new editor for each password, so that no history keeps it and a half-typed line stays. */
  #secret = new LineEditor();
  readonly #screen = new Screen();
  readonly #stopListening: () => void;
  /** Lines to show at the next drawing. */
  #shown: { spans: readonly Span[]; isList: boolean }[] = [];
  /** Why a line was refused. Stands next to the line until a key is pressed, and is then shown. */
  #reason: string | undefined;
  #ringing = false;
  #drawing: ReturnType<typeof setTimeout> | undefined;
  /** The text that Tab could not complete further. Another Tab shows the choices. */
  #ambiguous: string | undefined;
  #open = true;

  /** Takes the terminal over until {@linkcode close}. Both stdin and stdout must be one. */
  constructor({ view, events, colored, t }: TerminalOptions) {
    this.#view = view;
    this.#events = events;
    this.#colored = colored;
    this.#t = t;
    setRaw(true);
    process.stdin.setEncoding("utf8");
    process.stdin.on("data", this.#onInput);
    const onGone = () => events.gone();
    process.stdin.on("end", onGone);
    process.stdin.on("error", onGone);
    process.stdout.on("error", onGone);
    process.stdout.write(PASTE_ON);
    this.#stopListening = onTerminalSignals({
      // Outside a task these keys arrive as signals, so that stopping needs no permission.
      interrupt: () => this.#press({ type: "key", name: "ctrl-c" }),
      quit: () => this.#press({ type: "key", name: "ctrl-\\" }),
      suspend: () => this.#release(),
      resume: () => this.#resume(),
      resize: () => this.update(),
      hangUp: onGone,
    });
    this.update();
  }

  /** Shows whole lines above what is being typed; a list that does not fit into one row as a table. */
  show(spans: readonly Span[], isList = false): void {
    this.#shown.push({ spans, isList });
    this.update();
  }

  /** Rings the bell, once per drawing. */
  ring(): void {
    this.#ringing = true;
    this.update();
  }

  /** Clears the screen. */
  clear(): void {
    this.#shown = [];
    process.stdout.write(CLEAR);
    this.update();
  }

  /**
   * Draws soon. Everything that happens in one turn of the event loop is drawn at once. A terminal
   * that reads nothing (Ctrl-S) blocks the program, so no more than one drawing ever waits.
   */
  update(): void {
    this.#drawing ??= setTimeout(() => this.#draw(), 0);
  }

  /** Restores the terminal. Idempotent. */
  close(): void {
    if (!this.#open) return;
    this.#showReason();
    clearTimeout(this.#drawing);
    this.#open = false;
    this.#release(this.#takeShown().map((text) => text + "\r\n").join(""));
    process.stdin.off("data", this.#onInput);
    process.stdin.pause();
    this.#stopListening();
  }

  readonly #onInput = (chunk: string) => {
    for (const key of this.#keys.push(chunk)) {
      if (this.#open) this.#press(key);
    }
  };

  #press(key: Key): void {
    this.#showReason();
    const name = key.type === "key" ? key.name : undefined;
    if (name === "ctrl-\\") this.#succeeds(() => this.#events.end());
    else if (name === "ctrl-z" && isTask()) this.show([{ text: `— ${this.#t.cannotStop()} —` }]);
    else this.#handle(this.#edited.press(key));
    if (this.#open) this.update();
  }

  get #edited(): LineEditor {
    return this.#view().secret ? this.#secret : this.#editor;
  }

  #handle(outcome: Outcome): void {
    if (outcome?.type !== "interrupt") this.#events.typed();
    if (outcome?.type !== "complete") this.#ambiguous = undefined;
    switch (outcome?.type) {
      case "submit":
        if (this.#view().secret) this.#submitSecret(outcome.lines.join(""));
        else this.#submit(outcome.lines);
        break;
      case "interrupt":
        // On a half-typed line, Ctrl-C only clears it.
        if (outcome.text === "") this.#succeeds(() => this.#events.interrupt());
        break;
      case "end":
        this.#succeeds(() => this.#events.end());
        break;
      case "redraw":
        process.stdout.write(CLEAR);
        break;
      case "complete":
        if (!this.#view().secret) this.#complete();
        break;
    }
  }

  /** Submits the lines one by one. A refused line is put back, with the lines after it. */
  #submit(lines: readonly string[]): void {
    const isText = lines.length > 1;
    const at = lines.findIndex((line) => !this.#succeeds(() => this.#events.line(line, isText)));
    if (at >= 0) this.#editor.putBack(lines.slice(at));
  }

  #submitSecret(secret: string): void {
    this.#secret = new LineEditor();
    if (secret !== "") this.#succeeds(() => this.#events.secret(secret));
  }

  /** Completes the line. A second Tab that cannot complete it further shows the choices. */
  #complete(): void {
    const before = this.#editor.text;
    const { text, cursor, choices } = this.#events.complete(before, this.#editor.cursor);
    this.#editor.set(text, cursor);
    if (text !== before || choices.length <= 1) return;
    if (this.#ambiguous === text) this.show([{ text: choices.join("  ") }]);
    this.#ambiguous = text;
  }

  /** Runs a handler. If it throws a {@linkcode Refusal}, shows that and returns false. */
  #succeeds(handle: () => void): boolean {
    try {
      handle();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#showReason();
      this.#reason = `— ${error.sentence(this.#t)} —`;
      return false;
    }
  }

  #showReason(): void {
    if (this.#reason !== undefined) this.show([{ text: this.#reason }]);
    this.#reason = undefined;
  }

  #draw(): void {
    this.#drawing = undefined;
    if (!this.#open) return;
    const { columns, rows } = windowSize();
    const text = this.#takeShown().join("\r\n");
    const drawing = this.#screen.draw(text, this.#bottom(), columns, rows);
    process.stdout.write((this.#ringing ? BELL : "") + drawing);
    this.#ringing = false;
  }

  /** Takes what is to be shown, as text for a window of the present width. */
  #takeShown(): string[] {
    const { columns } = windowSize();
    return this.#shown.splice(0).map(({ spans, isList }) => {
      const isTable = isList && cellWidth(plainText(spans)) > columns;
      const set = isTable ? setTable(spans, columns) : spans;
      return paint(hangIndent(set, columns), this.#colored).replaceAll("\n", "\r\n");
    });
  }

  #bottom(): Bottom {
    const { prompt, above, secret } = this.#view();
    const { text, cursor, search } = secret ? this.#secret : this.#editor;
    const bottom = { above, reason: this.#reason, prompt, text, cursor };
    if (secret) return { ...bottom, text: "•".repeat(text.length) };
    if (!search) return bottom;
    const state = search.found ? this.#t.search() : this.#t.notFound();
    return { ...bottom, prompt: `(${state}: ${search.query}) ` };
  }

  /** Erases the bottom and restores the terminal. */
  #release(lastLines = ""): void {
    process.stdout.write(this.#screen.clear(windowSize().columns) + lastLines + PASTE_OFF);
    setRaw(false);
  }

  /** Takes the terminal over again. What other programs wrote meanwhile stays on the screen. */
  #resume(): void {
    setRaw(true);
    process.stdout.write(PASTE_ON);
    this.#screen.forget();
    this.update();
  }
}
