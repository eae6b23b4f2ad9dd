/**
 * Reads the end of a transcript when it is opened, however long it is, and mends it.
 *
 * @module
 */

import { DescribedError } from "../net/described_error.ts";
import { type Entry, newRoomId } from "../room/history.ts";
import { Standing } from "../room/standing.ts";
import { isActLine } from "./act_line.ts";
import { readActs } from "./act_reader.ts";
import { formatHeader, HEADER_START, parseEntry, parseHeader } from "./transcript_line.ts";

/** How much of the end is read at first, in bytes. Doubles until enough is found. */
const BLOCK_BYTES = 256 * 1024;

/** More than a first line ever takes, in bytes. */
const MAX_HEADER_BYTES = 256;

const LF = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What a transcript held when it was opened. */
export interface TranscriptContents {
  /** The ID of the room. */
  room: string;
  /** Whether it has only been started by this. */
  isNew: boolean;
  /** Its latest messages, oldest first, numbered without a gap. */
  entries: Entry[];
  /** What moderators did adds up to this. */
  standing: Standing;
  /** The numbers of those of the messages that were removed. */
  removed: number[];
  /** How many bytes were moved from a torn end to another file. */
  tornBytes: number;
}

/** Messages, oldest first, and where the last line ends that tells of a message or an act. */
type Tail = Pick<TranscriptContents, "entries"> & { end: number };

/**
 * Reads the end of a transcript, and mends it if the program was killed in the middle of a line. An
 * empty file becomes a new transcript.
 *
 * @param keep How many of its latest messages to read.
 * @throws {DescribedError} if the file holds something else, or messages out of order.
 */
export function readTranscript(file: Deno.FsFile, path: string, keep: number): TranscriptContents {
  const size = file.statSync().size;
  const { head, header, room } = readHead(file, size);
  if (room === undefined) {
    // A program that was killed at its start leaves at most a part of the first line.
    const isBegun = header === "" && size < MAX_HEADER_BYTES &&
      HEADER_START.startsWith(head.slice(0, HEADER_START.length));
    if (!isBegun) throw new DescribedError((t) => t.transcriptForeign());
    return startTranscript(file);
  }
  const start = encoder.encode(header).length;
  const { entries, end } = readEnd(file, start, size, keep);
  moveTornEnd(file, end, size, `${path}.torn`);
  const standing = new Standing();
  const removed: number[] = [];
  for (const act of readActs(file, start, end)) {
    standing.apply(act);
    if (act.act === "removed" && act.message >= (entries[0]?.number ?? 0)) {
      removed.push(act.message);
    }
  }
  return { room, isNew: false, entries, standing, removed, tornBytes: size - end };
}

/** The ID of the room whose transcript this is; undefined if it is something else. */
export function readRoom(file: Deno.FsFile): string | undefined {
  return readHead(file, file.statSync().size).room;
}

/** Whether a file of this size ends where a line does. */
export function endsWithLine(file: Deno.FsFile, size: number): boolean {
  return size === 0 || readRange(file, size - 1, size)[0] === LF;
}

function readHead(file: Deno.FsFile, size: number) {
  const head = decoder.decode(readRange(file, 0, Math.min(size, MAX_HEADER_BYTES)));
  const header = head.slice(0, head.indexOf("\n") + 1);
  return { head, header, room: parseHeader(header) };
}

function startTranscript(file: Deno.FsFile): TranscriptContents {
  const room = newRoomId();
  file.truncateSync(0);
  file.seekSync(0, Deno.SeekMode.Start);
  file.writeSync(encoder.encode(formatHeader(room)));
  return { room, isNew: true, entries: [], standing: new Standing(), removed: [], tornBytes: 0 };
}

/** Reads back from the end until `keep` messages, and at least one, are found. */
function readEnd(file: Deno.FsFile, start: number, size: number, keep: number): Tail {
  for (let length = BLOCK_BYTES;; length *= 2) {
    const from = Math.max(start, size - length);
    const tail = parseTail(readRange(file, from, size), Math.max(1, keep), from === start);
    if (tail) return { ...tail, end: from + tail.end };
  }
}

/**
 * Reads messages from the last line back, up to a gap in the numbers or a line that is something
 * else. Lines of acts stand between messages. What stands after the last of both is passed over.
 *
 * @param isAll Whether no messages stand before these bytes.
 * @returns undefined if there are too few, and more may stand before these bytes.
 */
function parseTail(bytes: Uint8Array, wanted: number, isAll: boolean): Tail | undefined {
  const newestFirst: Entry[] = [];
  let end = 0;
  const tail = () => ({ entries: newestFirst.reverse(), end });
  for (const { text, lineEnd } of linesBackwards(bytes, isAll)) {
    const entry = parseEntry(text);
    const next = newestFirst.at(-1);
    if (entry || isActLine(text)) end ||= lineEnd;
    if (!entry && isActLine(text)) continue;
    if (next && entry && entry.number >= next.number) {
      throw new DescribedError((t) => t.transcriptOutOfOrder(next.number));
    }
    if (next && entry?.number !== next.number - 1) return tail();
    if (!entry) continue;
    if (newestFirst.push(entry) === wanted) return tail();
  }
  return isAll ? tail() : undefined;
}

/** The lines from the last ended one back, each with where it ends. */
function* linesBackwards(
  bytes: Uint8Array,
  firstIsWhole: boolean,
): Generator<{ text: string; lineEnd: number }> {
  for (let lf = bytes.lastIndexOf(LF); lf >= 0;) {
    const before = lf === 0 ? -1 : bytes.lastIndexOf(LF, lf - 1);
    if (before < 0 && !firstIsWhole) return;
    yield { text: decoder.decode(bytes.subarray(before + 1, lf)), lineEnd: lf + 1 };
    lf = before;
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

/** Moves what stands after the last message to a file of its own. */
function moveTornEnd(file: Deno.FsFile, from: number, to: number, path: string): void {
  if (from === to) return;
  Deno.writeFileSync(path, readRange(file, from, to), { append: true });
  file.truncateSync(from);
}
