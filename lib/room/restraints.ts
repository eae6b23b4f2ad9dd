/**
 * Muted people, and those who are kept out after a kick: how the room knows their other connections,
 * and knows them again when they come back under another name or after a restart.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import { serverEn } from "../language/server_en.ts";
import { readExactClaim } from "../protocol.ts";
import { fingerprint, type Mark, type Traits } from "./marks.ts";
import type { Member, Person } from "./member.ts";
import type { KickAct, Standing } from "./standing.ts";

/** What people are known by who come back. A session is known by its key, too. */
export const KNOWN_BY = ["address", "name"] as const;

/** What people are known by. */
export type KnownBy = typeof KNOWN_BY[number];

/** Where somebody connects from. */
export interface Origin {
  /** One word for all connections of one PC. */
  readonly address: string;
  /** Whether that is the server's own PC. Then only the key of a session and the name count. */
  readonly isOwn: boolean;
}

/** Options for {@linkcode Restraints}. */
export interface RestraintsOptions {
  /** What people are known by. */
  knownBy: KnownBy;
  /** The clock, in Unix milliseconds. */
  now: () => number;
  /** Ends a member's stay. */
  putOut: (member: Member) => void;
}

/** Knows the muted and the kicked. */
export class Restraints {
  readonly #standing: Standing;
  readonly #options: RestraintsOptions;

  /** Knows those who are muted or kept out by what holds. */
  constructor(standing: Standing, options: RestraintsOptions) {
    this.#standing = standing;
    this.#options = options;
  }

  /** What somebody can be known by later. */
  markOf(person: Person): Mark {
    const { key, address } = this.#traitsOfPerson(person);
    return {
      name: person.name!.text,
      ...key !== undefined && { key },
      ...address !== undefined && { address },
    };
  }

  /** Why a connection is not taken, or not under this name; undefined if it is. */
  refusalOf(origin: Origin, name?: string): ServerSentence | undefined {
    const kick = this.#kickOf(this.#traitsOf(origin, name));
    return kick && this.#keptOut(kick);
  }

  /** Whether a connection from there would be muted under this name. */
  wouldBeMuted(origin: Origin, name: string): boolean {
    const mute = this.#standing.mutes.find(this.#traitsOf(origin, name), this.#options.now());
    return mute !== undefined;
  }

  /** Mutes somebody who is known to be muted. Called whenever more is known of them. */
  recognize(person: Person, traits: Traits = this.#traitsOfPerson(person)): void {
    person.mute ??= this.#standing.mutes.find(traits, this.#options.now());
  }

  /** Whether somebody is kept out. */
  isKeptOut(person: Person): boolean {
    return this.#kickOf(this.#traitsOfPerson(person)) !== undefined;
  }

  /** Whether a member may go by this name; if not, it is told why and put out. */
  admits(member: Member, name: string, sessionKey: string | undefined): boolean {
    const key = sessionKey === undefined ? undefined : fingerprint(sessionKey);
    const kick = this.#kickOf({ key, ...this.#nameCounts(member) && { name } });
    if (kick) this.#putOut(member, kick);
    return kick === undefined;
  }

  /** Puts a member out who is kept out by now. */
  enforce(member: Member): void {
    const kick = this.#kickOf(this.#traitsOfPerson(member));
    // Who did not ask for events has sent nothing that this would answer.
    if (kick) this.#putOut(member, kick, member.knocked);
  }

  /** Whether a member may say a line, as far as the name in it goes; if not, it was put out. */
  admitsLine(member: Member, line: string): boolean {
    if (member.registered || !this.#nameCounts(member)) return true;
    const name = readExactClaim(line)?.name;
    if (name === undefined) return true;
    this.recognize(member, { name });
    return this.admits(member, name, undefined);
  }

  #kickOf(traits: Traits): KickAct | undefined {
    return this.#standing.kicks.find(traits, this.#options.now());
  }

  #putOut(member: Member, kick: KickAct, isTold = true): void {
    if (isTold) member.tell({ verb: "error", text: this.#keptOut(kick)(serverEn) });
    this.#options.putOut(member);
  }

  #keptOut({ until = Infinity, reason }: KickAct): ServerSentence {
    const minutes = Math.ceil((until - this.#options.now()) / 60_000);
    return (t) => reason === "" ? t.keptOut(minutes) : t.keptOutFor(reason, minutes);
  }

  #traitsOf(origin: Origin, name: string | undefined): Traits {
    return {
      ...this.#nameCounts(origin) && { name },
      ...this.#addressCounts(origin) && { address: origin.address },
    };
  }

  #traitsOfPerson(person: Person): Traits {
    const { name, sessionKey } = person;
    const key = sessionKey === undefined ? undefined : fingerprint(sessionKey);
    return { key, ...this.#traitsOf(person, name?.text) };
  }

  #addressCounts({ address, isOwn }: Origin): boolean {
    return this.#options.knownBy === "address" && !isOwn && address !== "";
  }

  #nameCounts({ isOwn }: Origin): boolean {
    return this.#options.knownBy === "name" || isOwn;
  }
}
