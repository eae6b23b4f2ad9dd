/**
 * Downloads: how many there may be, and how fast they go on, so that the room does not notice.
 *
 * @module
 */

import { writeTurn } from "../net/fair_writes.ts";
import { BadRequest } from "./request_head.ts";
import type { OfferedFile } from "./offered_file.ts";

/** How many downloads there may be at once. */
export const MAX_DOWNLOADS = 32;

/** How many of them one address may have. */
export const MAX_DOWNLOADS_OF_ADDRESS = 4;

/** How many bytes are read and written at a time. */
const CHUNK_BYTES = 256 * 1024;

/** How many bytes a second all downloads get together. */
const BYTES_PER_SECOND = 32 * 1024 * 1024;

/** Shorter waits than this are put off, in ms: timers are no more exact. */
const SHORTEST_WAIT_MS = 4;

/** The downloads under way. */
export class Downloads {
  readonly #byAddress = new Map<string, number>();
  #count = 0;
  /** When the next chunk may go, in ms. */
  #next = 0;

  /**
   * Starts a download of the bytes `from` to `to`, `to` not included. Its place is free again when
   * the iterator has ended.
   *
   * @throws {BadRequest} if there are too many.
   */
  start(
    file: OfferedFile,
    { from, to, address }: { from: number; to: number; address: string },
  ): AsyncIterable<Uint8Array> {
    const ofAddress = this.#byAddress.get(address) ?? 0;
    if (ofAddress >= MAX_DOWNLOADS_OF_ADDRESS || this.#count >= MAX_DOWNLOADS) {
      const headers = { "Retry-After": "10" };
      throw new BadRequest(503, (t) => t.webTooManyDownloads(MAX_DOWNLOADS_OF_ADDRESS), headers);
    }
    this.#count++;
    this.#byAddress.set(address, ofAddress + 1);
    return new Download(file, { from, to }, {
      turn: (bytes) => this.#turn(bytes),
      end: () => this.#end(address),
    });
  }

  #end(address: string): void {
    this.#count--;
    const left = this.#byAddress.get(address)! - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }

  /** Resolves when a chunk of so many bytes may be written: in the order of asking, at an even rate. */
  async #turn(bytes: number): Promise<void> {
    const now = performance.now();
    const wait = this.#next - now;
    this.#next = Math.max(now, this.#next) + bytes * 1000 / BYTES_PER_SECOND;
    if (wait >= SHORTEST_WAIT_MS) await new Promise((resolve) => setTimeout(resolve, wait));
    await writeTurn();
  }
}

/** One download. It ends by itself, or when it is told to, which must happen even if it never began. */
class Download implements AsyncIterableIterator<Uint8Array> {
  readonly #file: OfferedFile;
  readonly #to: number;
  readonly #buffer = new Uint8Array(CHUNK_BYTES);
  readonly #turn: (bytes: number) => Promise<void>;
  #end: (() => void) | undefined;
  #at: number;

  constructor(
    file: OfferedFile,
    { from, to }: { from: number; to: number },
    { turn, end }: { turn: (bytes: number) => Promise<void>; end: () => void },
  ) {
    this.#file = file;
    this.#at = from;
    this.#to = to;
    this.#turn = turn;
    this.#end = end;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next chunk. It is overwritten by the one after it. */
  async next(): Promise<IteratorResult<Uint8Array>> {
    if (!this.#end || this.#at >= this.#to) return this.return();
    const length = Math.min(CHUNK_BYTES, this.#to - this.#at);
    const chunk = await this.#file.read(this.#buffer.subarray(0, length), this.#at);
    // A shorter body than the head says tells the visitor that something is wrong.
    if (chunk.length === 0) return this.return();
    this.#at += chunk.length;
    await this.#turn(chunk.length);
    return { done: false, value: chunk };
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#end?.();
    this.#end = undefined;
    return Promise.resolve({ done: true, value: undefined });
  }
}
