/**
 * Who comes and goes, as the server's console shows it.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";
import { Outbox } from "../net/outbox.ts";
import { formatHost } from "../protocol.ts";
import { encodeLine } from "../room/member.ts";
import type { PresenceChange } from "../room/presence.ts";

/** The line for one change: `Alice joined from 10.0.0.7`. */
export function presenceLine(change: PresenceChange, t: ProgramSentences): string {
  switch (change.type) {
    case "join":
      return t.joinedFrom(change.name, formatHost(change.address));
    case "leave":
      return t.leftBehind(change.name, change.left);
    case "rename":
      return t.renamed(change.from, change.to);
  }
}

/** Writes a line for each change to stderr. The room does not wait for its reader. */
export function logPresence(t: ProgramSentences): (change: PresenceChange) => void {
  const errors = new Outbox(Deno.stderr);
  return (change) => void errors.push(encodeLine(presenceLine(change, t)));
}
