/**
 * Notices the end of what is read item by item while an item is still being handled.
 *
 * @module
 */

/** An async iterator that can be read ahead of its consumer. */
export class Lookahead<T> implements AsyncIterableIterator<T> {
  readonly #source: AsyncIterator<T>;
  readonly #ahead: Promise<IteratorResult<T>>[] = [];

  /** Reads from `source`, which nobody else may read. */
  constructor(source: AsyncIterator<T>) {
    this.#source = source;
  }

  /** The next item: one that was read ahead, if there is one. */
  next(): Promise<IteratorResult<T>> {
    return this.#ahead.shift() ?? this.#source.next();
  }

  /** Leaves the source alone; a read under way is not waited for. */
  return(): Promise<IteratorResult<T>> {
    return Promise.resolve({ done: true, value: undefined });
  }

  /**
   * Reads ahead until the source ends, fails or has given `most` items, or until `isOver` when the
   * next item comes. What was read comes from {@linkcode next} later. Never rejects.
   */
  async readAhead(most: number, isOver: () => boolean): Promise<void> {
    while (!isOver() && this.#ahead.length < most) {
      const next = this.#source.next();
      this.#ahead.push(next);
      const isEnd = await next.then(({ done }) => done, () => true);
      if (isEnd) return;
    }
  }

  /** Is its own iterator. */
  [Symbol.asyncIterator](): this {
    return this;
  }
}
