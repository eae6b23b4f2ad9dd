/**
 * What the keys of a terminal do in a chat.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";
import { normalizePassword } from "../protocol.ts";
import type { Chat } from "./chat.ts";
import { commandWords, isTypedCommand } from "./commands.ts";
import { complete, type Completion } from "./completion.ts";

/** A keyboard at a chat. */
export class Keyboard {
  readonly #chat: Chat;
  readonly #t: ProgramSentences;
  /** Whether another Ctrl-C leaves. */
  #isLeaving = false;

  /** Types into a chat, in the user's language. */
  constructor(chat: Chat, t: ProgramSentences) {
    this.#chat = chat;
    this.#t = t;
  }

  /** Stands before the text being typed: `alice> `. */
  get prompt(): string {
    const { name, online } = this.#chat.session;
    return online ? `${name}> ` : `${name} (${this.#t.offline()})> `;
  }

  /**
   * Takes what was typed where the room's password is asked for: the password, or a command. A
   * password that looks like a command can be given with `/pass`.
   *
   * @throws {Refusal} if it cannot be done.
   */
  secret(line: string): void {
    if (isTypedCommand(line)) this.#chat.run(line);
    else this.#chat.session.unlock(normalizePassword(line, (t) => t.thePassword()));
  }

  /** Ctrl-C on an empty line: asks once, then leaves. Throws a `Refusal` like `/quit`. */
  interrupt(): void {
    if (this.#isLeaving) return this.leave();
    this.#isLeaving = true;
    this.#chat.show(`— ${this.#t.interruptAgain()} —`);
  }

  /** Ctrl-D: the same as `/quit`. */
  leave(): void {
    this.typed();
    this.#chat.run("/quit");
  }

  /** Tab: completes a command or a name before the cursor. */
  complete(text: string, cursor: number): Completion {
    const { name, people } = this.#chat.session;
    const names = [...people].filter((one) => one !== name);
    return complete(text, cursor, { commands: commandWords(this.#chat), names });
  }

  /** Must be called for any key but Ctrl-C: one after it asks again. */
  typed(): void {
    this.#isLeaving = false;
  }
}
