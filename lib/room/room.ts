/**
 * The room: takes what its members send, keeps what is said, and answers commands. Everything
 * happens at once, in the order in which lines are received.
 *
 * @module
 */

import { en } from "../language/en.ts";
import type { ServerSentence } from "../language/language.ts";
import { serverEn } from "../language/server_en.ts";
import {
  type ClientLine,
  type Command,
  COMMANDS,
  type CommandVerb,
  formatEvent,
  isModeration,
  MAX_LINE_BYTES,
  type ModerationCommand,
  QUIT,
  quote,
  Refusal,
  WIRE_VERSION,
} from "../protocol.ts";
import type { History } from "./history.ts";
import { checkRelayed } from "./line_length.ts";
import { encodeLine, Member, type Output } from "./member.ts";
import { Moderation } from "./moderation.ts";
import type { ModerationOptions } from "./moderation_options.ts";
import { Presence, type PresenceOptions } from "./presence.ts";
import {
  type Consequences,
  priceOfAnswer,
  priceOfPresence,
  priceOfPrivate,
  priceOfSearch,
  priceOfSending,
} from "./price.ts";
import { encodeAnswer, recall } from "./recall.ts";
import { Relay } from "./relay.ts";
import { search } from "./search.ts";
import type { Origin } from "./restraints.ts";

/** What a room that is taken up again says of that. */
export interface Resumed {
  /** The number of the last message that was kept. */
  kept: number;
  /** When the room was taken up, in Unix milliseconds. */
  started: number;
}

/** Options for a {@linkcode Room}. */
export interface RoomOptions extends PresenceOptions {
  /** The room's ID, as `*hello` names it: one word. */
  id: string;
  /** Numbers and keeps what is said. */
  history: History;
  /** Told after every knock. @default the room is new */
  resumed?: Resumed | undefined;
  /** Shows each message, and `QUIT`, on the server's console. @default nothing is shown */
  print?: (line: string) => void;
  /** The clock, in Unix milliseconds. @default Date.now */
  now?: () => number;
  /** A clock that is never set back, in ms. @default performance.now */
  monotonic?: () => number;
  /** Runs something at the end of this turn of the event loop. @default at once */
  soon?: (run: () => void) => void;
  /** Runs something after so many ms, and returns what cancels that. @default setTimeout */
  setTimer?: (run: () => void, ms: number) => () => void;
  /** How it is moderated. @default by nobody */
  moderation?: ModerationOptions;
}

/** Options for {@linkcode Room.enter}. */
export interface EnterOptions extends Partial<Origin> {
  /** Called when the room has no more use for the connection. */
  end: () => void;
}

/** Answers a command; returns the price of the answer in tokens, if it may be long. */
type Handler<V extends CommandVerb> = (
  member: Member,
  command: Extract<Command, { verb: V }>,
) => number | void;

/** A chat room. */
export class Room {
  /** The room's ID. */
  readonly id: string;
  readonly #history: History;
  readonly #resumed: Resumed | undefined;
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #relay: Relay;
  readonly #presence: Presence;
  readonly #moderation: Moderation;

  /** Opens a room with nobody in it. */
  constructor({ id, history, resumed, moderation, ...options }: RoomOptions) {
    const { print = () => {}, now = Date.now, monotonic = () => performance.now(), soon } = options;
    this.id = id;
    this.#history = history;
    this.#resumed = resumed;
    this.#print = print;
    this.#now = now;
    this.#relay = new Relay({ commit: this.#commit, ...soon && { soon } });
    this.#presence = new Presence(this.#relay, monotonic, options);
    this.#moderation = new Moderation({
      ...{ relay: this.#relay, presence: this.#presence, history, commit: this.#commit, now },
      ...options.setTimer && { setTimer: options.setTimer },
      putOut: (member) => this.#letGo(member),
    }, moderation);
  }

  /** How many connections are in the room. */
  get size(): number {
    return this.#relay.size;
  }

  /** What moderators say that it is about; empty: nothing in particular. */
  get topic(): string {
    return this.#moderation.topic;
  }

  /** Why a connection is not taken or, with a name, why it could say nothing under that. */
  refusalOf(origin: Origin, name?: string): ServerSentence | undefined {
    return this.#moderation.refusalOf(origin, name);
  }

  /** Takes a connection in. */
  enter(output: Output, { address = "", isOwn = false, end }: EnterOptions): Member {
    const member = new Member(output, { address, isOwn, end, catchUp: this.#relay.catchUp });
    this.#relay.add(member);
    this.#moderation.entered(member);
    return member;
  }

  /** Whether somebody else goes by a name, or it is kept for somebody. */
  isTaken(name: string, member: Member): boolean {
    return this.#presence.isTaken(name, member);
  }

  /** Whether this password for moderators is refused, which must be slow. */
  isWrong(member: Member, secret: string): boolean {
    return this.#moderation.isWrong(member, secret);
  }

  /**
   * Takes one line from a member, or the reason why it was refused. Throws nothing, whatever the line
   * is. Must not be called with a command while a replay to that member is under way.
   *
   * @returns what it made the room do.
   */
  receive(member: Member, line: ClientLine | Refusal): Consequences {
    if (!this.#relay.has(member)) return { price: 0, sent: 0 };
    const { told, sent: before } = this.#relay;
    let price = 0;
    try {
      if (line instanceof Refusal) throw line;
      price = this.#take(member, line) ?? 0;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      member.tell({ verb: "error", text: error.sentence(en) });
    }
    const sent = this.#relay.sent - before;
    const telling = priceOfPresence(this.#relay.told - told);
    return { price: price + Math.max(telling, priceOfSending(sent)), sent };
  }

  /** Takes a member out, if it is still in. */
  leave(member: Member): void {
    if (this.#presence.leave(member)) this.#moderation.left(member);
  }

  /** Sends a notice to everyone who asked for events. */
  notice(sentence: ServerSentence): void {
    this.#relay.announce({ verb: "notice", text: sentence(serverEn) });
  }

  /**
   * Sends a last notice and lets everybody go. Nothing is heard or sent after that, so everyone ends
   * with the same lines.
   */
  close(sentence: ServerSentence): void {
    this.notice(sentence);
    this.#relay.clear();
    this.#moderation.close();
  }

  /** Returns the price of the answer in tokens, if it may be long. */
  #take(member: Member, line: ClientLine): number | void {
    if (line.type === "chat") return this.#say(member, line.line);
    if (line.type === "knock") return this.#welcome(member);
    if (line.type === "quit") return this.#quit(member);
    const { command } = line;
    if (isModeration(command)) return this.#moderation.answer(member, command);
    const handle = this.#handlers[command.verb] as Handler<CommandVerb>;
    return handle(member, command);
  }

  #say(member: Member, line: string): void {
    if (!this.#moderation.maySay(member, line)) return;
    const relayed = this.#presence.attribute(member, line);
    checkRelayed(relayed);
    this.#history.add(relayed, this.#now());
    member.spoke = this.#history.last;
    this.#relay.say(relayed);
  }

  /** Writes down what was said and prints it. Nobody is shown a message before that. */
  readonly #commit = (): void => {
    for (const { line } of this.#history.commit()) this.#print(line);
  };

  #welcome(member: Member): number {
    member.tell({
      verb: "hello",
      version: WIRE_VERSION,
      room: this.id,
      last: this.#history.last,
      limit: MAX_LINE_BYTES,
      ...this.#resumed,
    });
    this.#relay.listen(member);
    return this.#moderation.welcome(member);
  }

  #quit(member: Member): void {
    this.#commit();
    this.#print(QUIT);
    this.#letGo(member);
  }

  /** Ends the stay of a member. Its name is free at once. */
  #letGo(member: Member): void {
    this.#presence.leave(member, { quit: true });
    this.#moderation.left(member, { quit: true });
    member.end();
  }

  readonly #handlers: { [V in Exclude<CommandVerb, ModerationCommand["verb"]>]: Handler<V> } = {
    name: (member, { name, key }) => {
      if (!this.#moderation.mayTake(member, name, key)) return;
      this.#moderation.named(member, this.#presence.register(member, name, key));
    },
    who: (member) => {
      member.tellNames(this.#presence.names());
      return priceOfAnswer(this.#relay.size);
    },
    msg: (member, { name, text }) => this.#sendPrivate(member, name, text),
    since: (member, { number }) => {
      const { first, last } = this.#history;
      const from = number < 0 ? Math.max(0, last + number) : number;
      member.replay(this.#history, from);
      const replayed = Math.max(0, last - Math.max(from, first - 1));
      return priceOfAnswer(replayed, this.#history.lengthFrom(from + 1));
    },
    past: (member, { from, to }) => {
      this.#commit();
      const { first, last } = this.#history;
      const [start, end] = [Math.max(from, first), Math.min(to, last)];
      member.sendLazily(encodeAnswer(recall(this.#history, from, end)));
      const length = this.#history.lengthFrom(start) - this.#history.lengthFrom(end + 1);
      return end < start ? 0 : priceOfAnswer(end - start + 1, length);
    },
    find: (member, { text }) => {
      const { first, last } = this.#history;
      const { entries, count } = search(this.#history, text);
      member.sendLazily(encodeAnswer(entries, () => count));
      return priceOfSearch(last - first + 1, this.#history.lengthFrom(first)) +
        priceOfAnswer(entries.length, entries.reduce((sum, { line }) => sum + line.length, 0));
    },
    pass: (member) => void member.tell({ verb: "notice", text: serverEn.passwordNotNeeded() }),
    pong: () => {},
    help: (member) => {
      const commands = Object.values(COMMANDS);
      for (const { usage, help } of commands) {
        member.tell({ verb: "notice", text: `${usage} - ${help}` });
      }
      return priceOfAnswer(commands.length);
    },
  };

  /** Delivers a private message. It is not numbered, kept, written down or printed. */
  #sendPrivate(from: Member, name: string, text: string): number {
    if (!from.name) throw new Refusal(serverEn.privateNeedsName());
    const to = this.#presence.find(name);
    if (!to) throw new Refusal(serverEn.nobodyCalled(quote(name)));
    this.#moderation.checkPrivate(from, to);
    const toName = to.name!.text;
    if (!to.knocked) throw new Refusal(serverEn.cannotShowPrivate(toName));
    const delivered = formatEvent({ verb: "private", name: from.name.text, text });
    const receipt = formatEvent({ verb: "sent", name: toName, text });
    for (const line of [delivered, receipt]) checkRelayed(line);
    const chunk = encodeLine(delivered);
    if (!to.send(chunk)) throw new Refusal(serverEn.notReading(toName));
    from.send(encodeLine(receipt));
    return priceOfPrivate(chunk.length);
  }
}
