/**
 * Editing one line: what each key does to the text, the cursor and the history.
 *
 * Pure: knows text, one grapheme at a time, and nothing of how it is drawn.
 *
 * @module
 */

import { cleanText } from "../clean_text.ts";
import type { Key } from "./keys.ts";

/** How many lines are remembered. */
const MAX_HISTORY = 500;

/** How a line break inside pasted text is drawn, and kept until the text is sent. */
export const LINE_BREAK = "⏎";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What the editor asks of its user after a key. */
export type Outcome =
  /** Enter: these lines are to be taken. */
  | { type: "submit"; lines: string[] }
  /** Ctrl-C. `text` is what stood there. */
  | { type: "interrupt"; text: string }
  /** Ctrl-D on an empty line. */
  | { type: "end" }
  /** Ctrl-L: draw everything anew. */
  | { type: "redraw" }
  | undefined;

/** One line being edited. */
export class LineEditor {
  #text = "";
  /** Where the cursor stands in the text, in UTF-16 units, at a grapheme boundary. */
  #cursor = 0;
  #killed = "";
  #history: string[] = [];
  #recalled: number | undefined;
  #draft = "";

  /** The text as it stands. */
  get text(): string {
    return this.#text;
  }

  /** Where the cursor stands in the text, in UTF-16 units. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Replaces the text; the cursor goes to its end. */
  set(text: string): void {
    this.#text = text;
    this.#cursor = text.length;
  }

  /** Puts lines back before whatever stands there, to be mended. */
  put(lines: readonly string[]): void {
    this.set([...lines, ...this.#text === "" ? [] : [this.#text]].join(LINE_BREAK));
  }

  /** Does what a key does. */
  press(key: Key): Outcome {
    if (key.type === "text") this.#insert(key.text);
    else if (key.type === "paste") {
      this.#insert(key.text.replace(/(\r\n|\r|\n)+$/, "").replace(/\r\n|\r|\n/g, LINE_BREAK));
    } else return this.#act(key.name);
  }

  #act(name: string): Outcome {
    switch (name) {
      case "enter":
        return this.#submit();
      case "ctrl-c": {
        const text = this.#text;
        this.set("");
        this.#recalled = undefined;
        return { type: "interrupt", text };
      }
      case "ctrl-d":
        if (this.#text === "") return { type: "end" };
        this.#remove(this.#cursor, this.#after());
        break;
      case "ctrl-l":
        return { type: "redraw" };
      case "left":
      case "ctrl-b":
        this.#cursor = this.#before();
        break;
      case "right":
      case "ctrl-f":
        this.#cursor = this.#after();
        break;
      case "ctrl-left":
      case "alt-b":
        this.#cursor = this.#wordBefore();
        break;
      case "ctrl-right":
      case "alt-f":
        this.#cursor = this.#wordAfter();
        break;
      case "home":
      case "ctrl-a":
        this.#cursor = 0;
        break;
      case "end":
      case "ctrl-e":
        this.#cursor = this.#text.length;
        break;
      case "backspace":
      case "ctrl-h":
        this.#remove(this.#before(), this.#cursor);
        break;
      case "delete":
        this.#remove(this.#cursor, this.#after());
        break;
      case "ctrl-u":
        this.#kill(0, this.#cursor);
        break;
      case "ctrl-k":
        this.#kill(this.#cursor, this.#text.length);
        break;
      case "ctrl-w":
      case "alt-backspace":
        this.#kill(this.#wordBefore(), this.#cursor);
        break;
      case "alt-d":
        this.#kill(this.#cursor, this.#wordAfter());
        break;
      case "ctrl-y":
        this.#insert(this.#killed);
        break;
      case "up":
      case "ctrl-p":
        this.#recall(-1);
        break;
      case "down":
      case "ctrl-n":
        this.#recall(1);
        break;
    }
    return undefined;
  }

  #submit(): Outcome {
    const text = this.#text;
    this.set("");
    this.#recalled = undefined;
    if (text !== "" && text !== this.#history.at(-1)) this.#history.push(text);
    if (this.#history.length > MAX_HISTORY) this.#history.shift();
    return { type: "submit", lines: text.split(LINE_BREAK) };
  }

  #recall(step: number): void {
    const last = this.#history.length;
    if (this.#recalled === undefined) this.#draft = this.#text;
    const at = (this.#recalled ?? last) + step;
    if (at < 0 || at > last) return;
    this.#recalled = at;
    this.set(at === last ? this.#draft : this.#history[at]!);
  }

  /** What comes in is clean, so that nothing drawn can drive the terminal. */
  #insert(raw: string): void {
    const text = cleanText(raw);
    this.#text = this.#text.slice(0, this.#cursor) + text + this.#text.slice(this.#cursor);
    this.#cursor += text.length;
  }

  #remove(from: number, to: number): void {
    this.#text = this.#text.slice(0, from) + this.#text.slice(to);
    this.#cursor = from;
  }

  #kill(from: number, to: number): void {
    if (from < to) this.#killed = this.#text.slice(from, to);
    this.#remove(from, to);
  }

  #before(): number {
    if (this.#cursor === 0) return 0;
    return graphemes.segment(this.#text).containing(this.#cursor - 1)!.index;
  }

  #after(): number {
    const next = graphemes.segment(this.#text).containing(this.#cursor);
    return next ? next.index + next.segment.length : this.#text.length;
  }

  #wordBefore(): number {
    let at = this.#cursor;
    while (at > 0 && /\s/.test(this.#text[at - 1]!)) at--;
    while (at > 0 && /\S/.test(this.#text[at - 1]!)) at--;
    return at;
  }

  #wordAfter(): number {
    return this.#cursor + /^\s*\S*/.exec(this.#text.slice(this.#cursor))![0].length;
  }
}
