/**
 * What a session has to send, and what it has sent without an answer so far.
 *
 * The echo of a line is its receipt. Questions are answered in the order in which they were asked, so
 * an answer that names no question belongs to the oldest one.
 *
 * @module
 */

import { type Command, formatChat, formatCommand, isModeration } from "../protocol.ts";
import { Excess } from "./excess.ts";
import { type SessionMessage, sessionMessage } from "./session_event.ts";
import type { KeptLine } from "./stay.ts";

/** How many lines are in flight at most. The others wait here and not in the network. */
const WINDOW = 200;

/** How many lines and questions may wait for their answers. */
const MAX_UNANSWERED = 1000;

/** Under how many names the room may have relayed one line. */
const MAX_NAMES = 100;

/** How often one line is sent over one connection. */
const MAX_SENT = 10;

/** A question to the server. The answer to an `unasked` one is not shown: no user waits for it. */
export type Question = Command & { unasked?: true };

/** A question whose answer has messages in it. */
export type LookingBack = Extract<Question, { verb: "since" | "past" | "find" }>;

function looksBack(one: Line | Question): one is LookingBack {
  return "verb" in one && ["since", "past", "find"].includes(one.verb);
}

/** A line of ours. */
interface Line {
  readonly text: string;
  /** How a relayed line with this text ends. */
  readonly end: string;
  /** The names under which the room may have relayed it. */
  readonly names: Set<string>;
  /** How often it was sent over this connection. */
  sent: number;
}

function newLine(text: string, names: string[] = []): Line {
  return { text, end: formatChat("", text), names: new Set(names), sent: 0 };
}

/** The lines and questions of a session that have no answer yet. */
export class Outgoing {
  /** The name that the user wants. */
  wantedName: string;
  /** The name that the server gave, once it has. */
  givenName: string | undefined;
  readonly #send: (text: string) => void;
  #isOpen = false;
  #unsent: Line[] = [];
  #inFlight: Line[] = [];
  #unanswered: (Line | Question)[] = [];

  /** Starts with lines held back. `send` sends text, with line endings, over the connection. */
  constructor(wantedName: string, send: (text: string) => void) {
    this.wantedName = wantedName;
    this.#send = send;
  }

  /** The name under which lines are said. */
  get name(): string {
    return this.givenName ?? this.wantedName;
  }

  /** Whether lines are sent. Questions always are. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The texts without a receipt, oldest first. */
  get waiting(): string[] {
    return [...this.#inFlight, ...this.#unsent].map(({ text }) => text);
  }

  /** The oldest line without a receipt. */
  get oldest(): { readonly text: string; readonly names: Iterable<string> } | undefined {
    return this.#inFlight[0] ?? this.#unsent[0];
  }

  /** The lines without a receipt, oldest first, to be restored elsewhere. */
  get kept(): KeptLine[] {
    return [...this.#inFlight, ...this.#unsent].map(({ text, names }) => ({
      text,
      names: [...names],
    }));
  }

  /** Whether every line has its receipt and every question its answer. */
  get settled(): boolean {
    return this.#unsent.length + this.#inFlight.length + this.#unanswered.length === 0;
  }

  /** The oldest question, if nothing older waits for an answer. */
  get oldestQuestion(): Question | undefined {
    const [oldest] = this.#unanswered;
    return oldest && "verb" in oldest ? oldest : undefined;
  }

  // --- What goes out ------------------------------------------------------------------------------

  /** Sends a line as soon as it may be sent. */
  say(text: string): void {
    this.#unsent.push(newLine(text));
    this.#pump();
  }

  /** Takes lines of an earlier program. Those that it had sent are in flight. */
  restore(kept: readonly KeptLine[]): void {
    const lines = kept.map(({ text, names }) => newLine(text, names));
    this.#inFlight = lines.filter(({ names }) => names.size > 0);
    this.#unsent = lines.filter(({ names }) => names.size === 0);
  }

  /** Sends a question. Throws {@linkcode Excess} if the server has left too many unanswered. */
  ask(question: Question): void {
    const { length } = this.#unanswered;
    if (length >= MAX_UNANSWERED) throw new Excess((t) => t.serverAnswersNothing(length));
    this.#unanswered.push(question);
    this.tell(question);
    // What another moderator does looks the same as the answer. This has an answer of its own.
    if (isModeration(question)) this.ask({ verb: "past", from: 0, to: 0, unasked: true });
  }

  /** Sends a command that is not answered. */
  tell(command: Command): void {
    this.#send(formatCommand(command) + "\n");
  }

  /**
   * Starts sending lines; first those in flight, whose echo did not come. Throws {@linkcode Excess}
   * if one of them was sent too often over this connection.
   */
  open(): void {
    this.takeBack();
    this.#isOpen = true;
    this.#pump();
  }

  /** Holds lines back until {@linkcode open}. */
  close(): void {
    this.#isOpen = false;
  }

  /** Takes the lines in flight back, to be sent again before the others. */
  takeBack(): void {
    this.#unsent = [...this.#takeInFlight(), ...this.#unsent];
  }

  /** Forgets the lines in flight and returns their texts: it is unknown whether they were said. */
  giveUpInFlight(): string[] {
    return this.#takeInFlight().map(({ text }) => text);
  }

  /** Closes, as the connection is gone and with it all answers. Returns the questions. */
  disconnect(): Question[] {
    this.close();
    for (const line of this.#inFlight) line.sent = 0;
    return this.#unanswered.splice(0).filter((one): one is Question => "verb" in one);
  }

  /** Forgets every line, and the name that the server gave. */
  forget(): void {
    this.#unsent = [];
    this.#inFlight = [];
    this.givenName = undefined;
  }

  // --- What is answered ---------------------------------------------------------------------------

  /**
   * Takes a name that the server gave. It may relay the lines in flight under that name. Throws
   * {@linkcode Excess} if it gave too many while a line was in flight.
   */
  takeName(name: string): void {
    this.givenName = name;
    // Whoever was numbered keeps the number after a restart, whoever comes back first.
    if (!this.#unanswered.some((one) => "verb" in one && one.verb === "name")) {
      this.wantedName = name;
    }
    for (const { names } of this.#inFlight) {
      if (names.add(name).size > MAX_NAMES) throw new Excess();
    }
  }

  /** Reads a chat line, which may be the echo of a line in flight. */
  receive(chat: string, at: { number?: number; time: number }): SessionMessage {
    const line = this.#inFlight.find(({ end, names }) =>
      chat.endsWith(end) && names.has(chat.slice(0, -end.length))
    );
    if (line) this.#settle(line);
    return { ...sessionMessage(chat, at), mine: line !== undefined };
  }

  /** Takes an answer to the oldest question, if that question has this verb. */
  answer(verb: Command["verb"]): void {
    if (this.oldestQuestion?.verb === verb) this.#unanswered.shift();
  }

  /** Takes a refusal. It answers the oldest line or question, which is returned. */
  refuse(): Question | { text: string } | undefined {
    const [oldest] = this.#unanswered;
    if (oldest && !("verb" in oldest)) this.#settle(oldest);
    else this.#unanswered.shift();
    return oldest;
  }

  /** The oldest question whose answer has messages in it. */
  get lookingBack(): LookingBack | undefined {
    return this.#unanswered.find(looksBack);
  }

  /** Takes the end of an answer with messages in it. It answers everything before that question too. */
  caughtUp(): void {
    this.#unanswered.splice(0, this.#unanswered.findIndex(looksBack) + 1);
  }

  #takeInFlight(): Line[] {
    this.#unanswered = this.#unanswered.filter((one) => "verb" in one);
    return this.#inFlight.splice(0);
  }

  #settle(line: Line): void {
    this.#inFlight = this.#inFlight.filter((one) => one !== line);
    this.#unanswered = this.#unanswered.filter((one) => one !== line);
    this.#pump();
  }

  #pump(): void {
    if (!this.#isOpen) return;
    for (const line of this.#unsent.splice(0, WINDOW - this.#inFlight.length)) {
      if (++line.sent > MAX_SENT) throw new Excess();
      line.names.add(this.wantedName).add(this.name);
      this.#inFlight.push(line);
      this.#unanswered.push(line);
      this.#send(formatChat(this.wantedName, line.text) + "\n");
    }
  }
}
