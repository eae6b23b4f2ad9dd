/**
 * A session before a room with a password: which one to give, and what came of it.
 *
 * Pure: knows passwords and answers, and nothing of connections.
 *
 * @module
 */

/** The password of one session, and how far it has come with it on the present connection. */
export class Unlocking {
  #password: string | undefined;
  /** The one that was given and has no answer yet. */
  #given: string | undefined;
  #asked = false;
  /** Why the server will not let it in, as the server put it. */
  reason: string | undefined;

  /** Takes the password, if one is known. */
  constructor(password: string | undefined) {
    this.#password = password;
  }

  /** Whether a password is asked for, and none is known. */
  get isStuck(): boolean {
    return this.#asked && this.#password === undefined;
  }

  /** A connection was made: nothing was said on it yet. */
  begin(): void {
    this.#given = undefined;
    this.#asked = false;
    this.reason = undefined;
  }

  /** Takes the password to give from now on; undefined forgets it. */
  use(password: string | undefined): void {
    this.#password = password;
  }

  /** The server asks for a password: which one to give now, if there is one to give. */
  next(): string | undefined {
    this.#asked = true;
    // Asked again without a word about the one just given: that was not it.
    if (this.#given !== undefined) this.refused(undefined);
    return this.#given = this.#password;
  }

  /** The server refused something, and said why: the password, if one was given. It is not given again. */
  refused(reason: string | undefined): void {
    this.reason = reason;
    if (this.#password === this.#given) this.#password = undefined;
    this.#given = undefined;
  }
}
