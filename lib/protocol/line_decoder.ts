/**
 * Bytes to lines, bounded, however the network cut them.
 *
 * Pure: knows UTF-8 and line endings, and nothing of sockets, timers or what a line means.
 *
 * @module
 */

import { MAX_LINE_BYTES } from "./commands.ts";
import { Refusal } from "./refusal.ts";

const LF = 10;
const CR = 13;

// One for all: thousands of connections may be silent, and each costs what it holds. A BOM inside the
// stream is the sender's text, so it stays.
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const NOTHING = new Uint8Array(0);

/** What comes out of a {@linkcode LineDecoder}: a line, or why there is none. */
export type Decoded = string | Refusal;

/**
 * Splits bytes into lines at `\n`; a `\r` before it is dropped. What is not UTF-8 becomes U+FFFD.
 *
 * Holds at most one unfinished line, in a buffer that doubles as it fills: a line that arrives a
 * byte at a time costs linear time, and a hostile one no more memory than the limit. Of a line past
 * the limit nothing is kept, and one {@linkcode Refusal} is given for it at once, without waiting
 * for its end.
 */
export class LineDecoder {
  readonly #limit: number;
  #unfinished: Uint8Array = NOTHING;
  #length = 0;
  #discarding = false;
  #framed = false;

  /** Starts at the beginning of a line of at most `limit` bytes, its ending not counted. */
  constructor(limit = MAX_LINE_BYTES) {
    this.#limit = limit;
  }

  /** Whether a `\n` has been seen yet: until then the other side may be one that never sends any. */
  get framed(): boolean {
    return this.#framed;
  }

  /** Whether bytes of an unfinished line are waiting (or, of one too long, being thrown away). */
  get pending(): boolean {
    return this.#length > 0 || this.#discarding;
  }

  /** Whether a line too long is being thrown away. */
  get discarding(): boolean {
    return this.#discarding;
  }

  /** Takes bytes as they arrived and returns the lines they complete. Keeps no view of `bytes`. */
  push(bytes: Uint8Array): Decoded[] {
    const lines: Decoded[] = [];
    let start = 0;
    for (let end; (end = bytes.indexOf(LF, start)) >= 0; start = end + 1) {
      this.#framed = true;
      const part = bytes.subarray(start, end);
      if (!this.#discarding && this.#length === 0) this.#finish(part, lines);
      else if (this.#append(part, lines)) {
        const whole = this.#unfinished.subarray(0, this.#length);
        this.#length = 0;
        this.#finish(whole, lines);
      }
      this.#discarding = false;
    }
    this.#append(bytes.subarray(start), lines);
    return lines;
  }

  /**
   * Takes the unfinished line as if it had ended, if `isWhole` says that its text is a whole one.
   * Not inside a UTF-8 sequence or a `\r\n`, unless `atEnd`: nothing more can come. Where lines
   * have no endings this also ends a line too long.
   */
  takeUnfinished(isWhole: (text: string) => boolean, atEnd = false): string | undefined {
    if (!this.#framed || atEnd) this.#discarding = false;
    const bytes = this.#unfinished.subarray(0, this.#length);
    const mayGoOn = bytes.at(-1) === CR || endsInsideSequence(bytes);
    if (bytes.length === 0 || (!atEnd && mayGoOn)) return undefined;
    const text = utf8.decode(withoutCr(bytes));
    if (!isWhole(text)) return undefined;
    this.#length = 0;
    return text;
  }

  /** Puts a line without its `\n` out as text, or as a refusal. */
  #finish(bytes: Uint8Array, lines: Decoded[]): void {
    const line = withoutCr(bytes);
    lines.push(line.length > this.#limit ? this.#tooLong() : utf8.decode(line));
  }

  /** Adds to the unfinished line; false if it is, or now became, one too long. */
  #append(bytes: Uint8Array, lines: Decoded[]): boolean {
    if (this.#discarding) return false;
    if (bytes.length === 0) return true;
    const length = this.#length + bytes.length;
    // One byte more may be the `\r` of a line ending.
    if (length > this.#limit + (bytes.at(-1) === CR ? 1 : 0)) {
      lines.push(this.#tooLong());
      this.#discarding = true;
      this.#length = 0;
      this.#unfinished = NOTHING;
      return false;
    }
    if (length > this.#unfinished.length) {
      const grown = new Uint8Array(Math.min(Math.max(64, 2 * length), this.#limit + 1));
      grown.set(this.#unfinished.subarray(0, this.#length));
      this.#unfinished = grown;
    }
    this.#unfinished.set(bytes, this.#length);
    this.#length = length;
    return true;
  }

  #tooLong(): Refusal {
    return new Refusal(
      `A line holds at most ${this.#limit} bytes; yours is longer and was left out`,
    );
  }
}

function withoutCr(line: Uint8Array): Uint8Array {
  return line.at(-1) === CR ? line.subarray(0, -1) : line;
}

/** Whether the bytes stop before the end of a UTF-8 sequence that has begun. */
function endsInsideSequence(bytes: Uint8Array): boolean {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2);
    if (byte < 0x80) return false;
  }
  return false;
}
