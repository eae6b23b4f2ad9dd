/**
 * What the bytes that a connection sends cost. A token pays for one short line.
 *
 * @module
 */

import { byteLength, type Decoded, MAX_LINE_BYTES } from "../protocol.ts";
import { priceOfLine } from "../room/price.ts";

/** How many dropped bytes of a line that is too long cost one token. */
const DROPPED_BYTES_PER_TOKEN = 8 * 1024;

/** How many reads that only drop bytes cost one token at least. */
const READS_PER_TOKEN = 50;

/** The price of a line in tokens, at least 1. A refused line costs as much as the longest one. */
export function lineCost(line: Decoded): number {
  const bytes = typeof line === "string" ? byteLength(line) : MAX_LINE_BYTES;
  return priceOfLine(bytes);
}

/** The price of a read of which so many bytes, more than 0, were dropped, in tokens. */
export function droppedCost(bytes: number): number {
  return Math.max(bytes / DROPPED_BYTES_PER_TOKEN, 1 / READS_PER_TOKEN);
}
