/**
 * Who has left after speaking: a moderator may still mute them, or keep them out.
 *
 * However many connections somebody makes and breaks, they push out those of their own address first.
 *
 * @module
 */

import { nameKey } from "../protocol.ts";
import type { Member, Person } from "./member.ts";

/** For how long they are remembered, in ms. */
export const DEPARTED_MS = 10 * 60_000;

/** How many are remembered. */
export const MAX_DEPARTED = 100;

type Gone = Person & { readonly until: number };

/** Those who left last. */
export class Departed implements Iterable<Person> {
  /** By address and name, the longest ago first. */
  readonly #people = new Map<string, Gone>();

  /** Adds a member that leaves at `now`, if it has a name and spoke. Forgets whose time is up. */
  add({ name, sessionKey, address, isOwn, spoke, mute }: Member, now: number): void {
    if (!name || spoke === 0) return;
    for (const [id, { until }] of this.#people) if (until <= now) this.#people.delete(id);
    const id = `${address} ${name.key}`;
    this.#people.delete(id);
    this.#people.set(id, {
      ...{ name, sessionKey, address, isOwn, spoke, mute },
      until: now + DEPARTED_MS,
    });
    if (this.#people.size > MAX_DEPARTED) this.#people.delete(this.#oldestOfMost());
  }

  /** Forgets one of them. */
  delete(person: Person): void {
    this.#people.delete(`${person.address} ${person.name!.key}`);
  }

  /** Those who went by this name and left less than {@linkcode DEPARTED_MS} before `now`. */
  named(name: string, now: number): Person[] {
    const key = nameKey(name);
    return [...this.#people.values()].filter((one) => one.name!.key === key && one.until > now);
  }

  /** Iterates over them, the longest ago first. */
  [Symbol.iterator](): Iterator<Person> {
    return this.#people.values();
  }

  /** Of the address that has the most, the one who left first. */
  #oldestOfMost(): string {
    const byAddress = Map.groupBy(this.#people, ([, { address }]) => address);
    const [most] = [...byAddress.values()].toSorted((a, b) => b.length - a.length);
    return most![0]![0];
  }
}
