/**
 * The password check of a room. Decides how to answer each line of a connection that has not given the
 * password yet.
 *
 * @module
 */

import { en } from "../language/en.ts";
import { serverEn } from "../language/server_en.ts";
import {
  type ClientLine,
  MAX_PASSWORD_BYTES,
  passwordForm,
  Refusal,
  type ServerEvent,
} from "../protocol.ts";

/** How many wrong passwords one connection may give. */
export const MAX_TRIES = 3;

const encoder = new TextEncoder();

/** A room's password. */
export class Lock {
  readonly #password: Uint8Array;

  /** Takes a normalized password. */
  constructor(password: string) {
    this.#password = encoder.encode(password);
  }

  /** Whether this is the password. Takes the same time however much of it is right. */
  opensWith(given: string): boolean {
    const bytes = encoder.encode(passwordForm(given));
    let difference = bytes.length ^ this.#password.length;
    // Always compares the longest possible password, so that the time tells nothing.
    for (let i = 0; i < MAX_PASSWORD_BYTES; i++) {
      difference |= (bytes[i] ?? 0) ^ (this.#password[i] ?? 0);
    }
    return difference === 0;
  }
}

/** What follows from a line at the gate. */
export interface Verdict {
  /** The answer, if there is one. */
  answer?: ServerEvent;
  /** Set if the answer must be delayed. */
  slow?: true;
  /** Whether the connection is let in, stays at the gate, or is closed. */
  then: "open" | "stay" | "close";
}

/**
 * Whether a gate that hears this judges a password.
 *
 * @param unended Whether it came without a line ending.
 */
export function isGuess(line: ClientLine | Refusal, unended: boolean): boolean {
  return !unended && !(line instanceof Refusal) && line.type === "command" &&
    line.command.verb === "pass";
}

/** One connection at the gate. */
export class Gate {
  readonly #lock: Lock;
  #tries = 0;

  /** Stays closed until it hears the password of `lock`. */
  constructor(lock: Lock) {
    this.#lock = lock;
  }

  /**
   * Hears one line, or the reason why it was refused.
   *
   * @param unended Whether it came without a line ending, as an original client sends it.
   */
  hear(line: ClientLine | Refusal, unended: boolean): Verdict {
    const heard = line instanceof Refusal ? undefined : line;
    if (heard?.type === "quit") return { then: "close" };
    if (unended) {
      return { answer: { verb: "error", text: serverEn.passwordNeedsClient() }, then: "close" };
    }
    if (heard?.type !== "command" || heard.command.verb !== "pass") {
      return { answer: { verb: "locked" }, then: "stay" };
    }
    if (!this.#lock.opensWith(heard.command.secret)) return this.#refuse();
    return { answer: { verb: "notice", text: en.passwordRight() }, then: "open" };
  }

  #refuse(): Verdict {
    const left = MAX_TRIES - ++this.#tries;
    const answer: ServerEvent = { verb: "error", text: serverEn.passwordWrong(left) };
    return { answer, slow: true, then: left === 0 ? "close" : "stay" };
  }
}

/** The answer to a connection that has not given the password within `ms`. */
export function tooLate(ms: number): ServerEvent {
  return { verb: "error", text: serverEn.passwordLate(ms / 1000) };
}
