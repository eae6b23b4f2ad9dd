/**
 * Who may be answered: whoever asks over and over, or under a thousand addresses, gets no more.
 *
 * Pure: knows addresses as text and a clock it is given.
 *
 * @module
 */

/** How long an asker who was answered is not answered again, in ms. */
export const ANSWER_INTERVAL_MS = 1_000;

/** The most askers remembered, and so the most that are answered within one interval. */
export const MAX_ASKERS = 1_024;

/** The askers of the last interval. */
export class Askers {
  /** When each was answered; the longest ago first. */
  readonly #answered = new Map<string, number>();

  /** How many are remembered. */
  get size(): number {
    return this.#answered.size;
  }

  /** Whether to answer this address at `now` (in ms, never going back); if so, it is remembered. */
  admit(address: string, now: number): boolean {
    for (const [known, at] of this.#answered) {
      if (now - at < ANSWER_INTERVAL_MS) break;
      this.#answered.delete(known);
    }
    if (this.#answered.has(address) || this.#answered.size >= MAX_ASKERS) return false;
    this.#answered.set(address, now);
    return true;
  }
}
