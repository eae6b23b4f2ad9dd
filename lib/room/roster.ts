/**
 * Who holds which name.
 *
 * Pure: knows names and whom they belong to, and nothing of what is said or sent.
 *
 * @module
 */

import { nameKey, numberedName } from "../protocol.ts";

/** How long the name of a session whose connection broke is kept for it, in ms. */
export const NAME_GRACE_MS = 120_000;

/** How many such names are kept at most; past it the oldest goes. */
const MAX_RESERVED = 1000;

/** What the roster keeps of each connection. */
export interface Bearer {
  /** The name it goes by, if it has one yet. */
  name: string | undefined;
  /** Whether that name is held: nobody else may go by it. */
  holds: boolean;
  /** Proves that a later connection is the same session. */
  sessionKey: string | undefined;
}

/** A held name: by a connection, or for the session that left it behind. */
interface Holding<B> {
  bearer: B | undefined;
  sessionKey: string | undefined;
  /** Unix milliseconds until which it is kept when there is no bearer. */
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

  /** Whether somebody else than `bearer` holds `name`, or it is kept for another session. */
  isTaken(name: string, bearer: B): boolean {
    return this.#isTaken(nameKey(name), bearer);
  }

  /** The connection that holds `name`, if one does. */
  holder(name: string): B | undefined {
    return this.#held.get(nameKey(name))?.bearer;
  }

  /** The connection that a session with this sessionKey had before; it is one no longer. */
  takeSession(sessionKey: string, bearer: B): B | undefined {
    const before = this.#sessions.get(sessionKey);
    if (bearer.sessionKey !== undefined) this.#sessions.delete(bearer.sessionKey);
    this.#sessions.set(sessionKey, bearer);
    bearer.sessionKey = sessionKey;
    return before === bearer ? undefined : before;
  }

  /**
   * Gives `bearer` the name it claims, or the first numbered form of it that nobody else holds. A
   * numbered name is always held, so that two claimants never share one; another is if `hold`.
   */
  claim(bearer: B, name: string, hold: boolean): string {
    const key = nameKey(name);
    let given = name;
    if (this.#isTaken(key, bearer)) {
      // A claimant that was numbered before keeps its number.
      if (bearer.holds && this.#isNumbered(bearer.name!, name)) return bearer.name!;
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
   * Takes a connection off the roster. Its name is free at once, unless its session may come back
   * (`keep`) and has a sessionKey to prove itself by: then it is kept for {@linkcode NAME_GRACE_MS}.
   */
  remove(bearer: B, keep: boolean): void {
    const { name, holds, sessionKey } = bearer;
    this.#free(bearer);
    if (sessionKey === undefined || this.#sessions.get(sessionKey) !== bearer) return;
    this.#sessions.delete(sessionKey);
    if (!keep || name === undefined || !holds) return;
    this.#sweep();
    this.#held.set(nameKey(name), {
      bearer: undefined,
      sessionKey,
      until: this.#now() + NAME_GRACE_MS,
    });
  }

  /**
   * The first numbered form of a name that nobody else holds. As many may have claimed it as there
   * are people, so the key is not made anew for each: what is put behind a name ends its key, too.
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

  #isNumbered(given: string, name: string): boolean {
    const n = /#(\d{1,6})$/.exec(given)?.[1];
    return n !== undefined && nameKey(given) === nameKey(numberedName(name, Number(n)));
  }

  #free(bearer: B): void {
    if (bearer.name === undefined) return;
    const key = nameKey(bearer.name);
    if (this.#held.get(key)?.bearer === bearer) this.#held.delete(key);
  }

  /** Forgets names kept too long; the map is in the order in which they were set. */
  #sweep(): void {
    const reserved = [...this.#held].filter(([, { bearer }]) => bearer === undefined);
    reserved.forEach(([key, { until }], i) => {
      if (until <= this.#now() || i < reserved.length - MAX_RESERVED) this.#held.delete(key);
    });
  }
}
