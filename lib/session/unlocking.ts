/**
 * Keeps the password of a session. Decides which password to give and when to ask the user.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";

/**
 * - `unasked`: the server has not asked for a password.
 * - `given`: the server asked, and was sent the known password.
 * - `asking`: the user is being asked.
 * - `checking`: the user has answered, and the server has not.
 */
export type LockState = "unasked" | "given" | "asking" | "checking";

/** The state of one session's password. */
export class Unlocking {
  /** Why the server does not let the session in. */
  reason: Sentence | undefined;
  #state: LockState = "unasked";
  #password: string | undefined;
  /** The password that was given on this connection and has no answer yet. */
  #given: string | undefined;

  /** Takes the password, if one is known. */
  constructor(password: string | undefined) {
    this.#password = password;
  }

  /** What happens next. */
  get state(): LockState {
    return this.#state;
  }

  /** Whether the server asked for a password and none is known. */
  get isStuck(): boolean {
    return this.#state !== "unasked" && this.#password === undefined;
  }

  /** Starts over with the same password. Called when the session was let in or the connection broke. */
  reset(): void {
    this.#given = undefined;
    this.#state = "unasked";
    this.reason = undefined;
  }

  /** Forgets the password. */
  forget(): void {
    this.#password = undefined;
  }

  /** Takes the user's password. */
  take(password: string): void {
    this.#password = password;
    this.reason = undefined;
    if (this.#state === "asking") this.#state = "checking";
  }

  /** The server asks for a password. Returns the one to give, if one is known. */
  next(): string | undefined {
    // A server that asks again has refused the password that was given.
    if (this.#given !== undefined) this.refuse(undefined);
    if (this.#state === "unasked") this.#state = "given";
    return this.#given = this.#password;
  }

  /** The server refused something. A password that was given is not given again. */
  refuse(reason: Sentence | undefined): void {
    this.reason = reason;
    if (this.#password === this.#given) this.#password = undefined;
    this.#given = undefined;
  }

  /** Starts asking the user. Returns whether the user was not asked before. */
  ask(): boolean {
    const isNew = this.#state !== "asking";
    this.#state = "asking";
    return isNew;
  }
}
