/**
 * The people whom the user ignores.
 *
 * @module
 */

import { nameKey } from "../protocol.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** Somebody who is ignored. */
interface Entry {
  /** The name that the user chose. */
  readonly chosen: string;
  /** The name that this person goes by now, and its key. */
  name: string;
  key: string;
}

/** The ignored names, in the order in which they were added. */
export class Ignored implements Iterable<string> {
  #entries: Entry[] = [];

  /** Ignores a name, or stops ignoring it. Returns whether it is ignored now. */
  toggle(name: string): boolean {
    const key = nameKey(name);
    const others = this.#entries.filter((entry) => entry.key !== key);
    const isNew = others.length === this.#entries.length;
    this.#entries = isNew ? [...others, { chosen: name, name, key }] : others;
    return isNew;
  }

  /**
   * Takes an event. Returns whether an ignored person said it, or a line that looks like one of
   * theirs. Who takes another name stays ignored under that name until they leave. Then the name
   * that the user chose is ignored again, and the other one is free for somebody else.
   */
  hides(event: SessionEvent): boolean {
    if (this.#entries.length === 0) return false;
    switch (event.type) {
      case "message":
        return !event.mine && this.#named(event.name ?? event.resembles).length > 0;
      case "private":
        return this.#named(event.name).length > 0;
      case "rename":
        for (const entry of this.#named(event.from)) call(entry, event.to);
        return false;
      case "leave":
        this.#reset(this.#named(event.name));
        return false;
      case "connected":
      case "another room":
        // Nobody is known there by another name yet.
        this.#reset(this.#entries);
        return false;
      default:
        return false;
    }
  }

  /** Iterates over the names. */
  [Symbol.iterator](): Iterator<string> {
    return this.#entries.map(({ name }) => name).values();
  }

  #named(name: string | undefined): Entry[] {
    if (name === undefined) return [];
    const key = nameKey(name);
    return this.#entries.filter((entry) => entry.key === key);
  }

  /** Gives entries the chosen name back. Of those who have the same one then, the first stays. */
  #reset(entries: readonly Entry[]): void {
    for (const entry of entries) call(entry, entry.chosen);
    this.#entries = this.#entries.filter(({ key }, i, all) =>
      all.findIndex((one) => one.key === key) === i
    );
  }
}

function call(entry: Entry, name: string): void {
  entry.name = name;
  entry.key = nameKey(name);
}
