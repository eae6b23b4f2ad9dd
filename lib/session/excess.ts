/**
 * What a session does about a server that sends more than a client can keep: it leaves for good.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";

/**
 * How many events a server may send at once, and how many more each second. A long one counts as
 * several.
 */
const EVENTS = { burst: 100_000, perSecond: 1_000, length: 128 };

/** Thrown when a server passes a limit of what a session keeps or takes. */
export class Excess extends Error {
  /** Tells it from other errors. */
  override name = "Excess";
  /** Why the session leaves. */
  readonly reason: Sentence;

  /** By default the server sends too much. */
  constructor(reason: Sentence = (t) => t.serverSendsTooMuch()) {
    super("The server passes a limit");
    this.reason = reason;
  }
}

/** Limits the events of a server, except those of a replay, which have a limit of their own. */
export class EventBudget {
  readonly #monotonic: () => number;
  #left = EVENTS.burst;
  #refilled: number;

  /** Starts full. `monotonic`: a clock that never goes back, in ms. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
    this.#refilled = monotonic();
  }

  /** Counts the line of an event. Throws {@linkcode Excess} if there were too many. */
  spend(line: string): void {
    const now = this.#monotonic();
    const earned = (now - this.#refilled) * EVENTS.perSecond / 1000;
    this.#left = Math.min(EVENTS.burst, this.#left + earned) - 1 - line.length / EVENTS.length;
    this.#refilled = now;
    if (this.#left < 0) throw new Excess();
  }
}
