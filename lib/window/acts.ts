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
  order: Pick<Session["order"], "isModerator" | "moderators">;
};

/**
 * What there is to do about a person; nothing unless the user is a moderator. Nobody but the server
 * knows who is muted, so both ways are offered.
 */
export function actsOnPerson(name: string, { name: self, order }: Moderated): Act[] {
  if (!order.isModerator || name === self) return [];
  return order.moderators.has(name) ? ["write"] : ["write", "mute", "unmute", "kick"];
}

/** What there is to do about a message of the room. The server still knows who has just left. */
export function actsOnMessage(name: string | undefined, session: Moderated): Act[] {
  if (!session.order.isModerator) return [];
  const acts = name === undefined ? [] : actsOnPerson(name, session);
  const isHere = [...session.people].some((one) => one === name);
  return ["remove", ...isHere ? acts : acts.filter((act) => act !== "write")];
}
