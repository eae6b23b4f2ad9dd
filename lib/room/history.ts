/**
 * What has been said: numbered messages, the latest of them in memory.
 *
 * Pure: is handed something to keep messages in for longer, and knows no file.
 *
 * @module
 */

/** How many messages are kept for those who come later, unless told otherwise. */
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
  /** Appends an entry. A failure is its own to report: chatting goes on. */
  append(entry: Entry): void;
}

/** Options for a {@linkcode History}. */
export interface HistoryOptions {
  /** How many messages are kept in memory. @default DEFAULT_HISTORY */
  limit?: number;
  /** What was said before, oldest first, numbered without a gap. @default [] */
  entries?: readonly Entry[];
  /** Where each message is written first. */
  transcript?: Transcript;
}

/** Numbers messages and keeps the latest ones. */
export class History {
  readonly #limit: number;
  readonly #transcript: Transcript | undefined;
  #entries: Entry[];
  #last: number;

  /** Goes on after `entries`. */
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
    return number < this.first || number > this.#last
      ? undefined
      : this.#entries.at(number - this.#last - 1);
  }

  /** Numbers a line, writes it to the transcript, and keeps it. */
  add(line: string, time: number): Entry {
    const entry = { number: this.#last + 1, time, line };
    this.#transcript?.append(entry);
    this.#last = entry.number;
    if (this.#limit > 0) this.#entries.push(entry);
    // Cut once in a while and not each time: a message then costs the same however many are kept.
    const most = this.#limit + Math.min(this.#limit, 1000);
    if (this.#entries.length > most) this.#entries = this.#entries.slice(-this.#limit);
    return entry;
  }
}
