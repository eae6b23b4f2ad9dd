/**
 * Joins a chat to standard input and output.
 *
 * @module
 */

import { Chat, type ChatOptions, type ChatView } from "../chat/chat.ts";
import type { Shown } from "../chat/view.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import { onStopSignal, type Program, warn } from "../program/program.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { paint } from "../terminal/colors.ts";
import { Pipe } from "./pipe.ts";
import type { ByteSource } from "../net/byte_stream.ts";
import { type Hosted, moderateHosted } from "./host_room.ts";
import { standardInput, writeOut } from "./stdio.ts";
import { reportUndelivered } from "./undelivered.ts";

/** Options for {@linkcode runInPipe}. */
export interface PipeChatOptions {
  /** The chat to run. */
  chat: Omit<ChatOptions, "view">;
  /** Whether to show colors. */
  colored: boolean;
  /** This program. */
  program: Program;
  /** The room that this program hosts. @default none */
  hosted?: Hosted | undefined;
  /** How long to wait without progress for the receipts of what was said, in ms. */
  wait: number;
  /** What to suggest when the room cannot be joined. @default nothing */
  hint?: ProgramSentence | undefined;
}

/** How long after a line nothing can be half-typed below it, in ms. Nobody types faster. */
const UNTOUCHED_MS = 100;

/** How long after the start nothing is typed, in ms. A busy PC takes longer than a line to join. */
const START_MS = 1_000;

/** Runs a chat until the end of input or a signal. Resolves to the exit code. */
export function runInPipe(options: PipeChatOptions): Promise<number> {
  return new PipeClient(options).run();
}

class PipeClient implements ChatView {
  readonly #options: PipeChatOptions;
  readonly #chat: Chat;
  readonly #pipe: Pipe;
  readonly #stopped = Promise.withResolvers<false>();
  // Asked once: each call costs more than showing a line.
  readonly #attended = Deno.stdin.isTerminal();
  readonly #shownWhereTyped = {
    message: this.#attended && Deno.stdout.isTerminal(),
    status: this.#attended && Deno.stderr.isTerminal(),
  };
  /** Until when the cursor was last known to be at the start of a line. */
  #lineStarted = performance.now() + START_MS;

  constructor(options: PipeChatOptions) {
    this.#options = options;
    this.#chat = new Chat({ ...options.chat, exact: true, view: this });
    const { chat: { world }, program: { complain }, wait } = options;
    this.#pipe = new Pipe(this.#chat, { complain, wait, world, attended: this.#attended });
  }

  async run(): Promise<number> {
    const { chat, program } = this.#options;
    const { session } = this.#chat;
    // Leaving in order frees the name for the next connection.
    onStopSignal(() => this.#stopped.resolve(false));
    session.connect(chat.address);
    const delivered = await Promise.race([this.#pipe.run(this.#input()), this.#stopped.promise]);
    const code = reportUndelivered([...session.waiting, ...this.#pipe.untaken], program);
    session.disconnect();
    return delivered ? code : 1;
  }

  show({ kind, spans }: Shown): void {
    const text = this.#lead(kind) + paint(spans, this.#options.colored);
    if (kind === "status") return warn(text);
    const written = writeOut(text + "\n");
    // Input from a pipe is delivered even if nobody reads the output. A person is not kept waiting.
    if (!written && this.#attended) this.#stopped.resolve(false);
  }

  /** What starts a line of its own, if something may be half-typed. The terminal does not tell. */
  #lead(kind: Shown["kind"]): string {
    if (!this.#shownWhereTyped[kind]) return "";
    const now = performance.now();
    const isUntouched = now - this.#lineStarted < UNTOUCHED_MS;
    this.#lineStarted = now;
    return isUntouched ? "" : "\n";
  }

  /** The input. Where a line ends, another starts. */
  #input(): ByteSource {
    const input = standardInput();
    return {
      read: async (buffer) => {
        const length = await input.read(buffer);
        this.#lineStarted = performance.now();
        return length;
      },
    };
  }

  ring(): void {
    if (Deno.stdout.isTerminal()) writeOut("\x07");
  }

  clear(): void {
    // What was written stays.
  }

  update(event: SessionEvent): void {
    const { hint, hosted, program } = this.#options;
    if (hosted) moderateHosted(hosted, this.#chat.session, event);
    if (hint && event.type === "fault" && event.givenUp) program.complain(hint);
    this.#pipe.update(event);
  }

  quit(): void {
    this.#pipe.quit();
  }
}
