/**
 * How many connections there may be, in all and from one address.
 *
 * Pure: counts addresses, and knows no socket.
 *
 * @module
 */

import type { Limits } from "./limits.ts";

/** Counts connections in and out. */
export class Admission {
  readonly #limits: Pick<Limits, "maxClients" | "maxPerAddress">;
  readonly #byAddress = new Map<string, number>();
  #count = 0;

  /** Starts with nobody in. */
  constructor(limits: Pick<Limits, "maxClients" | "maxPerAddress">) {
    this.#limits = limits;
  }

  /** Counts a connection in; or else says why not, and counts nothing. */
  admit(hostname: string): string | undefined {
    const { maxClients, maxPerAddress } = this.#limits;
    if (this.#count >= maxClients) {
      return `The room is full: it takes at most ${maxClients} connections`;
    }
    const here = this.#byAddress.get(hostname) ?? 0;
    if (maxPerAddress > 0 && here >= maxPerAddress) {
      return `The room takes at most ${maxPerAddress} connections from one address`;
    }
    this.#count++;
    this.#byAddress.set(hostname, here + 1);
    return undefined;
  }

  /** Counts out a connection that was counted in. */
  release(hostname: string): void {
    const left = this.#byAddress.get(hostname)! - 1;
    this.#count--;
    if (left > 0) this.#byAddress.set(hostname, left);
    else this.#byAddress.delete(hostname);
  }
}
