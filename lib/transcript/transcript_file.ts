/**
 * The transcript: every message in a file, one JSON object a line, written before anyone is shown
 * the message.
 *
 * The first line names the room; the others read
 * `{"number":12,"time":"2014-05-23T10:15:30.000Z","name":"foo","text":"Hello!"}`, without `name`
 * where a line had none. Written without `fsync`: it survives the end of the program, however
 * sudden, but a power cut may cost the last moments.
 *
 * Knows files, and nothing of who is in the room.
 *
 * @module
 */

import { Refusal } from "../protocol.ts";
import type { Entry, Transcript } from "../room/history.ts";
import { formatEntry, formatHeader } from "./transcript_line.ts";
import { readTranscript, type TranscriptContents } from "./transcript_reader.ts";

/** How many messages are kept to be written later while writing fails; past it the oldest go. */
const MAX_UNWRITTEN = 10_000;

const encoder = new TextEncoder();

/** A transcript in a file. Only one server at a time can have it open. */
export class TranscriptFile implements Transcript {
  /** What it held when it was opened. */
  readonly contents: TranscriptContents;
  /**
   * Called when writing begins to fail, with the error; when it works again, with nothing; and with
   * words when somebody else changed the file.
   */
  onTrouble: (problem?: unknown) => void = () => {};
  readonly #path: string;
  #file: Deno.FsFile;
  #inode: number | null;
  /** Where the last whole line ends: a write that failed half-way is cut back to here. */
  #size: number;
  /** Whether part of a line may stand after that. */
  #torn = false;
  #closed = false;
  #unwritten: Entry[] = [];

  /**
   * Opens a transcript, or starts one if there is no such file.
   *
   * @param keep How many of its latest messages to read.
   * @throws {Refusal} if the file is no transcript, or in use by another server.
   * @throws what `Deno.openSync` throws.
   */
  constructor(path: string, keep: number) {
    this.#path = path;
    this.#file = open(path);
    try {
      this.contents = readTranscript(this.#file, path, keep);
      this.#inode = this.#file.statSync().ino;
      this.#size = this.#file.seekSync(0, Deno.SeekMode.End);
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  /** Appends an entry, and before it whatever could not be written so far. Never throws. */
  append(entry: Entry): void {
    const troubled = this.#unwritten.length > 0;
    this.#unwritten.push(entry);
    this.#writeAll(troubled);
  }

  #writeAll(troubled: boolean): void {
    let written = 0;
    try {
      this.#reopenIfMoved();
      for (const waiting of this.#unwritten) {
        this.#write(encoder.encode(formatEntry(waiting)));
        written++;
      }
      if (troubled) this.onTrouble();
    } catch (error) {
      this.#cutBackIfTorn();
      if (!troubled) this.onTrouble(error);
    } finally {
      this.#unwritten.splice(0, Math.max(written, this.#unwritten.length - MAX_UNWRITTEN));
    }
  }

  /**
   * Ends writing and lets another server have the file. Idempotent. What could not be written is
   * tried once more; how many messages are in no transcript then is told as a trouble.
   */
  close(): void {
    if (this.#closed) return;
    if (this.#unwritten.length > 0) this.#writeAll(true);
    const lost = this.#unwritten.length;
    if (lost > 0) this.onTrouble(`${lost} messages could not be written, and are lost`);
    this.#file.close();
    this.#closed = true;
  }

  /** Writes one line whole: what a failed write left of a line is cut off before anything else. */
  #write(line: Uint8Array): void {
    if (this.#torn) this.#cutBack();
    this.#torn = true;
    for (let at = 0; at < line.length;) at += this.#file.writeSync(line.subarray(at));
    this.#torn = false;
    this.#size += line.length;
  }

  /** Leaves no part of a line behind, if that can be helped now: if not, the next write will. */
  #cutBackIfTorn(): void {
    try {
      if (this.#torn) this.#cutBack();
    } catch {
      // As bad as before.
    }
  }

  #cutBack(): void {
    this.#file.truncateSync(this.#size);
    this.#file.seekSync(this.#size, Deno.SeekMode.Start);
    this.#torn = false;
  }

  /** A file that was removed or renamed would swallow every write: starts another in its place. */
  #reopenIfMoved(): void {
    const there = statIfThere(this.#path);
    if (there?.ino === this.#inode && there.size >= this.#size) return;
    if (there?.ino === this.#inode) return this.#goOnAfterCut(there.size);
    const file = open(this.#path);
    try {
      if (file.statSync().size > 0) throw new Refusal("another file took its place");
      file.writeSync(encoder.encode(formatHeader(this.contents.room)));
    } catch (error) {
      file.close();
      throw error;
    }
    this.#file.close();
    this.#file = file;
    this.#inode = file.statSync().ino;
    this.#size = file.seekSync(0, Deno.SeekMode.End);
    this.#torn = false;
    this.onTrouble("the file was removed or renamed; a new one goes on in its place");
  }

  /** Somebody cut the file short: goes on after what is left of it, on a line of its own. */
  #goOnAfterCut(size: number): void {
    this.#size = size;
    this.#cutBack();
    this.#write(encoder.encode(size === 0 ? formatHeader(this.contents.room) : "\n"));
    this.onTrouble("the file was cut short by another program; it goes on");
  }
}

function statIfThere(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function open(path: string): Deno.FsFile {
  // Not opened for appending: on Windows such a file could not be cut back.
  const file = Deno.openSync(path, { read: true, write: true, create: true });
  // Windows would let nobody else read a locked file; there two servers on one are not noticed.
  if (Deno.build.os === "windows" || file.tryLockSync(true)) return file;
  file.close();
  throw new Refusal("another server is using it");
}
