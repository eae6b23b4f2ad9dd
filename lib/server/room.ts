/**
 * The room: who is here, under which name, and what has been said.
 *
 * Knows members and lines. Knows no socket and no file: a member is handed to it with something to
 * write to, and everything happens at once, in the order in which lines are received.
 *
 * @module
 */

import { cleanText } from "../clean_text.ts";
import { formatEvent, type ServerEvent } from "../events.ts";
import type { Decoded } from "../line_decoder.ts";
import { nameKey, readClaim } from "../names.ts";
import {
  byteLength,
  type Command,
  COMMANDS,
  formatChat,
  MAX_LINE_BYTES,
  parseClientLine,
  QUIT,
  WIRE_VERSION,
} from "../protocol.ts";
import { quote, Refusal } from "../refusal.ts";
import type { History } from "./history.ts";
import { type Bearer, Roster } from "./roster.ts";

/** What the room is given to write to one member with; an {@linkcode Outbox} is such. */
export interface Output {
  /** Queues a chunk; false if it was left out. Chunks that `counts` are chat lines. */
  push(chunk: Uint8Array, counts?: boolean): boolean;
  /** Queues chunks to be made as they are written. */
  pushLazily(chunks: Iterator<Uint8Array>): void;
}

/** One connection, as the room knows it. */
export interface Member extends Bearer {
  /** Where to write to it. */
  readonly output: Output;
  /** Whether it is still in the room; when it is not, its connection ends. */
  present: boolean;
  /** Whether it asked for events. */
  knocked: boolean;
  /** Whether it took its name with `/name`. */
  registered: boolean;
  /** Whether a replay to it is under way: that carries the chat lines said meanwhile too. */
  replaying: boolean;
  /** How many pings it has not answered. */
  unanswered: number;
  /** Ends its connection. */
  readonly end: () => void;
}

/** Options for a {@linkcode Room}. */
export interface RoomOptions {
  /** Which room this is, as `*hello` names it: one word. */
  id: string;
  /** Numbers and keeps what is said. */
  history: History;
  /** Shows each message, and `QUIT`, on the server's console. @default nothing is shown */
  print?: (line: string) => void;
  /** The clock, in Unix milliseconds. @default Date.now */
  now?: () => number;
}

type Handlers = {
  [V in Command["verb"]]: (member: Member, command: Extract<Command, { verb: V }>) => void;
};

const encoder = new TextEncoder();
const encode = (line: string) => encoder.encode(line + "\n");

/** A line may have grown: by a name put before it, or by what clean text made of it. */
function checkLength(line: string): void {
  const bytes = byteLength(line);
  if (bytes <= MAX_LINE_BYTES) return;
  throw new Refusal(`A line holds at most ${MAX_LINE_BYTES} bytes; yours would be ${bytes}`);
}

/** A chat room. */
export class Room {
  /** Which room this is. */
  readonly id: string;
  readonly #history: History;
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #members = new Set<Member>();
  readonly #roster: Roster<Member>;

  /** Opens a room with nobody in it. */
  constructor({ id, history, print = () => {}, now = Date.now }: RoomOptions) {
    this.id = id;
    this.#history = history;
    this.#print = print;
    this.#now = now;
    this.#roster = new Roster(now);
  }

  /** How many connections are in the room. */
  get size(): number {
    return this.#members.size;
  }

  /**
   * Takes a connection in: from now on it is sent what is said.
   *
   * @param end Ends the connection, when the room has no more use for it.
   */
  enter(output: Output, end: () => void): Member {
    const member: Member = {
      output,
      end,
      present: true,
      knocked: false,
      registered: false,
      replaying: false,
      unanswered: 0,
      name: undefined,
      holds: false,
      secret: undefined,
    };
    this.#members.add(member);
    return member;
  }

  /**
   * Takes one line, or why there is none, from a member. Never throws, whatever the line is. No
   * command is to be handed in while a replay to that member is under way.
   */
  receive(member: Member, decoded: Decoded): void {
    if (!member.present) return;
    member.unanswered = 0;
    try {
      if (decoded instanceof Refusal) throw decoded;
      const said = parseClientLine(cleanText(decoded));
      if (said.kind === "chat") this.#chat(member, said.line);
      else if (said.kind === "knock") this.#knock(member);
      else if (said.kind === "command") this.#command(member, said.command);
      else {
        this.#print(QUIT);
        this.leave(member, { quit: true });
        member.end();
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#tell(member, { verb: "error", text: error.message });
    }
  }

  /** Takes a member out, if it is still in. With `quit` it said so, and its name is free at once. */
  leave(member: Member, { quit = false } = {}): void {
    if (!this.#members.delete(member)) return;
    member.present = false;
    this.#roster.remove(member, !quit);
    if (member.name !== undefined) this.#announce({ verb: "leave", name: member.name });
  }

  /** Says something to everyone who asked for events. */
  notice(text: string): void {
    this.#announce({ verb: "notice", text });
  }

  /** Pings everyone who asked for events; ends a connection that left two pings unanswered. */
  ping(): void {
    const ping = encode(formatEvent({ verb: "ping" }));
    for (const member of this.#members) {
      // During a replay it has answers to wait for itself.
      if (!member.knocked || member.replaying) continue;
      if (member.unanswered >= 2) {
        this.leave(member);
        member.end();
      } else {
        member.unanswered++;
        member.output.push(ping, false);
      }
    }
  }

  // --- What members say -------------------------------------------------------------------------

  /**
   * Relays a chat line. It goes out as it stands, but for two cases: the name it claims is held by
   * somebody else, or it claims none and comes from a member that has registered one.
   */
  #chat(member: Member, line: string): void {
    let relayed = line;
    let claim = readClaim(line);
    if (!claim?.exact && member.registered) {
      relayed = formatChat(member.name!, line);
      claim = undefined;
    } else if (claim && !claim.exact && !this.#roster.isTaken(claim.name, member)) {
      claim = undefined;
    }
    if (claim) {
      this.#rename(member, claim.name, member.registered, member.knocked);
      // Under the name as it is spelled in the line, unless that had to be another.
      if (!claim.exact || nameKey(member.name!) !== nameKey(claim.name)) {
        relayed = formatChat(member.name!, claim.text);
      }
    }
    checkLength(relayed);
    this.#relay(relayed);
  }

  #relay(line: string): void {
    this.#history.add(line, this.#now());
    this.#print(line);
    const chunk = encode(line);
    for (const member of this.#members) {
      if (!member.replaying) member.output.push(chunk);
    }
  }

  #knock(member: Member): void {
    member.knocked = true;
    this.#tell(member, {
      verb: "hello",
      version: WIRE_VERSION,
      room: this.id,
      last: this.#history.last,
      limit: MAX_LINE_BYTES,
    });
  }

  /** Gives a member a name, tells those who want to know, and the member itself if `tell`. */
  #rename(member: Member, name: string, hold: boolean, tell: boolean): void {
    const before = member.name;
    const given = this.#roster.claim(member, name, hold);
    if (given === before) return;
    if (tell) this.#tell(member, { verb: "you", name: given });
    this.#announce(
      before === undefined
        ? { verb: "join", name: given }
        : { verb: "rename", from: before, to: given },
      member,
    );
  }

  // --- Commands ---------------------------------------------------------------------------------

  #command(member: Member, command: Command): void {
    const handle = this.#handlers[command.verb] as (member: Member, command: Command) => void;
    handle(member, command);
  }

  readonly #handlers: Handlers = {
    name: (member, { name, key }) => {
      const before = key === undefined ? undefined : this.#roster.takeSession(key, member);
      if (before) this.#replace(before, member);
      member.registered = true;
      this.#rename(member, name, true, false);
      this.#tell(member, { verb: "you", name: member.name! });
    },
    who: (member) => this.#tellNames(member),
    msg: (member, { name, text }) => this.#private(member, name, text),
    since: (member, { number }) => {
      const from = number < 0 ? Math.max(0, this.#history.last + number) : number;
      member.replaying = true;
      member.output.pushLazily(this.#replay(member, from));
    },
    pass: (member) => this.#tell(member, { verb: "notice", text: "No password is needed here" }),
    pong: () => {},
    help: (member) => {
      for (const { usage, help } of Object.values(COMMANDS)) {
        this.#tell(member, { verb: "notice", text: `${usage} - ${help}` });
      }
    },
  };

  /** A session came back before its old connection was known to be dead: nobody left, none joined. */
  #replace(before: Member, member: Member): void {
    this.#members.delete(before);
    before.present = false;
    this.#roster.remove(before, false);
    before.end();
    if (member.name === undefined) member.name = before.name;
    else if (before.name !== undefined) this.#announce({ verb: "leave", name: before.name });
  }

  /** Everybody who has a name, in as many `*names` as it takes. */
  #tellNames(member: Member): void {
    let names: string[] = [];
    let bytes = 0;
    for (const { name } of this.#members) {
      if (name === undefined) continue;
      bytes += byteLength(name) + 2;
      if (bytes > MAX_LINE_BYTES - "*names".length - " :".length) {
        this.#tell(member, { verb: "names", names, more: true });
        names = [];
        bytes = byteLength(name) + 2;
      }
      names.push(name);
    }
    this.#tell(member, { verb: "names", names, more: false });
  }

  /** Says something to one member alone: it is not numbered, kept, written down or printed. */
  #private(from: Member, name: string, text: string): void {
    if (from.name === undefined) {
      throw new Refusal("Cannot send a private message without a name: take one with /name NAME");
    }
    const to = this.#find(name);
    if (!to) throw new Refusal(`Nobody here is called ${quote(name)}; /who tells who is here`);
    if (!to.knocked) throw new Refusal(`${to.name}'s program cannot show private messages`);
    const line = formatEvent({ verb: "private", name: from.name, text });
    const sent = formatEvent({ verb: "sent", name: to.name!, text });
    checkLength(line);
    checkLength(sent);
    if (!to.output.push(encode(line), false)) {
      throw new Refusal(`${to.name} is not reading; the message was not delivered`);
    }
    from.output.push(encode(sent), false);
  }

  #find(name: string): Member | undefined {
    const holder = this.#roster.holder(name);
    if (holder) return holder;
    const key = nameKey(name);
    for (const member of this.#members) {
      if (member.name !== undefined && nameKey(member.name) === key) return member;
    }
    return undefined;
  }

  /**
   * What was said after message `from`, made as it is written. Chat lines said meanwhile are part of
   * it, so that all its lines stand together and nothing is missing or doubled at its end.
   */
  *#replay(member: Member, from: number): Generator<Uint8Array> {
    const history = this.#history;
    for (let next = from + 1; next <= history.last;) {
      const { first } = history;
      if (next < first) {
        yield encode(formatEvent({ verb: "gap", from: next, to: first - 1 }));
        next = first;
      } else {
        yield encode(formatEvent({ verb: "past", ...history.get(next++)! }));
      }
    }
    member.replaying = false;
    yield encode(formatEvent({ verb: "present", number: history.last }));
  }

  // --- Events -----------------------------------------------------------------------------------

  #tell(member: Member, event: ServerEvent): void {
    member.output.push(encode(formatEvent(event)), false);
  }

  #announce(event: ServerEvent, except?: Member): void {
    const chunk = encode(formatEvent(event));
    for (const member of this.#members) {
      if (member.knocked && member !== except) member.output.push(chunk, false);
    }
  }
}
