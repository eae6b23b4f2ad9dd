/**
 * Reads lines from anything that gives bytes, and knows when to stop waiting for a line ending that
 * will never come.
 *
 * Knows timers; is handed something to read from, and knows no socket.
 *
 * @module
 */

import { type Decoded, LineDecoder, Refusal } from "../protocol.ts";
import { settlesWithin } from "./settles_within.ts";

/** How long nothing must arrive before an unfinished line may count as a whole one, in ms. */
export const QUIET_MS = 50;

/** Small, because every connection holds one for as long as it lasts. In bytes. */
const READ_BUFFER_BYTES = 512;

/** Larger, while a line too long is thrown away: of an endless one each read costs. In bytes. */
const DISCARD_BUFFER_BYTES = 64 * 1024;

/** Anything bytes can be read from: `Deno.Conn` and `Deno.stdin` are such. */
export interface ByteSource {
  /** Reads into `buffer`; resolves to the number of bytes, or to null at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
}

/** Options for {@linkcode readLines}. */
export interface ReadLinesOptions {
  /** The longest line, in bytes. @default MAX_LINE_BYTES */
  limit?: number;
  /**
   * Whether an unfinished line is a whole one, sent by a program that ends no line. Asked after
   * {@linkcode QUIET_MS} of quiet and at the end of input.
   */
  isWhole: (text: string, state: { framed: boolean; atEnd: boolean }) => boolean;
  /** Is shown the bytes that arrive first, and throws if they are nothing to go on with. */
  checkFirst?: (bytes: Uint8Array) => void;
}

/**
 * Yields the lines of `source`, as many at a time as one read completed, and reads on only when
 * they have been taken.
 *
 * Throws what `source.read` and `checkFirst` throw; the unfinished line is then dropped.
 */
export async function* readLines(
  source: ByteSource,
  { limit, isWhole, checkFirst }: ReadLinesOptions,
): AsyncGenerator<Decoded[]> {
  const decoder = new LineDecoder(limit);
  const takeUnfinished = (atEnd: boolean) =>
    decoder.takeUnfinished((text) => isWhole(text, { framed: decoder.framed, atEnd }), atEnd);
  const own = new Uint8Array(READ_BUFFER_BYTES);
  let buffer = own;
  while (true) {
    if (decoder.discarding === (buffer === own)) {
      buffer = decoder.discarding ? new Uint8Array(DISCARD_BUFFER_BYTES) : own;
    }
    const reading = source.read(buffer);
    // Nothing can come of a line that is thrown away: whether there was quiet is asked afterwards,
    // and an endless line costs no timers.
    const discardingSince = decoder.discarding ? performance.now() : undefined;
    if (decoder.pending && !decoder.discarding && !await settlesWithin(reading, QUIET_MS)) {
      const text = takeUnfinished(false);
      if (text !== undefined) yield [text];
    }
    const length = await reading;
    if (discardingSince !== undefined && performance.now() - discardingSince >= QUIET_MS) {
      takeUnfinished(false);
    }
    if (length === null) break;
    checkFirst?.(buffer.subarray(0, length));
    checkFirst = undefined;
    const lines = decoder.push(buffer.subarray(0, length));
    if (lines.length > 0) yield lines;
  }
  const text = takeUnfinished(true);
  if (text !== undefined) yield [text];
  // Where lines have endings, a line without one is what a broken connection left of it: whoever
  // said it will say it again, and must not take this for a refusal.
  else if (decoder.pending && !decoder.framed) {
    yield [new Refusal("Your last line had no line ending and was left out")];
  }
}
