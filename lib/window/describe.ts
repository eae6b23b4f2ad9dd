/**
 * What the log shows in words.
 *
 * @module
 */

import { type Shown, showStatus, type ViewOptions } from "../chat/view.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** Puts into words what is not drawn otherwise. */
export function describe(event: SessionEvent, options: ViewOptions): Shown | undefined {
  switch (event.type) {
    case "message":
    case "private":
    case "sent":
      return { kind: "message", spans: [] };
    case "here":
    case "removed":
      // The list beside the log shows that; or it is drawn in place of the message.
      return undefined;
    default:
      return showStatus(event, options);
  }
}
