/**
 * What a moderator may do to a person or a message.
 *
 * @module
 */

import type { Session } from "../session/session.ts";

/** Something to do: to write privately, what `/mute` and the like do, or to remove a message. */
export type Act = "write" | "mute" | "unmute" | "kick" | "remove";

/** What of a session it depends on. */
export type Moderated = Pick<Session, "name" | "people"> & {
  order: Pick<Session["order"], "isModerator" | "moderators" | "muted">;
};

/** What there is to do about a person; nothing unless the user is a moderator. */
export function actsOnPerson(name: string, { name: self, order }: Moderated): Act[] {
  if (!order.isModerator || name === self) return [];
  if (order.moderators.has(name)) return ["write"];
  return ["write", order.muted.has(name) ? "unmute" : "mute", "kick"];
}

/** What there is to do about a message of the room. The server still knows who has just left. */
export function actsOnMessage(name: string | undefined, session: Moderated): Act[] {
  if (!session.order.isModerator) return [];
  const acts = name === undefined ? [] : actsOnPerson(name, session);
  // Nobody who is away can be written to, which comes first.
  return ["remove", ...[...session.people].includes(name!) ? acts : acts.slice(1)];
}
