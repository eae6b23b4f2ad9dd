/**
 * A file that the room hands out. It is opened once, so that the server needs no permission to read
 * any more, and nothing that happens to its path later leads elsewhere.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { ReleaseFile } from "./release_file.ts";

/** How much is read at a time to make a checksum, in bytes. The room waits meanwhile. */
const HASHED_BYTES = 64 * 1024;

/** An open file. */
export class OfferedFile {
  /** What it is. */
  readonly release: ReleaseFile;
  /** Its size when it was opened, in bytes. */
  readonly size: number;
  /** When it was last changed before that, to the second. */
  readonly modified: Date;
  readonly #file: Deno.FsFile;
  /** Settles when nobody reads any more. Reads take turns, because a file has one position. */
  #free: Promise<unknown> = Promise.resolve();
  #sha256: Promise<string> | undefined;

  /** Opens a file. Throws what `Deno.openSync` throws, and if it is no ordinary file. */
  constructor(path: string, release: ReleaseFile) {
    this.release = release;
    this.#file = Deno.openSync(path);
    const { isFile, size, mtime } = this.#file.statSync();
    if (!isFile) {
      this.#file.close();
      throw new TypeError(`Cannot hand out ${path}: it is not a file`);
    }
    this.size = size;
    this.modified = new Date(Math.floor((mtime?.getTime() ?? 0) / 1000) * 1000);
  }

  /** Tells this content from that of every other file of the name (RFC 9110, 8.8.3). */
  get etag(): string {
    return `"${this.size.toString(16)}-${(this.modified.getTime() / 1000).toString(16)}"`;
  }

  /** Its checksum, in hexadecimal. It is made once; after a failure, again at the next call. */
  sha256(): Promise<string> {
    return this.#sha256 ??= this.#hash().catch((error) => {
      this.#sha256 = undefined;
      throw error;
    });
  }

  /** Says what its checksum is. */
  set knownSha256(sha256: string) {
    this.#sha256 = Promise.resolve(sha256);
  }

  /** Fills a buffer as far as the file goes from `at`; resolves to the part that was filled. */
  read(buffer: Uint8Array, at: number): Promise<Uint8Array> {
    const reading = this.#free.then(async () => {
      await this.#file.seek(at, Deno.SeekMode.Start);
      return buffer.subarray(0, await this.#file.read(buffer) ?? 0);
    });
    this.#free = reading.catch(() => {});
    return reading;
  }

  /** Closes it. */
  close(): void {
    this.#file.close();
  }

  async #hash(): Promise<string> {
    const hash = createHash("sha256");
    const buffer = new Uint8Array(HASHED_BYTES);
    for (let at = 0; at < this.size;) {
      const part = await this.read(buffer, at);
      if (part.length === 0) break;
      hash.update(part);
      at += part.length;
    }
    return hash.digest("hex");
  }
}
