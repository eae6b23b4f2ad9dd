/**
 * When the bell rings.
 *
 * @module
 */

import type { SessionEvent } from "../session/session_event.ts";
import { mentions } from "./message_view.ts";

/** The settings of the bell. */
export const BELLS = ["off", "mention", "all"] as const;

/** Rings never, at mentions and private messages, or at every message of others. */
export type Bell = typeof BELLS[number];

/** The age at which a message no longer rings, in ms. */
const RECENT_MS = 10_000;

/** Whether the bell rings for an event at time `now` (Unix ms), for a user called `self`. */
export function rings(event: SessionEvent, bell: Bell, self: string, now: number): boolean {
  if (bell === "off") return false;
  if (event.type === "private") return true;
  return event.type === "message" && !event.mine && now - event.time < RECENT_MS &&
    (bell === "all" || mentions(event, self));
}
