/**
 * How long a connection that has sent nothing is held: for a few seconds, or for a minute if a browser
 * may have opened it.
 *
 * When it opens a page, Chromium connects twice or three times at once. It uses the other sockets for
 * its next requests, up to a minute later, and takes whatever has arrived there by then for an answer.
 * A silent client of 2014 waits as long only if it connects from the same address at the same moment.
 *
 * @module
 */

import { Delay, type Delayed } from "./delay.ts";
import type { Limits } from "./limits.ts";

/** How far apart the request for a page and the other socket may arrive, in ms. */
const NEAR_MS = 250;

/** How many other sockets a browser opens with a page. */
const SPARE = 2;

/** How many addresses of browsers are remembered. Those that asked longest ago are forgotten. */
const MAX_ADDRESSES = 1_000;

/** How many sockets are waited for from an address, which may be that of a whole school. */
const MAX_SPARE = 200;

/** Connections that have sent nothing. */
export class Hold {
  readonly #holdMs: number;
  readonly #silent: Delay;
  readonly #spare: Delay;
  /** When pages were opened from an address of late, once for each socket that may come with one. */
  readonly #pages = new Map<string, number[]>();

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
    const pages = this.#pages.get(hostname) ?? [];
    const page = pages.findIndex((at) => Math.abs(at - connectedAt) <= NEAR_MS);
    if (page < 0) return false;
    pages.splice(page, 1);
    this.#spare.add(one);
    return true;
  }

  /** A browser at this address opens a page. */
  notePage(hostname: string): void {
    const now = performance.now();
    const pages = this.#pages.get(hostname) ?? [];
    const late = pages.filter((at) => at >= now - this.#holdMs - NEAR_MS);
    this.#pages.delete(hostname);
    this.#pages.set(hostname, [...late, ...Array<number>(SPARE).fill(now)].slice(-MAX_SPARE));
    if (this.#pages.size > MAX_ADDRESSES) this.#pages.delete(this.#pages.keys().next().value!);
  }
}
