/**
 * The state of the connection, in words.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import type { Session } from "../session/session.ts";

/** What of a session its state depends on. */
export type SessionState = Pick<Session, "address" | "asksPassword" | "online">;

/** What a session does now. `wasOnline`: whether it has been in the room since it was started. */
export function stateOf(
  { address, asksPassword, online }: SessionState,
  wasOnline: boolean,
  w: PageLanguage["w"],
): string {
  if (!address) return w.notIn();
  if (asksPassword) return w.asksPassword();
  if (online) return w.inRoom();
  return wasOnline ? w.comingBack() : w.joining();
}

/** What a room is about and who has the floor, in words; empty if there is nothing to say. */
export function orderOf(
  { topic, floor }: Pick<Session["order"], "topic" | "floor">,
  w: PageLanguage["w"],
): string {
  const parts = [
    ...topic === "" ? [] : [w.topicIs(topic)],
    ...floor === "moderators" ? [w.floorIsTaken()] : [],
  ];
  return parts.join(" · ");
}
