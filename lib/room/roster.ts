/**
 * Who goes by which name, and who holds it.
 *
 * @module
 */

import { nameKey, numberedName } from "../protocol.ts";
import { type Reservation, Reservations } from "./reservations.ts";

/** A name with its key, which takes a while to make. */
export interface Name {
  /** The name as it is shown. */
  readonly text: string;
  /** What makes it the same name as another. */
  readonly key: string;
}

/** What the roster keeps on each connection. */
export interface Bearer {
  /** The name it goes by, if it has one yet. */
  name: Name | undefined;
  /** The name it asked for; it goes by a numbered form of that if somebody else held it. */
  asked: Name | undefined;
  /** Whether nobody else may go by its name. */
  holds: boolean;
  /** Since when it has had its name, in ms. */
  since: number;
  /** Proves that a later connection belongs to the same session. */
  sessionKey: string | undefined;
  /** Where it is connected from. */
  readonly address: string;
}

/** Those who go by one name. */
interface Place<B> {
  holder: B | undefined;
  /** In the order in which they took the name. */
  readonly bearers: Set<B>;
}

/** Makes the key of a name. */
export function keyed(text: string): Name {
  return { text, key: nameKey(text) };
}

/** The names in a room. */
export class Roster<B extends Bearer> {
  readonly #now: () => number;
  readonly #places = new Map<string, Place<B>>();
  readonly #sessions = new Map<string, B>();
  readonly #reservations: Reservations;

  /** Starts with every name free; `now` is a monotonic clock, in ms. */
  constructor(now: () => number) {
    this.#now = now;
    this.#reservations = new Reservations(now);
  }

  /** Whether somebody other than `bearer` holds a name, or it is kept for another session. */
  isTaken(key: string, bearer: B): boolean {
    const holder = this.#places.get(key)?.holder;
    if (holder) return holder !== bearer;
    return this.#reservations.isKept(key, bearer.sessionKey);
  }

  /** Why `bearer` cannot have a name: who holds it, or for how many ms more it is kept for another. */
  obstacle(key: string, bearer: B): { holder: B | undefined; keptFor: number } {
    const holder = this.#places.get(key)?.holder;
    const keptFor = holder ? 0 : this.#reservations.keptFor(key, bearer.sessionKey);
    return { holder: holder === bearer ? undefined : holder, keptFor };
  }

  /** Whether this session is here, or its name is kept for it. */
  knows(sessionKey: string): boolean {
    return this.#sessions.has(sessionKey) || this.#reservations.has(sessionKey);
  }

  /** Who holds a name, or else the first who goes by it. */
  find(key: string): B | undefined {
    const place = this.#places.get(key);
    return place?.holder ?? place?.bearers.values().next().value;
  }

  /** All who go by a name, in the order in which they took it. */
  all(key: string): B[] {
    return [...this.#places.get(key)?.bearers ?? []];
  }

  /** Makes `bearer` the connection of a session, and returns the connection it had before. */
  takeSession(sessionKey: string, bearer: B): B | undefined {
    const before = this.#sessions.get(sessionKey);
    if (bearer.sessionKey !== undefined) this.#sessions.delete(bearer.sessionKey);
    this.#sessions.set(sessionKey, bearer);
    bearer.sessionKey = sessionKey;
    return before === bearer ? undefined : before;
  }

  /** Gives `bearer` the name of the connection that it replaces, unless it has one already. */
  succeed(bearer: B, before: B): void {
    const { name, asked, holds, since } = before;
    this.remove(before, false);
    if (bearer.name !== undefined || name === undefined) return;
    this.#move(bearer, name, holds);
    Object.assign(bearer, { asked, since });
  }

  /** Whether it would change nothing if `bearer` claimed the name once more that it asked for last. */
  isSettled(bearer: B): boolean {
    const { asked, name } = bearer;
    return asked !== undefined && this.isTaken(asked.key, bearer) === (asked.key !== name!.key);
  }

  /**
   * Gives `bearer` the name it asks for, or a numbered form of it that is free. The name is held if
   * `hold`. A numbered name is always held, so that two claimants never share one.
   */
  claim(bearer: B, asked: Name, hold: boolean): Name {
    const kept = bearer.sessionKey === undefined
      ? undefined
      : this.#reservations.take(bearer.sessionKey);
    const isTaken = this.isTaken(asked.key, bearer);
    const name = isTaken ? this.#numbered(asked, bearer, kept) : asked;
    this.#move(bearer, name, hold || isTaken);
    bearer.asked = asked;
    return name;
  }

  /**
   * Takes a connection off the roster. Its name is free at once, unless `keep` is set and it belongs
   * to a session: then the name is kept for that session for a while.
   */
  remove(bearer: B, keep: boolean): void {
    const { name, asked, holds, since, sessionKey, address } = bearer;
    this.#vacate(bearer);
    if (sessionKey === undefined || this.#sessions.get(sessionKey) !== bearer) return;
    this.#sessions.delete(sessionKey);
    if (!keep || !name || !asked || !holds) return;
    this.#reservations.keep({ sessionKey, address, name, asked, heldMs: this.#now() - since });
  }

  /** A claimant that was numbered before, or whose number was kept, keeps its number. */
  #numbered(asked: Name, bearer: B, kept: Reservation | undefined): Name {
    if (bearer.holds && bearer.asked?.key === asked.key) return bearer.name!;
    if (kept?.asked.key === asked.key) return kept.name;
    return this.#firstFree(asked, bearer);
  }

  /**
   * A numbered form that is free and comes after one that is taken. Everybody may have claimed the
   * same name, so the numbers are not tried one by one.
   */
  #firstFree(asked: Name, bearer: B): Name {
    const numbered = numberer(asked.text);
    const isFree = (n: number) => !this.isTaken(numbered(n).key, bearer);
    let free = 2;
    while (!isFree(free)) free *= 2;
    for (let taken = free / 2; free - taken > 1;) {
      const middle = Math.floor((taken + free) / 2);
      if (isFree(middle)) free = middle;
      else taken = middle;
    }
    return numbered(free);
  }

  #move(bearer: B, name: Name, hold: boolean): void {
    if (bearer.name?.key !== name.key) bearer.since = this.#now();
    this.#vacate(bearer);
    const place: Place<B> = this.#places.get(name.key) ?? { holder: undefined, bearers: new Set() };
    this.#places.set(name.key, place);
    place.bearers.add(bearer);
    if (hold) place.holder = bearer;
    bearer.name = name;
    bearer.holds = hold;
  }

  #vacate(bearer: B): void {
    const place = bearer.name && this.#places.get(bearer.name.key);
    if (!place?.bearers.delete(bearer)) return;
    if (place.holder === bearer) place.holder = undefined;
    if (place.bearers.size === 0) this.#places.delete(bearer.name!.key);
  }
}

/**
 * Makes numbered forms of a name. The key of `alice#2` ends in `#2`, so it is not made anew for each
 * number.
 */
function numberer(text: string): (n: number) => Name {
  const stems = new Map<number, Name>();
  return (n) => {
    const suffix = `#${n}`;
    let stem = stems.get(suffix.length);
    if (!stem) {
      stem = keyed(numberedName(text, n).slice(0, -suffix.length));
      stems.set(suffix.length, stem);
    }
    return { text: stem.text + suffix, key: stem.key + suffix };
  };
}
