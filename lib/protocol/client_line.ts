/**
 * Reads what a client sent: a chat line, a knock, `QUIT` or a `/command`. `commands.ts` writes them.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import {
  type Command,
  type CommandVerb,
  MAX_KEY_LENGTH,
  normalizeReason,
  normalizeTopic,
  QUIT,
  readFloor,
  readMessageNumber,
} from "./commands.ts";
import { startsWithAsterisk } from "./look_alikes.ts";
import { normalizeName, readExactClaim } from "./names.ts";
import { quote, Refusal } from "./refusal.ts";

/**
 * Whether text that came without a line ending is a whole message of an original client, which
 * ends no line: `NAME :TEXT` or `QUIT`. Anything else waits for its ending.
 */
export function isOriginalMessage(text: string): boolean {
  if (text === QUIT) return true;
  const claim = readExactClaim(text);
  return claim !== undefined && claim.text !== "";
}

/** One command of the wire. */
export interface CommandForm<V extends CommandVerb> {
  /** How `/help` says it is written. */
  usage: string;
  /** How `/help` explains it; English, like all of the wire. */
  help: string;
  /** Reads what follows the verb. Throws a {@linkcode Refusal}. */
  parse(rest: string): Omit<Extract<Command, { verb: V }>, "verb">;
}

/** `/help` and the parser are made from this table. */
export const COMMANDS: { [V in CommandVerb]: CommandForm<V> } = {
  name: {
    usage: "/name NAME",
    help: "take a name and hold it while you are here",
    parse: parseNameCommand,
  },
  who: { usage: "/who", help: "who is here", parse: () => ({}) },
  msg: {
    usage: "/msg NAME :TEXT",
    help: "say TEXT to NAME alone",
    parse: (rest) => {
      const at = rest.indexOf(" :");
      if (at < 1 || at + 2 === rest.length) {
        throw new Refusal(serverEn.usageWireMsg());
      }
      return { name: rest.slice(0, at).trim(), text: rest.slice(at + 2) };
    },
  },
  since: {
    usage: "/since N",
    help: "replay what was said after message N; /since -20 the latest 20",
    parse: (rest) => {
      if (!/^(\d{1,15}|-[1-9]\d{0,14})$/.test(rest.trim())) {
        throw new Refusal(serverEn.usageSince(quote(rest)));
      }
      return { number: Number(rest) };
    },
  },
  past: {
    usage: "/past A B",
    help: "show the messages A to B again, as far as they are kept",
    parse: (rest) => {
      const [, from, to] = /^(\d{1,15}) +(\d{1,15})$/.exec(rest.trim()) ?? [];
      if (to === undefined) throw new Refusal(serverEn.usagePast(quote(rest)));
      return { from: Number(from), to: Number(to) };
    },
  },
  find: {
    usage: "/find TEXT",
    help: "show the latest messages that hold TEXT",
    parse: (rest) => {
      const text = rest.trim();
      if (text === "") throw new Refusal(serverEn.usageWireFind());
      return { text };
    },
  },
  pass: {
    usage: "/pass SECRET",
    help: "give the room's password",
    parse: (secret) => ({ secret }),
  },
  moderate: {
    usage: "/moderate SECRET",
    help: "become a moderator",
    parse: (secret) => ({ secret }),
  },
  kick: {
    usage: "/kick NAME :REASON",
    help: "moderators: put NAME out; the reason may be left out",
    parse: (rest) => {
      const at = rest.indexOf(" :");
      const name = readName(at < 0 ? rest : rest.slice(0, at), "/kick NAME :REASON");
      return { name, reason: at < 0 ? "" : normalizeReason(rest.slice(at + 2)) };
    },
  },
  mute: {
    usage: "/mute NAME",
    help: "moderators: refuse what NAME says to the room",
    parse: (rest) => ({ name: readName(rest, "/mute NAME") }),
  },
  unmute: {
    usage: "/unmute NAME",
    help: "moderators: take it again",
    parse: (rest) => ({ name: readName(rest, "/unmute NAME") }),
  },
  floor: {
    usage: "/floor moderators",
    help: "moderators: nobody else may speak to the room; /floor everyone ends that",
    parse: (rest) => ({ who: readFloor(rest.trim()) }),
  },
  topic: {
    usage: "/topic TEXT",
    help: "moderators: what the room is about; /topic alone takes that away",
    parse: (rest) => ({ text: normalizeTopic(rest) }),
  },
  remove: {
    usage: "/remove N",
    help: "moderators: take message N out of what is kept",
    parse: (rest) => ({ number: readMessageNumber(rest.trim()) }),
  },
  pong: { usage: "/pong", help: "answer a *ping", parse: () => ({}) },
  help: { usage: "/help", help: "this list", parse: () => ({}) },
};

/** Reads the name of somebody else. Throws a {@linkcode Refusal} if it is missing. */
function readName(text: string, usage: string): string {
  const name = text.trim();
  if (name === "") throw new Refusal((t) => t.usage(usage));
  return name;
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
    throw new Refusal(serverEn.unknownCommand(quote(line.split(" ", 1)[0]!), known));
  }
  const { parse } = COMMANDS[verb as CommandVerb];
  return { verb, ...parse(rest!) } as Command;
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
    throw new Refusal(serverEn.lineStar());
  }
  return { type: "chat", line };
}
