/**
 * A world for sessions without sockets. It has a real room, links that carry a line when a test says
 * so, and a clock that only a test moves.
 *
 * @module
 */

import { en } from "../../lib/language/en.ts";
import { type Sentence, verbatim } from "../../lib/language/language.ts";
import {
  type Address,
  cleanText,
  orRefusal,
  parseClientLine,
  type Refusal,
} from "../../lib/protocol.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import type { Link, LinkEvents, World } from "../../lib/session/uplink.ts";
import { Gate, type Lock } from "../../lib/room/gate.ts";
import { type Entry, History } from "../../lib/room/history.ts";
import { encodeEvent, type Member } from "../../lib/room/member.ts";
import type { ModerationOptions } from "../../lib/room/moderation_options.ts";
import { Room } from "../../lib/room/room.ts";
import { type Act, Standing } from "../../lib/room/standing.ts";

/** Puts the sentences of an event into English, so that it can be compared. */
export function inEnglish(event: SessionEvent): Record<string, unknown> {
  const fields = Object.entries(event).map(([field, value]) => [
    field,
    typeof value === "function" ? (value as Sentence)(en) : value,
  ]);
  return Object.fromEntries(fields);
}

/** One connection: what is on its way in both directions, and its ends. */
export class FakeLink implements Link {
  readonly toServer: string[] = [];
  readonly toClient: (string | Iterator<string>)[] = [];
  member: Member | undefined;
  /** The gate at which it waits for the room's password. */
  gate: Gate | undefined;
  isPlain = false;
  /** Whether the client's end is closed. The server may not know yet. */
  dead = false;
  /** Pings since the last line. */
  unanswered = 0;

  constructor(readonly address: Address, readonly events: LinkEvents) {}

  send(text: string): void {
    this.toServer.push(text);
  }

  close(): void {
    this.dead = true;
  }
}

/** A world in which nothing moves by itself. */
export class FakeWorld implements World {
  links: FakeLink[] = [];
  /** Whether the server listens. */
  up = true;
  room!: Room;
  /** The lock of the room, if it has a password. */
  lock: Lock | undefined;
  /** The messages of all rooms that share the transcript. */
  transcript: Entry[] = [];
  /** What moderators of those rooms did. */
  acts: Act[] = [];
  /** How the next room is moderated. */
  moderation: ModerationOptions = {};
  /** Whether a room that is taken up again says so in `*hello`. */
  tellsResumed = true;
  /** By how much somebody has set the clock forward, in ms. */
  clockError = 0;
  #now = 1_000_000;
  #timers: { at: number; run: () => void }[] = [];
  #rooms = 0;
  #starts = 0;

  constructor(readonly historyLimit = 100_000) {
    this.restart(true);
  }

  readonly now = () => this.#now + this.clockError;
  readonly monotonic = () => this.#now;
  readonly random = () => 0.5;

  dial(address: Address, events: LinkEvents): FakeLink {
    const link = new FakeLink(address, events);
    this.links.push(link);
    this.setTimer(() => this.up ? this.#accept(link) : this.#fail(link, "connection refused"), 1);
    return link;
  }

  setTimer(run: () => void, ms: number): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((one) => one !== timer));
  }

  /** Moves the clock and runs the timers that fall due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    while (true) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }

  /** How many timers are set. A session needs only a few. */
  get timers(): number {
    return this.#timers.length;
  }

  /**
   * Ends the server with every connection, and starts it with or without its transcript, of which
   * only the first messages may be left.
   */
  restart(keepsTranscript: boolean, left = Infinity): void {
    for (const link of [...this.links]) this.cut(link);
    this.links = [];
    if (!keepsTranscript || this.#rooms === 0) {
      this.#rooms++;
      this.transcript = [];
      this.acts = [];
    }
    this.transcript.length = Math.min(this.transcript.length, left);
    const standing = new Standing();
    for (const act of this.acts) standing.apply(act);
    const { transcript } = this;
    const kept = transcript.length;
    const isResumed = keepsTranscript && this.#starts++ > 0 && this.tellsResumed;
    this.room = new Room({
      id: `room${this.#rooms}`,
      now: this.now,
      monotonic: this.monotonic,
      resumed: isResumed ? { kept, started: 1.79e12 + this.#starts } : undefined,
      setTimer: (run, ms) => this.setTimer(run, ms),
      moderation: { ...this.moderation, standing },
      history: new History({
        limit: this.historyLimit,
        entries: transcript,
        removed: this.removed,
        transcript: {
          append: (entries) => void transcript.push(...entries),
          record: (act) => void this.acts.push(act),
        },
      }),
    });
  }

  /** The numbers of removed messages. */
  get removed(): number[] {
    return this.acts.flatMap((act) => act.act === "removed" ? [act.message] : []);
  }

  #accept(link: FakeLink): void {
    if (link.dead) return;
    if (this.lock) link.gate = new Gate(this.lock);
    else this.#enter(link);
    link.events.opened();
  }

  #enter(link: FakeLink): void {
    link.gate = undefined;
    link.member = this.room.enter({
      push: (chunk) => link.toClient.push(...linesOf(chunk)) > 0,
      pushLazily: (chunks) => void link.toClient.push(linesOfAll(chunks)),
    }, { end: () => this.shut(link) });
  }

  /** Carries one text to the server. False if there is none. */
  toServer(link: FakeLink): boolean {
    const text = link.toServer.shift();
    if (text === undefined) return false;
    link.unanswered = 0;
    for (const line of text.replace(/\n$/, "").split("\n")) {
      // Like the real server, delivers a replay before it reads on.
      if (line.startsWith("/")) { while (link.member?.replaying && this.toClient(link)); }
      if (link.gate) this.#hearAtGate(link, link.gate, line);
      else if (link.member) this.room.receive(link.member, clientLine(line));
    }
    return true;
  }

  #hearAtGate(link: FakeLink, gate: Gate, line: string): void {
    const { answer, then } = gate.hear(clientLine(line), false);
    if (answer) link.toClient.push(new TextDecoder().decode(encodeEvent(answer)));
    if (then === "open") this.#enter(link);
    if (then === "close") this.shut(link);
  }

  /** The server pings the sessions. It ends a link that left two pings unanswered. */
  ping(): void {
    for (const link of [...this.links]) {
      if (!link.member?.knocked || link.member.replaying) continue;
      if (link.unanswered >= 2) this.cut(link);
      else if (link.member.tell({ verb: "ping" })) link.unanswered++;
    }
  }

  /** The server ends a link once everything on its way has arrived. */
  shut(link: FakeLink): void {
    while (this.toClient(link));
    this.cut(link);
  }

  /** Carries one line to the client. False if there is none. */
  toClient(link: FakeLink): boolean {
    const [item] = link.toClient;
    if (item === undefined) return false;
    if (typeof item === "string") {
      link.toClient.shift();
      this.#deliver(link, item);
      return true;
    }
    const { value, done } = item.next();
    if (done) link.toClient.shift();
    else this.#deliver(link, value);
    return true;
  }

  #deliver(link: FakeLink, text: string): void {
    if (!link.dead) link.events.received(text.slice(0, -1));
  }

  /** The client loses the link. The server notices when the link is {@linkcode reap}ed. */
  lose(link: FakeLink): void {
    link.toClient.length = 0;
    this.#fail(link, "lost");
  }

  /** The server notices that a link is dead, after some of what was on its way has arrived. */
  reap(link: FakeLink, arriving = 0): void {
    for (let i = 0; i < arriving && this.toServer(link); i++);
    if (link.member) this.room.leave(link.member);
    this.links = this.links.filter((one) => one !== link);
  }

  /** Both ends lose the link at once. */
  cut(link: FakeLink): void {
    this.lose(link);
    this.reap(link);
  }

  /** Delivers everything on its way, except over `stalled` links, until nothing moves. */
  settle(stalled: readonly FakeLink[] = []): void {
    for (let moved = true; moved;) {
      moved = false;
      for (const link of this.links.filter((link) => !stalled.includes(link))) {
        while (this.toServer(link)) moved = true;
        while (this.toClient(link)) moved = true;
      }
    }
  }

  #fail(link: FakeLink, reason: string): void {
    if (link.dead) return;
    link.dead = true;
    link.events.closed(verbatim(reason));
  }
}

/** The lines of a chunk, with their endings. */
function linesOf(chunk: Uint8Array): string[] {
  return new TextDecoder().decode(chunk).split(/(?<=\n)/);
}

/** The lines of chunks that are made one by one. */
function* linesOfAll(chunks: Iterator<Uint8Array>): Generator<string> {
  for (let next; !(next = chunks.next()).done;) yield* linesOf(next.value);
}

/** Reads a line as the server does. */
export function clientLine(line: string): ReturnType<typeof parseClientLine> | Refusal {
  return orRefusal(() => parseClientLine(cleanText(line)));
}
