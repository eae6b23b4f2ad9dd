/**
 * Sends to everyone in the room. Chat lines of the same turn of the event loop are encoded as one
 * chunk that all members share, so the cost of a line hardly grows with their number.
 *
 * @module
 */

import type { ServerEvent } from "../protocol.ts";
import { encodeEvent, encodeLine, type Member } from "./member.ts";

/** A chunk is sent early once its lines have this length, in UTF-16 units. */
const MAX_CHUNK_LENGTH = 64 * 1024;

/** The members of a room, and the lines that were said but not sent yet. */
export class Relay {
  readonly #members = new Set<Member>();
  readonly #soon: (run: () => void) => void;
  #lines: string[] = [];
  #length = 0;

  /** Starts without members. `soon` runs something at the end of this turn of the event loop. */
  constructor(soon: (run: () => void) => void) {
    this.#soon = soon;
  }

  /** How many members there are. */
  get size(): number {
    return this.#members.size;
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
    this.flush();
    this.#members.add(member);
  }

  /** Removes a member; false if it was none. */
  delete(member: Member): boolean {
    this.flush();
    return this.#members.delete(member);
  }

  /** Removes all members. */
  clear(): void {
    this.flush();
    this.#members.clear();
  }

  /** Queues a chat line for everyone. */
  say(line: string): void {
    this.#length += line.length;
    if (this.#lines.push(line) === 1) this.#soon(this.flush);
    if (this.#length >= MAX_CHUNK_LENGTH) this.flush();
  }

  /** Sends an event to everyone who asked for events, but for `except`. */
  announce(event: ServerEvent, except?: Member): void {
    const chunk = encodeEvent(event);
    for (const member of this.#members) {
      if (member.knocked && member !== except) member.send(chunk);
    }
  }

  /**
   * Sends the lines that wait. Called before a member is sent anything else and before one comes or
   * goes, so that the result is the same as if each line had been sent at once.
   */
  readonly flush = (): void => {
    const count = this.#lines.length;
    if (count === 0) return;
    const chunk = encodeLine(this.#lines.join("\n"));
    this.#lines = [];
    this.#length = 0;
    for (const member of this.#members) member.relay(chunk, count);
  };
}
