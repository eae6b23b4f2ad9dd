/**
 * Calls many back after the same time, with one timer for all of them.
 *
 * @module
 */

/** Somebody who is called back. */
export interface Delayed {
  /** Set and used by the {@linkcode Delay}. */
  dueAt: number;
  /** Called once when the time is over. */
  onDue(): void;
}

/** Those who wait for the same time each. In a crowd, timers cost more than accepting connections. */
export class Delay {
  readonly #ms: number;
  /** In the order in which they are due. */
  readonly #waiting = new Set<Delayed>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Everybody waits for `ms`. */
  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Begins to wait. Must not be waiting already. */
  add(one: Delayed): void {
    one.dueAt = performance.now() + this.#ms;
    this.#waiting.add(one);
    if (this.#waiting.size === 1) this.#start(this.#ms);
  }

  /** Waits no more. Idempotent. */
  delete(one: Delayed): void {
    if (this.#waiting.delete(one) && this.#waiting.size === 0) clearTimeout(this.#timer);
  }

  #start(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), ms);
  }

  #run(): void {
    const now = performance.now();
    for (const one of this.#waiting) {
      // A timer may be early by a part of a millisecond.
      if (one.dueAt - now >= 1) return this.#start(one.dueAt - now);
      this.#waiting.delete(one);
      one.onDue();
    }
  }
}
