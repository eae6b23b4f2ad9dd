/**
 * The client without a terminal: lines from its input are said, what is said comes out, and the end
 * of input ends it once every line has its receipt.
 *
 * @module
 */

import { cleanText, Refusal } from "../protocol.ts";
import { type ByteSource, readLines } from "../net/read_lines.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { type Chat, runLine } from "../chat/commands.ts";

/** How many lines may wait for their receipts before no more input is read. */
const MAX_WAITING = 400;

/** A pipe in use: decides when to read on, and when all is done. */
export class Pipe {
  readonly #chat: Chat;
  readonly #warn: (line: string) => void;
  #changed = Promise.withResolvers<void>();
  #refused = false;
  /** Whether the room could not be reached, and is not tried any more. */
  #lost = false;
  #quit = false;

  /** Joins a pipe to a chat; `warn` says one line to whoever runs the program. */
  constructor(chat: Chat, warn: (line: string) => void) {
    this.#chat = chat;
    this.#warn = warn;
  }

  /** To be told everything that happened in the session. */
  update(event: SessionEvent): void {
    const failed = event.type === "refused" || event.type === "unsure" ||
      (event.type === "server" && event.event.verb === "error");
    if (failed) this.#refused = true;
    if (event.type === "fault" && event.givenUp) this.#lost = true;
    if (event.type === "locked" && event.reason === undefined) {
      this.#warn("/pass SECRET, --password-file or CHAT_PASSWORD gives the password");
    }
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /**
   * Reads the input to its end, and waits for the receipts.
   *
   * @returns whether every line was taken and delivered.
   */
  async run(input: ByteSource): Promise<boolean> {
    const inputLines = readLines(input, { isWhole: (_, { atEnd }) => atEnd });
    try {
      for await (const lines of inputLines) {
        for (const line of lines) {
          if (!await this.#take(line)) {
            // Read, but too late to be said: it is not among those that wait.
            const isText = typeof line === "string" && /^\s*[^\s/]/.test(line);
            if (isText) this.#warn(`not delivered: ${cleanText(line)}`);
            return false;
          }
          if (this.#quit) return !this.#refused;
        }
      }
    } catch (error) {
      this.#refused = true;
      this.#warn(`Cannot read the input: ${(error as Error).message}`);
    }
    return await this.#until(() => this.#isSettled()) && !this.#refused;
  }

  /** To be called when a line of the input asks to quit: the rest of it is not read. */
  quit(): void {
    this.#quit = true;
  }

  /** Whether nothing is on its way; outside any room nothing can be. */
  #isSettled(): boolean {
    const { session } = this.#chat;
    return session.settled || session.address === undefined;
  }

  /** Takes one line; false if the room is lost. */
  async #take(line: string | Refusal): Promise<boolean> {
    const { session } = this.#chat;
    // A command may depend on all that was said before it; but to that, a password comes first.
    const isCommand = typeof line === "string" && /^\s*\/(?!pass\b)[a-z]/i.test(line);
    const ready = () => isCommand ? this.#isSettled() : session.waiting.length < MAX_WAITING;
    if (!await this.#until(ready)) return false;
    try {
      if (line instanceof Refusal) throw line;
      runLine(this.#chat, line);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refused = true;
      this.#warn(error.message);
    }
    return true;
  }

  /**
   * Waits until `done`; false if the room is lost before, or needs a password: no more input is
   * read meanwhile that could give it.
   */
  async #until(done: () => boolean): Promise<boolean> {
    while (!done()) {
      if (this.#lost || this.#chat.session.locked) return false;
      await this.#changed.promise;
    }
    return !this.#lost;
  }
}
