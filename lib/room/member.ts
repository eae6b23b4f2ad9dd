/**
 * One connection as the room knows it, and how it is sent lines and events.
 *
 * @module
 */

import { byteLength, formatEvent, MAX_LINE_BYTES, type ServerEvent } from "../protocol.ts";
import type { History } from "./history.ts";
import type { Bearer } from "./roster.ts";

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

/** One connection. */
export class Member implements Bearer {
  /** The name it goes by, if it has one yet. */
  name: string | undefined;
  /** Whether nobody else may go by that name. */
  holds = false;
  /** Proves that a later connection belongs to the same session. */
  sessionKey: string | undefined;
  /** Whether it asked for events. */
  knocked = false;
  /** Whether it took its name with `/name`. */
  registered = false;
  /** Ends its connection. */
  readonly end: () => void;
  readonly #output: Output;
  readonly #flush: () => void;
  #replaying = false;

  /**
   * Everything for it goes to `output`; `end` ends its connection.
   *
   * @param flush Relays the lines said so far. Called before the member is sent anything else, so
   * that everything arrives in the order in which it happened.
   */
  constructor(output: Output, end: () => void, flush: () => void) {
    this.#output = output;
    this.end = end;
    this.#flush = flush;
  }

  /** Whether a replay is under way. It includes the chat lines said meanwhile. */
  get replaying(): boolean {
    return this.#replaying;
  }

  /** Sends a chunk of chat lines that everyone is sent. */
  relay(chunk: Uint8Array, lines: number): void {
    if (!this.#replaying) this.#output.push(chunk, lines);
  }

  /** Sends an encoded event; false if it was left out. */
  send(chunk: Uint8Array): boolean {
    this.#flush();
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

  /** Sends what was said after message `from`, as fast as it is read. */
  replay(history: History, from: number): void {
    this.#flush();
    this.#replaying = true;
    this.#output.pushLazily(this.#replayLines(history, from));
  }

  /**
   * Makes the lines of a replay as they are written. Lines said meanwhile are part of it, so that
   * all its lines stand together and none is missing or doubled where it ends.
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
    // Lines that wait to be relayed have been replayed; the member must not get them again.
    this.#flush();
    this.#replaying = false;
    yield encodeEvent({ verb: "present", number: history.last });
  }
}
