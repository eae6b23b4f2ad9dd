/**
 * What happens in a session, as data for whatever shows it.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { type Address, type Command, type Floor, type Message, readMessage } from "../protocol.ts";
import type { Known } from "./recent.ts";

/** A chat line. */
export interface SessionMessage extends Message {
  /** Tells it from other events. */
  type: "message";
  /** Its number in the room; undefined in a room of an original server, which has none. */
  number: number | undefined;
  /** When it was said, in Unix milliseconds. */
  time: number;
  /** Whether this session said it. */
  mine: boolean;
}

/** Reads a chat line, which is taken for one that somebody else said. */
export function sessionMessage(
  line: string,
  { number, time }: { number?: number; time: number },
): SessionMessage {
  return { type: "message", ...readMessage(line), number, time, mine: false };
}

/** Something that happened in a session. */
export type SessionEvent =
  | SessionMessage
  /** The room was joined. */
  | { type: "connected"; address: Address }
  /** The room could not be joined. Unless `givenUp`, it is being tried again. `refused`: by the room itself. */
  | { type: "fault"; address: Address; reason: Sentence; givenUp: boolean; refused: boolean }
  /** A password is needed. `reason`: why the one that was given does not do. */
  | { type: "locked"; reason: Sentence | undefined }
  /** The room was left. */
  | { type: "closed" }
  /** The connection broke and is being made again. */
  | { type: "lost"; reason: Sentence }
  /** The connection is back after so many ms; others said so many messages meanwhile, if known. */
  | { type: "back"; after: number; missed: number | undefined }
  /** All messages before this one were said before the room was entered. */
  | { type: "live" }
  /** A room was joined and these people are in it, the user among them. Not told if nobody else is. */
  | { type: "here"; names: string[] }
  /** The server came back as another room. */
  | { type: "another room" }
  /** The server has lost messages that were shown. Later ones have these numbers now. */
  | { type: "forgot"; from: number; to: number }
  /** Messages that are no longer kept. */
  | { type: "gap"; from: number; to: number }
  /** The answer to a `/past` or `/find`. `count`: how many match, of which these are the latest. */
  | {
    type: "found";
    asked: Extract<Command, { verb: "past" | "find" }>;
    messages: SessionMessage[];
    count: number;
  }
  /** The name that the session has now. */
  | { type: "you"; name: string }
  /** The server will not relay this line of ours. */
  | { type: "refused"; text: string; reason: Sentence }
  /** It is not known whether this line, or private message to `name`, was delivered. */
  | { type: "unsure"; name?: string; text: string }
  | { type: "join"; name: string }
  | { type: "leave"; name: string }
  | { type: "rename"; from: string; to: string }
  /** Who is here, as the user asked. `muted`: who of them is muted, told to moderators alone. */
  | { type: "names"; names: string[]; muted?: string[] }
  /** A private message from `name`. `time`: when it arrived, in Unix milliseconds. */
  | { type: "private"; name: string; text: string; action: boolean; time: number }
  /** A private message to `name` was delivered. `time`: when that was known. */
  | { type: "sent"; name: string; text: string; action: boolean; time: number }
  /** Somebody is a moderator; this session if `mine`. */
  | { type: "moderator"; name: string; mine: boolean }
  /** A moderator put somebody out, perhaps without a reason. */
  | { type: "kicked"; name: string; reason: string; mine: boolean }
  | { type: "muted"; name: string; mine: boolean }
  | { type: "unmuted"; name: string; mine: boolean }
  /** Who may speak to the room from now on. */
  | { type: "floor"; who: Floor }
  /** What the room is about; empty: nothing in particular. */
  | { type: "topic"; text: string }
  /** A message was removed: do not show it any more. `message`: what is known of it. */
  | { type: "removed"; number: number; message: Known | undefined }
  /** Information from the server. */
  | { type: "notice"; sentence: Sentence }
  /** A moderator's command is answered: what it did, or why it was refused, has been told. */
  | { type: "answered" }
  /** The server refused something other than a chat line. */
  | { type: "error"; reason: Sentence };
