/**
 * The people whom the user ignores.
 *
 * @module
 */

import { nameKey } from "../protocol.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** The ignored names, in the order in which they were added. */
export class Ignored implements Iterable<string> {
  readonly #names = new Map<string, string>();

  /** Ignores a name, or stops ignoring it. Returns whether it is ignored now. */
  toggle(name: string): boolean {
    if (this.#names.delete(nameKey(name))) return false;
    this.#names.set(nameKey(name), name);
    return true;
  }

  /**
   * Takes an event. Returns whether an ignored person said it, or a line that looks like one of
   * theirs. Who takes another name stays ignored under that name.
   */
  hides(event: SessionEvent): boolean {
    switch (event.type) {
      case "message":
        return !event.mine && this.#has(event.name ?? event.resembles);
      case "private":
        return this.#has(event.name);
      case "rename":
        if (this.#names.delete(nameKey(event.from))) {
          this.#names.set(nameKey(event.to), event.to);
        }
        return false;
      default:
        return false;
    }
  }

  /** Iterates over the names. */
  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }

  #has(name: string | undefined): boolean {
    return name !== undefined && this.#names.has(nameKey(name));
  }
}
