/**
 * Sends to everyone in the room, all of one turn of the event loop together.
 *
 * @module
 */

import { formatEvent, type ServerEvent } from "../protocol.ts";
import type { Member } from "./member.ts";
import { Turn } from "./turn.ts";

/** A turn is sent early once it has this length, in UTF-16 units. */
const MAX_TURN_LENGTH = 64 * 1024;

/** Options for a {@linkcode Relay}. */
export interface RelayOptions {
  /** Runs something at the end of this turn of the event loop. @default at once */
  soon?: (run: () => void) => void;
  /** Called before anyone is sent what was said. @default nothing is done */
  commit?: () => void;
}

/** The members of a room, and what they were told but not sent yet. */
export class Relay {
  readonly #soon: (run: () => void) => void;
  readonly #commit: () => void;
  readonly #members = new Set<Member>();
  #listeners = 0;
  #told = 0;
  #sent = 0;
  #turn = new Turn();
  /** How much of the turn members have been sent already, where that is more than nothing. */
  #shown = new Map<Member, number>();

  /** Starts without members. */
  constructor({ soon = (run) => run(), commit = () => {} }: RelayOptions = {}) {
    this.#soon = soon;
    this.#commit = commit;
  }

  /** How many members there are. */
  get size(): number {
    return this.#members.size;
  }

  /** How many times a member was told of an event, since the beginning. */
  get told(): number {
    return this.#told;
  }

  /** The length of everything that everyone was told, since the beginning, in UTF-16 units. */
  get sent(): number {
    return this.#sent;
  }

  /** Whether this is a member. */
  has(member: Member): boolean {
    return this.#members.has(member);
  }

  /** The members, in the order in which they came. */
  [Symbol.iterator](): Iterator<Member> {
    return this.#members.values();
  }

  /** Adds a member. It is sent what is said from now on. */
  add(member: Member): void {
    this.#members.add(member);
    this.#setSent(member, this.#turn.count);
  }

  /** Removes a member, sent everything so far; false if it was none. */
  delete(member: Member): boolean {
    this.catchUp(member);
    this.#shown.delete(member);
    if (!this.#members.delete(member)) return false;
    if (member.knocked) this.#listeners--;
    return true;
  }

  /** Removes all members. */
  clear(): void {
    this.flush();
    this.#members.clear();
    this.#listeners = 0;
  }

  /** Sends a member events from now on. */
  listen(member: Member): void {
    if (member.knocked) return;
    this.catchUp(member);
    member.knocked = true;
    this.#listeners++;
  }

  /** Says a line to everyone. */
  say(line: string): void {
    this.#sent += line.length * this.#members.size;
    this.#turn.addMessage(line);
    this.#sendSoon();
  }

  /** Tells everyone who asked for events, but for `except`. */
  announce(event: ServerEvent, except?: Member): void {
    const told = this.#listeners - (except?.knocked ? 1 : 0);
    if (told === 0) return;
    this.#told += told;
    if (except) {
      this.catchUp(except);
      this.#setSent(except, this.#turn.count + 1);
    }
    const line = formatEvent(event);
    this.#sent += line.length * told;
    this.#turn.addEvent(line);
    this.#sendSoon();
  }

  /**
   * Sends a member what everyone was told so far. Called before it is sent anything else, so that
   * everything arrives in the order in which it happened.
   */
  readonly catchUp = (member: Member): void => {
    const { count } = this.#turn;
    if (count === 0) return;
    this.#commit();
    if (!this.#members.has(member)) return;
    const from = this.#shown.get(member) ?? 0;
    if (from === count) return;
    member.relay(this.#turn, from);
    this.#setSent(member, count);
  };

  /** Sends everyone what they were told so far. */
  readonly flush = (): void => {
    const turn = this.#turn;
    const shown = this.#shown;
    if (turn.count === 0) return;
    this.#turn = new Turn();
    if (shown.size > 0) this.#shown = new Map();
    try {
      this.#commit();
    } finally {
      // Whatever is wrong there, the room goes on. What it is told about that comes first.
      this.flush();
      for (const member of this.#members) member.relay(turn, shown.get(member) ?? 0);
    }
  };

  #setSent(member: Member, count: number): void {
    if (count > 0) this.#shown.set(member, count);
  }

  #sendSoon(): void {
    if (this.#turn.count === 1) this.#soon(this.flush);
    if (this.#turn.length >= MAX_TURN_LENGTH) this.flush();
  }
}
