/**
 * Joins a chat to a terminal.
 *
 * @module
 */

import { Chat, type ChatOptions, type ChatView } from "../chat/chat.ts";
import type { Completion } from "../chat/completion.ts";
import { Keyboard } from "../chat/keyboard.ts";
import { moderate } from "../chat/moderating.ts";
import type { Shown } from "../chat/view.ts";
import type { Program } from "../program/program.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { Terminal, type TerminalEvents, type TerminalView } from "../terminal/terminal.ts";
import { type Hosted, type HostReporter, moderateHosted } from "./host_room.ts";
import { reportUndelivered } from "./undelivered.ts";

/** The most lines on their way that are shown. The others are only counted. */
const MAX_SHOWN_WAITING = 3;

/** Options for {@linkcode runInTerminal}. */
export interface TerminalChatOptions {
  /** The chat to run. */
  chat: Omit<ChatOptions, "view">;
  /** Whether to show colors. */
  colored: boolean;
  /** This program. */
  program: Program;
  /** Reports in the terminal while that is open. */
  reporter: HostReporter;
  /** The room that this program hosts. @default none */
  hosted?: Hosted | undefined;
}

/** Runs a chat until the user leaves. Resolves to the exit code. */
export function runInTerminal(options: TerminalChatOptions): Promise<number> {
  return new TerminalClient(options).run();
}

class TerminalClient implements ChatView, TerminalEvents {
  readonly #options: TerminalChatOptions;
  readonly #chat: Chat;
  readonly #keyboard: Keyboard;
  readonly #terminal: Terminal;
  /** Whether the user is asked for the password of moderators. */
  #asksSecret = false;
  readonly #undelivered = Promise.withResolvers<readonly string[]>();

  constructor(options: TerminalChatOptions) {
    this.#options = options;
    this.#chat = new Chat({ ...options.chat, view: this, endsToo: () => this.#endsToo() });
    const { colored, program: { t } } = options;
    this.#keyboard = new Keyboard(this.#chat, t);
    this.#terminal = new Terminal({ view: () => this.#view(), events: this, colored, t });
  }

  async run(): Promise<number> {
    const { chat, program, reporter } = this.#options;
    reporter.terminal = this.#terminal;
    this.#chat.session.connect(chat.address);
    const undelivered = await this.#undelivered.promise;
    reporter.terminal = undefined;
    this.#terminal.close();
    return reportUndelivered(undelivered, program);
  }

  // --- What the chat shows ------------------------------------------------------------------------

  show({ spans, isList }: Shown): void {
    this.#terminal.show(spans, isList);
  }

  ring(): void {
    this.#terminal.ring();
  }

  clear(): void {
    this.#terminal.clear();
  }

  update(event: SessionEvent): void {
    const { hosted, program } = this.#options;
    if (hosted) moderateHosted(hosted, this.#chat.session, event);
    if (event.type === "fault" && event.givenUp) {
      this.#terminal.show([{ text: `— ${program.t.givenUp()} —` }]);
    }
    this.#terminal.update();
  }

  askSecret(): void {
    this.#asksSecret = true;
    this.#terminal.update();
  }

  quit(): void {
    const { session } = this.#chat;
    this.#undelivered.resolve(session.waiting);
    session.disconnect();
  }

  // --- What the user does -------------------------------------------------------------------------

  line(line: string, isText: boolean): void {
    this.#chat.run(line, { isText });
  }

  secret(secret: string): void {
    const isForModerators = this.#asksSecret && !this.#chat.session.asksPassword;
    if (isForModerators && secret !== "/quit") this.#moderate(secret);
    else this.#keyboard.secret(secret);
  }

  interrupt(): void {
    if (this.#asksSecret) this.#moderate("");
    else this.#keyboard.interrupt();
  }

  end(): void {
    this.#keyboard.leave();
  }

  complete(text: string, cursor: number): Completion {
    return this.#keyboard.complete(text, cursor);
  }

  typed(): void {
    this.#keyboard.typed();
  }

  gone(): void {
    this.quit();
  }

  /** Takes the password of moderators; an empty one gives it up. */
  #moderate(secret: string): void {
    this.#asksSecret = false;
    this.#terminal.update();
    if (secret !== "") moderate(this.#chat, secret);
  }

  /** Tells how many others are in the room that this program hosts, if there are any. */
  #endsToo(): string | undefined {
    const { hosted, chat: { address }, program: { t } } = this.#options;
    const { session } = this.#chat;
    const isInside = session.online && session.address === address;
    const guests = hosted ? hosted.people() - (isInside ? 1 : 0) : 0;
    return guests > 0 ? t.closesRoom(guests) : undefined;
  }

  #view(): TerminalView {
    const { session } = this.#chat;
    const { prompt } = this.#keyboard;
    const { t } = this.#options.program;
    const question = session.asksPassword
      ? t.password()
      : this.#asksSecret
      ? t.moderatorPassword()
      : undefined;
    const { waiting } = session;
    const above = waiting.slice(0, MAX_SHOWN_WAITING).map((text) => `… ${text}`);
    const more = waiting.length - above.length;
    if (more > 0) above.push(`… ${t.moreOnTheirWay(more)}`);
    const secret = question !== undefined;
    return { prompt: secret ? `${question}: ` : prompt, above, secret };
  }
}
