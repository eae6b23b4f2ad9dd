/**
 * Which messages stand together: those of one person that follow soon after each other.
 *
 * @module
 */

import { Calendar } from "../chat/calendar.ts";
import type { Message } from "../protocol.ts";

/** A message with its time, in Unix milliseconds. */
export interface TimedMessage extends Message {
  /** When it was said. */
  time: number;
}

/** How long a person may be silent within a group, in ms. */
const SILENCE_MS = 5 * 60_000;

/** Whether a message goes on where the one above it ended, so that it needs no name of its own. */
export function goesOn(above: TimedMessage | undefined, message: TimedMessage): boolean {
  return above !== undefined && message.name !== undefined && above.name === message.name &&
    !above.action && !message.action && !new Calendar(above.time).turnsTo(message.time) &&
    Math.abs(message.time - above.time) < SILENCE_MS;
}
