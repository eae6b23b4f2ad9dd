/**
 * Editing one line: what each key does to the text, the cursor and the history.
 *
 * Pure: knows text, one grapheme at a time, and nothing of how it is drawn.
 *
 * @module
 */

import { cleanText } from "../protocol.ts";
import { graphemeAfter, graphemeBefore, wordAfter, wordBefore } from "../chat/boundaries.ts";
import type { Key } from "./keys.ts";
import { LineHistory } from "./line_history.ts";

/** How a line break inside pasted text is drawn, and kept until the text is sent. */
export const LINE_BREAK = "⏎";

/** What the editor asks of its user after a key. */
export type Outcome =
  /** Enter: these lines are to be taken. */
  | { type: "submit"; lines: string[] }
  /** Ctrl-C. `text` is what stood there. */
  | { type: "interrupt"; text: string }
  /** Ctrl-D on an empty line. */
  | { type: "end" }
  /** Tab: complete what stands before the cursor. */
  | { type: "complete" }
  /** Ctrl-L: draw everything anew. */
  | { type: "redraw" }
  | undefined;

/** A search of the history under way. */
export interface Search {
  /** What is looked for. */
  query: string;
  /** Whether a line that holds it was found, and stands in the input. */
  found: boolean;
}

/** One line being edited. */
export class LineEditor {
  #text = "";
  /** Where the cursor stands in the text, in UTF-16 units, at a grapheme boundary. */
  #cursor = 0;
  #killed = "";
  readonly #history = new LineHistory();
  #search: Search | undefined;
  /** What stood there when the search began. */
  #searchedFrom: { text: string; cursor: number; place: number | undefined } = {
    text: "",
    cursor: 0,
    place: undefined,
  };

  /** The text as it stands. */
  get text(): string {
    return this.#text;
  }

  /** Where the cursor stands in the text, in UTF-16 units. */
  get cursor(): number {
    return this.#cursor;
  }

  /** The search of the history under way, if there is one. */
  get search(): Readonly<Search> | undefined {
    return this.#search;
  }

  /** Replaces the text; the cursor goes to its end, or where it is told. */
  set(text: string, cursor = text.length): void {
    this.#text = text;
    this.#cursor = cursor;
  }

  /** Puts lines back before whatever stands there, to be mended. */
  put(lines: readonly string[]): void {
    this.set([...lines, ...this.#text === "" ? [] : [this.#text]].join(LINE_BREAK));
  }

  /** Does what a key does. */
  press(key: Key): Outcome {
    if (this.#search && this.#pressInSearch(this.#search, key)) return undefined;
    if (key.type === "key") return this.#act(key.name);
    this.#insert(textOf(key));
  }

  #act(name: string): Outcome {
    switch (name) {
      case "enter":
        return this.#submit();
      case "ctrl-c": {
        const text = this.#text;
        this.set("");
        this.#history.place = undefined;
        return { type: "interrupt", text };
      }
      case "ctrl-d":
        if (this.#text === "") return { type: "end" };
        this.#remove(this.#cursor, graphemeAfter(this.#text, this.#cursor));
        break;
      case "tab":
        return { type: "complete" };
      case "ctrl-l":
        return { type: "redraw" };
      case "left":
      case "ctrl-b":
        this.#cursor = graphemeBefore(this.#text, this.#cursor);
        break;
      case "right":
      case "ctrl-f":
        this.#cursor = graphemeAfter(this.#text, this.#cursor);
        break;
      case "ctrl-left":
      case "alt-b":
        this.#cursor = wordBefore(this.#text, this.#cursor);
        break;
      case "ctrl-right":
      case "alt-f":
        this.#cursor = wordAfter(this.#text, this.#cursor);
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
        this.#remove(graphemeBefore(this.#text, this.#cursor), this.#cursor);
        break;
      case "delete":
        this.#remove(this.#cursor, graphemeAfter(this.#text, this.#cursor));
        break;
      case "ctrl-u":
        this.#kill(0, this.#cursor);
        break;
      case "ctrl-k":
        this.#kill(this.#cursor, this.#text.length);
        break;
      case "ctrl-w":
      case "alt-backspace":
        this.#kill(wordBefore(this.#text, this.#cursor), this.#cursor);
        break;
      case "alt-d":
        this.#kill(this.#cursor, wordAfter(this.#text, this.#cursor));
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
      case "ctrl-r":
        this.#searchedFrom = {
          text: this.#text,
          cursor: this.#cursor,
          place: this.#history.place,
        };
        this.#search = { query: "", found: true };
        break;
    }
    return undefined;
  }

  #submit(): Outcome {
    const text = this.#text;
    this.set("");
    this.#history.add(text);
    return { type: "submit", lines: text.split(LINE_BREAK) };
  }

  #recall(step: -1 | 1): void {
    const line = this.#history.step(step, this.#text);
    if (line !== undefined) this.set(line);
  }

  /** Does what a key does in a search; false if it ends the search and is still to be done. */
  #pressInSearch({ query }: Search, key: Key): boolean {
    if (key.type !== "key") {
      this.#find(query + textOf(key), false);
    } else if (key.name === "ctrl-r") {
      this.#find(query, true);
    } else if (key.name === "backspace" || key.name === "ctrl-h") {
      this.#find(query.slice(0, graphemeBefore(query, query.length)), false);
    } else if (key.name === "ctrl-c" || key.name === "ctrl-g") {
      this.#search = undefined;
      this.#history.place = this.#searchedFrom.place;
      this.set(this.#searchedFrom.text, this.#searchedFrom.cursor);
    } else {
      this.#search = undefined;
      return false;
    }
    return true;
  }

  #find(query: string, older: boolean): void {
    const line = query === ""
      ? undefined
      : this.#history.search(query, { current: this.#searchedFrom.text, older });
    // Of a line found before, what is no longer looked for stays to be used all the same.
    if (line !== undefined) this.set(line, graphemeBefore(line, line.indexOf(query) + 1));
    this.#search = { query, found: line !== undefined || query === "" };
  }

  #insert(text: string): void {
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
}

/**
 * What comes in as text: clean, so that nothing drawn can drive the terminal, and of what was pasted
 * with line breaks as we show them, but for those at its end.
 */
function textOf(key: Exclude<Key, { type: "key" }>): string {
  if (key.type === "text") return cleanText(key.text);
  return cleanText(key.text.replace(/(\r\n|\r|\n)+$/, "").replace(/\r\n|\r|\n/g, LINE_BREAK));
}
