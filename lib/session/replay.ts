/**
 * What arrives of a replay, kept until its end.
 *
 * @module
 */

import { parseEvent, type ServerEvent } from "../protocol.ts";
import { Excess } from "./excess.ts";
import type { Remembered } from "./remembered.ts";

/** A message of a replay, one that was removed, or the numbers of those that are no longer kept. */
export type ReplayEvent = Extract<ServerEvent, { verb: "past" | "removed" | "gap" }>;

/** How much one replay may take, in bytes of memory: over 100,000 messages of ordinary length. */
const MAX_REPLAY_BYTES = 16 * 1024 * 1024;

/** What a line takes beside its text, in bytes of memory. */
const LINE_BYTES = 32;

/** A replay under way. */
export class Replay {
  /** The lines as they came, because they take half the memory of events. */
  #lines: string[] = [];
  #bytes = 0;
  #last = 0;

  /** The number that follows those that have arrived. */
  get next(): number {
    return this.#last + 1;
  }

  /**
   * Takes an event with its line. Ignores one whose number does not follow, because the numbers of a
   * replay only grow. Throws {@linkcode Excess} if the replay takes too much memory.
   */
  push(event: ReplayEvent, line: string): void {
    const [from, to] = event.verb === "gap" ? [event.from, event.to] : [event.number, event.number];
    if (from <= this.#last || to < from) return;
    this.#last = to;
    this.#bytes += LINE_BYTES + textBytes(line);
    if (this.#bytes > MAX_REPLAY_BYTES) throw new Excess();
    this.#lines.push(line);
  }

  /** The number of the first message that is remembered otherwise, if there is one. */
  firstUnlike(remembered: Remembered): number | undefined {
    for (const event of this.#events()) {
      if (event.verb === "past" && remembered.differs(event.number, event.line)) {
        return event.number;
      }
    }
    return undefined;
  }

  /** Ends the replay. Yields what it told of the messages from this number on. */
  *end(from: number): Generator<ReplayEvent> {
    for (const event of this.#events()) {
      if (event.verb === "gap") {
        if (event.to >= from) yield { ...event, from: Math.max(event.from, from) };
      } else if (event.number >= from) yield event;
    }
    this.clear();
  }

  /** Drops what has arrived. What arrives next begins after message `last`. */
  clear(last = 0): void {
    this.#lines = [];
    this.#bytes = 0;
    this.#last = last;
  }

  *#events(): Generator<ReplayEvent> {
    for (const line of this.#lines) yield parseEvent(line) as ReplayEvent;
  }
}

/** V8 keeps text in one byte a character if it can, otherwise in two. */
function textBytes(text: string): number {
  return /[^\0-\xff]/.test(text) ? 2 * text.length : text.length;
}
