/**
 * The room: who is here, under which name, and what has been said.
 *
 * Knows members and lines. Knows no socket and no file: a member is handed to it with something to
 * write to, and everything happens at once, in the order in which lines are received.
 *
 * @module
 */

import {
  byteLength,
  cleanText,
  type Command,
  COMMANDS,
  type Decoded,
  formatChat,
  formatEvent,
  MAX_LINE_BYTES,
  nameKey,
  parseClientLine,
  QUIT,
  quote,
  readClaim,
  Refusal,
  type ServerEvent,
  WIRE_VERSION,
} from "../protocol.ts";
import type { History } from "./history.ts";
import { encodeEvent, encodeLine, Member, type Output } from "./member.ts";
import { Relay } from "./relay.ts";
import { Roster } from "./roster.ts";

/** How many lines or names of an answer cost as much as one line that is said. */
export const ANSWERED_PER_LINE = 50;

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
  /**
   * Runs something when all that is received at the moment has been handed in: chat lines go out
   * together then. @default at once
   */
  soon?: (run: () => void) => void;
}

type Handlers = {
  /** Answers a command; returns how many lines or names the answer has, if they may be many. */
  [V in Command["verb"]]: (
    member: Member,
    command: Extract<Command, { verb: V }>,
  ) => number | void;
};

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
  readonly #relay: Relay;
  #closed = false;

  /** Opens a room with nobody in it. */
  constructor(
    { id, history, print = () => {}, now = Date.now, soon = (run) => run() }: RoomOptions,
  ) {
    this.id = id;
    this.#history = history;
    this.#print = print;
    this.#now = now;
    this.#roster = new Roster(now);
    this.#relay = new Relay(this.#members, soon);
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
    this.#relay.flush();
    const member = new Member(output, end, () => this.#relay.flush());
    this.#members.add(member);
    return member;
  }

  /**
   * Takes one line, or why there is none, from a member. Never throws, whatever the line is. No
   * command is to be handed in while a replay to that member is under way.
   *
   * @returns what it cost: 1 for a line that is said, and more for an answer that is long.
   */
  receive(member: Member, decoded: Decoded): number {
    if (!member.present || this.#closed) return 0;
    let answered = 0;
    member.unanswered = 0;
    try {
      if (decoded instanceof Refusal) throw decoded;
      const said = parseClientLine(cleanText(decoded));
      if (said.kind === "chat") this.#chat(member, said.line);
      else if (said.kind === "knock") this.#knock(member);
      else if (said.kind === "command") answered = this.#command(member, said.command);
      else {
        this.#print(QUIT);
        this.leave(member, { quit: true });
        member.end();
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      member.tell({ verb: "error", text: error.message });
    }
    return 1 + answered / ANSWERED_PER_LINE;
  }

  /** Takes a member out, if it is still in. With `quit` it said so, and its name is free at once. */
  leave(member: Member, { quit = false } = {}): void {
    this.#relay.flush();
    if (!this.#members.delete(member)) return;
    member.present = false;
    this.#roster.remove(member, !quit);
    if (member.name !== undefined) this.#announce({ verb: "leave", name: member.name });
  }

  /** Says something to everyone who asked for events. */
  notice(text: string): void {
    this.#announce({ verb: "notice", text });
  }

  /**
   * Says `text` as its last word: nothing is heard or said any more, and nobody is told who leaves.
   * So everyone has the same lines at the end, however long it takes until all are gone.
   */
  close(text: string): void {
    this.notice(text);
    this.#closed = true;
  }

  /** Pings everyone who asked for events; ends a connection that left two pings unanswered. */
  ping(): void {
    if (this.#closed) return;
    const ping = encodeEvent({ verb: "ping" });
    for (const member of this.#members) {
      // Whoever still has much to read, or is not listened to just now, cannot answer yet.
      if (!member.knocked || member.replaying || member.paused) continue;
      if (member.unanswered >= 2) {
        this.leave(member);
        member.end();
      } else if (member.send(ping)) member.unanswered++;
    }
  }

  // --- What members say -------------------------------------------------------------------------

  /**
   * Relays a chat line. It goes out as it stands, but for two cases: the name it claims is held by
   * somebody else, or it claims none and comes from a member that has registered one.
   */
  #chat(member: Member, line: string): void {
    // Nearly every line: its name is the one that its member holds. Nothing is to be looked up.
    const asBefore = member.registered && line.startsWith(`${member.name} :`);
    const relayed = asBefore ? line : this.#attribute(member, line);
    checkLength(relayed);
    this.#history.add(relayed, this.#now());
    this.#print(relayed);
    this.#relay.add(relayed);
  }

  /** Puts a line under the name it goes out as, which may be a new one of its member's. */
  #attribute(member: Member, line: string): string {
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
    return relayed;
  }

  #knock(member: Member): void {
    member.knocked = true;
    member.tell({
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
    if (tell) member.tell({ verb: "you", name: given });
    this.#announce(
      before === undefined
        ? { verb: "join", name: given }
        : { verb: "rename", from: before, to: given },
      member,
    );
  }

  // --- Commands ---------------------------------------------------------------------------------

  #command(member: Member, command: Command): number {
    const handle = this.#handlers[command.verb] as (
      member: Member,
      command: Command,
    ) => number | void;
    return handle(member, command) ?? 0;
  }

  readonly #handlers: Handlers = {
    name: (member, { name, key }) => {
      const before = key === undefined ? undefined : this.#roster.takeSession(key, member);
      if (before) this.#replace(before, member);
      member.registered = true;
      this.#rename(member, name, true, false);
      member.tell({ verb: "you", name: member.name! });
    },
    who: (member) => {
      member.tellNames(this.#names());
      return this.#members.size;
    },
    msg: (member, { name, text }) => this.#private(member, name, text),
    since: (member, { number }) => {
      const { first, last } = this.#history;
      const from = number < 0 ? Math.max(0, last + number) : number;
      member.replay(this.#history, from);
      return Math.max(0, last - Math.max(from, first - 1));
    },
    pass: (member) =>
      void member.tell({ verb: "notice", text: "No password is needed: you are in" }),
    pong: () => {},
    help: (member) => {
      for (const { usage, help } of Object.values(COMMANDS)) {
        member.tell({ verb: "notice", text: `${usage} - ${help}` });
      }
    },
  };

  /** A session came back before its old connection was known to be dead: nobody left, none joined. */
  #replace(before: Member, member: Member): void {
    this.#relay.flush();
    this.#members.delete(before);
    before.present = false;
    this.#roster.remove(before, false);
    before.end();
    if (member.name === undefined) member.name = before.name;
    else if (before.name !== undefined) this.#announce({ verb: "leave", name: before.name });
  }

  *#names(): Generator<string> {
    for (const { name } of this.#members) if (name !== undefined) yield name;
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
    if (!to.send(encodeLine(line))) {
      throw new Refusal(`${to.name} is not reading; the message was not delivered`);
    }
    from.send(encodeLine(sent));
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

  // --- Events -----------------------------------------------------------------------------------

  #announce(event: ServerEvent, except?: Member): void {
    if (this.#closed) return;
    const chunk = encodeEvent(event);
    for (const member of this.#members) {
      if (member.knocked && member !== except) member.send(chunk);
    }
  }
}
