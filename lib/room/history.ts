/**
 * The messages of a room: numbered, the latest of them in memory.
 *
 * @module
 */

import type { Act } from "./standing.ts";

/** How many messages are kept by default. */
export const DEFAULT_HISTORY = 1000;

/** One relayed line. */
export interface Entry {
  /** One more than the message before; the first is 1. */
  readonly number: number;
  /** When it was said, in Unix milliseconds. */
  readonly time: number;
  /** The line as it was relayed, without its ending. */
  readonly line: string;
}

/** Where messages are written before anyone is shown them. */
export interface Transcript {
  /** Appends messages. Must not throw: the room goes on when the transcript cannot. */
  append(entries: readonly Entry[]): void;
  /** Appends what a moderator did. Must not throw either. */
  record(act: Act): void;
}

/** Options for a {@linkcode History}. */
export interface HistoryOptions {
  /** How many messages are kept in memory. @default DEFAULT_HISTORY */
  limit?: number;
  /** The messages so far, oldest first, numbered without a gap. @default [] */
  entries?: readonly Entry[] | undefined;
  /** The numbers of those that were removed. @default none */
  removed?: Iterable<number> | undefined;
  /** Where each message is written first. @default nowhere */
  transcript?: Transcript | undefined;
}

/** Makes up the ID of a room: 8 hexadecimal digits. */
export function newRoomId(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** Numbers messages and keeps the latest ones. */
export class History {
  readonly #limit: number;
  readonly #transcript: Transcript | undefined;
  /**
   * Rings of the latest messages, one for each field. They take half the memory of objects. A
   * removed message has no line.
   */
  readonly #lines: (string | undefined)[] = [];
  readonly #times: number[] = [];
  /** How long all messages before were together. */
  readonly #starts: number[] = [];
  /** The number of the first message that was ever kept. It stands first in the rings. */
  readonly #origin: number;
  #last: number;
  #length = 0;
  #uncommitted: Entry[] = [];
  /** The numbers of removed messages that would be kept, in the order in which they were removed. */
  readonly #removed = new Set<number>();

  /** Continues after `entries`. */
  constructor(options: HistoryOptions = {}) {
    const { limit = DEFAULT_HISTORY, entries = [], removed = [], transcript } = options;
    this.#limit = limit;
    this.#transcript = transcript;
    const kept = limit === 0 ? [] : entries.slice(-limit);
    const last = entries.at(-1)?.number ?? 0;
    this.#origin = last - kept.length + 1;
    this.#last = last - kept.length;
    for (const { line, time } of kept) this.#keep(line, time);
    this.#last = last;
    for (const number of removed) this.remove(number);
  }

  /** The number of the latest message; 0 when nothing has been said. */
  get last(): number {
    return this.#last;
  }

  /** The number of the latest message that the transcript has. */
  get committed(): number {
    return this.#last - this.#uncommitted.length;
  }

  /** The number of the oldest message kept; `last + 1` when none is. */
  get first(): number {
    return this.#last + 1 - this.#lines.length;
  }

  /** The message with this number, if it is kept and was not removed. */
  get(number: number): Entry | undefined {
    if (!this.#isKept(number)) return undefined;
    const at = this.#indexOf(number);
    const line = this.#lines[at];
    return line === undefined ? undefined : { number, time: this.#times[at]!, line };
  }

  /** Whether a message would be kept, if it had not been removed. */
  isRemoved(number: number): boolean {
    return this.#isKept(number) && this.#lines[this.#indexOf(number)] === undefined;
  }

  /** Removes a message, if it is kept. The transcript keeps it. */
  remove(number: number): void {
    if (!this.#isKept(number)) return;
    this.#lines[this.#indexOf(number)] = undefined;
    for (const one of this.#removed) if (one < this.first) this.#removed.delete(one);
    this.#removed.add(number);
  }

  /** The numbers of the messages that were removed last; at most so many. */
  lastRemoved(most: number): number[] {
    return [...this.#removed].filter((number) => number >= this.first).slice(-most);
  }

  /** Writes down what a moderator did. What was said before must be written already. */
  record(act: Act): void {
    this.#transcript?.record(act);
  }

  /** How long the kept messages from this number on are together, in UTF-16 units. */
  lengthFrom(number: number): number {
    const first = Math.max(number, this.first);
    return first > this.#last ? 0 : this.#length - this.#starts[this.#indexOf(first)]!;
  }

  /** Numbers a line and keeps it. */
  add(line: string, time: number): void {
    this.#keep(line, time);
    this.#uncommitted.push({ number: this.#last, time, line });
  }

  /** Writes what was added since the last call to the transcript, and returns it. */
  commit(): readonly Entry[] {
    const entries = this.#uncommitted;
    if (entries.length === 0) return entries;
    this.#uncommitted = [];
    this.#transcript?.append(entries);
    return entries;
  }

  #keep(line: string, time: number): void {
    this.#last++;
    if (this.#limit === 0) return;
    const at = this.#indexOf(this.#last);
    this.#lines[at] = line;
    this.#times[at] = time;
    this.#starts[at] = this.#length;
    this.#length += line.length;
  }

  #isKept(number: number): boolean {
    return number >= this.first && number <= this.#last;
  }

  #indexOf(number: number): number {
    return (number - this.#origin) % this.#limit;
  }
}
