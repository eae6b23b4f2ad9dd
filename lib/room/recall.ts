/**
 * The answers to `/past` and `/find`: messages that are still kept, then how many match.
 *
 * @module
 */

import { formatEvent } from "../protocol.ts";
import type { Entry, History } from "./history.ts";
import { encodeLine } from "./member.ts";
import { formatKept, PIECE_LENGTH } from "./replay.ts";

/**
 * The messages `from` to `end`, as far as they are still kept when they are read. Of a removed one
 * only the number. `end` must have been said and committed already.
 */
export function* recall(history: History, from: number, end: number): Generator<Entry | number> {
  for (let number = from;; number++) {
    number = Math.max(number, history.first);
    if (number > end) return;
    yield history.get(number) ?? number;
  }
}

/**
 * Encodes an answer in pieces, each made when it can be written. `count` is told how many messages
 * there were, and returns how many match.
 */
export function* encodeAnswer(
  entries: Iterable<Entry | number>,
  count: (sent: number) => number = (sent) => sent,
): Generator<Uint8Array> {
  let lines: string[] = [];
  let length = 0;
  let sent = 0;
  for (const entry of entries) {
    const line = formatKept(entry);
    lines.push(line);
    if (typeof entry !== "number") sent++;
    length += line.length + 1;
    if (length < PIECE_LENGTH) continue;
    yield encodeLine(lines.join("\n"));
    lines = [];
    length = 0;
  }
  lines.push(formatEvent({ verb: "found", count: count(sent) }));
  yield encodeLine(lines.join("\n"));
}
