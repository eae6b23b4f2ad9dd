/**
 * The transcript: every message in a file, one JSON object a line, written before anyone is shown
 * the message.
 *
 * The first line names the room. The others read
 * `{"number":12,"time":"2014-05-23T10:15:30.000Z","name":"foo","text":"Hello!"}`, without `name`
 * where a line had none, or tell what a moderator did (`act_line.ts`). What is written survives the
 * end of the program, however sudden. Without `fsync` a power cut may cost the last moments.
 *
 * @module
 */

import type { ProgramSentence } from "../language/program_language.ts";
import { describeError } from "../net/describe_error.ts";
import { DescribedError } from "../net/described_error.ts";
import type { Entry, Transcript } from "../room/history.ts";
import type { Act, Standing } from "../room/standing.ts";
import { formatAct } from "./act_line.ts";
import { formatEntry, formatHeader } from "./transcript_line.ts";
import {
  endsWithLine,
  readRoom,
  readTranscript,
  type TranscriptContents,
} from "./transcript_reader.ts";

/** How many messages are kept while writing fails; past it the oldest are lost. */
const MAX_UNWRITTEN = 10_000;

/** How many messages are written at once. */
const MAX_BLOCK = 256;

const encoder = new TextEncoder();

/** Options for a {@linkcode TranscriptFile}. */
export interface TranscriptOptions {
  /** How many of its latest messages to read. */
  keep: number;
  /** Whether messages are on the disk, not only handed to the system, before they are shown. */
  fsync?: boolean;
}

/** A transcript in a file. Only one server at a time can have it open. */
export class TranscriptFile implements Transcript {
  /** What it held when it was opened, but for the messages and the standing. */
  readonly contents: Omit<TranscriptContents, "entries" | "standing">;
  /**
   * What the acts in it add up to. The room that is given this applies its further acts to it, so
   * that a file that is begun anew can begin with them all.
   */
  readonly standing: Standing;
  /** The number of the last message that it held when it was opened; 0 if it held none. */
  readonly last: number;
  /** Called when writing begins to fail or the file was changed; with undefined when all is well. */
  onTrouble: (trouble: ProgramSentence | undefined) => void = () => {};
  readonly #path: string;
  readonly #fsync: boolean;
  #entries: Entry[];
  #file: Deno.FsFile;
  #inode: number | null;
  /** Where the last whole line ends. A write that failed half-way is cut back to here. */
  #size: number;
  /** Whether a part of a line may stand after that. */
  #torn = false;
  /** What must stand before the next line: a first line, or the end of another program's. */
  #before: "header" | "newline" | undefined;
  #failing = false;
  #isGrown = false;
  #closed = false;
  #unwritten: (Entry | Act)[] = [];

  /**
   * Opens a transcript, or starts one if there is no such file.
   *
   * @throws {DescribedError} if the file is no transcript, or in use by another server.
   * @throws whatever else `Deno.openSync` throws.
   */
  constructor(path: string, { keep, fsync = false }: TranscriptOptions) {
    this.#path = path;
    this.#fsync = fsync;
    this.#file = openLocked(path);
    try {
      const { entries, standing, ...contents } = readTranscript(this.#file, path, keep);
      this.contents = contents;
      this.standing = standing;
      this.last = entries.at(-1)?.number ?? 0;
      this.#entries = entries;
      this.#inode = this.#file.statSync().ino;
      this.#size = this.#file.seekSync(0, Deno.SeekMode.End);
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  /** Gives its latest messages away: it keeps none, so that they are in memory only once. */
  takeEntries(): Entry[] {
    return this.#entries.splice(0);
  }

  /** Appends messages, after those that could not be written so far. Never throws. */
  append(entries: readonly Entry[]): void {
    for (const entry of entries) this.#unwritten.push(entry);
    this.#writeAll();
  }

  /** Appends an act, after what could not be written so far. Never throws. */
  record(act: Act): void {
    this.#unwritten.push(act);
    this.#writeAll();
  }

  /**
   * Stops writing and lets another server have the file. Idempotent. Messages that could not be
   * written are tried once more; those that are lost then are reported as trouble.
   */
  close(): void {
    if (this.#closed) return;
    if (this.#unwritten.length > 0) this.#writeAll();
    const lost = this.#unwritten.length;
    if (lost > 0) this.#reportChange((t) => t.transcriptLost(lost));
    this.#file.close();
    this.#closed = true;
  }

  #writeAll(): void {
    let written = 0;
    try {
      this.#checkFile();
      while (written < this.#unwritten.length) {
        const block = this.#unwritten.slice(written, written + MAX_BLOCK);
        this.#write(block.map(formatLine).join(""));
        written += block.length;
      }
      if (this.#fsync) this.#file.syncDataSync();
      if (this.#failing) this.onTrouble(undefined);
      this.#failing = false;
    } catch (error) {
      this.#tryToCutBack();
      const reason = describeError(error);
      if (!this.#failing) this.onTrouble((t) => t.transcriptFails(reason(t)));
      this.#failing = true;
    } finally {
      this.#unwritten.splice(0, Math.max(written, this.#unwritten.length - MAX_UNWRITTEN));
    }
  }

  /** Writes whole lines, after cutting off what a failed write left of others. */
  #write(lines: string): void {
    if (this.#torn) this.#cutBack();
    this.#torn = true;
    const header = this.#before === "header" ? this.#formatStart() : "";
    const bytes = encoder.encode((this.#before === "newline" ? "\n" : header) + lines);
    for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
    this.#torn = false;
    this.#before = undefined;
    this.#size += bytes.length;
  }

  /** The beginning of a file: the room, and what holds in it from the file before. */
  #formatStart(): string {
    return formatHeader(this.contents.room) +
      this.standing.acts(Date.now()).map(formatAct).join("");
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

  /**
   * Looks whether the file is still there as it was left, and mends what is not. What another program
   * writes between this and the next write may be overwritten.
   */
  #checkFile(): void {
    const found = statIfThere(this.#path);
    if (found?.ino !== this.#inode) return this.#startAnother();
    if (found.size < this.#size) {
      this.#goOnAt(found.size);
      this.#reportChange((t) => t.transcriptCut());
    } else if (found.size > this.#size && !this.#torn) {
      this.#goOnAt(found.size);
      // It may go on for ever.
      if (!this.#isGrown) this.#reportChange((t) => t.transcriptGrown());
      this.#isGrown = true;
    }
  }

  /**
   * The file was removed, renamed, or saved anew by an editor. It would swallow every write, so
   * another one in its place is started, or taken up if it is a transcript of this room.
   */
  #startAnother(): void {
    const file = openLocked(this.#path);
    const { size, ino } = file.statSync();
    try {
      if (size > 0 && readRoom(file) !== this.contents.room) {
        throw new DescribedError((t) => t.transcriptReplaced());
      }
    } catch (error) {
      file.close();
      throw error;
    }
    this.#file.close();
    this.#file = file;
    this.#inode = ino;
    this.#goOnAt(size);
    this.#reportChange((t) => size > 0 ? t.transcriptSaved() : t.transcriptMoved());
  }

  /** Goes on at the end of a file of this size, on a line of its own. */
  #goOnAt(size: number): void {
    const isEnded = endsWithLine(this.#file, size);
    this.#before = size === 0 ? "header" : isEnded ? undefined : "newline";
    this.#size = this.#file.seekSync(size, Deno.SeekMode.Start);
    this.#torn = false;
  }

  #reportChange(change: ProgramSentence): void {
    this.onTrouble((t) => t.transcriptChanged(change(t)));
  }
}

function formatLine(one: Entry | Act): string {
  return "act" in one ? formatAct(one) : formatEntry(one);
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
  throw new DescribedError((t) => t.transcriptInUse());
}
