/**
 * Makes a connection wait until it can afford what it has sent.
 *
 * @module
 */

import type { Limits } from "./limits.ts";
import { TokenBucket } from "./token_bucket.ts";

/** How fast one connection is read. */
export class Pace {
  readonly #bucket: TokenBucket | undefined;
  #isStopped = false;
  /** Set while nothing is read; ends that. */
  #resume: (() => void) | undefined;

  /** Starts with a full burst, except for `missing` tokens. With a rate of 0 everything is free. */
  constructor({ rate, burst }: Pick<Limits, "rate" | "burst">, missing = 0) {
    this.#bucket = rate > 0 ? new TokenBucket(rate, burst, performance.now(), missing) : undefined;
  }

  /** How many tokens are missing to a full burst. */
  get missing(): number {
    return this.#bucket?.missing(performance.now()) ?? 0;
  }

  /** Whether nothing is read at present. */
  get isPaused(): boolean {
    return this.#resume !== undefined;
  }

  /** Pays in tokens. Resolves when reading may go on; undefined if that is at once. */
  pay(cost: number): Promise<void> | undefined {
    const wait = this.#bucket?.pay(cost, performance.now()) ?? 0;
    return wait > 0 && !this.#isStopped ? this.#pause(wait) : undefined;
  }

  /** Ends a pause, and lets nothing wait any more. */
  stop(): void {
    this.#isStopped = true;
    this.#resume?.();
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#resume = resolve;
    await promise;
    this.#resume = undefined;
    clearTimeout(timer);
  }
}
