/**
 * What a client sends: a chat line, a knock, `QUIT` or a `/command`. `client_line.ts` reads it.
 * `README.md` beside this file describes the wire for people with netcat.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { quote, Refusal } from "./refusal.ts";

/** The TCP port of the original program. */
export const DEFAULT_PORT = 8001;

/** The longest line, in UTF-8 bytes, its line ending not counted. */
export const MAX_LINE_BYTES = 4096;

/** The longest event: `*past` carries a whole line after up to 40 bytes. In UTF-8 bytes. */
export const MAX_EVENT_BYTES: number = MAX_LINE_BYTES + 40;

/** The version of the wire that `*hello` names. */
export const WIRE_VERSION = 1;

/** The longest session key that `/name NAME :KEY` takes, in characters. */
export const MAX_KEY_LENGTH = 64;

/** The longest topic of a room, and the longest reason for putting somebody out, in code points. */
export const MAX_TOPIC_LENGTH = 200;

/** Sent by a client that leaves. The server prints it and does not relay it. */
export const QUIT = "QUIT";

/** Length of a line as the wire counts it: UTF-8 bytes. */
export function byteLength(line: string): number {
  let bytes = line.length;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    // One UTF-16 unit takes 1, 2 or 3 bytes. A surrogate pair takes 4, so each half counts 2.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** Formats a chat line: `NAME :TEXT`. */
export function formatChat(name: string, text: string): string {
  return `${name} :${text}`;
}

/** Who may speak to the room. */
export type Floor = "moderators" | "everyone";

/** Whether this says who may speak. */
export function isFloor(text: string): text is Floor {
  return text === "moderators" || text === "everyone";
}

/** A command. `since` with a negative number asks for that many of the latest messages. */
export type Command =
  | { verb: "name"; name: string; key?: string }
  | { verb: "who" }
  | { verb: "msg"; name: string; text: string }
  | { verb: "since"; number: number }
  | { verb: "past"; from: number; to: number }
  | { verb: "find"; text: string }
  | { verb: "pass"; secret: string }
  | { verb: "moderate"; secret: string }
  /** `reason` may be empty. */
  | { verb: "kick"; name: string; reason: string }
  | { verb: "mute"; name: string }
  | { verb: "unmute"; name: string }
  | { verb: "floor"; who: Floor }
  /** An empty text takes the topic away. */
  | { verb: "topic"; text: string }
  | { verb: "remove"; number: number }
  | { verb: "pong" }
  | { verb: "help" };

/** The word after the slash. */
export type CommandVerb = Command["verb"];

/** Writes a command as its line. */
export function formatCommand(command: Command): string {
  const rest = formatRest(command);
  return rest === "" ? `/${command.verb}` : `/${command.verb} ${rest}`;
}

function formatRest(command: Command): string {
  switch (command.verb) {
    case "name":
      return command.key === undefined ? command.name : formatChat(command.name, command.key);
    case "msg":
      return formatChat(command.name, command.text);
    case "kick":
      return command.reason === "" ? command.name : formatChat(command.name, command.reason);
    case "mute":
    case "unmute":
      return command.name;
    case "since":
    case "remove":
      return String(command.number);
    case "past":
      return `${command.from} ${command.to}`;
    case "find":
    case "topic":
      return command.text;
    case "pass":
    case "moderate":
      return command.secret;
    case "floor":
      return command.who;
    case "who":
    case "pong":
    case "help":
      return "";
  }
}

/** `/moderate`, or a command that is for moderators alone. */
export type ModerationCommand = Extract<
  Command,
  { verb: "moderate" | "kick" | "mute" | "unmute" | "floor" | "topic" | "remove" }
>;

/** Whether a room is moderated by this command. */
export function isModeration(command: Command): command is ModerationCommand {
  return /^(moderate|kick|mute|unmute|floor|topic|remove)$/.test(command.verb);
}

/** Reads who may speak. Throws a {@linkcode Refusal} if it is neither. */
export function readFloor(text: string): Floor {
  if (!isFloor(text)) throw new Refusal((t) => t.usage("/floor moderators, /floor everyone"));
  return text;
}

/** Reads the number of a message. Throws a {@linkcode Refusal} if it is none. */
export function readMessageNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Refusal((t) => t.usageRemove(quote(text)));
  return Number(text);
}

/** Brings the topic of a room into its one form. Throws a {@linkcode Refusal} if it is too long. */
export function normalizeTopic(text: string): string {
  return trimmed(text, (length) => (t) => t.topicTooLong(MAX_TOPIC_LENGTH, length));
}

/** The same of a reason for putting somebody out. */
export function normalizeReason(text: string): string {
  return trimmed(text, (length) => (t) => t.reasonTooLong(MAX_TOPIC_LENGTH, length));
}

function trimmed(text: string, tooLong: (length: number) => Sentence): string {
  const whole = text.trim();
  const { length } = [...whole];
  if (length > MAX_TOPIC_LENGTH) throw new Refusal(tooLong(length));
  return whole;
}
