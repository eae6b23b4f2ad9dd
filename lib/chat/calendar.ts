/**
 * Which day the latest message is of.
 *
 * @module
 */

/** Tells where the day changes. Days are those of local time. */
export class Calendar {
  #start = 0;
  #end = 0;

  /** Starts at the day of this time (Unix ms). */
  constructor(time: number) {
    this.turnsTo(time);
  }

  /** Takes the time of a message. Returns whether the one before is of another day. */
  turnsTo(time: number): boolean {
    if (time >= this.#start && time < this.#end) return false;
    const date = new Date(time);
    const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
    this.#start = new Date(year, month, day).getTime();
    this.#end = new Date(year, month, day + 1).getTime();
    return true;
  }
}
