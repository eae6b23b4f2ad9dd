/**
 * What a user types: text to say, or a command of the client.
 *
 * @module
 */

import type { TypedVerb } from "../language/en.ts";
import {
  ACTION,
  cleanText,
  formatChat,
  nameKey,
  normalizeName,
  normalizePassword,
  readWhole,
  Refusal,
} from "../protocol.ts";
import { ask, checkTyped, splitName } from "./asking.ts";
import type { Chat } from "./chat.ts";
import { MODERATING } from "./moderating.ts";
import type { TypedCommand } from "./typed_command.ts";

/** How many messages `/last` shows by default, and at most. */
const DEFAULT_LAST = 50;
const MAX_LAST = 1000;

/** Every command. `/help` and the interpreter are made from this table. */
export const TYPED_COMMANDS: Record<TypedVerb, TypedCommand> = {
  connect: {
    values: "[HOST[:PORT]]",
    run: (chat, rest) => {
      const address = rest === "" ? chat.home : chat.readAddress?.(rest);
      if (!address) throw new Refusal((t) => t.onlyThisRoom());
      chat.confirmDrop(`/connect ${rest}`.trimEnd());
      showDropped(chat);
      chat.home = address;
      chat.session.connect(address);
    },
  },
  name: {
    values: "NAME",
    run: ({ session }, rest) => session.rename(normalizeName(rest)),
  },
  who: {
    run: (chat) => ask(chat, { verb: "who" }),
  },
  last: {
    values: "[N]",
    run: (chat, rest) => {
      const count = readWhole(rest || String(DEFAULT_LAST), () => "/last", 1, MAX_LAST);
      const to = chat.session.lastNumber;
      ask(chat, { verb: "past", from: Math.max(1, to - count + 1), to }, "/last");
    },
  },
  find: {
    values: "TEXT",
    run: (chat, text) => {
      if (text === "") throw new Refusal((t) => t.usageFind());
      ask(chat, { verb: "find", text });
    },
  },
  msg: {
    values: "NAME TEXT",
    run: (chat, rest) => {
      const [name, text] = splitName(rest, chat.session.people);
      if (text === "") throw new Refusal((t) => t.usageMsg());
      ask(chat, { verb: "msg", name, text });
    },
  },
  me: {
    values: "ACTION",
    run: (chat, rest) => {
      if (rest === "") throw new Refusal((t) => t.usageMe());
      say(chat, ACTION + rest);
    },
  },
  ignore: {
    values: "[NAME]",
    run: ignore,
  },
  presence: {
    values: "off|on",
    run: (chat, rest) => {
      if (rest !== "on" && rest !== "off") throw new Refusal((t) => t.usagePresence());
      chat.feed.presence = rest === "on";
      chat.show(rest === "on" ? chat.t.presenceShown() : chat.t.presenceHidden());
    },
  },
  clear: {
    run: (chat) => chat.clear(),
  },
  ...MODERATING,
  pass: {
    values: "SECRET",
    run: ({ session }, rest) => session.unlock(normalizePassword(rest, (t) => t.thePassword())),
  },
  disconnect: {
    run: (chat) => {
      if (!chat.session.address) throw new Refusal((t) => t.inNoRoom());
      chat.confirmDrop("/disconnect");
      showDropped(chat);
      chat.session.disconnect();
    },
  },
  quit: {
    run: (chat) => {
      chat.confirmDrop("/quit");
      chat.view.quit();
    },
  },
  help: {
    run: (chat) => {
      const { t } = chat;
      const verbs = knownTo(chat);
      const usages = verbs.map((verb) => `/${verb} ${TYPED_COMMANDS[verb].values ?? ""}`.trimEnd());
      const width = Math.max(...usages.map(({ length }) => length)) + 2;
      const lines = verbs.map((verb, i) => usages[i]!.padEnd(width) + t.aboutCommand(verb));
      chat.show([...lines, t.aboutText(), chat.keys].join("\n"));
    },
  },
};

/** Stands for an empty line of a text of several, because no message is empty. */
const BLANK = " ";

/** The commands that a user can use, as they are typed: `/who`. */
export function commandWords(chat: Pick<Chat, "session">): string[] {
  return knownTo(chat).map((verb) => "/" + verb);
}

function knownTo({ session }: Pick<Chat, "session">): TypedVerb[] {
  return (Object.keys(TYPED_COMMANDS) as TypedVerb[])
    .filter((verb) => session.order.isModerator || !TYPED_COMMANDS[verb].forModerators);
}

function isTypedVerb(verb: string): verb is TypedVerb {
  return Object.hasOwn(TYPED_COMMANDS, verb);
}

/**
 * Runs one typed line. An empty line does nothing. With `isText`, the line is said even if it looks
 * like a command or is empty.
 *
 * @throws {Refusal} if it cannot be done.
 */
export function runLine(chat: Chat, line: string, { isText = false } = {}): void {
  const text = cleanText(line);
  if (isText) return sayAll(chat, text === "" ? BLANK : text);
  const [, word, end, rest] = /^\/([a-z]+)(\/|\s+|$)(.*)$/is.exec(text.trim()) ?? [];
  const verb = word?.toLowerCase() ?? "";
  const isKnown = isTypedVerb(verb);
  // A path is text, but not one that begins like a command.
  if (end === "/" && isKnown) throw new Refusal((t) => t.spaceAfterCommand(`/${word}`));
  if (word === undefined || end === "/") {
    return say(chat, text.startsWith("//") ? text.slice(1) : text);
  }
  if (!isKnown) {
    const known = commandWords(chat).join(" ");
    throw new Refusal((t) => t.unknownTypedCommand(`/${word}`, known, `//${word}`));
  }
  TYPED_COMMANDS[verb].run(chat, rest!.trim());
}

/** Whether a line is one of the commands, with or without what follows it. */
export function isTypedCommand(line: string): boolean {
  const [, verb] = /^\/([a-z]+)(\s|$)/i.exec(line.trim()) ?? [];
  return verb !== undefined && isTypedVerb(verb.toLowerCase());
}

/** Says a line to everyone; like the original client, not if it is empty. */
function say(chat: Chat, text: string): void {
  if (text.trim() !== "") sayAll(chat, text);
}

function sayAll({ session }: Chat, text: string): void {
  if (!session.address) throw new Refusal((t) => t.inNoRoomConnect());
  checkTyped(formatChat(session.name, text));
  session.say(text);
}

function ignore(chat: Chat, rest: string): void {
  const { session, ignored, t } = chat;
  if (rest === "") {
    const names = [...ignored].join(", ");
    return chat.show(names === "" ? t.ignoringNobody() : t.ignoring(names));
  }
  const name = normalizeName(rest);
  if (nameKey(name) === nameKey(session.name)) throw new Refusal((t) => t.ignoreSelf());
  const isIgnored = ignored.toggle(name);
  const people = Array.from(session.people, nameKey);
  // Nobody tells who is in the room of an original server.
  const isAbsent = session.online && people.length > 0 && !people.includes(nameKey(name));
  chat.show(
    !isIgnored ? t.noLongerIgnoring(name) : isAbsent ? t.ignoringAbsent(name) : t.nowIgnoring(name),
  );
}

/** Shows the lines that are dropped, so that the user can say them again. */
function showDropped(chat: Chat): void {
  for (const text of chat.session.waiting) chat.show(`— ${chat.t.notDelivered(text)} —`);
}
