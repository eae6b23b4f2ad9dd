/**
 * Limits a rate, and allows bursts.
 *
 * @module
 */

/** A token bucket. It fills at a constant rate. Work takes tokens out, and may leave it in debt. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  /**
   * Starts full, minus `missing` tokens.
   *
   * @param rate Tokens gained per second, more than 0.
   * @param burst The most tokens it holds.
   * @param now The time, in ms.
   * @param missing How many tokens are missing, at most `burst`.
   */
  constructor(rate: number, burst: number, now: number, missing = 0) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst - missing;
    this.#filledAt = now;
  }

  /**
   * Takes tokens out, even if there are not enough.
   *
   * @returns how long it takes until there is a token again, in ms.
   */
  pay(cost: number, now: number): number {
    this.#fill(now);
    this.#tokens -= cost;
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) * 1000 / this.#rate;
  }

  /** How many tokens it takes to fill it; at most `burst`, even in debt. */
  missing(now: number): number {
    this.#fill(now);
    return Math.min(this.#burst - this.#tokens, this.#burst);
  }

  #fill(now: number): void {
    const gained = (now - this.#filledAt) * this.#rate / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#filledAt = now;
  }
}
