/**
 * People whom a mute or a kick holds for, and how they are known again.
 *
 * @module
 */

import { fnv1a, nameKey } from "../protocol.ts";

/** How many people are marked at most. Past it the longest ago marked one is forgotten. */
export const MAX_MARKS = 500;

/** How somebody is known again. */
export interface Mark {
  /** The name that the person went by. It counts only where there is no address. */
  readonly name: string;
  /** The fingerprint of the key of the person's session, if there was one. */
  readonly key?: string;
  /** Where the person was connected from. Left out where many people share an address. */
  readonly address?: string;
  /** Until when the mark holds, in Unix milliseconds. @default for ever */
  readonly until?: number;
}

/** What is known of somebody who may be marked. */
export interface Traits {
  /** The fingerprint of the key of the session. */
  key?: string | undefined;
  /** Where the connection comes from. */
  address?: string | undefined;
  /** The name, where names count. */
  name?: string | undefined;
}

/** Marked people. */
export class Marks<M extends Mark> implements Iterable<M> {
  /** Each with the key of its name, the oldest first. */
  readonly #all = new Map<M, string>();

  /** How many marks there are. */
  get size(): number {
    return this.#all.size;
  }

  /** Adds a mark. Those that hold no more at `now` are dropped. */
  add(mark: M, now: number): void {
    for (const one of this.#all.keys()) if (!holds(one, now)) this.#all.delete(one);
    this.#all.set(mark, nameKey(mark.name));
    if (this.#all.size > MAX_MARKS) this.#all.delete(this.#all.keys().next().value!);
  }

  /** Drops the marks of whoever this one is of. */
  drop({ name, key, address }: Mark): void {
    for (const one of this.#all.keys()) {
      if (one.name === name && one.key === key && one.address === address) this.#all.delete(one);
    }
  }

  /** The mark that holds for somebody at `now`. Looks at every mark: a few microseconds. */
  find({ key, address, name }: Traits, now: number): M | undefined {
    if (this.#all.size === 0) return undefined;
    const folded = name === undefined ? undefined : nameKey(name);
    for (const [mark, markedName] of this.#all) {
      const isSame = mark.key !== undefined && mark.key === key ||
        (mark.address === undefined ? markedName === folded : mark.address === address);
      if (isSame && holds(mark, now)) return mark;
    }
    return undefined;
  }

  /** The marks of those who went by this name, and hold at `now`. */
  named(name: string, now: number): M[] {
    const key = nameKey(name);
    return [...this.#all].filter(([mark, named]) => named === key && holds(mark, now))
      .map(([mark]) => mark);
  }

  /** Iterates over the marks, the oldest first. */
  [Symbol.iterator](): Iterator<M> {
    return this.#all.keys();
  }
}

/**
 * A fingerprint of a session key: 16 hexadecimal digits. A transcript can hold it, because it does
 * not reveal the key. FNV-1a with two seeds.
 */
export function fingerprint(key: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((seed) => fnv1a(key, seed).toString(16).padStart(8, "0"))
    .join("");
}

function holds({ until = Infinity }: Mark, now: number): boolean {
  return until > now;
}
