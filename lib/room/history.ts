/**
 * The messages of a room: numbered, the latest of them in memory.
 *
 * @module
 */

/** How many messages are kept by default. */
export const DEFAULT_HISTORY = 1000;

/** How many messages may be held beyond the limit before they are dropped in one go. */
const MAX_SURPLUS = 1000;

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
  /** Appends an entry. Must not throw: the room goes on when the transcript cannot. */
  append(entry: Entry): void;
}

/** Options for a {@linkcode History}. */
export interface HistoryOptions {
  /** How many messages are kept in memory. @default DEFAULT_HISTORY */
  limit?: number;
  /** The messages so far, oldest first, numbered without a gap. @default [] */
  entries?: readonly Entry[] | undefined;
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
  #entries: Entry[];
  #last: number;

  /** Continues after `entries`. */
  constructor({ limit = DEFAULT_HISTORY, entries = [], transcript }: HistoryOptions = {}) {
    this.#limit = limit;
    this.#transcript = transcript;
    this.#entries = limit === 0 ? [] : entries.slice(-limit);
    this.#last = entries.at(-1)?.number ?? 0;
  }

  /** The number of the latest message; 0 when nothing has been said. */
  get last(): number {
    return this.#last;
  }

  /** The number of the oldest message kept; `last + 1` when none is. */
  get first(): number {
    return this.#last + 1 - Math.min(this.#entries.length, this.#limit);
  }

  /** The message with this number, if it is kept. */
  get(number: number): Entry | undefined {
    if (number < this.first || number > this.#last) return undefined;
    return this.#entries.at(number - this.#last - 1);
  }

  /** Numbers a line, writes it to the transcript, and keeps it. */
  add(line: string, time: number): Entry {
    const entry = { number: this.#last + 1, time, line };
    this.#transcript?.append(entry);
    this.#last = entry.number;
    if (this.#limit > 0) this.#entries.push(entry);
    // Dropped many at a time, so that the cost of a message does not grow with the limit.
    const most = this.#limit + Math.min(this.#limit, MAX_SURPLUS);
    if (this.#entries.length > most) this.#entries = this.#entries.slice(-this.#limit);
    return entry;
  }
}
