/**
 * What a transcript holds when it is opened: its end is read, however long it is, and mended.
 *
 * Knows files, and nothing of how messages are written to one.
 *
 * @module
 */

import { Refusal } from "../protocol.ts";
import type { Entry } from "../room/history.ts";
import { newRoomId } from "../room/room_id.ts";
import { formatHeader, HEADER_START, parseEntry, parseHeader } from "./transcript_line.ts";

/** How much is read at a time when looking for the end of a transcript, in bytes. */
const BLOCK_BYTES = 256 * 1024;

/** More than a first line ever takes, in bytes. */
const MAX_HEADER_BYTES = 256;

const LF = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What a transcript held when it was opened. */
export interface TranscriptContents {
  /** Which room it belongs to. */
  room: string;
  /** Its latest messages, oldest first, numbered without a gap. */
  entries: Entry[];
  /** How many bytes of a torn end were put aside, if there was one. */
  tornBytes: number;
}

/**
 * Reads the end of a transcript, and mends it if the program was ended in the middle of a line. An
 * empty file becomes a new transcript.
 *
 * @param keep How many of its latest messages to read.
 * @throws {Refusal} if the file holds something else, or messages out of order.
 */
export function readTranscript(file: Deno.FsFile, path: string, keep: number): TranscriptContents {
  const size = file.statSync().size;
  const head = decoder.decode(readRange(file, 0, Math.min(size, MAX_HEADER_BYTES)));
  const header = head.slice(0, head.indexOf("\n") + 1);
  const room = parseHeader(header);
  if (room !== undefined) {
    const { entries, end } = readEnd(file, encoder.encode(header).length, size, keep);
    putAside(file, end, size, `${path}.torn`);
    return { room, entries, tornBytes: size - end };
  }
  // At most the beginning of a first line: the program was ended as it started.
  const begun = header === "" && size < MAX_HEADER_BYTES &&
    HEADER_START.startsWith(head.slice(0, HEADER_START.length));
  if (!begun) {
    throw new Refusal("it holds something else");
  }
  const created = newRoomId();
  file.truncateSync(0);
  file.seekSync(0, Deno.SeekMode.Start);
  file.writeSync(encoder.encode(formatHeader(created)));
  return { room: created, entries: [], tornBytes: 0 };
}

/**
 * Reads back from the end of the file until `keep` messages, and at least one, are found.
 *
 * @returns the messages, and where the last whole line ends.
 */
function readEnd(
  file: Deno.FsFile,
  start: number,
  size: number,
  keep: number,
): { entries: Entry[]; end: number } {
  const wanted = Math.max(1, keep);
  for (let length = BLOCK_BYTES;; length *= 2) {
    const from = Math.max(start, size - length);
    const bytes = readRange(file, from, size);
    const entries: Entry[] = [];
    let end = from;
    // The first line is whole only if nothing stands before it.
    let lineEnd = bytes.lastIndexOf(LF);
    while (lineEnd >= 0 && entries.length < wanted) {
      const before = lineEnd === 0 ? -1 : bytes.lastIndexOf(LF, lineEnd - 1);
      if (before < 0 && from > start) break;
      const entry = parseEntry(decoder.decode(bytes.subarray(before + 1, lineEnd)));
      const next = entries.at(-1);
      if (entry && next && entry.number >= next.number) {
        throw new Refusal(`its messages are out of order before number ${next.number}`);
      }
      if (entry && next && entry.number !== next.number - 1) {
        return { entries: entries.reverse(), end };
      }
      if (entry) {
        if (!next) end = from + lineEnd + 1;
        entries.push(entry);
      } else if (next) return { entries: entries.reverse(), end };
      lineEnd = before;
    }
    if (from === start || entries.length >= wanted) return { entries: entries.reverse(), end };
  }
}

function readRange(file: Deno.FsFile, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(to - from);
  file.seekSync(from, Deno.SeekMode.Start);
  let length = 0;
  while (length < bytes.length) {
    const read = file.readSync(bytes.subarray(length));
    if (read === null) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** Moves what stands after the last whole line to a file of its own. */
function putAside(file: Deno.FsFile, from: number, to: number, path: string): void {
  if (from === to) return;
  Deno.writeFileSync(path, readRange(file, from, to), { append: true });
  file.truncateSync(from);
}
