/**
 * The gate of a room with a password: what a connection hears until it has given it.
 *
 * Pure: knows lines and answers, and nothing of sockets, timers or the room behind it.
 *
 * @module
 */

import {
  cleanText,
  type ClientLine,
  type Decoded,
  MAX_PASSWORD_BYTES,
  parseClientLine,
  passwordForm,
  type ServerEvent,
} from "../protocol.ts";

/** How many wrong passwords one connection may give. */
const MAX_TRIES = 3;

const encoder = new TextEncoder();

/** A room's password. */
export class Lock {
  readonly #password: Uint8Array;

  /** Takes the password in its one form. */
  constructor(password: string) {
    this.#password = encoder.encode(password);
  }

  /** Whether this is the password. Takes equally long however much of it is right. */
  opensWith(given: string): boolean {
    const bytes = encoder.encode(passwordForm(given));
    let difference = bytes.length ^ this.#password.length;
    // All that a password may have, and no end before that: so the time tells nothing.
    for (let i = 0; i < MAX_PASSWORD_BYTES; i++) {
      difference |= (bytes[i] ?? 0) ^ (this.#password[i] ?? 0);
    }
    return difference === 0;
  }
}

/** What comes of a line heard at the gate. */
export interface Verdict {
  /** What is answered. */
  answer?: ServerEvent;
  /** Whether the answer is to be slow in coming. */
  slow?: true;
  /** Whether the connection is let in, stays where it is, or is closed. */
  then: "open" | "stay" | "close";
}

/** One connection before the gate. */
export class Gate {
  readonly #lock: Lock;
  #tries = 0;

  /** Closed until the lock's password is heard. */
  constructor(lock: Lock) {
    this.#lock = lock;
  }

  /**
   * Hears one line.
   *
   * @param unended Whether it came without a line ending, as an original client sends it.
   */
  hear(decoded: Decoded, unended: boolean): Verdict {
    const said = parse(decoded);
    if (said?.kind === "quit") return { then: "close" };
    if (unended) {
      const text = "This room has a password, which your program cannot give: use chat-client";
      return { answer: { verb: "error", text }, then: "close" };
    }
    if (said?.kind !== "command" || said.command.verb !== "pass") {
      return { answer: { verb: "locked" }, then: "stay" };
    }
    if (this.#lock.opensWith(said.command.secret)) {
      return { answer: { verb: "notice", text: "That is the password" }, then: "open" };
    }
    return this.#wrong();
  }

  #wrong(): Verdict {
    const left = MAX_TRIES - ++this.#tries;
    const text = left === 0
      ? "Wrong password; that was the last try on this connection"
      : left === 1
      ? "Wrong password; 1 try is left"
      : `Wrong password; ${left} tries are left`;
    return { answer: { verb: "error", text }, slow: true, then: left === 0 ? "close" : "stay" };
  }
}

/** What is said to a connection that has not given the password within `ms`. */
export function tooLate(ms: number): ServerEvent {
  const text = `This room has a password, and it was not given within ${ms / 1000} s`;
  return { verb: "error", text };
}

function parse(decoded: Decoded): ClientLine | undefined {
  try {
    return typeof decoded === "string" ? parseClientLine(cleanText(decoded)) : undefined;
  } catch {
    return undefined;
  }
}
