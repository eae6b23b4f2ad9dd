/**
 * What was typed before, and how it is found again: by going back line by line, or by searching.
 *
 * Pure: knows lines, and nothing of keys.
 *
 * @module
 */

/** How many lines are remembered. */
const MAX_LINES = 500;

/** The lines typed so far, and where among them the user is. */
export class LineHistory {
  readonly #lines: string[] = [];
  /** Where the user is; undefined at the line being typed. */
  place: number | undefined;
  /** The line that was being typed when the user went back. */
  #draft = "";

  /** Remembers a line that was entered, but not an empty one nor the same twice running. */
  add(line: string): void {
    this.place = undefined;
    if (line !== "" && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }

  /**
   * Goes back (-1) or forward (1) by one line; `current` stands in the input now. Undefined where
   * there is nothing more.
   */
  step(by: -1 | 1, current: string): string | undefined {
    if (this.place === undefined) this.#draft = current;
    const at = (this.place ?? this.#lines.length) + by;
    if (at < 0 || at > this.#lines.length) return undefined;
    this.place = at === this.#lines.length ? undefined : at;
    return this.#lines[at] ?? this.#draft;
  }

  /**
   * Goes to the latest line that holds `text`: of all, or, if `older`, of those before the one the
   * user is at. Undefined, and nobody moves, if there is none. `current` is as for {@linkcode step}.
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
