/**
 * A world for sessions without sockets: a real room, links that carry a line when they are told to,
 * and a clock that stands still until it is moved.
 *
 * @module
 */

import type { Address } from "../../lib/protocol.ts";
import type { Link, LinkEvents, World } from "../../lib/session/uplink.ts";
import { Gate, type Lock } from "../../lib/room/gate.ts";
import { type Entry, History } from "../../lib/room/history.ts";
import { encodeEvent, type Member } from "../../lib/room/member.ts";
import { Room } from "../../lib/room/room.ts";

/** One connection: what is on its way in both directions, and its ends. */
export class FakeLink implements Link {
  readonly toServer: string[] = [];
  readonly toClient: (string | Iterator<Uint8Array>)[] = [];
  member: Member | undefined;
  /** Where it stands until it has given the password, if there is one. */
  gate: Gate | undefined;
  /** Whether the client's end is gone; the server may not know yet. */
  dead = false;

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
  /** Whether anybody listens. */
  up = true;
  room!: Room;
  /** The lock of the room, if it has a password. */
  lock: Lock | undefined;
  /** What was said in all rooms that share a transcript. */
  transcript: Entry[] = [];
  #now = 1_000_000;
  #timers: { at: number; run: () => void }[] = [];
  #rooms = 0;

  constructor(readonly historyLimit = 100_000) {
    this.restart(true);
  }

  readonly now = () => this.#now;
  readonly random = () => 0.5;

  dial(address: Address, events: LinkEvents): FakeLink {
    const link = new FakeLink(address, events);
    this.links.push(link);
    this.setTimer(() => this.up ? this.#accept(link) : this.#fail(link, "refused"), 1);
    return link;
  }

  setTimer(run: () => void, ms: number): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((one) => one !== timer));
  }

  /** Moves the clock, and runs what falls due on the way. */
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

  /** How many timers are set: a session keeps a bounded number of them. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Ends the server, and with it every connection, and starts it with or without its transcript. */
  restart(keepsTranscript: boolean): void {
    for (const link of [...this.links]) this.cut(link);
    this.links = [];
    if (!keepsTranscript || this.#rooms === 0) {
      this.#rooms++;
      this.transcript = [];
    }
    const { transcript } = this;
    this.room = new Room({
      id: `room${this.#rooms}`,
      now: this.now,
      history: new History({
        limit: this.historyLimit,
        entries: transcript,
        transcript: { append: (entry) => void transcript.push(entry) },
      }),
    });
  }

  #accept(link: FakeLink): void {
    if (link.dead) return;
    if (this.lock) link.gate = new Gate(this.lock);
    else this.#enter(link);
    link.events.opened();
  }

  #enter(link: FakeLink): void {
    const decoder = new TextDecoder();
    link.gate = undefined;
    link.member = this.room.enter({
      push: (chunk) => link.toClient.push(decoder.decode(chunk)) > 0,
      pushLazily: (chunks) => void link.toClient.push(chunks),
    }, () => this.lose(link));
  }

  /** Carries what was sent at once to the server. False if there is nothing. */
  toServer(link: FakeLink): boolean {
    const text = link.toServer.shift();
    if (text === undefined) return false;
    for (const line of text.replace(/\n$/, "").split("\n")) {
      // A replay is handed over before more is read, as the real server does.
      if (line.startsWith("/")) { while (link.member?.replaying && this.toClient(link)); }
      if (link.gate) this.#hearOutside(link, link.gate, line);
      else if (link.member) this.room.receive(link.member, line);
    }
    return true;
  }

  #hearOutside(link: FakeLink, gate: Gate, line: string): void {
    const { answer, then } = gate.hear(line, false);
    if (answer) link.toClient.push(new TextDecoder().decode(encodeEvent(answer)));
    if (then === "open") this.#enter(link);
    if (then === "close") this.shut(link);
  }

  /** The server ends a link, once all that is on its way has arrived. */
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
    else this.#deliver(link, new TextDecoder().decode(value));
    return true;
  }

  #deliver(link: FakeLink, text: string): void {
    if (!link.dead) link.events.received(text.slice(0, -1));
  }

  /** The client loses the link; the server notices only when the link is {@linkcode reap}ed. */
  lose(link: FakeLink): void {
    link.toClient.length = 0;
    this.#fail(link, "lost");
  }

  /** The server notices that a link is dead, after what was still on its way, or some of it. */
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

  /** Lets everything arrive that is on its way, but over `stalled` links, until nothing moves. */
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
    link.events.closed(reason);
  }
}
