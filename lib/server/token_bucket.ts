/**
 * Limits how fast something may go on.
 *
 * @module
 */

/** A token bucket: it fills at an even rate and pays for what is done. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  /**
   * Starts full.
   *
   * @param rate Tokens gained per second, more than 0.
   * @param burst The most tokens it holds.
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
   * @returns how long it takes until there is a token for the next thing, in ms.
   */
  pay(cost: number, now: number): number {
    const gained = (now - this.#filledAt) * this.#rate / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained) - cost;
    this.#filledAt = now;
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) * 1000 / this.#rate;
  }
}
