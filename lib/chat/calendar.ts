/**
 * Which day the latest message is of.
 *
 * @module
 */

/** Tells where the day changes. Days are those of local time. */
export class Calendar {
  #day: string;

  /** Starts at the day of this time (Unix ms). */
  constructor(time: number) {
    this.#day = new Date(time).toDateString();
  }

  /** Takes the time of a message. Returns whether the one before is of another day. */
  turnsTo(time: number): boolean {
    const before = this.#day;
    this.#day = new Date(time).toDateString();
    return this.#day !== before;
  }
}
