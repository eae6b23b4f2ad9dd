/**
 * Whom a moderator means by a name: those who are here, or else those who have just left.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { quote, Refusal } from "../protocol.ts";
import { Departed } from "./departed.ts";
import type { Member, Person } from "./member.ts";
import type { Moderators } from "./moderators.ts";
import type { Presence } from "./presence.ts";
import type { Relay } from "./relay.ts";

/** Options for {@linkcode Whom}. */
export interface WhomOptions {
  /** Those who are here. */
  relay: Relay;
  /** Their names. */
  presence: Presence;
  /** Those who cannot be meant. */
  moderators: Moderators;
  /** The clock, in Unix milliseconds. */
  now: () => number;
}

/** Those whom moderators may act on. */
export class Whom implements Iterable<Person> {
  readonly #options: WhomOptions;
  readonly #departed = new Departed();

  /** Starts with those who are here. */
  constructor(options: WhomOptions) {
    this.#options = options;
  }

  /** Called when a member is out, unless it is known what becomes of it. */
  left(member: Member): void {
    this.#departed.add(member, this.#options.now());
  }

  /** Forgets somebody who has left. */
  forget(person: Person): void {
    this.#departed.delete(person);
  }

  /** All who go by this name, or else those who have just left with it. */
  all(name: string): Person[] {
    const here = this.#options.presence.all(name);
    return here.length > 0 ? here : this.#departed.named(name, this.#options.now());
  }

  /** Of all by this name the one who spoke last; of those who are meant, if there are any. */
  find(name: string, isMeant: (one: Person) => boolean = () => true): Person | undefined {
    const all = this.all(name);
    const meant = all.filter(isMeant);
    const [first, ...others] = meant.length > 0 ? meant : all;
    return first && others.reduce((latest, one) => one.spoke > latest.spoke ? one : latest, first);
  }

  /** Throws a {@linkcode Refusal} unless this is somebody who may be muted and put out. */
  check(to: Person | undefined, name: string): Person {
    if (!to) throw new Refusal(serverEn.nobodyCalled(quote(name)));
    const isProtected = this.#options.moderators.has(to);
    if (isProtected) throw new Refusal(serverEn.moderatorsAlike(to.name!.text));
    return to;
  }

  /** Everybody who is here or has just left. */
  *[Symbol.iterator](): Generator<Person> {
    yield* this.#options.relay;
    yield* this.#departed;
  }
}
