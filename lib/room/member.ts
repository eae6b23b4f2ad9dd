/**
 * One connection as the room knows it, and how it is spoken to.
 *
 * Knows lines and an output, and nothing of who else is in the room.
 *
 * @module
 */

import { byteLength, formatEvent, MAX_LINE_BYTES, type ServerEvent } from "../protocol.ts";
import type { History } from "./history.ts";
import type { Bearer } from "./roster.ts";

/** What the room is given to write to one member with; an {@linkcode Outbox} is such. */
export interface Output {
  /** Queues a chunk, which holds so many chat lines; false if it was left out. */
  push(chunk: Uint8Array, lines: number): boolean;
  /** Queues chunks to be made as they are written. */
  pushLazily(chunks: Iterator<Uint8Array>): void;
}

const encoder = new TextEncoder();

/** Makes a line what is sent: once, however many it is sent to. */
export function encodeLine(line: string): Uint8Array {
  return encoder.encode(line + "\n");
}

/** Makes an event what is sent. */
export function encodeEvent(event: ServerEvent): Uint8Array {
  return encodeLine(formatEvent(event));
}

/** One connection. */
export class Member implements Bearer {
  /** The name it goes by, if it has one yet. */
  name: string | undefined;
  /** Whether that name is held: nobody else may go by it. */
  holds = false;
  /** Proves that a later connection is the same session. */
  sessionKey: string | undefined;
  /** Whether it is still in the room; when it is not, its connection ends. */
  present = true;
  /** Whether it asked for events. */
  knocked = false;
  /** Whether it took its name with `/name`. */
  registered = false;
  /** Whether nothing is read from it just now, for it sent too much. */
  paused = false;
  /** How many pings it has not answered. */
  unanswered = 0;
  /** Ends its connection. */
  readonly end: () => void;
  readonly #output: Output;
  readonly #catchUp: () => void;
  #replaying = false;

  /**
   * Takes something to write to it with, and what ends its connection.
   *
   * @param catchUp Called before it is sent anything of its own: relays what was said before that.
   */
  constructor(output: Output, end: () => void, catchUp: () => void = () => {}) {
    this.#output = output;
    this.end = end;
    this.#catchUp = catchUp;
  }

  /** Whether a replay is under way: that carries the chat lines said meanwhile too. */
  get replaying(): boolean {
    return this.#replaying;
  }

  /** Sends so many chat lines, which were encoded for everyone. */
  relay(chunk: Uint8Array, lines: number): void {
    if (!this.#replaying) this.#output.push(chunk, lines);
  }

  /** Sends an event that was encoded for everyone; false if it was left out. */
  send(chunk: Uint8Array): boolean {
    this.#catchUp();
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
      bytes += byteLength(name) + " :".length;
      if (bytes > MAX_LINE_BYTES - "*names ".length - " :".length) {
        this.tell({ verb: "names", names, more: true });
        names = [];
        bytes = byteLength(name) + " :".length;
      }
      names.push(name);
    }
    this.tell({ verb: "names", names, more: false });
  }

  /** Sends what was said after message `from`, as fast as it is read. */
  replay(history: History, from: number): void {
    this.#catchUp();
    this.#replaying = true;
    this.#output.pushLazily(this.#replayLines(history, from));
  }

  /**
   * The lines of a replay, made as they are written. Chat lines said meanwhile are part of it, so
   * that all its lines stand together and nothing is missing or doubled at its end.
   */
  *#replayLines(history: History, from: number): Generator<Uint8Array> {
    for (let next = from + 1; next <= history.last;) {
      const { first } = history;
      if (next < first) {
        yield encodeEvent({ verb: "gap", from: next, to: first - 1 });
        next = first;
      } else {
        yield encodeEvent({ verb: "past", ...history.get(next++)! });
      }
    }
    // What is still to be relayed has been replayed.
    this.#catchUp();
    this.#replaying = false;
    yield encodeEvent({ verb: "present", number: history.last });
  }
}
