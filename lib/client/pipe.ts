/**
 * Reads the lines of a chat from a pipe, and waits until they are delivered.
 *
 * @module
 */

import type { Chat } from "../chat/chat.ts";
import type { Sentence } from "../language/language.ts";
import type { ByteSource } from "../net/byte_stream.ts";
import { describeError } from "../net/describe_error.ts";
import { readLines } from "../net/read_lines.ts";
import { cleanText, Refusal } from "../protocol.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** How many lines may wait for their receipts before the input is read on. */
const MAX_WAITING = 400;

/** A pipe in use. */
export class Pipe {
  readonly #chat: Chat;
  readonly #complain: (sentence: Sentence) => void;
  #changed = Promise.withResolvers<void>();
  #refused = false;
  /** Whether the room could not be reached and is not tried again. */
  #lost = false;
  #quit = false;

  /** Feeds a chat. `complain` tells whoever runs the program what is wrong. */
  constructor(chat: Chat, complain: (sentence: Sentence) => void) {
    this.#chat = chat;
    this.#complain = complain;
  }

  /** Must be called with every event of the session. */
  update(event: SessionEvent): void {
    if (["refused", "unsure", "error"].includes(event.type)) this.#refused = true;
    if (event.type === "fault" && event.givenUp) this.#lost = true;
    if (event.type === "locked" && event.reason === undefined) {
      this.#complain((t) => t.passwordHint());
    }
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Reads the input to its end. Resolves to whether every line was taken and delivered. */
  async run(input: ByteSource): Promise<boolean> {
    try {
      for await (const lines of readLines(input, { isWhole: (_, { atEnd }) => atEnd })) {
        for (const line of lines) {
          if (!await this.#take(line)) return false;
          if (this.#quit) return !this.#refused;
        }
      }
    } catch (error) {
      const reason = describeError(error);
      this.#refuse((t) => t.cannotReadInput(reason(t)));
    }
    return await this.#until(() => this.#isSettled) && !this.#refused;
  }

  /** Ends reading after the current line. */
  quit(): void {
    this.#quit = true;
  }

  /** Whether nothing is in flight. Outside any room nothing can be. */
  get #isSettled(): boolean {
    const { session } = this.#chat;
    return session.settled || session.address === undefined;
  }

  /** Takes one line. Returns false if the room is lost. */
  async #take(line: string | Refusal): Promise<boolean> {
    const { session } = this.#chat;
    // A command may depend on what was said before it. A password must come first.
    const isCommand = typeof line === "string" && /^\s*\/(?!pass\b)[a-z]/i.test(line);
    const isReady = () => isCommand ? this.#isSettled : session.waiting.length < MAX_WAITING;
    if (!await this.#until(isReady)) {
      // The session does not know this line, and so cannot report it.
      const isText = typeof line === "string" && /^\s*[^\s/]/.test(line);
      if (isText) this.#complain((t) => t.notDelivered(cleanText(line)));
      return false;
    }
    try {
      if (line instanceof Refusal) throw line;
      this.#chat.run(line);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refuse(error.sentence);
    }
    return true;
  }

  #refuse(reason: Sentence): void {
    this.#refused = true;
    this.#complain(reason);
  }

  /**
   * Waits until `done` returns true. Resolves to false if the room is lost first, or if it needs a
   * password: the input cannot give one while it is not read.
   */
  async #until(done: () => boolean): Promise<boolean> {
    while (!done()) {
      if (this.#lost || this.#chat.session.locked) return false;
      await this.#changed.promise;
    }
    return !this.#lost;
  }
}
