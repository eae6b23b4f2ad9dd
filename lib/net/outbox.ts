/**
 * One reader's bounded outgoing queue: what waits for one connection (or for the server's console)
 * until the reader takes it. A slow reader costs only itself.
 *
 * Knows bytes, and something to write them to; knows no socket and no room.
 *
 * @module
 */

/** The most bytes that wait for one reader. */
export const MAX_WAITING_BYTES = 1024 * 1024;

/** The most chunks that wait for one reader: a small one takes far more memory than its bytes. */
export const MAX_WAITING_CHUNKS = 16 * 1024;

/** How many waiting bytes are joined into one write. */
const BATCH_BYTES = 64 * 1024;

/** Anything bytes can be written to: `Deno.Conn` and `Deno.stdout` are such. */
export interface ByteSink {
  /** Writes some of `bytes`, at least one; resolves to how many. */
  write(bytes: Uint8Array): Promise<number>;
}

/** Options for an {@linkcode Outbox}. */
export interface OutboxOptions {
  /** The most bytes that wait. @default MAX_WAITING_BYTES */
  limit?: number;
  /** Called once, when writing has failed: the reader is gone. */
  onFail?: (error: unknown) => void;
  /** What to tell a reader that `count` lines were left out here, if anything. */
  skipped?: (count: number) => Uint8Array | undefined;
}

/**
 * A queue with one writer. What waits is joined into one write; when nothing is being written a
 * chunk is written in the next microtask. Chunks are shared between the outboxes of all readers: never
 * change one after handing it over.
 */
export class Outbox {
  readonly #sink: ByteSink;
  readonly #limit: number;
  readonly #onFail: (error: unknown) => void;
  readonly #skippedNotice: (count: number) => Uint8Array | undefined;
  /** An iterator gives its chunks only when they can be written: a long one takes no memory here. */
  #queue: (Uint8Array | Iterator<Uint8Array>)[] = [];
  #waiting = 0;
  /** How many writes were taken; how many when {@linkcode stuckFor} last asked, and when that was. */
  #taken = 0;
  #takenThen = -1;
  #stuckSince = 0;
  #skipping = false;
  #skipped = 0;
  #lazy = 0;
  #writing: Promise<void> | undefined;
  #closed = false;
  #ready: PromiseWithResolvers<void> | undefined;

  /** Starts empty; everything goes to `sink`, in order. */
  constructor(sink: ByteSink, options: OutboxOptions = {}) {
    this.#sink = sink;
    this.#limit = options.limit ?? MAX_WAITING_BYTES;
    this.#onFail = options.onFail ?? (() => {});
    this.#skippedNotice = options.skipped ?? (() => undefined);
  }

  /**
   * Queues a chunk, which holds so many of the lines that count; false if it was left out because too
   * much waits. After the first one left out all are, until everything that waits has been taken:
   * then one notice says how many lines they held.
   */
  push(chunk: Uint8Array, lines = 1): boolean {
    if (this.#closed) return false;
    const isFull = this.#waiting + chunk.length > this.#limit ||
      this.#queue.length >= MAX_WAITING_CHUNKS;
    if (this.#skipping || isFull) {
      this.#skipping = true;
      this.#skipped += lines;
      this.#writing ??= this.#writeAll();
      return false;
    }
    this.#waiting += chunk.length;
    this.#enqueue(chunk);
    return true;
  }

  /** Queues chunks that are made only as they can be written. */
  pushLazily(chunks: Iterator<Uint8Array>): void {
    if (this.#closed) return;
    this.#lazy++;
    this.#enqueue(chunks);
  }

  /**
   * Resolves when little waits, nothing lazy and no notice: before that, whoever asks for more must
   * wait.
   */
  ready(): Promise<void> {
    if (this.#isReady()) return Promise.resolve();
    this.#ready ??= Promise.withResolvers();
    return this.#ready.promise;
  }

  /** Resolves when all that waited has been written, or never will be. */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /**
   * For how long the reader has taken nothing though something waits, in ms, as far as it has been
   * asked: it must be asked now and then. So a write costs no look at the clock.
   */
  stuckFor(now: number): number {
    if (!this.#writing || this.#taken !== this.#takenThen) {
      this.#takenThen = this.#taken;
      this.#stuckSince = now;
    }
    return now - this.#stuckSince;
  }

  /** Takes no more and forgets what waits. A write under way is left to the sink. */
  close(): void {
    this.#closed = true;
    this.#queue = [];
    this.#waiting = 0;
    this.#skipping = false;
    this.#ready?.resolve();
  }

  #isReady(): boolean {
    return this.#closed ||
      (this.#lazy === 0 && !this.#skipping && this.#waiting < this.#limit / 16);
  }

  #enqueue(item: Uint8Array | Iterator<Uint8Array>): void {
    this.#queue.push(item);
    this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    // One microtask later: all the lines that one read completed are then joined into one write.
    await undefined;
    try {
      for (let batch; (batch = this.#nextBatch()) !== undefined;) {
        for (let at = 0; at < batch.length;) {
          at += await this.#sink.write(at === 0 ? batch : batch.subarray(at));
          this.#taken++;
        }
      }
    } catch (error) {
      this.close();
      this.#onFail(error);
    } finally {
      this.#writing = undefined;
    }
  }

  /** Takes up to {@linkcode BATCH_BYTES} off the queue, as one array; undefined when it is empty. */
  #nextBatch(): Uint8Array | undefined {
    const chunks: Uint8Array[] = [];
    let length = 0;
    let taken = 0;
    while (length < BATCH_BYTES && taken < this.#queue.length) {
      const item = this.#queue[taken]!;
      let chunk: Uint8Array | undefined;
      if (item instanceof Uint8Array) {
        this.#waiting -= item.length;
        taken++;
        chunk = item;
      } else {
        const next = item.next();
        if (!next.done) chunk = next.value;
        else {
          this.#lazy--;
          taken++;
        }
      }
      if (chunk) {
        chunks.push(chunk);
        length += chunk.length;
      }
    }
    this.#queue.splice(0, taken);
    if (this.#queue.length === 0 && this.#skipping) {
      const notice = this.#skipped > 0 ? this.#skippedNotice(this.#skipped) : undefined;
      this.#skipping = false;
      this.#skipped = 0;
      if (notice) {
        chunks.push(notice);
        length += notice.length;
      }
    }
    if (this.#ready && this.#isReady()) {
      this.#ready.resolve();
      this.#ready = undefined;
    }
    if (chunks.length === 0) return undefined;
    return chunks.length === 1 ? chunks[0]! : concat(chunks, length);
  }
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
