/**
 * Who said the latest messages of a room, and when: what is said of a message that is removed.
 *
 * @module
 */

import { nameKey } from "../protocol.ts";
import type { SessionMessage } from "./session_event.ts";

/** How many messages are known. */
const MOST = 1000;

/** What is known of a message. */
export type Known = Pick<SessionMessage, "name" | "time">;

/** The latest messages that were shown. */
export class Recent {
  /** By their numbers, the oldest first. */
  readonly #messages = new Map<number, Known>();

  /** Adds a message that was shown, if it has a number. */
  add({ number, name, time }: SessionMessage): void {
    if (number === undefined) return;
    this.#messages.delete(number);
    this.#messages.set(number, { name, time });
    if (this.#messages.size > MOST) this.#messages.delete(this.#messages.keys().next().value!);
  }

  /** Takes out a message that was removed, and returns what is known of it. */
  take(number: number): Known | undefined {
    const known = this.#messages.get(number);
    this.#messages.delete(number);
    return known;
  }

  /** The number of somebody's latest message, if that is known. */
  latestBy(name: string): number | undefined {
    const key = nameKey(name);
    const ofName = [...this.#messages].filter(([, one]) =>
      one.name !== undefined && nameKey(one.name) === key
    );
    return ofName.at(-1)?.[0];
  }

  /** Forgets every message. */
  clear(): void {
    this.#messages.clear();
  }
}
