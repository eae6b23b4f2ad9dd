/**
 * Edits one line: what each key does to the text, the cursor and the history.
 *
 * @module
 */

import { graphemeAfter, graphemeBefore, wordAfter, wordBefore } from "../chat/segments.ts";
import { cleanText } from "../protocol.ts";
import type { Key } from "./keys.ts";
import { LineHistory } from "./line_history.ts";

/** Stands for a line break in pasted text until the text is submitted. */
export const LINE_BREAK = "⏎";

/** What a key asks the owner of the editor to do. */
export type Outcome =
  /** Enter: take these lines. */
  | { type: "submit"; lines: string[] }
  /** Ctrl-C. `text` is what it cleared. */
  | { type: "interrupt"; text: string }
  /** Ctrl-D on an empty line. */
  | { type: "end" }
  /** Tab: complete the word before the cursor. */
  | { type: "complete" }
  /** Ctrl-L: clear the screen and draw again. */
  | { type: "redraw" }
  | undefined;

/** A search of the history. */
export interface Search {
  /** The text to look for. */
  query: string;
  /** Whether a line contains it; that line is then in the input. */
  found: boolean;
}

/** The input as it was before a search. */
interface Before {
  text: string;
  cursor: number;
  place: number | undefined;
}

/** Returns a place in `text`, in UTF-16 units, as seen from another. */
type Motion = (text: string, at: number) => number;

const lineStart: Motion = () => 0;
const lineEnd: Motion = (text) => text.length;

/** Keys that move the cursor. */
const MOVES: Readonly<Record<string, Motion>> = {
  left: graphemeBefore,
  "ctrl-b": graphemeBefore,
  right: graphemeAfter,
  "ctrl-f": graphemeAfter,
  "ctrl-left": wordBefore,
  "alt-b": wordBefore,
  "ctrl-right": wordAfter,
  "alt-f": wordAfter,
  home: lineStart,
  "ctrl-a": lineStart,
  end: lineEnd,
  "ctrl-e": lineEnd,
};

/** Keys that delete the text between the cursor and another place. */
const DELETES: Readonly<Record<string, Motion>> = {
  backspace: graphemeBefore,
  "ctrl-h": graphemeBefore,
  delete: graphemeAfter,
  "ctrl-d": graphemeAfter,
};

/** Keys that delete in the same way and keep what they deleted for Ctrl-Y. */
const KILLS: Readonly<Record<string, Motion>> = {
  "ctrl-u": lineStart,
  "ctrl-k": lineEnd,
  "ctrl-w": wordBefore,
  "alt-backspace": wordBefore,
  "alt-d": wordAfter,
};

/** Keys that go back (-1) or forward (1) in the history. */
const STEPS: Readonly<Record<string, -1 | 1>> = { up: -1, "ctrl-p": -1, down: 1, "ctrl-n": 1 };

/** A line being edited. */
export class LineEditor {
  #text = "";
  #cursor = 0;
  #killed = "";
  readonly #history = new LineHistory();
  #search: Search | undefined;
  #before: Before = { text: "", cursor: 0, place: undefined };

  /** The text. */
  get text(): string {
    return this.#text;
  }

  /** The cursor's place in the text, in UTF-16 units. It is always at a grapheme boundary. */
  get cursor(): number {
    return this.#cursor;
  }

  /** The search in progress, if any. */
  get search(): Readonly<Search> | undefined {
    return this.#search;
  }

  /** Replaces the text and moves the cursor, by default to its end. */
  set(text: string, cursor: number = text.length): void {
    this.#text = text;
    this.#cursor = cursor;
  }

  /** Puts refused lines back in front of the text. */
  putBack(lines: readonly string[]): void {
    this.set([...lines, ...this.#text === "" ? [] : [this.#text]].join(LINE_BREAK));
  }

  /** Handles a key. */
  press(key: Key): Outcome {
    if (this.#search && this.#pressInSearch(this.#search, key)) return undefined;
    if (key.type === "key") return this.#pressNamed(key.name);
    this.#insert(textOf(key));
    return undefined;
  }

  #pressNamed(name: string): Outcome {
    switch (name) {
      case "enter":
        return this.#submit();
      case "ctrl-c":
        return this.#interrupt();
      case "tab":
        return { type: "complete" };
      case "ctrl-l":
        return { type: "redraw" };
      case "ctrl-r":
        this.#before = { text: this.#text, cursor: this.#cursor, place: this.#history.place };
        this.#search = { query: "", found: true };
        return undefined;
      case "ctrl-y":
        this.#insert(this.#killed);
        return undefined;
      case "ctrl-d":
        if (this.#text === "") return { type: "end" };
    }
    this.#edit(name);
    return undefined;
  }

  #edit(name: string): void {
    const [move, remove, kill, step] = [MOVES[name], DELETES[name], KILLS[name], STEPS[name]];
    if (move) this.#cursor = move(this.#text, this.#cursor);
    else if (remove) this.#delete(remove);
    else if (kill) this.#killed = this.#delete(kill) || this.#killed;
    else if (step) this.#recall(step);
  }

  /** Deletes the text between the cursor and another place, and returns it. */
  #delete(motion: Motion): string {
    const to = motion(this.#text, this.#cursor);
    const [start, end] = to < this.#cursor ? [to, this.#cursor] : [this.#cursor, to];
    const deleted = this.#text.slice(start, end);
    this.set(this.#text.slice(0, start) + this.#text.slice(end), start);
    return deleted;
  }

  #submit(): Outcome {
    const text = this.#text;
    this.set("");
    this.#history.add(text);
    return { type: "submit", lines: text.split(LINE_BREAK) };
  }

  #interrupt(): Outcome {
    const text = this.#text;
    this.set("");
    this.#history.place = undefined;
    return { type: "interrupt", text };
  }

  #recall(by: -1 | 1): void {
    const line = this.#history.step(by, this.#text);
    if (line !== undefined) this.set(line);
  }

  #insert(text: string): void {
    const [before, after] = [this.#text.slice(0, this.#cursor), this.#text.slice(this.#cursor)];
    this.set(before + text + after, this.#cursor + text.length);
  }

  /** Handles a key during a search. Returns false if the key ends the search and is not handled. */
  #pressInSearch({ query }: Search, key: Key): boolean {
    if (key.type !== "key") {
      this.#find(query + textOf(key), false);
    } else if (key.name === "ctrl-r") {
      this.#find(query, true);
    } else if (key.name === "backspace" || key.name === "ctrl-h") {
      this.#find(query.slice(0, graphemeBefore(query, query.length)), false);
    } else {
      this.#search = undefined;
      if (key.name !== "ctrl-c" && key.name !== "ctrl-g") return false;
      this.#history.place = this.#before.place;
      this.set(this.#before.text, this.#before.cursor);
    }
    return true;
  }

  /** Puts the line found into the input. If none is found, the line found before stays there. */
  #find(query: string, older: boolean): void {
    const current = this.#before.text;
    const line = query === "" ? undefined : this.#history.search(query, { current, older });
    if (line !== undefined) this.set(line, graphemeBefore(line, line.indexOf(query) + 1));
    this.#search = { query, found: line !== undefined || query === "" };
  }
}

/** Cleans typed or pasted text. Line breaks at the end of a paste are dropped. */
function textOf(key: Exclude<Key, { type: "key" }>): string {
  if (key.type === "text") return cleanText(key.text);
  let end = key.text.length;
  while (/[\r\n]/.test(key.text[end - 1] ?? "")) end--;
  return cleanText(key.text.slice(0, end).replace(/\r\n|\r|\n/g, LINE_BREAK));
}
