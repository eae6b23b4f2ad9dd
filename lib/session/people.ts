/**
 * The people in a room, as far as a session knows their names.
 *
 * @module
 */

import { asName } from "../protocol.ts";
import { Excess } from "./excess.ts";

/** How many names are known at most. Each takes up to 64 UTF-16 units. */
const MAX_PEOPLE = 100_000;

/** A set of names of limited size. */
export class People implements Iterable<string> {
  readonly #names = new Set<string>();

  /** Adds a name. Throws {@linkcode Excess} if there are too many. */
  add(name: string): void {
    this.#names.add(name);
    if (this.#names.size > MAX_PEOPLE) throw new Excess();
  }

  /** Whether a name is known. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Removes a name. */
  delete(name: string): void {
    this.#names.delete(name);
  }

  /** Replaces a name, if it is known. */
  rename(from: string, to: string): void {
    if (this.#names.delete(from)) this.#names.add(to);
  }

  /** Removes every name. */
  clear(): void {
    this.#names.clear();
  }

  /** Iterates over the names, in the order in which they were added. */
  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }
}

/** Reads a list of names up to what is none, because looking at many of those would take long. */
export function readNames(given: readonly string[]): string[] {
  const names: string[] = [];
  for (const one of given) {
    const name = asName(one);
    if (name === undefined) break;
    names.push(name);
  }
  return names;
}
