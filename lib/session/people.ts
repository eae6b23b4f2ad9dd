/**
 * Who is known to be in the room.
 *
 * Pure: knows names and the events that tell of them.
 *
 * @module
 */

import type { ServerEvent } from "../protocol.ts";

/** The names in the room, as the server's events tell them. */
export class People implements Iterable<string> {
  readonly #names = new Set<string>();

  /** Forgets everyone, before the server is asked anew. */
  clear(): void {
    this.#names.clear();
  }

  /** Takes an event, whatever it is about. */
  take(event: ServerEvent): void {
    if (event.verb === "names") { for (const name of event.names) this.#names.add(name); }
    if (event.verb === "join") this.#names.add(event.name);
    if (event.verb === "leave") this.#names.delete(event.name);
    if (event.verb === "rename" && this.#names.delete(event.from)) this.#names.add(event.to);
  }

  /** The names, in the order in which they became known. */
  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }
}
