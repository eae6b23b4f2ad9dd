/**
 * The lines that were entered before.
 *
 * @module
 */

import { holdsSecret } from "../chat/holds_secret.ts";

/** How many lines are kept. */
const MAX_LINES = 500;

/** The lines entered so far, and the user's place among them. */
export class LineHistory {
  readonly #lines: string[] = [];
  /** The index of the line that the user went back to; undefined at the line being typed. */
  place: number | undefined;
  /** The line that was being typed when the user went back. */
  #draft = "";

  /** Adds an entered line, unless it is empty, the same as the one before, or holds a password. */
  add(line: string): void {
    this.place = undefined;
    if (holdsSecret(line)) return;
    if (line !== "" && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }

  /**
   * Goes back (-1) or forward (1) by one line. Returns undefined at either end.
   *
   * @param current The text in the input now.
   */
  step(by: -1 | 1, current: string): string | undefined {
    if (this.place === undefined) this.#draft = current;
    const at = (this.place ?? this.#lines.length) + by;
    if (at < 0 || at > this.#lines.length) return undefined;
    this.place = at === this.#lines.length ? undefined : at;
    return this.#lines[at] ?? this.#draft;
  }

  /**
   * Goes to the latest line that contains `text`; with `older`, only lines before the user's place
   * count. Returns undefined and stays if there is none. `current` is as for {@linkcode step}.
   */
  search(
    text: string,
    { current, older }: { current: string; older: boolean },
  ): string | undefined {
    const end = older ? this.place ?? this.#lines.length : this.#lines.length;
    const at = this.#lines.slice(0, end).findLastIndex((line) => line.includes(text));
    if (at < 0) return undefined;
    if (this.place === undefined) this.#draft = current;
    this.place = at;
    return this.#lines[at];
  }
}
