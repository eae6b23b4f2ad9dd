/**
 * What a client may send: a chat line, a knock, `QUIT` or a `/command`. `README.md` beside this file
 * describes the wire for people with netcat.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { startsWithAsterisk } from "./look_alikes.ts";
import { normalizeName, readExactClaim } from "./names.ts";
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

/**
 * Whether text that came without a line ending is a whole message of an original client, which
 * ends no line: `NAME :TEXT` or `QUIT`. Anything else waits for its ending.
 */
export function isOriginalMessage(text: string): boolean {
  if (text === QUIT) return true;
  const claim = readExactClaim(text);
  return claim !== undefined && claim.text !== "";
}

/** Formats a chat line: `NAME :TEXT`. */
export function formatChat(name: string, text: string): string {
  return `${name} :${text}`;
}

/** Who may speak to the room. */
export type Floor = "moderators" | "everyone";

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

/** `/moderate`, or a command that is for moderators alone. */
export type ModerationCommand = Extract<
  Command,
  { verb: "moderate" | "kick" | "mute" | "unmute" | "floor" | "topic" | "remove" }
>;

/** Whether a room is moderated by this command. */
export function isModeration(command: Command): command is ModerationCommand {
  return /^(moderate|kick|mute|unmute|floor|topic|remove)$/.test(command.verb);
}

/** One command of the wire. */
export interface CommandForm<V extends CommandVerb> {
  /** How `/help` says it is written. */
  usage: string;
  /** How `/help` explains it; English, like all of the wire. */
  help: string;
  /** Reads what follows the verb. Throws a {@linkcode Refusal}. */
  parse(rest: string): Omit<Extract<Command, { verb: V }>, "verb">;
  /** Writes what follows the verb. @default nothing follows */
  format?(command: Extract<Command, { verb: V }>): string;
}

/** `/help`, the parser and the formatter are made from this table. */
export const COMMANDS: { [V in CommandVerb]: CommandForm<V> } = {
  name: {
    usage: "/name NAME",
    help: "take a name and hold it while you are here",
    parse: parseNameCommand,
    format: ({ name, key }) => key === undefined ? name : `${name} :${key}`,
  },
  who: { usage: "/who", help: "who is here", parse: () => ({}) },
  msg: {
    usage: "/msg NAME :TEXT",
    help: "say TEXT to NAME alone",
    parse: (rest) => {
      const at = rest.indexOf(" :");
      if (at < 1 || at + 2 === rest.length) {
        throw new Refusal((t) => t.usageWireMsg());
      }
      return { name: rest.slice(0, at).trim(), text: rest.slice(at + 2) };
    },
    format: ({ name, text }) => formatChat(name, text),
  },
  since: {
    usage: "/since N",
    help: "replay what was said after message N; /since -20 the latest 20",
    parse: (rest) => {
      if (!/^(\d{1,15}|-[1-9]\d{0,14})$/.test(rest.trim())) {
        throw new Refusal((t) => t.usageSince(quote(rest)));
      }
      return { number: Number(rest) };
    },
    format: ({ number }) => String(number),
  },
  past: {
    usage: "/past A B",
    help: "show the messages A to B again, as far as they are kept",
    parse: (rest) => {
      const [, from, to] = /^(\d{1,15}) +(\d{1,15})$/.exec(rest.trim()) ?? [];
      if (to === undefined) throw new Refusal((t) => t.usagePast(quote(rest)));
      return { from: Number(from), to: Number(to) };
    },
    format: ({ from, to }) => `${from} ${to}`,
  },
  find: {
    usage: "/find TEXT",
    help: "show the latest messages that hold TEXT",
    parse: (rest) => {
      const text = rest.trim();
      if (text === "") throw new Refusal((t) => t.usageWireFind());
      return { text };
    },
    format: ({ text }) => text,
  },
  pass: {
    usage: "/pass SECRET",
    help: "give the room's password",
    parse: (secret) => ({ secret }),
    format: ({ secret }) => secret,
  },
  moderate: {
    usage: "/moderate SECRET",
    help: "become a moderator",
    parse: (secret) => ({ secret }),
    format: ({ secret }) => secret,
  },
  kick: {
    usage: "/kick NAME :REASON",
    help: "moderators: put NAME out; the reason may be left out",
    parse: (rest) => {
      const at = rest.indexOf(" :");
      const name = (at < 0 ? rest : rest.slice(0, at)).trim();
      if (name === "") throw new Refusal((t) => t.usage("/kick NAME :REASON"));
      const reason = at < 0 ? "" : rest.slice(at + 2).trim();
      checkTopic(reason, (length) => (t) => t.reasonTooLong(MAX_TOPIC_LENGTH, length));
      return { name, reason };
    },
    format: ({ name, reason }) => reason === "" ? name : formatChat(name, reason),
  },
  mute: nameCommand("/mute NAME", "moderators: refuse what NAME says to the room"),
  unmute: nameCommand("/unmute NAME", "moderators: take it again"),
  floor: {
    usage: "/floor moderators",
    help: "moderators: nobody else may speak to the room; /floor everyone ends that",
    parse: (rest) => {
      const who = rest.trim();
      if (who !== "moderators" && who !== "everyone") {
        throw new Refusal((t) => t.usage("/floor moderators, /floor everyone"));
      }
      return { who };
    },
    format: ({ who }) => who,
  },
  topic: {
    usage: "/topic TEXT",
    help: "moderators: what the room is about; /topic alone takes that away",
    parse: (rest) => {
      const text = rest.trim();
      checkTopic(text, (length) => (t) => t.topicTooLong(MAX_TOPIC_LENGTH, length));
      return { text };
    },
    format: ({ text }) => text,
  },
  remove: {
    usage: "/remove N",
    help: "moderators: take message N out of what is kept",
    parse: (rest) => {
      if (!/^[1-9]\d{0,14}$/.test(rest.trim())) {
        throw new Refusal((t) => t.usageRemove(quote(rest)));
      }
      return { number: Number(rest) };
    },
    format: ({ number }) => String(number),
  },
  pong: { usage: "/pong", help: "answer a *ping", parse: () => ({}) },
  help: { usage: "/help", help: "this list", parse: () => ({}) },
};

/** A command about one person. */
function nameCommand(usage: string, help: string): CommandForm<"mute" | "unmute"> {
  return {
    usage,
    help,
    parse: (rest) => {
      const name = rest.trim();
      if (name === "") throw new Refusal((t) => t.usage(usage));
      return { name };
    },
    format: ({ name }) => name,
  };
}

function checkTopic(text: string, refusal: (length: number) => Sentence): void {
  const { length } = [...text];
  if (length > MAX_TOPIC_LENGTH) throw new Refusal(refusal(length));
}

function parseNameCommand(rest: string): { name: string; key?: string } {
  const at = rest.indexOf(" :");
  const key = at < 0 ? undefined : rest.slice(at + 2);
  // Only programs send a key. Text that does not have the form of a key is part of the name.
  const plausible = key !== undefined && key.length <= MAX_KEY_LENGTH && /^[\w-]{16,}$/.test(key);
  if (plausible) return { name: normalizeName(rest.slice(0, at)), key };
  return { name: normalizeName(rest) };
}

/**
 * Reads a line that starts with `/`.
 *
 * @throws {Refusal} if the verb is unknown or what follows it is not of its form.
 */
export function parseCommand(line: string): Command {
  const [, verb, rest] = /^\/(\S*) ?(.*)$/s.exec(line) ?? [];
  if (verb === undefined || !Object.hasOwn(COMMANDS, verb)) {
    const known = Object.keys(COMMANDS).map((verb) => "/" + verb).join(" ");
    throw new Refusal((t) => t.unknownCommand(quote(line.split(" ", 1)[0]!), known));
  }
  const { parse } = COMMANDS[verb as CommandVerb];
  return { verb, ...parse(rest!) } as Command;
}

/** Writes a command as its line. */
export function formatCommand(command: Command): string {
  const form = COMMANDS[command.verb] as CommandForm<CommandVerb>;
  const rest = form.format?.(command);
  return rest === undefined || rest === "" ? `/${command.verb}` : `/${command.verb} ${rest}`;
}

/** A line from a client, read. */
export type ClientLine =
  | { type: "chat"; line: string }
  | { type: "knock" }
  | { type: "quit" }
  | { type: "command"; command: Command };

/**
 * Reads a line that a client sent. The line must be clean text.
 *
 * @throws {Refusal} if it is a malformed command, or if it starts with `*` or looks as if it did:
 * only events start with `*`.
 */
export function parseClientLine(line: string): ClientLine {
  if (line === "") return { type: "knock" };
  if (line === QUIT) return { type: "quit" };
  if (line.startsWith("/")) return { type: "command", command: parseCommand(line) };
  if (startsWithAsterisk(line)) {
    throw new Refusal((t) => t.lineStar());
  }
  return { type: "chat", line };
}
