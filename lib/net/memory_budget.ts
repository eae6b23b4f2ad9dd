/**
 * The memory that the outboxes of a server may take together.
 *
 * @module
 */

/**
 * Counts the bytes that wait for readers. A chunk that waits for several readers is counted for each
 * of them, although it is held once: who of them reads last cannot be known.
 */
export class MemoryBudget {
  readonly #limit: number;
  #used = 0;
  #readers = 0;

  /** `limit`: how many bytes may wait in all. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes wait in all. */
  get used(): number {
    return this.#used;
  }

  /** Notes that `after` bytes wait for a reader, where `before` did. */
  change(before: number, after: number): void {
    this.#used += after - before;
    this.#readers += Number(after > 0) - Number(before > 0);
  }

  /**
   * Whether nothing more may wait for a reader for whom `bytes` would wait then: the budget is used
   * up, and that is more than its fair share.
   */
  refuses(bytes: number): boolean {
    return this.#used >= this.#limit && bytes > this.#limit / Math.max(1, this.#readers);
  }
}
