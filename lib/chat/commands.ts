/**
 * What a user types: a line to say, or a command of the client.
 *
 * Pure: knows the session and words, and no terminal.
 *
 * @module
 */

import {
  type Address,
  byteLength,
  cleanText,
  type Command,
  formatChat,
  MAX_LINE_BYTES,
  nameKey,
  normalizeName,
  normalizePassword,
  parseAddress,
  Refusal,
} from "../protocol.ts";
import type { Say } from "../language/language.ts";
import type { Ignored } from "./ignored.ts";
import { ACTION } from "./message_view.ts";
import type { Session } from "../session/session.ts";

/** What commands act on. */
export interface Chat {
  /** The stay in the room. */
  readonly session: Session;
  /** Where `/connect` alone goes: the room joined last. */
  home: Address;
  /** Whom the user does not want to read. */
  readonly ignored: Ignored;
  /** Puts a sentence of the program's own into the user's language. */
  readonly say: Say;
  /** Shows the user something asked for. */
  show(text: string): void;
  /** Takes everything shown so far off the screen, where there is one. */
  clear(): void;
  /** Ends the program. */
  quit(): void;
  /** The command just typed that would drop waiting lines: typed again, it may. */
  insisting: string | undefined;
}

/** A command of the client. */
export interface TypedCommand {
  /** How it is written, as `/help` shows it. */
  usage: string;
  /** What it does, as `/help` shows it. */
  help: string;
  /** Does it; `again` if it was just refused once. Throws a {@linkcode Refusal}. */
  run(chat: Chat, rest: string, again: boolean): void;
}

/** Every command, once: `/help` and the interpreter are both made from this table. */
export const TYPED_COMMANDS: Record<string, TypedCommand> = {
  connect: {
    usage: "/connect [HOST[:PORT]]",
    help: "join a room; alone: the one before",
    run: (chat, rest, again) => {
      const address = rest === "" ? chat.home : parseAddress(rest);
      if (!again) insist(chat, `/connect ${rest}`.trimEnd());
      drop(chat);
      chat.home = address;
      chat.session.connect(address);
    },
  },
  name: {
    usage: "/name NAME",
    help: "change your name",
    run: ({ session }, rest) => session.rename(normalizeName(rest)),
  },
  who: {
    usage: "/who",
    help: "who is here",
    run: ({ session }) => ask(session, { verb: "who" }, "/who"),
  },
  msg: {
    usage: "/msg NAME TEXT",
    help: "say something to one person alone",
    run: ({ session }, rest) => {
      const [name, text] = splitName(rest, session.people);
      if (text === "") throw new Refusal("Write /msg NAME TEXT");
      const command = { verb: "msg", name, text } as const;
      checkLength(`/msg ${formatChat(name, text)}`);
      ask(session, command, "/msg");
    },
  },
  me: {
    usage: "/me ACTION",
    help: "say what you do: /me waves",
    run: (chat, rest) => {
      if (rest === "") throw new Refusal("Write /me ACTION, like /me waves");
      say(chat, ACTION + rest);
    },
  },
  ignore: {
    usage: "/ignore [NAME]",
    help: "do not show what NAME says; again: show it; alone: whom you ignore",
    run: ({ session, ignored, say, show }, rest) => {
      const names = [...ignored].join(", ");
      if (rest === "") {
        return show(say(names === "" ? "You ignore nobody" : `You ignore: ${names}`));
      }
      const name = normalizeName(rest);
      if (nameKey(name) === nameKey(session.name)) throw new Refusal("You cannot ignore yourself");
      show(say(
        ignored.toggle(name)
          ? `You ignore ${name}; /ignore ${name} again shows what they say`
          : `You no longer ignore ${name}`,
      ));
    },
  },
  clear: { usage: "/clear", help: "clear the screen", run: ({ clear }) => clear() },
  pass: {
    usage: "/pass SECRET",
    help: "give the room's password",
    run: ({ session }, rest) => session.unlock(normalizePassword(rest, "The password")),
  },
  disconnect: {
    usage: "/disconnect",
    help: "leave the room",
    run: (chat, _, again) => {
      if (!chat.session.address) throw new Refusal("You are in no room");
      if (!again) insist(chat, "/disconnect");
      drop(chat);
      chat.session.disconnect();
    },
  },
  quit: {
    usage: "/quit",
    help: "leave the room and the program",
    run: (chat, _, again) => {
      if (!again) insist(chat, "/quit");
      chat.quit();
    },
  },
  help: {
    usage: "/help",
    help: "this list",
    run: ({ say, show }) => {
      const commands = Object.values(TYPED_COMMANDS);
      const width = Math.max(...commands.map(({ usage }) => usage.length)) + 2;
      const lines = commands.map(({ usage, help }) => usage.padEnd(width) + say(help));
      show([...lines, say("Anything else is said to everyone; //text says /text")].join("\n"));
    },
  },
};

/** The commands as they are typed: `/who`. */
export const COMMAND_WORDS: string[] = Object.keys(TYPED_COMMANDS).map((verb) => "/" + verb);

/**
 * Does what one typed line asks for. An empty line asks for nothing; where `isText`, it is said
 * whatever it looks like.
 *
 * @throws {Refusal} if it cannot be done; the line is then the user's to mend.
 */
export function runLine(chat: Chat, line: string, { isText = false } = {}): void {
  const before = chat.insisting;
  chat.insisting = undefined;
  const text = cleanText(line);
  if (isText) return say(chat, text);
  const [, word, end, rest] = /^\/([a-z]+)(\/|\s+|$)(.*)$/is.exec(text.trim()) ?? [];
  const command = word?.toLowerCase() ?? "";
  const isKnown = Object.hasOwn(TYPED_COMMANDS, command);
  // A path is text, but not one that begins as a command does.
  if (end === "/" && isKnown) {
    throw new Refusal(`After /${word} comes a space; to say this as text, begin it with //`);
  }
  if (word === undefined || end === "/") {
    return say(chat, text.startsWith("//") ? text.slice(1) : text);
  }
  if (!isKnown) {
    const known = COMMAND_WORDS.join(" ");
    throw new Refusal(`Unknown command /${word}: there are ${known}; //${word} says it as text`);
  }
  TYPED_COMMANDS[command]!.run(
    chat,
    rest!.trim(),
    before === `/${command} ${rest!.trim()}`.trimEnd(),
  );
}

/** Says a line to everyone, as the original did: not if it is empty. */
function say({ session }: Chat, text: string): void {
  if (text.trim() === "") return;
  if (!session.address) throw new Refusal("You are in no room: /connect joins one");
  checkLength(formatChat(session.name, text));
  session.say(text);
}

function checkLength(line: string): void {
  const bytes = byteLength(line);
  if (bytes <= MAX_LINE_BYTES) return;
  throw new Refusal(
    `Too long: with your name it takes ${bytes} bytes, and a line holds at most ${MAX_LINE_BYTES}`,
  );
}

function ask(session: Session, command: Command, what: string): void {
  if (session.ask(command)) return;
  throw new Refusal(
    session.isPlain
      ? `This room's server is an original one: it knows no ${what}`
      : "Not connected just now",
  );
}

/** Warns once before lines without a receipt are dropped; the same command again may drop them. */
function insist(chat: Chat, command: string): void {
  const waiting = chat.session.waiting.length;
  if (waiting === 0) return;
  chat.insisting = command;
  throw new Refusal(
    waiting === 1
      ? `1 line has not been delivered yet; ${command} again drops it`
      : `${waiting} lines have not been delivered yet; ${command} again drops them`,
  );
}

/** Shows the lines that are given up, so that they can be said again by hand. */
function drop({ session, show, say }: Chat): void {
  for (const text of session.waiting) show(`— ${say(`not delivered: ${text}`)} —`);
}

/** Splits `NAME TEXT`: at the end of the longest name of somebody here, or of the first word. */
function splitName(rest: string, people: Iterable<string>): [string, string] {
  const isNamed = (name: string) =>
    nameKey(rest.slice(0, name.length)) === nameKey(name) && /^\s|^$/.test(rest.slice(name.length));
  const known = [...people].sort((a, b) => b.length - a.length).find(isNamed);
  const name = known ?? rest.split(/\s/, 1)[0]!;
  // As the wire has it, `NAME :TEXT` will do as well; but a smiley is left whole.
  const text = rest.slice(name.length).trim().replace(/^:(?=[\p{L}\p{N}]|$)/u, "");
  return [name, text];
}
