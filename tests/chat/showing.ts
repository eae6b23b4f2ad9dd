/**
 * Helpers for tests of what is shown.
 *
 * @module
 */

import type { Span } from "../../lib/chat/view.ts";
import { readMessage } from "../../lib/protocol.ts";
import type { SessionMessage } from "../../lib/session/session_event.ts";

/** The event of a chat line, said by somebody else unless `mine`. */
export function messageEvent(line: string, { time = 0, mine = false } = {}): SessionMessage {
  return { type: "message", ...readMessage(line), number: 1, time, mine };
}

/** Writes the roles of spans into their text: `<name>`, `«mention»` and `(faint)`. */
export function marked(spans: readonly Span[]): string {
  return spans.map(({ text, role, name }) => {
    switch (role) {
      case "name":
        return name === text ? `<${text}>` : `<${text}, that is ${name}>`;
      case "mention":
        return `«${text}»`;
      case "faint":
        return `(${text})`;
      default:
        return text;
    }
  }).join("");
}
