/**
 * What arrives of a replay, kept until its end.
 *
 * @module
 */

import type { ServerEvent } from "../protocol.ts";
import { Excess } from "./excess.ts";
import type { Remembered } from "./remembered.ts";

/** A message of a replay, or the numbers of messages that are no longer kept. */
export type ReplayEvent = Extract<ServerEvent, { verb: "past" | "gap" }>;

/** How much one replay may take, in bytes of memory. */
const MAX_REPLAY_BYTES = 32 * 1024 * 1024;

/** What an event takes beside its text, in bytes of memory. */
const EVENT_BYTES = 128;

/** A replay under way. */
export class Replay {
  #events: ReplayEvent[] = [];
  #bytes = 0;
  #last = 0;

  /**
   * Takes an event. Ignores one whose number does not follow, because the numbers of a replay only
   * grow. Throws {@linkcode Excess} if the replay takes too much memory.
   */
  push(event: ReplayEvent): void {
    const [from, to] = event.verb === "gap" ? [event.from, event.to] : [event.number, event.number];
    if (from <= this.#last || to < from) return;
    this.#last = to;
    this.#bytes += EVENT_BYTES + (event.verb === "gap" ? 0 : textBytes(event.line));
    if (this.#bytes > MAX_REPLAY_BYTES) throw new Excess();
    this.#events.push(event);
  }

  /** The number of the first message that is remembered otherwise, if there is one. */
  firstUnlike(remembered: Remembered): number | undefined {
    for (const event of this.#events) {
      if (event.verb === "past" && remembered.differs(event.number, event.line)) {
        return event.number;
      }
    }
    return undefined;
  }

  /** Ends the replay. Returns what it told of the messages from this number on. */
  end(from: number): ReplayEvent[] {
    const events = this.#events.flatMap((event): ReplayEvent[] => {
      if (event.verb === "past") return event.number < from ? [] : [event];
      return event.to < from ? [] : [{ ...event, from: Math.max(event.from, from) }];
    });
    this.clear();
    return events;
  }

  /** Drops what has arrived. */
  clear(): void {
    this.#events = [];
    this.#bytes = 0;
    this.#last = 0;
  }
}

/** V8 keeps text in one byte a character if it can, otherwise in two. */
function textBytes(text: string): number {
  return /[^\0-\xff]/.test(text) ? 2 * text.length : text.length;
}
