/**
 * Earlier messages: shown when the user has scrolled to the top.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import type { Question } from "../session/outgoing.ts";
import type { Session } from "../session/session.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { type Log, PAGE } from "./log.ts";

/** What was found, by number or by text. */
export type Found = Extract<SessionEvent, { type: "found" }>;

/** Asks for earlier messages, one page after another. */
export class Earlier {
  readonly #log: Log;
  readonly #w: PageLanguage["w"];
  /** The question that has no answer yet. */
  #asked: Extract<Question, { verb: "past" }> | undefined;
  /** The first message of the latest page. It is not shown if its sender is ignored. */
  #reached: number | undefined;
  #isAtBeginning = false;

  /** Shows what it finds in `log`. */
  constructor(log: Log, { w }: PageLanguage) {
    this.#log = log;
    this.#w = w;
  }

  /** Asks for the page above the earliest message, unless there is none. */
  ask(session: Session): void {
    const { oldest, hasSpace } = this.#log;
    if (this.#asked || oldest === undefined || this.#isAtBeginning) return;
    const before = this.#reached ?? oldest;
    if (before <= 1) return this.#begin();
    if (!hasSpace) return this.#log.note(this.#w.enough());
    // Set before, because a server may answer at once.
    this.#asked = { verb: "past", from: Math.max(1, before - PAGE), to: before - 1 };
    if (session.ask(this.#asked)) this.#log.note(this.#w.loading());
    else this.#asked = undefined;
  }

  /** Takes an answer, and returns whether it was asked for here. */
  takes({ asked, messages, count }: Found): boolean {
    if (asked !== this.#asked) return false;
    this.#asked = undefined;
    this.#reached = asked.from;
    this.#log.note("");
    this.#log.prepend(messages);
    if (count === 0 || asked.from === 1) this.#begin();
    return true;
  }

  /** Forgets how far it went: the log begins with another message now. */
  reset(): void {
    if (this.#asked) {
      this.#log.note("");
      this.#asked.unasked = true;
    }
    this.#asked = undefined;
    this.#reached = undefined;
    this.#isAtBeginning = false;
  }

  #begin(): void {
    this.#isAtBeginning = true;
    this.#log.note(this.#w.beginning());
  }
}
