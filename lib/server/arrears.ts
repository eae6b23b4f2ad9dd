/**
 * What connections that ended had not paid back, so that whoever connects again does not start with a
 * new burst.
 *
 * @module
 */

/** How many addresses are remembered. Those that left something behind longest ago are forgotten. */
const MAX_ADDRESSES = 1_000;

/** The most that is remembered of an address, in bursts. */
const MAX_BURSTS = 100;

/** The tokens that addresses owe. They are forgiven at the rate at which a connection gains them. */
export class Arrears {
  readonly #rate: number;
  readonly #burst: number;
  readonly #byAddress = new Map<string, { tokens: number; at: number }>();

  /** Starts without arrears. `rate` is in tokens a second. */
  constructor({ rate, burst }: { rate: number; burst: number }) {
    this.#rate = rate;
    this.#burst = burst;
  }

  /** Adds what a connection that ends owes. `now` is in ms. */
  add(address: string, tokens: number, now: number): void {
    if (tokens <= 0) return;
    const sum = Math.min(this.#owed(address, now) + tokens, MAX_BURSTS * this.#burst);
    this.#byAddress.delete(address);
    this.#byAddress.set(address, { tokens: sum, at: now });
    if (this.#byAddress.size > MAX_ADDRESSES) {
      this.#byAddress.delete(this.#byAddress.keys().next().value!);
    }
  }

  /** Takes at most a burst of what an address owes: a new connection owes that instead. */
  take(address: string, now: number): number {
    const owed = this.#owed(address, now);
    const taken = Math.min(owed, this.#burst);
    if (taken === owed) this.#byAddress.delete(address);
    else this.#byAddress.set(address, { tokens: owed - taken, at: now });
    return taken;
  }

  #owed(address: string, now: number): number {
    const arrears = this.#byAddress.get(address);
    if (!arrears) return 0;
    return Math.max(0, arrears.tokens - (now - arrears.at) * this.#rate / 1000);
  }
}
