/**
 * The room: takes what its members send, keeps what is said, and answers commands. Everything
 * happens at once, in the order in which lines are received.
 *
 * @module
 */

import { en } from "../language/en.ts";
import type { Sentence } from "../language/language.ts";
import {
  byteLength,
  type ClientLine,
  type Command,
  COMMANDS,
  type CommandVerb,
  formatEvent,
  MAX_LINE_BYTES,
  QUIT,
  quote,
  Refusal,
  WIRE_VERSION,
} from "../protocol.ts";
import type { History } from "./history.ts";
import { encodeLine, Member, type Output } from "./member.ts";
import { Presence } from "./presence.ts";
import { Relay } from "./relay.ts";

/** How many lines or names of an answer cost as much as one line that is said. */
export const ANSWERED_PER_LINE = 50;

/** Options for a {@linkcode Room}. */
export interface RoomOptions {
  /** The room's ID, as `*hello` names it: one word. */
  id: string;
  /** Numbers and keeps what is said. */
  history: History;
  /** Shows each message, and `QUIT`, on the server's console. @default nothing is shown */
  print?: (line: string) => void;
  /** The clock, in Unix milliseconds. @default Date.now */
  now?: () => number;
  /** Runs something at the end of this turn of the event loop. @default at once */
  soon?: (run: () => void) => void;
}

/** Answers a command; returns the number of lines or names in the answer, if they may be many. */
type Handler<V extends CommandVerb> = (
  member: Member,
  command: Extract<Command, { verb: V }>,
) => number | void;

/** A chat room. */
export class Room {
  /** The room's ID. */
  readonly id: string;
  readonly #history: History;
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #relay: Relay;
  readonly #presence: Presence;

  /** Opens a room with nobody in it. */
  constructor(
    { id, history, print = () => {}, now = Date.now, soon = (run) => run() }: RoomOptions,
  ) {
    this.id = id;
    this.#history = history;
    this.#print = print;
    this.#now = now;
    this.#relay = new Relay(soon);
    this.#presence = new Presence(this.#relay, now);
  }

  /** How many connections are in the room. */
  get size(): number {
    return this.#relay.size;
  }

  /** Takes a connection in. The room calls `end` when it has no more use for it. */
  enter(output: Output, end: () => void): Member {
    const member = new Member(output, end, this.#relay.flush);
    this.#relay.add(member);
    return member;
  }

  /**
   * Takes one line from a member, or the reason why it was refused. Throws nothing, whatever the line
   * is. Must not be called with a command while a replay to that member is under way.
   *
   * @returns the cost: 0 from somebody who has left, 1 for a line, more for a long answer.
   */
  receive(member: Member, line: ClientLine | Refusal): number {
    if (!this.#relay.has(member)) return 0;
    try {
      if (line instanceof Refusal) throw line;
      return 1 + (this.#take(member, line) ?? 0) / ANSWERED_PER_LINE;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      member.tell({ verb: "error", text: error.message });
      return 1;
    }
  }

  /** Takes a member out, if it is still in. */
  leave(member: Member): void {
    this.#presence.leave(member);
  }

  /** Sends a notice to everyone who asked for events. */
  notice(sentence: Sentence): void {
    this.#relay.announce({ verb: "notice", text: sentence(en) });
  }

  /**
   * Sends a last notice and lets everybody go. Nothing is heard or sent after that, so everyone ends
   * with the same lines.
   */
  close(sentence: Sentence): void {
    this.notice(sentence);
    this.#relay.clear();
  }

  /** Returns the number of lines or names in the answer, if they may be many. */
  #take(member: Member, line: ClientLine): number | void {
    if (line.type === "chat") return this.#say(member, line.line);
    if (line.type === "knock") return this.#welcome(member);
    if (line.type === "quit") return this.#quit(member);
    const handle = this.#handlers[line.command.verb] as Handler<CommandVerb>;
    return handle(member, line.command);
  }

  #say(member: Member, line: string): void {
    const relayed = this.#presence.attribute(member, line);
    checkLength(relayed);
    this.#history.add(relayed, this.#now());
    this.#print(relayed);
    this.#relay.say(relayed);
  }

  #welcome(member: Member): void {
    member.knocked = true;
    member.tell({
      verb: "hello",
      version: WIRE_VERSION,
      room: this.id,
      last: this.#history.last,
      limit: MAX_LINE_BYTES,
    });
  }

  #quit(member: Member): void {
    this.#print(QUIT);
    this.#presence.leave(member, { quit: true });
    member.end();
  }

  readonly #handlers: { [V in CommandVerb]: Handler<V> } = {
    name: (member, { name, key }) => this.#presence.register(member, name, key),
    who: (member) => {
      member.tellNames(this.#presence.names());
      return this.#relay.size;
    },
    msg: (member, { name, text }) => this.#sendPrivate(member, name, text),
    since: (member, { number }) => {
      const { first, last } = this.#history;
      const from = number < 0 ? Math.max(0, last + number) : number;
      member.replay(this.#history, from);
      return Math.max(0, last - Math.max(from, first - 1));
    },
    pass: (member) => void member.tell({ verb: "notice", text: en.passwordNotNeeded() }),
    pong: () => {},
    help: (member) => {
      for (const { usage, help } of Object.values(COMMANDS)) {
        member.tell({ verb: "notice", text: `${usage} - ${help}` });
      }
    },
  };

  /** Delivers a private message. It is not numbered, kept, written down or printed. */
  #sendPrivate(from: Member, name: string, text: string): void {
    if (from.name === undefined) throw new Refusal((t) => t.privateNeedsName());
    const to = this.#presence.find(name);
    if (!to) throw new Refusal((t) => t.nobodyCalled(quote(name)));
    const toName = to.name!;
    if (!to.knocked) throw new Refusal((t) => t.cannotShowPrivate(toName));
    const delivered = formatEvent({ verb: "private", name: from.name, text });
    const receipt = formatEvent({ verb: "sent", name: toName, text });
    checkLength(delivered);
    checkLength(receipt);
    if (!to.send(encodeLine(delivered))) throw new Refusal((t) => t.notReading(toName));
    from.send(encodeLine(receipt));
  }
}

/** Checks a line that may have grown: by a name put before it, or by clean text. */
function checkLength(line: string): void {
  const bytes = byteLength(line);
  if (bytes > MAX_LINE_BYTES) throw new Refusal((t) => t.lineWouldBe(MAX_LINE_BYTES, bytes));
}
