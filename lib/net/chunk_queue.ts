/**
 * Chunks that wait to be written, joined into batches.
 *
 * @module
 */

/** What iterators make for one batch ends here, in bytes: it takes time that others need too. */
const MAX_MADE_BYTES = 16 * 1024;

/** A queue of chunks, and of iterators that make their chunks only when they can be written. */
export class ChunkQueue {
  #items: (Uint8Array | Iterator<Uint8Array>)[] = [];
  #bytes = 0;
  #iterators = 0;

  /** The bytes that wait, without those that iterators will make. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The chunks and iterators that wait. */
  get length(): number {
    return this.#items.length;
  }

  /** Whether an iterator waits or is being read. */
  get hasIterator(): boolean {
    return this.#iterators > 0;
  }

  /** Queues a chunk or an iterator. */
  push(item: Uint8Array | Iterator<Uint8Array>): void {
    this.#items.push(item);
    if (item instanceof Uint8Array) this.#bytes += item.length;
    else this.#iterators++;
  }

  /** Takes chunks off the queue until they hold at least `bytes` bytes or the queue is empty. */
  take(bytes: number): Uint8Array[] {
    const chunks: Uint8Array[] = [];
    let length = 0;
    let finished = 0;
    while (length < bytes && finished < this.#items.length) {
      const item = this.#items[finished]!;
      const chunk = item instanceof Uint8Array ? item : next(item);
      if (item === chunk) this.#bytes -= item.length;
      else if (!chunk) this.#iterators--;
      if (item === chunk || !chunk) finished++;
      if (!chunk) continue;
      chunks.push(chunk);
      length += chunk.length;
      if (item !== chunk && length >= MAX_MADE_BYTES) break;
    }
    this.#items.splice(0, finished);
    return chunks;
  }

  /** Drops everything that waits. */
  clear(): void {
    this.#items = [];
    this.#bytes = 0;
    this.#iterators = 0;
  }
}

function next(iterator: Iterator<Uint8Array>): Uint8Array | undefined {
  const { done, value } = iterator.next();
  return done ? undefined : value;
}

/** Joins chunks into one array; a single chunk is returned as it is. */
export function joinChunks(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const joined = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}

/** What {@linkcode joinShared} joined last. */
let latest: { chunks: readonly Uint8Array[]; joined: Uint8Array } = {
  chunks: [],
  joined: new Uint8Array(0),
};

/**
 * Joins chunks that never change, and keeps the result for the next call: in a crowd, the same chunks
 * wait for one reader after the other. The result must not be changed, nor the list of chunks.
 */
export function joinShared(chunks: readonly Uint8Array[]): Uint8Array {
  const { chunks: before } = latest;
  const isSame = chunks.length === before.length && chunks.every((chunk, i) => chunk === before[i]);
  if (!isSame) latest = { chunks, joined: joinChunks(chunks) };
  return latest.joined;
}
