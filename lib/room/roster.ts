/**
 * Who holds which name.
 *
 * @module
 */

import { nameKey, numberedName } from "../protocol.ts";

/** How long a name is kept for a session whose connection broke, in ms. */
export const NAME_GRACE_MS = 120_000;

/** How many names are kept for sessions at most; past it the oldest goes. */
const MAX_RESERVED = 1000;

/** What the roster keeps on each connection. */
export interface Bearer {
  /** The name it goes by, if it has one yet. */
  name: string | undefined;
  /** Whether nobody else may go by that name. */
  holds: boolean;
  /** Proves that a later connection belongs to the same session. */
  sessionKey: string | undefined;
}

/** A name that is held by a connection, or reserved for the session that left it behind. */
interface Holding<B> {
  bearer: B | undefined;
  sessionKey: string | undefined;
  /** When a reservation ends, in Unix milliseconds. */
  until: number;
}

/** The names held in a room. */
export class Roster<B extends Bearer> {
  readonly #now: () => number;
  readonly #held = new Map<string, Holding<B>>();
  readonly #sessions = new Map<string, B>();

  /** Starts with every name free; `now` is the clock, in Unix milliseconds. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Whether somebody other than `bearer` holds `name`, or it is reserved for another session. */
  isTaken(name: string, bearer: B): boolean {
    return this.#isTaken(nameKey(name), bearer);
  }

  /** The connection that holds `name`, if one does. */
  holder(name: string): B | undefined {
    return this.#held.get(nameKey(name))?.bearer;
  }

  /** Makes `bearer` the connection of a session, and returns the connection it had before. */
  takeSession(sessionKey: string, bearer: B): B | undefined {
    const before = this.#sessions.get(sessionKey);
    if (bearer.sessionKey !== undefined) this.#sessions.delete(bearer.sessionKey);
    this.#sessions.set(sessionKey, bearer);
    bearer.sessionKey = sessionKey;
    return before === bearer ? undefined : before;
  }

  /**
   * Gives `bearer` the name it claims, or the first numbered form of it that is free. The name is
   * held if `hold`. A numbered name is always held, so that two claimants never share one.
   */
  claim(bearer: B, name: string, hold: boolean): string {
    const key = nameKey(name);
    let given = name;
    if (this.#isTaken(key, bearer)) {
      // A claimant that was numbered before keeps its number.
      if (bearer.holds && isNumbered(bearer.name!, name)) return bearer.name!;
      given = this.#firstFree(name, bearer);
      hold = true;
    }
    this.#free(bearer);
    bearer.name = given;
    bearer.holds = hold;
    if (hold) this.#held.set(nameKey(given), { bearer, sessionKey: bearer.sessionKey, until: 0 });
    return given;
  }

  /**
   * Takes a connection off the roster. Its name is free at once, unless `keep` is set and it belongs
   * to a session: then the name is reserved for {@linkcode NAME_GRACE_MS}.
   */
  remove(bearer: B, keep: boolean): void {
    const { name, holds, sessionKey } = bearer;
    this.#free(bearer);
    if (sessionKey === undefined || this.#sessions.get(sessionKey) !== bearer) return;
    this.#sessions.delete(sessionKey);
    if (!keep || name === undefined || !holds) return;
    this.#sweep();
    const until = this.#now() + NAME_GRACE_MS;
    this.#held.set(nameKey(name), { bearer: undefined, sessionKey, until });
  }

  /**
   * The first numbered form of a name that is free. Every person in the room may have claimed the
   * same name, so keys are not made anew for each number: the key of `alice#2` ends in `#2`.
   */
  #firstFree(name: string, bearer: B): string {
    let stem = "";
    let stemKey = "";
    for (let n = 2, length = 0;; n++) {
      const suffix = `#${n}`;
      if (suffix.length !== length) {
        length = suffix.length;
        stem = numberedName(name, n).slice(0, -length);
        stemKey = nameKey(stem);
      }
      if (!this.#isTaken(stemKey + suffix, bearer)) return stem + suffix;
    }
  }

  #isTaken(key: string, bearer: B): boolean {
    const holding = this.#held.get(key);
    if (!holding || holding.bearer === bearer) return false;
    if (holding.sessionKey !== undefined && holding.sessionKey === bearer.sessionKey) return false;
    return holding.bearer !== undefined || holding.until > this.#now();
  }

  #free(bearer: B): void {
    if (bearer.name === undefined) return;
    const key = nameKey(bearer.name);
    if (this.#held.get(key)?.bearer === bearer) this.#held.delete(key);
  }

  /** Drops reservations that ended or are too many. The map is in the order of insertion. */
  #sweep(): void {
    const reserved = [...this.#held].filter(([, { bearer }]) => bearer === undefined);
    reserved.forEach(([key, { until }], i) => {
      if (until <= this.#now() || i < reserved.length - MAX_RESERVED) this.#held.delete(key);
    });
  }
}

/** Whether `given` is a numbered form of `name`. */
function isNumbered(given: string, name: string): boolean {
  const n = /#(\d{1,6})$/.exec(given)?.[1];
  return n !== undefined && nameKey(given) === nameKey(numberedName(name, Number(n)));
}
