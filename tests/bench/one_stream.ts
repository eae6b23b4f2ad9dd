/**
 * What everybody is sent is one stream of lines: this checks that it is, and measures how long each
 * line took to reach the last of them.
 *
 * @module
 */

import { Buffer } from "node:buffer";

/** How long every line is, its ending counted, in bytes. */
export const LINE_BYTES = 64;

/** The name that talker number `talker` goes by. */
export function talkerName(talker: number): string {
  return `c${String(talker).padStart(4, "0")}`;
}

/** The `n`-th line of a talker, counted from 0: no two are the same. */
export function formatLine(talker: number, n: number): string {
  return `${talkerName(talker)} :${n} `.padEnd(LINE_BYTES - 1, "-") + "\n";
}

/** Options for a {@linkcode OneStream}. */
export interface OneStreamOptions {
  /** Whether to measure how long lines take to each reader; that costs the load process. @default not */
  fairness?: boolean;
  /** How many of the readers are waited for; the last ones may read late. @default all */
  prompt?: number;
}

/** Called when a line has reached all prompt readers, with its talker and when it was said. */
export type OnReached = (talker: number, saidAt: number) => void;

/** What everybody is sent. */
export interface Stream {
  /** How many bytes a delivery takes. */
  readonly lineBytes: number;
  /** How many readers have not received everything that is to come. */
  readonly behind: number;
  /** Notes that a talker says its next line now; returns what it sends. */
  say(talker: number): string;
  /** Takes what a reader received. Throws if that is not what was to come. */
  take(reader: number, received: Buffer, length: number): void;
  /**
   * The sum of the times to the slowest tenth of the prompt readers divided by that to the fastest
   * tenth, since this was asked last; NaN if it is not measured. Ask when all have received all.
   */
  takeUnfairness(): number;
}

/**
 * The stream, as the first to receive a part of it saw it. Everyone else's bytes must be the same;
 * and what is in it must be every talker's lines, each once and in order.
 */
export class OneStream implements Stream {
  readonly lineBytes = LINE_BYTES;
  readonly #onReached: OnReached;
  #bytes: Buffer = Buffer.alloc(1 << 20);
  #length = 0;
  /** Of each line in the stream, in its order. */
  readonly #talkers: number[] = [];
  readonly #saidAt: number[] = [];
  /** How far each reader has read. */
  readonly #positions: Float64Array;
  /** Of those, the prompt readers. */
  readonly #prompt: Float64Array;
  /** How far the last of the prompt ones has read, and how many are no further. */
  #least = 0;
  #last: number;
  #reached = 0;
  /** How long the lines took to each prompt reader in all, in ms, if that is measured. */
  readonly #waits: Float64Array | undefined;
  /** When each talker said its lines that are not in the stream yet, and how many are. */
  readonly #pending: { times: number[]; next: number }[];

  /** Starts empty, for so many readers and talkers. */
  constructor(
    readers: number,
    talkers: number,
    onReached: OnReached,
    { fairness = false, prompt = readers }: OneStreamOptions = {},
  ) {
    this.#onReached = onReached;
    this.#positions = new Float64Array(readers);
    this.#prompt = this.#positions.subarray(0, prompt);
    this.#last = prompt;
    this.#waits = fairness ? new Float64Array(prompt) : undefined;
    this.#pending = Array.from({ length: talkers }, () => ({ times: [], next: 0 }));
  }

  get behind(): number {
    return this.#positions.reduce((sum, position) => sum + Number(position < this.#length), 0);
  }

  say(talker: number): string {
    const { times, next } = this.#pending[talker]!;
    times.push(performance.now());
    return formatLine(talker, next + times.length - 1);
  }

  take(reader: number, received: Buffer, length: number): void {
    const from = this.#positions[reader]!;
    const known = Math.min(length, this.#length - from);
    if (this.#bytes.compare(received, 0, known, from, from + known) !== 0) {
      throw new Error(`Reader ${reader} received something else than another at byte ${from}`);
    }
    if (known < length) this.#append(received, known, length);
    this.#positions[reader] = from + length;
    if (reader >= this.#prompt.length) return;
    if (this.#waits) this.#note(this.#waits, reader, from);
    if (from === this.#least && --this.#last === 0) this.#advance();
  }

  takeUnfairness(): number {
    if (!this.#waits) return NaN;
    const waits = this.#waits.toSorted();
    this.#waits.fill(0);
    const tenth = Math.ceil(waits.length / 10);
    const sum = (some: Float64Array) => some.reduce((sum, wait) => sum + wait, 0);
    return sum(waits.subarray(-tenth)) / sum(waits.subarray(0, tenth));
  }

  #note(waits: Float64Array, reader: number, from: number): void {
    const now = performance.now();
    const to = Math.floor(this.#positions[reader]! / LINE_BYTES);
    for (let line = Math.floor(from / LINE_BYTES); line < to; line++) {
      waits[reader]! += now - this.#saidAt[line]!;
    }
  }

  #append(received: Buffer, from: number, to: number): void {
    const whole = Math.floor(this.#length / LINE_BYTES);
    const length = this.#length + to - from;
    if (length > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], 2 * length);
    }
    received.copy(this.#bytes, this.#length, from, to);
    this.#length = length;
    for (let line = whole; (line + 1) * LINE_BYTES <= length; line++) this.#check(line);
  }

  #check(line: number): void {
    const text = this.#bytes.toString("latin1", line * LINE_BYTES, (line + 1) * LINE_BYTES);
    const talker = Number(text.slice(1, 5));
    const pending = this.#pending[talker];
    if (!pending || pending.times.length === 0 || text !== formatLine(talker, pending.next)) {
      throw new Error(`Line ${line} is not what was to come: ${JSON.stringify(text)}`);
    }
    pending.next++;
    this.#talkers.push(talker);
    this.#saidAt.push(pending.times.shift()!);
  }

  /** All prompt readers have read further than the last one had: finds who is the last one now. */
  #advance(): void {
    let least = Infinity;
    for (const position of this.#prompt) {
      if (position > least) continue;
      if (position < least) this.#last = 0;
      least = position;
      this.#last++;
    }
    this.#least = least;
    while ((this.#reached + 1) * LINE_BYTES <= least) {
      const line = this.#reached++;
      this.#onReached(this.#talkers[line]!, this.#saidAt[line]!);
    }
  }
}
