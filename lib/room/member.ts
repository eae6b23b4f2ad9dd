/**
 * One connection as the room knows it, and how it is sent lines and events.
 *
 * @module
 */

import { byteLength, formatEvent, MAX_LINE_BYTES, type ServerEvent } from "../protocol.ts";
import type { History } from "./history.ts";
import type { Mark } from "./marks.ts";
import { replay } from "./replay.ts";
import type { Bearer, Name } from "./roster.ts";
import type { Turn } from "./turn.ts";

/** Where what is sent to one member goes. The server passes an `Outbox`. */
export interface Output {
  /** Queues a chunk with so many chat lines in it; false if it was left out. */
  push(chunk: Uint8Array, lines: number): boolean;
  /** Queues chunks that are made only when they can be written. */
  pushLazily(chunks: Iterator<Uint8Array>): void;
}

/** The most that the names in one `*names` take, each with a ` :`. In UTF-8 bytes. */
const MAX_NAMES_BYTES = MAX_LINE_BYTES - "*names ".length - " :".length;

const encoder = new TextEncoder();

/** Encodes a line for the wire, with its ending. */
export function encodeLine(line: string): Uint8Array {
  return encoder.encode(line + "\n");
}

/** Encodes an event for the wire. */
export function encodeEvent(event: ServerEvent): Uint8Array {
  return encodeLine(formatEvent(event));
}

/** Options for a {@linkcode Member}. */
export interface MemberOptions {
  /** Where it is connected from; one word for all connections of one PC. */
  address: string;
  /** Whether that is the server's own PC. @default false */
  isOwn?: boolean;
  /** Ends its connection. */
  end: () => void;
  /** Sends a member what everyone was told so far. */
  catchUp: (member: Member) => void;
}

/** Somebody whom a moderator may act on: a member, or what is remembered of one. */
export type Person = Pick<
  Member,
  "name" | "sessionKey" | "address" | "isOwn" | "spoke" | "mute"
>;

/** One connection. */
export class Member implements Bearer {
  name: Name | undefined;
  asked: Name | undefined;
  holds = false;
  since = 0;
  sessionKey: string | undefined;
  readonly address: string;
  /** Whether it is connected from the server's own PC. */
  readonly isOwn: boolean;
  /** The number of the message that it said last. */
  spoke = 0;
  /** Why it is muted, if it is. */
  mute: Mark | undefined;
  /** Whether it asked for events. */
  knocked = false;
  /** Whether it took its name with `/name`. */
  registered = false;
  /** Ends its connection. */
  readonly end: () => void;
  readonly #output: Output;
  readonly #catchUp: (member: Member) => void;
  #replaying = false;

  /** Everything for it goes to `output`. */
  constructor(output: Output, { address, isOwn = false, end, catchUp }: MemberOptions) {
    this.#output = output;
    this.address = address;
    this.isOwn = isOwn;
    this.end = end;
    this.#catchUp = catchUp;
  }

  /** Whether a replay is under way. It includes the chat lines said meanwhile. */
  get replaying(): boolean {
    return this.#replaying;
  }

  /** Sends its share of what everyone was told in a turn, without the first `from` lines. */
  relay(turn: Turn, from: number): void {
    if (this.#replaying && !this.knocked) return;
    const share = this.#replaying ? "events" : this.knocked ? "all" : "messages";
    const chunk = turn.encode(share, from);
    if (chunk) this.#output.push(chunk.bytes, chunk.messages);
  }

  /** Sends an encoded event; false if it was left out. */
  send(chunk: Uint8Array): boolean {
    this.#catchUp(this);
    return this.#output.push(chunk, 0);
  }

  /** Sends an event to this member alone; false if it was left out. */
  tell(event: ServerEvent): boolean {
    return this.send(encodeEvent(event));
  }

  /** Sends these names, in as many `*names` as it takes. */
  tellNames(all: Iterable<string>): void {
    let names: string[] = [];
    let bytes = 0;
    for (const name of all) {
      const more = byteLength(name) + " :".length;
      if (bytes + more > MAX_NAMES_BYTES) {
        this.tell({ verb: "names", names, more: true });
        names = [];
        bytes = 0;
      }
      names.push(name);
      bytes += more;
    }
    this.tell({ verb: "names", names, more: false });
  }

  /** Sends chunks that are made as fast as they are read. */
  sendLazily(chunks: Iterator<Uint8Array>): void {
    this.#catchUp(this);
    this.#output.pushLazily(chunks);
  }

  /** Sends what was said after message `from`, as fast as it is read. */
  replay(history: History, from: number): void {
    const prepare = () => this.#catchUp(this);
    prepare();
    this.#replaying = true;
    const end = () => void (this.#replaying = false);
    this.#output.pushLazily(replay(history, from, { prepare, end }));
  }
}
