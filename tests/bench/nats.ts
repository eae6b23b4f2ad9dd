/**
 * The text protocol of nats-server, as far as it takes for everybody to say and hear the lines of one
 * subject.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { formatLine, LINE_BYTES, type OnReached, type Stream } from "./one_stream.ts";

const SUBJECT = "room";

/** What a client sends first. It is answered by {@linkcode NATS_GREETED} once it has subscribed. */
export const NATS_GREETING =
  `CONNECT {"verbose":false,"pedantic":false}\r\nSUB ${SUBJECT} 1\r\nPING\r\n`;

/** How the last line begins that answers the greeting. */
export const NATS_GREETED = "PONG";

const HEAD = `MSG ${SUBJECT} 1 ${LINE_BYTES}\r\n`;
const MESSAGE_BYTES = HEAD.length + LINE_BYTES + "\r\n".length;
const PING = "PING\r\n";
const NOTHING = Buffer.alloc(0);

/**
 * What each reader received. Readers may receive the lines of two talkers in different orders, so
 * only the order of each talker's lines is checked.
 */
export class NatsStream implements Stream {
  readonly lineBytes = MESSAGE_BYTES;
  readonly #onReached: OnReached;
  readonly #prompt: number;
  /** The part of a message with which the last read of each reader ended. */
  readonly #unfinished: Buffer[];
  /** How many lines of each talker each reader has, and how many in all. */
  readonly #heard: Uint32Array[];
  readonly #counts: Uint32Array;
  readonly #said: { at: number; missing: number }[][];
  #saidInAll = 0;

  /** Starts empty, for so many readers and talkers. The first `prompt` readers are waited for. */
  constructor(
    readers: number,
    talkers: number,
    onReached: OnReached,
    { prompt = readers }: { prompt?: number } = {},
  ) {
    this.#onReached = onReached;
    this.#prompt = prompt;
    this.#unfinished = Array.from({ length: readers }, () => NOTHING);
    this.#heard = Array.from({ length: readers }, () => new Uint32Array(talkers));
    this.#counts = new Uint32Array(readers);
    this.#said = Array.from({ length: talkers }, () => []);
  }

  get behind(): number {
    return this.#counts.reduce((sum, count) => sum + Number(count < this.#saidInAll), 0);
  }

  say(talker: number): string {
    const said = this.#said[talker]!;
    const line = formatLine(talker, said.length);
    said.push({ at: performance.now(), missing: this.#prompt });
    this.#saidInAll++;
    return `PUB ${SUBJECT} ${LINE_BYTES}\r\n${line}\r\n`;
  }

  take(reader: number, received: Buffer, length: number): void {
    const unfinished = this.#unfinished[reader]!;
    const read = received.subarray(0, length);
    const bytes = unfinished.length === 0 ? read : Buffer.concat([unfinished, read]);
    let at = 0;
    while (at < bytes.length) {
      const isPing = bytes[at] === PING.charCodeAt(0);
      const end = at + (isPing ? PING.length : MESSAGE_BYTES);
      if (end > bytes.length) break;
      if (!isPing) this.#hear(reader, bytes, at + HEAD.length);
      at = end;
    }
    this.#unfinished[reader] = at < bytes.length ? Buffer.from(bytes.subarray(at)) : NOTHING;
  }

  takeUnfairness(): number {
    return NaN;
  }

  /** Takes the line that begins here: `c0012 :34 ---`. */
  #hear(reader: number, bytes: Buffer, at: number): void {
    const talker = readNumber(bytes, at + 1);
    const n = readNumber(bytes, at + 7);
    const heard = this.#heard[reader]!;
    const line = this.#said[talker]?.[n];
    if (!line || heard[talker]!++ !== n) {
      const text = bytes.toString("latin1", at, at + LINE_BYTES);
      throw new Error(`Reader ${reader} received what was not to come: ${JSON.stringify(text)}`);
    }
    this.#counts[reader]!++;
    if (reader < this.#prompt && --line.missing === 0) this.#onReached(talker, line.at);
  }
}

/** Reads digits. Called for each delivery, so no text is made of them. */
function readNumber(bytes: Buffer, at: number): number {
  let number = 0;
  for (let digit; (digit = bytes[at++]! - 48) >= 0 && digit <= 9;) number = 10 * number + digit;
  return number;
}
