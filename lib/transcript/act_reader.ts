/**
 * Reads what moderators did from a whole transcript, however long it is.
 *
 * @module
 */

import type { Act } from "../room/standing.ts";
import { ACT_START, parseAct } from "./act_line.ts";

/** How much is read at once, in bytes. A longer line is passed over. */
const BLOCK_BYTES = 1024 * 1024;

const LF = 10;
const decoder = new TextDecoder();
const start = new TextEncoder().encode(ACT_START);

/**
 * The acts in the lines of a file between two places, in order. Of other lines only the beginnings
 * are looked at, so a gigabyte takes about a second.
 */
export function* readActs(file: Deno.FsFile, from: number, to: number): Generator<Act> {
  const block = new Uint8Array(Math.min(BLOCK_BYTES, to - from));
  let isLineStart = true;
  for (let at = from; at < to;) {
    file.seekSync(at, Deno.SeekMode.Start);
    const read = file.readSync(block.subarray(0, Math.min(block.length, to - at))) ?? 0;
    if (read === 0) return;
    const bytes = block.subarray(0, read);
    let line = 0;
    for (let lf = bytes.indexOf(LF); lf >= 0; lf = bytes.indexOf(LF, line)) {
      if (isLineStart && startsAct(bytes, line)) {
        const act = parseAct(decoder.decode(bytes.subarray(line, lf)));
        if (act) yield act;
      }
      isLineStart = true;
      line = lf + 1;
    }
    // A line that goes on is read again, unless it fills the block.
    isLineStart = line > 0;
    at += isLineStart ? line : read;
  }
}

function startsAct(bytes: Uint8Array, at: number): boolean {
  return start.every((byte, i) => bytes[at + i] === byte);
}
