/**
 * Whom the user does not want to read.
 *
 * Pure: knows names and the events that tell of them.
 *
 * @module
 */

import { nameKey, readClaim } from "../protocol.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** The names whose lines are not shown; under whatever look-alike they are written. */
export class Ignored implements Iterable<string> {
  readonly #names = new Map<string, string>();

  /** Ignores `name`, or no longer does; returns whether it is ignored now. */
  toggle(name: string): boolean {
    if (this.#names.delete(nameKey(name))) return false;
    this.#names.set(nameKey(name), name);
    return true;
  }

  /**
   * Takes an event; returns whether it is something an ignored person said. Whoever takes another
   * name stays ignored under that one.
   */
  hides(event: SessionEvent): boolean {
    if (event.type === "message") {
      return !event.mine && this.#has(readClaim(event.line)?.name);
    }
    if (event.type !== "server") return false;
    const { event: said } = event;
    if (said.verb === "rename" && this.#has(said.from)) {
      this.#names.delete(nameKey(said.from));
      this.#names.set(nameKey(said.to), said.to);
    }
    return said.verb === "private" && this.#has(said.name);
  }

  /** The names, in the order in which they came here. */
  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }

  #has(name: string | undefined): boolean {
    return name !== undefined && this.#names.has(nameKey(name));
  }
}
