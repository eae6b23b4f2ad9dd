/**
 * The wire: one line a message, readable by a person. What a client may send (a chat line, a knock,
 * `QUIT`, a `/command`) and what the server sends (a chat line, an `*event`).
 *
 * Pure: knows text, and nothing of sockets, rooms or terminals. README's "The wire" says the same
 * for people with netcat.
 *
 * @module
 */

import { looksLikeEvent, normalizeName, readClaim } from "./names.ts";
import { quote, Refusal } from "./refusal.ts";

/** The TCP port of the original program. */
export const DEFAULT_PORT = 8001;

/** The longest line, in UTF-8 bytes, its line ending not counted. */
export const MAX_LINE_BYTES = 4096;

/**
 * The longest line a client must be ready to read: a `*past` event carries a whole line after a
 * head of at most 40 bytes (two numbers of up to 16 digits).
 */
export const MAX_EVENT_BYTES: number = MAX_LINE_BYTES + 40;

/** The version of the wire that `*hello` names. */
export const WIRE_VERSION = 1;

/** The longest session key that `/name NAME :KEY` takes, in characters. */
export const MAX_KEY_LENGTH = 64;

/** Said by a client that leaves. Printed by the server, relayed to nobody. */
export const QUIT = "QUIT";

/** Length of a line as the wire counts it: UTF-8 bytes. */
export function byteLength(line: string): number {
  let bytes = line.length;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    // One UTF-16 unit is 1, 2 or 3 bytes; of a pair, which is 4, each half counts for 2.
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
  const claim = readClaim(text);
  return claim !== undefined && claim.exact && claim.text !== "";
}

/** Formats a chat line: `NAME :TEXT`. */
export function formatChat(name: string, text: string): string {
  return `${name} :${text}`;
}

/** A command: what a client asks of the server. `/since -20` stands for the latest 20. */
export type Command =
  | { verb: "name"; name: string; key?: string }
  | { verb: "who" }
  | { verb: "msg"; name: string; text: string }
  | { verb: "since"; number: number }
  | { verb: "pass"; secret: string }
  | { verb: "pong" }
  | { verb: "help" };

/** The words commands begin with. */
export type CommandVerb = Command["verb"];

/** How one command is written, explained, read and formatted. */
export interface CommandForm<V extends CommandVerb> {
  /** How it is written, as `/help` shows it. */
  usage: string;
  /** What it is for, as `/help` shows it. */
  help: string;
  /** Reads what follows the verb. Throws a {@linkcode Refusal} that says what is allowed. */
  parse(rest: string): Omit<Extract<Command, { verb: V }>, "verb">;
  /** Writes what follows the verb; nothing where left out. */
  format?(command: Extract<Command, { verb: V }>): string;
}

/** Every command, once: `/help`, the parser and the formatter are all made from this table. */
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
        throw new Refusal("Cannot send a private message: write /msg NAME :TEXT");
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
        throw new Refusal(
          `Cannot replay since ${quote(rest)}: N is a whole number, like /since 120 or /since -20`,
        );
      }
      return { number: Number(rest) };
    },
    format: ({ number }) => String(number),
  },
  pass: {
    usage: "/pass SECRET",
    help: "give the room's password",
    parse: (secret) => ({ secret }),
    format: ({ secret }) => secret,
  },
  pong: { usage: "/pong", help: "answer a *ping", parse: () => ({}) },
  help: { usage: "/help", help: "this list", parse: () => ({}) },
};

function parseNameCommand(rest: string): { name: string; key?: string } {
  const at = rest.indexOf(" :");
  const key = at < 0 ? undefined : rest.slice(at + 2);
  // A key is asked for by programs only. One that is not of its form was part of a name.
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
    throw new Refusal(`Unknown command ${quote(line.split(" ", 1)[0]!)}: there are ${known}`);
  }
  const { parse } = COMMANDS[verb as CommandVerb];
  return { verb, ...parse(rest!) } as Command;
}

/** Writes a command as its line. */
export function formatCommand(command: Command): string {
  const form = COMMANDS[command.verb] as CommandForm<CommandVerb>;
  const rest = form.format?.(command);
  return rest === undefined ? `/${command.verb}` : `/${command.verb} ${rest}`;
}

/** What a line from a client asks for. */
export type ClientLine =
  | { kind: "chat"; line: string }
  | { kind: "knock" }
  | { kind: "quit" }
  | { kind: "command"; command: Command };

/**
 * Reads a line that a client sent.
 *
 * @throws {Refusal} if it is a command that cannot be taken, or starts with `*`: no relayed line
 * ever does, so that nobody can say what only the server says.
 */
export function parseClientLine(line: string): ClientLine {
  if (line === "") return { kind: "knock" };
  if (line === QUIT) return { kind: "quit" };
  if (line.startsWith("/")) return { kind: "command", command: parseCommand(line) };
  if (looksLikeEvent(line)) {
    throw new Refusal("Cannot relay a line that starts with *: only the server says such lines");
  }
  return { kind: "chat", line };
}
