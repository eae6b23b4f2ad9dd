/**
 * Names that are kept for a while for sessions whose connection broke.
 *
 * However many connections somebody makes and breaks, they push out few names of their own address
 * and none of another, and no name that was held for longer than theirs.
 *
 * @module
 */

import type { Name } from "./roster.ts";

/** How long a name is kept, in ms. */
export const NAME_GRACE_MS = 120_000;

/** How many names are kept for connections from one address. */
export const MAX_KEPT_PER_ADDRESS = 256;

/** How many names are kept in all. */
export const MAX_KEPT = 4096;

/** A name that is kept. */
export interface Reservation {
  /** Whose name it is. */
  sessionKey: string;
  /** Where its connection came from. */
  address: string;
  /** The name that is kept. */
  name: Name;
  /** The name that was asked for; the one that is kept may be a numbered form of it. */
  asked: Name;
  /** How long the name had been held, in ms. */
  heldMs: number;
}

type Kept = Reservation & { until: number };

/** The names that are kept. */
export class Reservations {
  readonly #now: () => number;
  /** The oldest first. */
  readonly #bySession = new Map<string, Kept>();
  readonly #byName = new Map<string, Kept>();
  readonly #byAddress = new Map<string, Set<Kept>>();

  /** Starts empty; `now` is a monotonic clock, in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether a name is kept for another session than this one. */
  isKept(key: string, sessionKey: string | undefined): boolean {
    return this.keptFor(key, sessionKey) > 0;
  }

  /** For how many ms more a name is kept for another session than this one; 0 if it is not. */
  keptFor(key: string, sessionKey: string | undefined): number {
    const kept = this.#byName.get(key);
    if (kept === undefined || kept.sessionKey === sessionKey) return 0;
    return Math.max(0, kept.until - this.#now());
  }

  /** Whether a name is kept for this session. */
  has(sessionKey: string): boolean {
    return this.#bySession.has(sessionKey);
  }

  /** Keeps the name of a session that keeps none. If there are too many, one of them goes. */
  keep(reservation: Reservation): void {
    this.#dropEnded();
    const kept = { ...reservation, until: this.#now() + NAME_GRACE_MS };
    const here = this.#byAddress.get(kept.address) ?? new Set();
    this.#byAddress.set(kept.address, here.add(kept));
    this.#bySession.set(kept.sessionKey, kept);
    this.#byName.set(kept.name.key, kept);
    if (here.size > MAX_KEPT_PER_ADDRESS) this.#drop(leastHeld(here));
    else if (this.#bySession.size > MAX_KEPT) this.#drop(leastHeld(this.#largest(here)));
  }

  /** Ends the reservation of a session that came back, and returns it. */
  take(sessionKey: string): Reservation | undefined {
    const kept = this.#bySession.get(sessionKey);
    if (!kept) return undefined;
    this.#drop(kept);
    return kept.until > this.#now() ? kept : undefined;
  }

  #drop(kept: Kept): void {
    this.#bySession.delete(kept.sessionKey);
    this.#byName.delete(kept.name.key);
    const here = this.#byAddress.get(kept.address)!;
    here.delete(kept);
    if (here.size === 0) this.#byAddress.delete(kept.address);
  }

  #dropEnded(): void {
    for (const kept of this.#bySession.values()) {
      if (kept.until > this.#now()) return;
      this.#drop(kept);
    }
  }

  /** Those of the address that has the most; of `here`, if no other has more. */
  #largest(here: Set<Kept>): Set<Kept> {
    let largest = here;
    for (const one of this.#byAddress.values()) if (one.size > largest.size) largest = one;
    return largest;
  }
}

/** The one held for the fewest minutes; of several the latest. */
function leastHeld(all: Set<Kept>): Kept {
  const minutes = ({ heldMs }: Kept) => Math.floor(heldMs / 60_000);
  return [...all].reduce((least, one) => minutes(one) <= minutes(least) ? one : least);
}
