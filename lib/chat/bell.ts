/**
 * When the terminal's bell rings.
 *
 * Pure: knows events, and no terminal.
 *
 * @module
 */

import { mentions } from "./message_view.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** What the bell can be set to ring at. */
export const BELLS = ["off", "mention", "all"] as const;

/** When the bell rings: never, when one is named or written to alone, at every message of others. */
export type Bell = typeof BELLS[number];

/** How old a message may be to ring, in ms: those that one missed for longer are only shown. */
const RECENT_MS = 10_000;

/** Whether the bell rings for an event at time `now` (Unix ms), for a user called `self`. */
export function rings(event: SessionEvent, bell: Bell, self: string, now: number): boolean {
  if (bell === "off") return false;
  if (event.type === "server") return event.event.verb === "private";
  return event.type === "message" && !event.mine && now - event.time < RECENT_MS &&
    (bell === "all" || mentions(event.line, self));
}
