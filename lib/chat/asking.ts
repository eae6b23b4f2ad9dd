/**
 * What typed commands have in common: they ask the server something, often about a person.
 *
 * @module
 */

import {
  byteLength,
  type Command,
  formatCommand,
  MAX_LINE_BYTES,
  nameKey,
  Refusal,
} from "../protocol.ts";
import type { Chat } from "./chat.ts";

/** Checks that a line is not too long. Throws a {@linkcode Refusal}. */
export function checkTyped(line: string): void {
  const bytes = byteLength(line);
  if (bytes > MAX_LINE_BYTES) throw new Refusal((t) => t.tooLongWithName(bytes, MAX_LINE_BYTES));
}

/**
 * Asks the server. `typed`: the command as the user knows it.
 *
 * @throws {Refusal} if it is too long, or there is no server that knows the command.
 */
export function ask({ session }: Chat, command: Command, typed = `/${command.verb}`): void {
  checkTyped(formatCommand(command));
  if (!session.ask(command)) throw unknownTo(session, typed);
}

/** Why a command cannot be sent: the server is an original one, or there is none. */
export function unknownTo({ online }: Chat["session"], typed: string): Refusal {
  return new Refusal((t) => online && t.originalKnowsNo?.(typed) || t.notConnected());
}

/** Splits `NAME TEXT` after the longest name of somebody in the room, or after the first word. */
export function splitName(rest: string, people: Iterable<string>): [string, string] {
  const names = new Map(Array.from(people, (name) => [nameKey(name), name]));
  const lengths = [...new Set(Array.from(names.values(), ({ length }) => length))]
    .filter((length) => /^\s|^$/.test(rest.slice(length)));
  const length = lengths.sort((a, b) => b - a)
    .find((length) => names.has(nameKey(rest.slice(0, length)))) ?? rest.search(/\s|$/);
  const first = rest.slice(0, length);
  // The form of the wire, `NAME :TEXT`, is taken as well; a smiley is part of the text.
  const text = rest.slice(length).trim().replace(/^:(?=[\p{L}\p{N}]|$)/u, "");
  return [names.get(nameKey(first)) ?? first, text];
}
