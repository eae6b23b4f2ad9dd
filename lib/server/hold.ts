/**
 * How long a connection that has sent nothing is held: for a few seconds, or for a minute if a browser
 * at its address asked for something when it connected.
 *
 * With a request, Chromium opens another socket for the next one, and uses it up to a minute later.
 * It takes whatever has arrived there by then for the answer. A silent client of 2014 at the same
 * address waits as long only if it connects in the same seconds.
 *
 * @module
 */

import { Delay, type Delayed } from "./delay.ts";
import type { Limits } from "./limits.ts";

/** How long after a request its browser may open another socket, in ms. */
const NEAR_MS = 1_000;

/** How many addresses of browsers are remembered. Those that asked longest ago are forgotten. */
const MAX_ADDRESSES = 1_000;

/** Connections that have sent nothing. */
export class Hold {
  readonly #holdMs: number;
  readonly #silent: Delay;
  readonly #spare: Delay;
  /** When a browser at an address asked last. */
  readonly #askedAt = new Map<string, number>();

  /** Starts without connections. */
  constructor({ holdMs, spareMs }: Pick<Limits, "holdMs" | "spareMs">) {
    this.#holdMs = holdMs;
    this.#silent = new Delay(holdMs);
    this.#spare = new Delay(spareMs - holdMs);
  }

  /** Begins to hold a connection. Must not be held already. */
  add(one: Delayed): void {
    this.#silent.add(one);
  }

  /** Holds it no more. Idempotent. */
  delete(one: Delayed): void {
    this.#silent.delete(one);
    this.#spare.delete(one);
  }

  /** Goes on holding one that is due, if a browser may have opened it. Returns whether it does. */
  prolong(one: Delayed, hostname: string): boolean {
    const connectedAt = one.dueAt - this.#holdMs;
    const askedAt = this.#askedAt.get(hostname) ?? -Infinity;
    if (askedAt < connectedAt - NEAR_MS) return false;
    this.#spare.add(one);
    return true;
  }

  /** A browser at this address asks for something. */
  noteBrowser(hostname: string): void {
    this.#askedAt.delete(hostname);
    this.#askedAt.set(hostname, performance.now());
    if (this.#askedAt.size > MAX_ADDRESSES) {
      this.#askedAt.delete(this.#askedAt.keys().next().value!);
    }
  }
}
