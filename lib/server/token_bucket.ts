/**
 * How fast something may go on: a token bucket.
 *
 * Pure: is told the time, and knows no clock and no timer.
 *
 * @module
 */

/** A bucket that fills with tokens at an even rate and pays for what is done. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  /**
   * Starts full.
   *
   * @param rate How many tokens a second it gains, more than 0.
   * @param burst How many it holds.
   * @param now The time, in ms.
   */
  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAt = now;
  }

  /**
   * Pays for what was done, on credit if need be.
   *
   * @returns after how many ms there is a token again to go on with.
   */
  pay(cost: number, now: number): number {
    const gained = (now - this.#filledAt) * this.#rate / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained) - cost;
    this.#filledAt = now;
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) * 1000 / this.#rate;
  }
}
