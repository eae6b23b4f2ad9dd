/**
 * Keeps apart what comes from different addresses.
 *
 * @module
 */

/** Items with the address each comes from, in the order in which they were added. */
export class ByAddress<T> {
  readonly #items = new Map<string, Set<T>>();
  #size = 0;

  /** How many items there are. */
  get size(): number {
    return this.#size;
  }

  /** How many items come from this address. */
  count(address: string): number {
    return this.#items.get(address)?.size ?? 0;
  }

  /** Adds an item that is not there yet. */
  add(address: string, item: T): void {
    const items = this.#items.get(address);
    if (items) items.add(item);
    else this.#items.set(address, new Set([item]));
    this.#size++;
  }

  /** Takes an item out; false if it is not there. */
  delete(address: string, item: T): boolean {
    const items = this.#items.get(address);
    if (!items?.delete(item)) return false;
    if (items.size === 0) this.#items.delete(address);
    this.#size--;
    return true;
  }

  /** The oldest item of the address with the most items: who makes way when there are too many. */
  oldestOfMost(): T | undefined {
    let most: Set<T> | undefined;
    for (const items of this.#items.values()) if (items.size > (most?.size ?? 0)) most = items;
    return most?.values().next().value;
  }

  /** All items. */
  *[Symbol.iterator](): Generator<T> {
    for (const items of this.#items.values()) yield* items;
  }
}
