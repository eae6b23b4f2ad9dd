/**
 * The bounded outgoing queue of one reader. A slow reader costs only itself.
 *
 * @module
 */

import type { ByteSink } from "./byte_stream.ts";
import { ChunkQueue, joinShared } from "./chunk_queue.ts";
import { writeTurn } from "./fair_writes.ts";
import type { Job } from "./fair_work.ts";
import type { MemoryBudget } from "./memory_budget.ts";

/** The most bytes that wait for one reader. */
export const MAX_WAITING_BYTES = 1024 * 1024;

/** The most chunks that wait for one reader; a small chunk takes far more memory than its bytes. */
export const MAX_WAITING_CHUNKS = 16 * 1024;

/** How many waiting bytes are joined into one write. */
const BATCH_BYTES = 64 * 1024;

/** Options for an {@linkcode Outbox}. */
export interface OutboxOptions {
  /** The most bytes that wait. @default MAX_WAITING_BYTES */
  limit?: number;
  /** The memory that this and other outboxes may take together. @default any */
  budget?: MemoryBudget;
  /** Runs a job that makes chunks of an iterator, at once or later. @default at once */
  make?: (job: Job) => Promise<void> | undefined;
  /** Called once, when writing has failed. */
  onFail?: (error: unknown) => void;
  /** What to send in place of `count` lines that were left out. @default nothing */
  skipped?: (count: number) => Uint8Array | undefined;
}

/**
 * A queue with one writer. What waits is joined into one write, in the next microtask or when the
 * write before it ends. Chunks are shared between the outboxes of all readers and never change.
 *
 * When too much waits, chunks are left out until everything that waits has been written. One notice
 * then says how many lines are missing.
 */
export class Outbox {
  readonly #sink: ByteSink;
  readonly #options: OutboxOptions;
  readonly #queue = new ChunkQueue();
  /** Lines left out since the queue was full; undefined while nothing is left out. */
  #skipped: number | undefined;
  #writing: Promise<void> | undefined;
  #ready: PromiseWithResolvers<void> | undefined;
  #closed = false;
  /** The bytes of the write under way, and what the budget was told last. */
  #writingBytes = 0;
  #budgeted = 0;
  /** Counts writes. {@linkcode stuckFor} compares it with the count at the call before. */
  #writes = 0;
  #seen = { writes: -1, at: 0 };

  /** Starts empty. Everything goes to `sink`, in order. */
  constructor(sink: ByteSink, options: OutboxOptions = {}) {
    this.#sink = sink;
    this.#options = options;
  }

  /** Queues a chunk with so many chat lines in it; false if it was left out. */
  push(chunk: Uint8Array, lines = 1): boolean {
    if (this.#closed) return false;
    if (this.#skipped !== undefined || this.#isFull(chunk)) {
      this.#skipped = (this.#skipped ?? 0) + lines;
    } else this.#queue.push(chunk);
    this.#updateBudget();
    this.#writing ??= this.#writeAll();
    return this.#skipped === undefined;
  }

  /** Queues chunks that are made only when they can be written. */
  pushLazily(chunks: Iterator<Uint8Array>): void {
    if (this.#closed) return;
    this.#queue.push(chunks);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when the reader has taken nearly everything, all replays and any notice. */
  ready(): Promise<void> {
    if (this.#isReady()) return Promise.resolve();
    this.#ready ??= Promise.withResolvers();
    return this.#ready.promise;
  }

  /** Resolves when everything that waited has been written or dropped. */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /**
   * Milliseconds without progress while data is pending. Call periodically; progress is measured
   * between calls, so that a write need not read the clock.
   */
  stuckFor(now: number): number {
    if (!this.#writing || this.#writes !== this.#seen.writes) {
      this.#seen = { writes: this.#writes, at: now };
    }
    return now - this.#seen.at;
  }

  /** Drops what waits and takes no more. A write under way is left to the sink. */
  close(): void {
    this.#closed = true;
    this.#queue.clear();
    this.#skipped = undefined;
    this.#ready?.resolve();
    this.#writingBytes = 0;
    this.#updateBudget();
  }

  get #limit(): number {
    return this.#options.limit ?? MAX_WAITING_BYTES;
  }

  #isFull(chunk: Uint8Array): boolean {
    const bytes = this.#queue.bytes + chunk.length;
    return bytes > this.#limit || this.#queue.length >= MAX_WAITING_CHUNKS ||
      this.#options.budget?.refuses(bytes) === true;
  }

  #updateBudget(): void {
    const bytes = this.#queue.bytes + this.#writingBytes;
    this.#options.budget?.change(this.#budgeted, bytes);
    this.#budgeted = bytes;
  }

  #isReady(): boolean {
    return this.#closed ||
      (!this.#queue.hasIterator && this.#skipped === undefined &&
        this.#queue.bytes < this.#limit / 16);
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#queue.length > 0 || this.#skipped !== undefined) {
        // At least a microtask later, so that all lines that one read completed are joined.
        await writeTurn();
        const batch = this.#queue.hasIterator ? await this.#makeBatch() : this.#nextBatch();
        await this.#write(batch);
      }
    } catch (error) {
      this.close();
      this.#options.onFail?.(error);
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#writingBytes = bytes.length;
    this.#updateBudget();
    try {
      for (let at = 0; at < bytes.length;) {
        at += await this.#sink.write(at === 0 ? bytes : bytes.subarray(at));
        this.#writes++;
      }
    } finally {
      this.#writingBytes = 0;
      this.#updateBudget();
    }
  }

  /** The next batch, where an iterator may have to make it. That takes its turn with other work. */
  async #makeBatch(): Promise<Uint8Array> {
    const { make } = this.#options;
    if (!make) return this.#nextBatch();
    let batch!: Uint8Array;
    await make(() => (batch = this.#nextBatch()).length);
    return batch;
  }

  #nextBatch(): Uint8Array {
    const chunks = this.#queue.take(BATCH_BYTES);
    if (this.#queue.length === 0 && this.#skipped !== undefined) {
      const notice = this.#skipped > 0 ? this.#options.skipped?.(this.#skipped) : undefined;
      this.#skipped = undefined;
      if (notice) chunks.push(notice);
    }
    if (this.#ready && this.#isReady()) {
      this.#ready.resolve();
      this.#ready = undefined;
    }
    return joinShared(chunks);
  }
}
