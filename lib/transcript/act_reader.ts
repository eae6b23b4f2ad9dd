/**
 * Reads what moderators did from a whole transcript, however long it is.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import type { Act } from "../room/standing.ts";
import { ACT_START, parseAct } from "./act_line.ts";

/** How much is read at once, in bytes. A longer line is passed over. */
const BLOCK_BYTES = 1024 * 1024;

/** Where the line of an act begins: after the ending of another. */
const NEXT_ACT = `\n${ACT_START}`;

const LF = 10;
const decoder = new TextDecoder();

/**
 * The acts in the lines of a file between two places, in order. Another line ends before `from`.
 * 100 MB take some 0.1 s.
 */
export function* readActs(file: Deno.FsFile, from: number, to: number): Generator<Act> {
  const block = new Uint8Array(Math.min(BLOCK_BYTES, to - from + 1));
  for (let at = from - 1; at < to;) {
    file.seekSync(at, Deno.SeekMode.Start);
    const read = file.readSync(block.subarray(0, Math.min(block.length, to - at))) ?? 0;
    if (read === 0) return;
    const bytes = block.subarray(0, read);
    // One character for each byte, so that a place in the text is one in the bytes.
    const text = Buffer.from(block.buffer, 0, read).toString("latin1");
    const end = text.lastIndexOf("\n");
    for (
      let lf = text.indexOf(NEXT_ACT);
      lf >= 0 && lf < end;
      lf = text.indexOf(NEXT_ACT, lf + 1)
    ) {
      const act = parseAct(decoder.decode(bytes.subarray(lf + 1, bytes.indexOf(LF, lf + 1))));
      if (act) yield act;
    }
    // A line that goes on is read again, unless it fills the block.
    at += end > 0 ? end : read;
  }
}
