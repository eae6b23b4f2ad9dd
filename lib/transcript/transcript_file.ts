/**
 * The transcript: every message in a file, one JSON object a line, written before anyone is shown
 * the message.
 *
 * The first line names the room. The others read
 * `{"number":12,"time":"2014-05-23T10:15:30.000Z","name":"foo","text":"Hello!"}`, without `name`
 * where a line had none. They are written without `fsync`: they survive the end of the program,
 * however sudden, but a power cut may cost the last moments.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { describeError } from "../net/describe_error.ts";
import { Refusal } from "../protocol.ts";
import type { Entry, Transcript } from "../room/history.ts";
import { formatEntry, formatHeader } from "./transcript_line.ts";
import { readTranscript, type TranscriptContents } from "./transcript_reader.ts";

/** How many messages are kept while writing fails; past it the oldest are lost. */
const MAX_UNWRITTEN = 10_000;

const encoder = new TextEncoder();

/** A transcript in a file. Only one server at a time can have it open. */
export class TranscriptFile implements Transcript {
  /** What it held when it was opened. */
  readonly contents: TranscriptContents;
  /** Called when writing begins to fail or the file was changed; with undefined when all is well. */
  onTrouble: (trouble: Sentence | undefined) => void = () => {};
  readonly #path: string;
  #file: Deno.FsFile;
  #inode: number | null;
  /** Where the last whole line ends. A write that failed half-way is cut back to here. */
  #size: number;
  /** Whether a part of a line may stand after that. */
  #torn = false;
  #closed = false;
  #unwritten: Entry[] = [];

  /**
   * Opens a transcript, or starts one if there is no such file.
   *
   * @param keep How many of its latest messages to read.
   * @throws {Refusal} if the file is no transcript, or in use by another server.
   * @throws whatever else `Deno.openSync` throws.
   */
  constructor(path: string, keep: number) {
    this.#path = path;
    this.#file = openLocked(path);
    try {
      this.contents = readTranscript(this.#file, path, keep);
      this.#inode = this.#file.statSync().ino;
      this.#size = this.#file.seekSync(0, Deno.SeekMode.End);
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  /** Appends an entry, after those that could not be written so far. Never throws. */
  append(entry: Entry): void {
    const isFailing = this.#unwritten.length > 0;
    this.#unwritten.push(entry);
    this.#writeAll(isFailing);
  }

  /**
   * Stops writing and lets another server have the file. Idempotent. Entries that could not be
   * written are tried once more; those that are lost then are reported as trouble.
   */
  close(): void {
    if (this.#closed) return;
    if (this.#unwritten.length > 0) this.#writeAll(true);
    const lost = this.#unwritten.length;
    if (lost > 0) this.#reportChange((t) => t.transcriptLost(lost));
    this.#file.close();
    this.#closed = true;
  }

  #writeAll(isFailing: boolean): void {
    let written = 0;
    try {
      this.#checkFile();
      for (const entry of this.#unwritten) {
        this.#write(formatEntry(entry));
        written++;
      }
      if (isFailing) this.onTrouble(undefined);
    } catch (error) {
      this.#tryToCutBack();
      const reason = describeError(error);
      if (!isFailing) this.onTrouble((t) => t.transcriptFails(reason(t)));
    } finally {
      this.#unwritten.splice(0, Math.max(written, this.#unwritten.length - MAX_UNWRITTEN));
    }
  }

  /** Writes one whole line, after cutting off what a failed write left of another. */
  #write(line: string): void {
    if (this.#torn) this.#cutBack();
    this.#torn = true;
    const bytes = encoder.encode(line);
    for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
    this.#torn = false;
    this.#size += bytes.length;
  }

  #cutBack(): void {
    this.#file.truncateSync(this.#size);
    this.#file.seekSync(this.#size, Deno.SeekMode.Start);
    this.#torn = false;
  }

  #tryToCutBack(): void {
    try {
      if (this.#torn) this.#cutBack();
    } catch {
      // The next write tries again.
    }
  }

  /** Looks whether the file is still there as it was left, and mends what is not. */
  #checkFile(): void {
    const found = statIfThere(this.#path);
    if (found?.ino !== this.#inode) this.#startAnother();
    else if (found.size < this.#size) this.#continueAfterCut(found.size);
  }

  /** The file was removed or renamed, and would swallow every write: starts another in its place. */
  #startAnother(): void {
    const file = openLocked(this.#path);
    try {
      if (file.statSync().size > 0) throw new Refusal((t) => t.transcriptReplaced());
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
    this.#reportChange((t) => t.transcriptMoved());
  }

  /** Another program cut the file short: continues after what is left, on a line of its own. */
  #continueAfterCut(size: number): void {
    this.#size = size;
    this.#cutBack();
    this.#write(size === 0 ? formatHeader(this.contents.room) : "\n");
    this.#reportChange((t) => t.transcriptCut());
  }

  #reportChange(change: Sentence): void {
    this.onTrouble((t) => t.transcriptChanged(change(t)));
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

function openLocked(path: string): Deno.FsFile {
  // Not opened for appending: on Windows the file could not be cut back then.
  const file = Deno.openSync(path, { read: true, write: true, create: true });
  // On Windows nobody else could read a locked file, so two servers on one file go unnoticed there.
  if (Deno.build.os === "windows" || file.tryLockSync(true)) return file;
  file.close();
  throw new Refusal((t) => t.transcriptInUse());
}
