/**
 * The people in a room, as far as a session knows their names.
 *
 * @module
 */

import { asName } from "../protocol.ts";
import { Excess } from "./excess.ts";

/** How many names are known at most. Each takes up to 64 UTF-16 units. */
const MAX_PEOPLE = 100_000;

/** A set of names of limited size, in the order in which they were added. */
export class People extends Set<string> {
  /** Adds a name. Throws {@linkcode Excess} if there are too many. */
  override add(name: string): this {
    super.add(name);
    if (this.size > MAX_PEOPLE) throw new Excess();
    return this;
  }

  /** Replaces a name, if it is known. */
  rename(from: string, to: string): void {
    if (this.delete(from)) this.add(to);
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
