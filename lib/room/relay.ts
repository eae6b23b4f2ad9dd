/**
 * Chat lines on their way to everybody: those of one moment are encoded in one piece, and everybody
 * is given the same bytes. So what a line costs hardly grows with the number of members.
 *
 * Knows lines and members, and nothing of what is said or who may say it.
 *
 * @module
 */

import { encodeLine, type Member } from "./member.ts";

/** How many lines make up a piece at most, by their length in UTF-16 units. */
const MAX_PIECE = 64 * 1024;

/** The lines that were said and are not handed over yet. */
export class Relay {
  readonly #members: Iterable<Member>;
  readonly #soon: (run: () => void) => void;
  #lines: string[] = [];
  #length = 0;

  /** Relays to `members`, whoever they are then; `soon` runs something when the moment is over. */
  constructor(members: Iterable<Member>, soon: (run: () => void) => void) {
    this.#members = members;
    this.#soon = soon;
  }

  /** Takes a line, which goes out when the moment is over. */
  add(line: string): void {
    this.#length += line.length;
    if (this.#lines.push(line) === 1) this.#soon(() => this.flush());
    if (this.#length >= MAX_PIECE) this.flush();
  }

  /**
   * Hands over what was taken. To be called before anything else is sent to a member and before one
   * comes or goes: then all is as if each line had been handed over at once.
   */
  flush(): void {
    const count = this.#lines.length;
    if (count === 0) return;
    const piece = encodeLine(this.#lines.join("\n"));
    this.#lines = [];
    this.#length = 0;
    for (const member of this.#members) member.relay(piece, count);
  }
}
