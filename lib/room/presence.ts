/**
 * Who is here under which name, and what the others are told about it.
 *
 * @module
 */

import { formatChat, nameKey, readClaim } from "../protocol.ts";
import type { Member } from "./member.ts";
import type { Relay } from "./relay.ts";
import { Roster } from "./roster.ts";

/** The names of a room's members. */
export class Presence {
  readonly #relay: Relay;
  readonly #roster: Roster<Member>;

  /** Names the members of `relay`; `now` is the clock, in Unix milliseconds. */
  constructor(relay: Relay, now: () => number) {
    this.#relay = relay;
    this.#roster = new Roster(now);
  }

  /** Gives a member a name that it holds. With the key of a session it replaces that session. */
  register(member: Member, name: string, key?: string): void {
    const before = key === undefined ? undefined : this.#roster.takeSession(key, member);
    if (before) this.#replace(before, member);
    member.registered = true;
    this.#rename(member, name);
    member.tell({ verb: "you", name: member.name! });
  }

  /**
   * Returns a line as it is to be relayed. It stays as it is, but for two cases: somebody else holds
   * the name it claims, or it claims none and its member has registered one.
   */
  attribute(member: Member, line: string): string {
    // Nearly every line begins with its member's own name, and needs no look-up.
    if (member.registered && line.startsWith(`${member.name} :`)) return line;
    const claim = readClaim(line);
    if (member.registered && !claim?.exact) return formatChat(member.name!, line);
    if (!claim || (!claim.exact && !this.#roster.isTaken(claim.name, member))) return line;
    if (this.#rename(member, claim.name) && member.knocked) {
      member.tell({ verb: "you", name: member.name! });
    }
    const isOwn = claim.exact && nameKey(member.name!) === nameKey(claim.name);
    return isOwn ? line : formatChat(member.name!, claim.text);
  }

  /** Takes a member out, if it is still in. With `quit` its name is free at once. */
  leave(member: Member, { quit = false } = {}): void {
    if (!this.#relay.delete(member)) return;
    this.#roster.remove(member, !quit);
    if (member.name !== undefined) this.#relay.announce({ verb: "leave", name: member.name });
  }

  /** Who holds this name, or else the first who goes by it. */
  find(name: string): Member | undefined {
    const holder = this.#roster.holder(name);
    if (holder) return holder;
    const key = nameKey(name);
    for (const member of this.#relay) {
      if (member.name !== undefined && nameKey(member.name) === key) return member;
    }
    return undefined;
  }

  /** The names of those who have one. */
  *names(): Generator<string> {
    for (const { name } of this.#relay) if (name !== undefined) yield name;
  }

  /** Gives a member the name it claims, or a numbered form of it; false if that changes nothing. */
  #rename(member: Member, name: string): boolean {
    const before = member.name;
    const given = this.#roster.claim(member, name, member.registered);
    if (given === before) return false;
    this.#relay.announce(
      before === undefined
        ? { verb: "join", name: given }
        : { verb: "rename", from: before, to: given },
      member,
    );
    return true;
  }

  /** A session came back before its old connection was known to be dead: nobody left or joined. */
  #replace(before: Member, member: Member): void {
    this.#relay.delete(before);
    this.#roster.remove(before, false);
    before.end();
    if (member.name === undefined) member.name = before.name;
    else if (before.name !== undefined) this.#relay.announce({ verb: "leave", name: before.name });
  }
}
