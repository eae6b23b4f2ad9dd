/**
 * Who is here under which name, and what the others are told about it.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { asName, formatChat, nameKey, readClaim, readExactClaim } from "../protocol.ts";
import type { Member } from "./member.ts";
import type { Relay } from "./relay.ts";
import { keyed, type Name, Roster } from "./roster.ts";

/** Somebody came from an address, left so many behind, or changed names. */
export type PresenceChange =
  | { type: "join"; name: string; address: string }
  | { type: "leave"; name: string; left: number }
  | { type: "rename"; from: string; to: string };

/** Options for a {@linkcode Presence}. */
export interface PresenceOptions {
  /** Told who comes, leaves and changes names. @default nobody is told */
  onPresence?: ((change: PresenceChange) => void) | undefined;
}

/** The names of a room's members. */
export class Presence {
  readonly #relay: Relay;
  readonly #roster: Roster<Member>;
  readonly #onChange: (change: PresenceChange) => void;

  /** Names the members of `relay`; `now` is a monotonic clock, in ms. */
  constructor(relay: Relay, now: () => number, { onPresence = () => {} }: PresenceOptions = {}) {
    this.#relay = relay;
    this.#roster = new Roster(now);
    this.#onChange = onPresence;
  }

  /**
   * Gives a member a name that it holds. With the key of a session it replaces the connection of that
   * session, which is returned.
   */
  register(member: Member, name: string, key?: string): Member | undefined {
    const comesBack = key !== undefined && key !== member.sessionKey && this.#roster.knows(key);
    const before = key === undefined ? undefined : this.#roster.takeSession(key, member);
    if (before) this.#replace(before, member);
    member.registered = true;
    this.#claim(member, keyed(name));
    tellName(member);
    // Whoever comes back has been told before.
    if (!comesBack) this.#tellWhyNumbered(member);
    return before;
  }

  /**
   * Returns a line as it is to be relayed. It stays as it is, but for two cases: somebody else holds
   * the name it claims, or its member has registered another.
   */
  attribute(member: Member, line: string): string {
    const { name, asked, registered } = member;
    // Nearly every line begins with its member's own name, and needs no more than a look-up.
    const said = asked && textAfter(asked.text, line);
    if (said !== undefined && (registered || this.#roster.isSettled(member))) {
      return name === asked ? line : formatChat(name!.text, said);
    }
    return registered ? ownLine(name!, asked!, line) : this.#claimed(member, line);
  }

  /** Takes a member out; false if it was not in. With `quit` its name is free at once. */
  leave(member: Member, { quit = false } = {}): boolean {
    if (!this.#relay.delete(member)) return false;
    this.#roster.remove(member, !quit);
    if (member.name) this.#announceLeave(member.name.text);
    return true;
  }

  /** Whether somebody other than `member` goes by this name, or it is kept for somebody. */
  isTaken(name: string, member: Member): boolean {
    const key = nameKey(name);
    const bearer = this.#roster.find(key);
    return (bearer !== undefined && bearer !== member) || this.#roster.isTaken(key, member);
  }

  /** Who holds this name, or else the first who goes by it. */
  find(text: string): Member | undefined {
    const name = asName(text);
    return name === undefined ? undefined : this.#roster.find(nameKey(name));
  }

  /** All who go by this name. */
  all(text: string): Member[] {
    const name = asName(text);
    return name === undefined ? [] : this.#roster.all(nameKey(name));
  }

  /** The names of those who have one. */
  *names(): Generator<string> {
    for (const { name } of this.#relay) if (name) yield name.text;
  }

  /** A line of a member that has registered no name: it has the name that it speaks under. */
  #claimed(member: Member, line: string): string {
    const claim = readClaim(line);
    if (!claim) return line;
    const asked = keyed(claim.name);
    if (!claim.exact && !this.#roster.isTaken(asked.key, member)) return line;
    if (this.#claim(member, asked) && member.knocked) tellName(member);
    const isOwn = claim.exact && member.name!.key === asked.key;
    return isOwn ? line : formatChat(member.name!.text, claim.text);
  }

  /** If a member was given a numbered name, tells it why. */
  #tellWhyNumbered(member: Member): void {
    const { text: asked, key } = member.asked!;
    if (member.name!.key === key) return;
    const { holder, keptFor } = this.#roster.obstacle(key, member);
    const held = holder?.name?.text;
    const text = held === undefined
      ? serverEn.nameKept(asked, Math.ceil(keptFor / 1000))
      : held === asked
      ? serverEn.nameTaken(asked)
      : serverEn.nameTakenAs(asked, held);
    member.tell({ verb: "notice", text });
  }

  /** Gives a member the name it claims, or a numbered form of it; false if that changes nothing. */
  #claim(member: Member, asked: Name): boolean {
    const before = member.name?.text;
    const given = this.#roster.claim(member, asked, member.registered).text;
    if (given === before) return false;
    if (before === undefined) {
      this.#relay.announce({ verb: "join", name: given }, member);
      this.#onChange({ type: "join", name: given, address: member.address });
    } else {
      this.#relay.announce({ verb: "rename", from: before, to: given }, member);
      this.#onChange({ type: "rename", from: before, to: given });
    }
    return true;
  }

  /** A session came back before its old connection was known to be dead: nobody left or joined. */
  #replace(before: Member, member: Member): void {
    this.#relay.delete(before);
    this.#roster.succeed(member, before);
    before.end();
    const { name } = before;
    if (name && name !== member.name) this.#announceLeave(name.text);
  }

  #announceLeave(name: string): void {
    this.#relay.announce({ verb: "leave", name });
    this.#onChange({ type: "leave", name, left: this.#relay.size });
  }
}

function tellName(member: Member): void {
  member.tell({ verb: "you", name: member.name!.text });
}

/** What a line says under exactly this name. */
function textAfter(name: string, line: string): string | undefined {
  const start = `${name} :`;
  return line.startsWith(start) ? line.slice(start.length) : undefined;
}

/** A registered member speaks under its name alone: no other before its text is read as a name. */
function ownLine(name: Name, asked: Name, line: string): string {
  const claim = readExactClaim(line);
  const isOwn = claim && [name.key, asked.key].includes(nameKey(claim.name));
  return formatChat(name.text, isOwn ? claim.text : line);
}
