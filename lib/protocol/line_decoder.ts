/**
 * Turns bytes into lines of limited length, however the network splits them.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { MAX_LINE_BYTES } from "./commands.ts";
import { Refusal } from "./refusal.ts";

const LF = 10;
const CR = 13;

/** How much of an unfinished line decides whether it is whole, in bytes. */
const DECIDING_BYTES = 1024;

// Shared, because thousands of silent connections each hold a decoder. A byte order mark inside the
// stream is the sender's text and stays. Marked as pure, so that the page is made without them.
const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });
const NOTHING = /* @__PURE__ */ new Uint8Array(0);

/** A decoded line, or the refusal of a line that was too long. */
export type Decoded = string | Refusal;

/**
 * Splits bytes into lines at `\n`; a `\r` before it is dropped. What is not UTF-8 becomes U+FFFD.
 *
 * Holds at most one unfinished line, in a buffer that doubles as it fills, so a line that arrives a
 * byte at a time costs linear time. A line over the limit is dropped as it arrives and yields one
 * {@linkcode Refusal} at once.
 */
export class LineDecoder {
  readonly #limit: number;
  #unfinished: Uint8Array = NOTHING;
  #length = 0;
  #discarding = false;
  #discarded = 0;
  #framed = false;

  /** Starts at the beginning of a line. `limit` is in bytes; the line ending does not count. */
  constructor(limit = MAX_LINE_BYTES) {
    this.#limit = limit;
  }

  /** Whether a `\n` has arrived. Until then the sender may be a program that never ends its lines. */
  get framed(): boolean {
    return this.#framed;
  }

  /** Whether a line is unfinished, kept or being discarded. */
  get pending(): boolean {
    return this.#length > 0 || this.#discarding;
  }

  /** Whether a line that is too long is being discarded. */
  get discarding(): boolean {
    return this.#discarding;
  }

  /** How many bytes of lines that are too long have been dropped so far. */
  get discarded(): number {
    return this.#discarded;
  }

  /** Decodes bytes and returns the lines they complete. Keeps no view of `bytes`. */
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
   * Returns the unfinished line as if it had ended, if `isWhole` accepts how it starts: it is given
   * the first 1024 bytes, so that a line that grows byte by byte costs linear time. Inside a UTF-8
   * sequence or a `\r\n` it waits for more, unless `atEnd`. Also stops discarding a line that is too
   * long if no line ending has ever arrived.
   */
  takeUnfinished(isWhole: (start: string) => boolean, atEnd = false): string | undefined {
    if (!this.#framed || atEnd) this.#discarding = false;
    const bytes = this.#unfinished.subarray(0, this.#length);
    const mayGoOn = bytes.at(-1) === CR || endsInsideSequence(bytes);
    if (bytes.length === 0 || (!atEnd && mayGoOn)) return undefined;
    const line = withoutCr(bytes);
    const start = utf8.decode(line.subarray(0, DECIDING_BYTES));
    if (!isWhole(start)) return undefined;
    this.#length = 0;
    return line.length > DECIDING_BYTES ? utf8.decode(line) : start;
  }

  /** Adds a line, given without its `\n`, to `lines`. */
  #finish(bytes: Uint8Array, lines: Decoded[]): void {
    const line = withoutCr(bytes);
    lines.push(line.length > this.#limit ? this.#drop(line.length) : utf8.decode(line));
  }

  /** Adds to the unfinished line; false if the line is too long. */
  #append(bytes: Uint8Array, lines: Decoded[]): boolean {
    if (this.#discarding) {
      this.#discarded += bytes.length;
      return false;
    }
    if (bytes.length === 0) return true;
    const length = this.#length + bytes.length;
    // The byte over the limit may be the `\r` of a line ending.
    if (length > this.#limit + (bytes.at(-1) === CR ? 1 : 0)) {
      lines.push(this.#drop(length));
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

  /** Counts what is dropped of a line that is too long. */
  #drop(bytes: number): Refusal {
    this.#discarded += bytes;
    return new Refusal(serverEn.lineTooLong(this.#limit));
  }
}

function withoutCr(line: Uint8Array): Uint8Array {
  return line.at(-1) === CR ? line.subarray(0, -1) : line;
}

/** Whether the bytes end inside a UTF-8 sequence. */
function endsInsideSequence(bytes: Uint8Array): boolean {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2);
    if (byte < 0x80) return false;
  }
  return false;
}
