/**
 * How many connections there may be, in all and from one address.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import type { Limits } from "./limits.ts";

/** Counts connections in and out. */
export class Admission {
  readonly #limits: Pick<Limits, "maxClients" | "maxPerAddress">;
  readonly #byAddress = new Map<string, number>();
  #count = 0;

  /** Starts without connections. */
  constructor(limits: Pick<Limits, "maxClients" | "maxPerAddress">) {
    this.#limits = limits;
  }

  /** Counts a connection in. If there are too many, returns that and counts nothing. */
  admit(hostname: string): ServerSentence | undefined {
    const { maxClients, maxPerAddress } = this.#limits;
    if (this.#count >= maxClients) return (t) => t.roomFull(maxClients);
    const here = this.#byAddress.get(hostname) ?? 0;
    if (maxPerAddress > 0 && here >= maxPerAddress) return (t) => t.addressFull(maxPerAddress);
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
