/**
 * The rows of a log, in blocks. The browser lays out only the blocks that can be seen, so that a row
 * costs the same however long the log is.
 *
 * @module
 */

import { make } from "./dom.ts";

/** How many rows a block holds. */
const BLOCK = 100;

/** Rows in blocks. */
export class Blocks {
  readonly #parent: HTMLElement;
  /** How many rows there are, and how many of them are in the last block. */
  #count = 0;
  #inLast = BLOCK;

  /** Puts its blocks into `parent`. */
  constructor(parent: HTMLElement) {
    this.#parent = parent;
  }

  /** The first row. */
  get first(): Element | null {
    return this.#parent.firstElementChild?.firstElementChild ?? null;
  }

  /** How many rows there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds a row below the others. */
  append(row: HTMLElement): void {
    if (this.#inLast >= BLOCK) {
      this.#parent.append(make("div", "block"));
      this.#inLast = 0;
    }
    this.#parent.lastElementChild!.append(row);
    this.#inLast++;
    this.#count++;
  }

  /** Adds rows above the others. */
  prepend(rows: readonly HTMLElement[]): void {
    if (this.#count === 0) return rows.forEach((row) => this.append(row));
    const blocks = [];
    for (let at = 0; at < rows.length; at += BLOCK) {
      blocks.push(make("div", "block", ...rows.slice(at, at + BLOCK)));
    }
    this.#parent.prepend(...blocks);
    this.#count += rows.length;
  }

  /**
   * Drops the oldest blocks until at most `limit` rows are left, or one block. Returns whether it
   * dropped any.
   */
  dropOldest(limit: number): boolean {
    const before = this.#count;
    while (this.#count > limit && this.#parent.childElementCount > 1) {
      const oldest = this.#parent.firstElementChild!;
      this.#count -= oldest.childElementCount;
      oldest.remove();
    }
    return this.#count < before;
  }

  /** Notes that a row was taken out of its block. */
  remove(row: Element): void {
    if (row.parentElement === this.#parent.lastElementChild) this.#inLast--;
    row.remove();
    this.#count--;
  }

  /** Drops every row. */
  clear(): void {
    this.#parent.replaceChildren();
    this.#count = 0;
    this.#inLast = BLOCK;
  }
}
