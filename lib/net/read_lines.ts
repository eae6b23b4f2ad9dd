/**
 * Reads lines from a byte source, and decides when to stop waiting for a line ending.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { type Decoded, LineDecoder, Refusal } from "../protocol.ts";
import type { ByteSource } from "./byte_stream.ts";
import { readBuffer } from "./read_buffer.ts";
import { settlesWithin } from "./settles_within.ts";

/** How long nothing must arrive before an unfinished line may count as whole, in ms. */
export const QUIET_MS = 50;

/** Larger, because every read of an endless line costs. In bytes. */
const DISCARD_BUFFER_BYTES = 64 * 1024;

/** Options for {@linkcode readLines}. */
export interface ReadLinesOptions {
  /** The longest line, in bytes. @default MAX_LINE_BYTES */
  limit?: number;
  /** Decodes the bytes. Its `framed` tells whether the lines had endings. @default a new one */
  decoder?: LineDecoder;
  /**
   * Whether an unfinished line is whole, because its sender never ends a line. Asked after
   * {@linkcode QUIET_MS} of quiet and at the end of input, with the first 1024 bytes of the line.
   */
  isWhole: (start: string, state: { framed: boolean; atEnd: boolean }) => boolean;
  /**
   * Called with the first bytes, and with those that follow for as long as it returns true. Throws to
   * stop reading.
   */
  checkFirst?: (bytes: Uint8Array) => boolean | void;
  /**
   * Called after a read of which so many bytes were dropped, because their line is too long. The next
   * read waits for it.
   */
  dropped?: (bytes: number) => Promise<void> | void;
}

/**
 * Yields the lines that each read completes. Reads on only when they have been taken.
 *
 * Throws what `source.read` and `checkFirst` throw; the unfinished line is then dropped.
 */
export async function* readLines(
  source: ByteSource,
  { limit, decoder = new LineDecoder(limit), isWhole, checkFirst, dropped }: ReadLinesOptions,
): AsyncGenerator<Decoded[]> {
  const takeUnfinished = (atEnd: boolean) =>
    decoder.takeUnfinished((start) => isWhole(start, { framed: decoder.framed, atEnd }), atEnd);
  const own = readBuffer();
  let buffer = own;
  while (true) {
    if (decoder.discarding === (buffer === own)) {
      buffer = decoder.discarding ? new Uint8Array(DISCARD_BUFFER_BYTES) : own;
    }
    const reading = source.read(buffer);
    // A discarded line yields nothing, so quiet is measured afterwards and costs no timer.
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
    const bytes = buffer.subarray(0, length);
    if (!checkFirst?.(bytes)) checkFirst = undefined;
    const { discarded } = decoder;
    const lines = decoder.push(bytes);
    if (lines.length > 0) yield lines;
    if (decoder.discarded > discarded) await dropped?.(decoder.discarded - discarded);
  }
  const text = takeUnfinished(true);
  if (text !== undefined) yield [text];
  // After a line ending has been seen, an unfinished line is the rest of a broken connection. Its
  // sender sends it again and must not be told of a refusal.
  else if (decoder.pending && !decoder.framed) {
    yield [new Refusal(serverEn.lineUnended())];
  }
}
