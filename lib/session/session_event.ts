/**
 * What happens in a session, as its user is to be told.
 *
 * @module
 */

import type { Address, ServerEvent } from "../protocol.ts";

/** Something that happened in a session. */
export type SessionEvent =
  /** The room was joined. */
  | { type: "connected"; address: Address }
  /** The room could not be joined; unless `givenUp`, it is being tried again. */
  | { type: "fault"; address: Address; reason: string; givenUp: boolean }
  /** A password is needed, and none is known that fits; `reason`: why the one given does not. */
  | { type: "locked"; reason: string | undefined }
  /** The room was left. */
  | { type: "closed" }
  /** The connection broke; it is being made again. */
  | { type: "lost"; reason: string }
  /** It was made again, after so many ms; so many messages of others were said meanwhile. */
  | { type: "back"; after: number; missed: number }
  /** The server came back as another room. */
  | { type: "another room" }
  /** A chat line, said at `time` (Unix ms); `mine` if it is the receipt of one of ours. */
  | { type: "message"; line: string; time: number; mine: boolean }
  /** Messages that are no longer kept. */
  | { type: "gap"; from: number; to: number }
  /** The name the session goes by now. */
  | { type: "you"; name: string }
  /** A line of ours that the server will not relay. */
  | { type: "refused"; text: string; reason: string }
  /** A line, or a private message to `name`, of which it cannot be known whether it was said. */
  | { type: "unsure"; name?: string; text: string }
  /** Something else the server said. */
  | { type: "server"; event: ServerEvent };
