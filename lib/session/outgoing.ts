/**
 * What a session has said and asked, and has no answer to yet.
 *
 * The echo of a line is its receipt. Everything else is answered in the order in which it was asked,
 * so an answer that names no question belongs to the oldest one.
 *
 * Pure: knows lines and questions, and nothing of connections.
 *
 * @module
 */

import { type Command, formatChat } from "../protocol.ts";

/** How many lines are in flight at most: the rest waits here rather than in the network. */
const WINDOW = 200;

/** A question to the server; `unasked` if the user did not ask it, and is shown no answer. */
export type Question = Command & { unasked?: true };

/** A line of ours on its way. */
interface Line {
  readonly text: string;
  /** The names under which the room may have relayed it. */
  readonly names: Set<string>;
}

/** What a refusal by the server was about. */
export type Refused = { text: string } | { question: Question } | undefined;

/** The lines and questions of one session that have no answer yet. */
export class Outgoing {
  #unsent: Line[] = [];
  #inFlight: Line[] = [];
  #unanswered: (Line | Question)[] = [];

  /** The texts without a receipt, oldest first. */
  get waiting(): string[] {
    return [...this.#inFlight, ...this.#unsent].map(({ text }) => text);
  }

  /** Whether every line has its receipt and every question its answer. */
  get settled(): boolean {
    return this.#unsent.length + this.#inFlight.length + this.#unanswered.length === 0;
  }

  /** Takes a line to be sent. */
  say(text: string): void {
    this.#unsent.push({ text, names: new Set() });
  }

  /**
   * The next text to send, if one may go now; from then on it is in flight.
   *
   * @param names The names under which the room may relay it.
   */
  next(...names: string[]): string | undefined {
    if (this.#inFlight.length >= WINDOW) return undefined;
    const line = this.#unsent.shift();
    if (!line) return undefined;
    for (const name of names) line.names.add(name);
    this.#inFlight.push(line);
    this.#unanswered.push(line);
    return line.text;
  }

  /** Notes a name that the server gave: what is in flight may be relayed under it. */
  mayBeNamed(name: string): void {
    for (const { names } of this.#inFlight) names.add(name);
  }

  /** Takes a chat line; whether it is the echo of one of ours, which then has its receipt. */
  isReceipt(chat: string): boolean {
    const line = this.#inFlight.find(({ text, names }) =>
      chat.endsWith(text) && [...names].some((name) => chat === formatChat(name, text))
    );
    if (line) this.#settle(line);
    return line !== undefined;
  }

  /** The text of the oldest line in flight that a chat line ends with, as `NAME :TEXT`. */
  echoWithin(chat: string): string | undefined {
    const [oldest] = this.#inFlight;
    const echoes = [...oldest?.names ?? []].map((name) => formatChat(name, oldest!.text));
    return echoes.find((echo) => chat.endsWith(echo));
  }

  /** Notes that a question was asked. */
  ask(question: Question): void {
    this.#unanswered.push(question);
  }

  /** Takes the oldest question off if it is of this kind, and returns it. */
  answer(verb: Command["verb"]): Question | undefined {
    const [oldest] = this.#unanswered;
    if (!oldest || !("verb" in oldest) || oldest.verb !== verb) return undefined;
    this.#unanswered.shift();
    return oldest;
  }

  /** The oldest question, if a question is the oldest without an answer. */
  get oldestQuestion(): Question | undefined {
    const [oldest] = this.#unanswered;
    return oldest && "verb" in oldest ? oldest : undefined;
  }

  /** Takes a refusal: the line or question it is about has its answer with it. */
  refuse(): Refused {
    const oldest = this.#unanswered[0];
    if (!oldest) return undefined;
    if ("verb" in oldest) {
      this.#unanswered.shift();
      return { question: oldest };
    }
    this.#settle(oldest);
    return { text: oldest.text };
  }

  /**
   * Takes the end of a replay as the answer to the oldest `/since` and to all that was sent before
   * it: what of that has no answer by now will get none.
   */
  caughtUp(): void {
    const at = this.#unanswered.findIndex((one) => "verb" in one && one.verb === "since");
    this.#unanswered.splice(0, at + 1);
  }

  /** What was in flight and has no receipt was never said: it goes first when sending goes on. */
  sendAgain(): void {
    this.#unsent = [...this.#inFlight.splice(0), ...this.#unsent];
    this.#unanswered = this.#unanswered.filter((one) => "verb" in one);
  }

  /** Takes what is in flight off, where it cannot be known whether it was said. */
  giveUpInFlight(): string[] {
    this.#unanswered = this.#unanswered.filter((one) => "verb" in one);
    return this.#inFlight.splice(0).map(({ text }) => text);
  }

  /** The connection is gone, and with it all answers; returns the questions. Lines are kept. */
  disconnected(): Question[] {
    return this.#unanswered.splice(0).filter((one): one is Question => "verb" in one);
  }

  /** Forgets every line. */
  drop(): void {
    this.#unsent = [];
    this.#inFlight = [];
  }

  #settle(line: Line): void {
    this.#inFlight = this.#inFlight.filter((one) => one !== line);
    this.#unanswered = this.#unanswered.filter((one) => one !== line);
  }
}
