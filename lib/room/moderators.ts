/**
 * Who is a moderator: whoever gave a password for that, on this connection or an earlier one of the
 * same session.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { Refusal } from "../protocol.ts";
import { type Lock, MAX_TRIES } from "./gate.ts";
import type { Member, Person } from "./member.ts";

/** How many sessions stay moderators while they are away. The longest ago named one is forgotten. */
const MAX_SESSIONS = 256;

/** The moderators of a room. */
export class Moderators {
  readonly #lock: Lock | undefined;
  readonly #here = new Set<Member>();
  readonly #sessions = new Set<string>();
  readonly #tries = new WeakMap<Member, number>();

  /** Whoever opens this lock is a moderator; without one nobody is. */
  constructor(lock: Lock | undefined) {
    this.#lock = lock;
  }

  /** Whether anybody can be a moderator. */
  get exist(): boolean {
    return this.#lock !== undefined;
  }

  /** Those who are in the room. */
  get here(): Iterable<Member> & { readonly size: number } {
    return this.#here;
  }

  /** Whether this is a moderator. */
  has(person: Person): boolean {
    return this.#here.has(person as Member);
  }

  /** Whether a member that gives this password is judged, and does not become a moderator. */
  isWrong(member: Member, secret: string): boolean {
    // Whoever has no name is refused whatever the password is.
    if (!member.registered) return false;
    return !this.#lock?.opensWith(secret) || this.#triesOf(member) >= MAX_TRIES;
  }

  /**
   * Makes a member a moderator.
   *
   * @throws {Refusal} if the password is wrong, or was too often.
   */
  admit(member: Member, secret: string): void {
    if (!this.exist) throw new Refusal(serverEn.noModerators());
    if (!member.registered) throw new Refusal(serverEn.moderateNeedsName());
    if (this.isWrong(member, secret)) {
      const tries = Math.min(MAX_TRIES, this.#triesOf(member) + 1);
      this.#tries.set(member, tries);
      throw new Refusal(serverEn.passwordWrong(MAX_TRIES - tries));
    }
    this.#here.add(member);
    this.#remember(member);
  }

  /** Called when a member has taken a name. Returns whether its session is a moderator's. */
  recognize(member: Member): boolean {
    const { sessionKey } = member;
    // Whoever is a moderator already may have a session only now.
    if (this.has(member)) this.#remember(member);
    else if (sessionKey === undefined || !this.#sessions.has(sessionKey)) return false;
    else this.#here.add(member);
    return true;
  }

  /** Called when a member is out. With `quit` its session is over. */
  leave(member: Member, quit: boolean): void {
    this.#here.delete(member);
    if (quit && member.sessionKey !== undefined) this.#sessions.delete(member.sessionKey);
  }

  #triesOf(member: Member): number {
    return this.#tries.get(member) ?? 0;
  }

  #remember({ sessionKey }: Member): void {
    if (sessionKey === undefined) return;
    this.#sessions.delete(sessionKey);
    this.#sessions.add(sessionKey);
    if (this.#sessions.size > MAX_SESSIONS) {
      this.#sessions.delete(this.#sessions.values().next().value!);
    }
  }
}
