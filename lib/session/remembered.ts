/**
 * The latest messages of a room as a session saw them, kept as hashes. They show whether the room
 * still has the same ones.
 *
 * @module
 */

import { fnv1a } from "../protocol.ts";

/** How many messages are remembered. */
const MOST = 1000;

/** Stands for the hash of a removed message, which is never another one than before. */
const REMOVED = 0;

/** Hashes of numbered messages without a gap between them. */
export class Remembered {
  readonly #hashes = new Uint32Array(MOST);
  #first = 1;
  #last = 0;

  /** The number of the oldest message remembered. */
  get first(): number {
    return Math.max(this.#first, this.#last - MOST + 1);
  }

  /**
   * Remembers a message; a removed one without its line. Forgets the others if it does not follow the
   * latest one.
   */
  add(number: number, line: string | undefined): void {
    if (number !== this.#last + 1) this.#first = number;
    this.#last = number;
    this.#hashes[number % MOST] = line === undefined ? REMOVED : hash(line);
  }

  /** Forgets every message after this one. */
  cutAfter(number: number): void {
    this.#last = Math.min(this.#last, number);
  }

  /** Forgets every message. */
  clear(): void {
    this.cutAfter(0);
  }

  /** Whether a message of this number is remembered, and was another one. */
  differs(number: number, line: string): boolean {
    const isKnown = number >= this.first && number <= this.#last;
    const known = this.#hashes[number % MOST]!;
    return isKnown && known !== REMOVED && known !== hash(line);
  }
}

function hash(line: string): number {
  return fnv1a(line) || 1;
}
