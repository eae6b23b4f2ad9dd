/**
 * Reads the lines of a chat from a pipe, and waits until they are delivered.
 *
 * @module
 */

import type { Chat } from "../chat/chat.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import type { ByteSource } from "../net/byte_stream.ts";
import { describeError } from "../net/describe_error.ts";
import { readLines } from "../net/read_lines.ts";
import { cleanText, MAX_LINE_BYTES, Refusal } from "../protocol.ts";
import type { SessionEvent } from "../session/session_event.ts";
import type { World } from "../session/uplink.ts";

/** How many lines may wait for their receipts before the input is read on. */
const MAX_WAITING = 400;

/** The most lines that are reported without having been taken. An input may have no end. */
const MAX_UNTAKEN = 10_000;

/** How long an input may pause while its rest is read, in ms. */
const REST_PAUSE_MS = 500;

/** A line that says something: text, a path, `//text`, or one of two commands. */
const SAYS = /^\s*([^\s/]|\/\/|\/[a-z]+\/|\/(msg|me)\s)/i;

/** Options for a {@linkcode Pipe}. */
export interface PipeOptions {
  /** Tells whoever runs the program what is wrong. */
  complain: (sentence: ProgramSentence) => void;
  /** How long to wait without progress for the receipts of what was said, in ms. */
  wait: number;
  /** Whether a person types, who can give up. Then the wait is limited only at the end of input. */
  attended: boolean;
  /** Timers. */
  world: Pick<World, "setTimer">;
}

/** The lines of an input, as they come. */
type Input = AsyncIterator<readonly (string | Refusal)[]>;

/** A pipe in use. */
export class Pipe {
  readonly #chat: Chat;
  readonly #options: PipeOptions;
  /** The lines of the input that were not taken because the room was lost. At most 10,000. */
  readonly untaken: string[] = [];
  #changed = Promise.withResolvers<void>();
  #refused = false;
  /** Whether the room could not be reached and is not tried again, or gives no receipts. */
  #lost = false;
  #quit = false;

  /** Feeds a chat. */
  constructor(chat: Chat, options: PipeOptions) {
    this.#chat = chat;
    this.#options = options;
  }

  /** Must be called with every event of the session. */
  update(event: SessionEvent): void {
    if (["refused", "unsure", "error"].includes(event.type)) this.#refused = true;
    if (event.type === "fault" && event.givenUp) this.#lost = true;
    if (event.type === "locked" && event.reason === undefined) {
      this.#options.complain((t) => t.passwordHint());
    }
    this.#change();
  }

  /** Reads the input to its end. Resolves to whether every line was taken and delivered. */
  async run(input: ByteSource): Promise<boolean> {
    const lines = readLines(input, { isWhole: (_, { atEnd }) => atEnd })[Symbol.asyncIterator]();
    try {
      for (let next; !(next = await lines.next()).done;) {
        for (const [i, line] of next.value.entries()) {
          if (!await this.#take(line)) {
            this.#leave(next.value.slice(i));
            await this.#leaveRest(lines);
            return false;
          }
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
    if (!await this.#until(isReady, { limited: !this.#options.attended })) return false;
    try {
      // The reader refuses nothing else.
      if (line instanceof Refusal) this.#refuse((t) => t.lineTooLong(MAX_LINE_BYTES));
      else this.#chat.run(line);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refuse(error.sentence);
    }
    return true;
  }

  /** Keeps lines to be reported. The session does not know them, and so cannot. */
  #leave(lines: readonly (string | Refusal)[]): void {
    const left = lines.filter((line) => typeof line === "string" && SAYS.test(line)) as string[];
    this.untaken.push(...left.slice(0, MAX_UNTAKEN - this.untaken.length).map(cleanText));
  }

  /** Reads what else is there, up to the end of the input or a pause in it. */
  async #leaveRest(lines: Input): Promise<void> {
    const { world } = this.#options;
    while (this.untaken.length < MAX_UNTAKEN) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const cancel = world.setTimer(() => resolve(undefined), REST_PAUSE_MS);
      const next = await Promise.race([lines.next(), promise]).finally(cancel);
      if (!next || next.done) break;
      this.#leave(next.value);
    }
  }

  #refuse(reason: ProgramSentence): void {
    this.#refused = true;
    this.#options.complain(reason);
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /**
   * Waits until `done` returns true. Resolves to false if the room is lost first, if it gives no
   * receipts, or if it needs a password: the input cannot give one while it is not read.
   */
  async #until(done: () => boolean, { limited = true } = {}): Promise<boolean> {
    const { session } = this.#chat;
    const watch = () => limited ? this.#watch() : () => {};
    let waiting = session.waiting.length;
    let cancel = watch();
    try {
      while (!done()) {
        if (this.#lost || session.locked) return false;
        await this.#changed.promise;
        // What others say is no progress.
        if (session.waiting.length === waiting) continue;
        waiting = session.waiting.length;
        cancel();
        cancel = watch();
      }
      return !this.#lost;
    } finally {
      cancel();
    }
  }

  /** Gives up after the wait, unless there is no connection then: the session limits that itself. */
  #watch(): () => void {
    const { world, wait } = this.#options;
    let cancel = () => {};
    const run = () => {
      if (this.#chat.session.online) {
        this.#options.complain((t) => t.noReceipts(wait / 1000));
        this.#lost = true;
        this.#change();
      } else cancel = world.setTimer(run, wait);
    };
    cancel = world.setTimer(run, wait);
    return () => cancel();
  }
}
