/**
 * Every function of the programs that sees text which somebody else sent, pasted or typed.
 *
 * @module
 */

import { rings } from "../../lib/chat/bell.ts";
import { Chat } from "../../lib/chat/chat.ts";
import { complete } from "../../lib/chat/completion.ts";
import { Ignored } from "../../lib/chat/ignored.ts";
import { mentions, showMessage, showText } from "../../lib/chat/message_view.ts";
import * as segments from "../../lib/chat/segments.ts";
import { beginsWord, endsWord } from "../../lib/chat/spaced_letter.ts";
import { showEvent, textView } from "../../lib/chat/text_view.ts";
import { plainText, type Span } from "../../lib/chat/view.ts";
import * as datagrams from "../../lib/discovery/datagrams.ts";
import { en } from "../../lib/language/en.ts";
import { verbatim } from "../../lib/language/language.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { translateServerSentence } from "../../lib/language/server_sentences.ts";
import { DescribedError } from "../../lib/net/described_error.ts";
import * as protocol from "../../lib/protocol.ts";
import { findDrawnColon, startsWithAsterisk } from "../../lib/protocol/look_alikes.ts";
import { type Entry, History } from "../../lib/room/history.ts";
import { search } from "../../lib/room/search.ts";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { paint } from "../../lib/terminal/colors.ts";
import { setTable } from "../../lib/terminal/columns.ts";
import { LineEditor } from "../../lib/terminal/editor.ts";
import { hangIndent } from "../../lib/terminal/hanging_indent.ts";
import { KeyDecoder } from "../../lib/terminal/keys.ts";
import { layOut, Screen } from "../../lib/terminal/screen.ts";
import { readRange } from "../../lib/web/byte_range.ts";
import { fileRoute } from "../../lib/web/get_file.ts";
import { invitation } from "../../lib/web/invitation.ts";
import { readReleaseName, visitorsPc } from "../../lib/web/release_file.ts";
import { BadRequest } from "../../lib/web/request_head.ts";
import { webRequest, webRoom } from "../web/web_room.ts";
import { ScriptedServer } from "../session/scripted_server.ts";

/** A function to be measured. */
export interface TextFunction {
  run: (text: string) => unknown;
  /** How long it may take for 4 kB, in ms, and why that is more than 1 ms. @default 1 */
  allowed?: { ms: number; because: string };
}

const encoder = new TextEncoder();

/** What may take longer, and why. */
const GRAPHEMES = { ms: 5, because: "it looks for every grapheme, which takes ICU long" };
const BYTES = { ms: 5, because: "it is called once for each byte" };
const LISTS = { ms: 5, because: "it checks 1,000 names" };

const NAMES = ["foo", "bar", "Ann Lee", "Ann", "李雷", "e\u0301".repeat(16), "👩\u200d".repeat(16)];
const PEOPLE = [...NAMES, ...Array.from({ length: 40 }, (_, i) => `person ${i}`)];

/** Passes over what is refused. */
function tried(run: (text: string) => unknown): (text: string) => unknown {
  return (text) => {
    try {
      return run(text);
    } catch (error) {
      if (!(error instanceof protocol.Refusal || error instanceof DescribedError)) throw error;
    }
  };
}

function messageOf(text: string): Extract<SessionEvent, { type: "message" }> {
  return { type: "message", ...protocol.readMessage(text), number: 1, time: 1e12, mine: false };
}

/** What a chat line is to a view. */
function shown(make: (text: string) => SessionEvent): (text: string) => unknown {
  return (text) => showEvent(make(text), { t: PROGRAM_SENTENCES.en, self: "foo" });
}

const PROTOCOL: Record<string, (text: string) => unknown> = {
  byteLength: protocol.byteLength,
  cleanText: protocol.cleanText,
  isOriginalMessage: protocol.isOriginalMessage,
  parseCommand: tried(protocol.parseCommand),
  parseClientLine: tried(protocol.parseClientLine),
  "formatCommand of /msg": (text) => protocol.formatCommand({ verb: "msg", name: "a", text }),
  "parseCommand of /kick": tried((text) => protocol.parseCommand(`/kick ${text}`)),
  "parseCommand of /topic": tried((text) => protocol.parseCommand(`/topic ${text}`)),
  "parseEvent of *kicked": (text) => protocol.parseEvent(`*kicked ${text}`),
  parseEvent: protocol.parseEvent,
  "formatEvent of *past": (line) =>
    protocol.formatEvent({ verb: "past", number: 1, time: 1, line }),
  readMessage: protocol.readMessage,
  readClaim: protocol.readClaim,
  readExactClaim: protocol.readExactClaim,
  asName: protocol.asName,
  normalizeName: tried(protocol.normalizeName),
  nameKey: protocol.nameKey,
  numberedName: (text) => protocol.numberedName(text, 2),
  startsWithAsterisk,
  findDrawnColon: (text) => findDrawnColon(text, 1000),
  parseAddress: tried(protocol.parseAddress),
  formatAddress: (hostname) => protocol.formatAddress({ hostname, port: 1 }),
  formatTarget: (hostname) => protocol.formatTarget({ hostname, port: 1 }),
  isLinkLocal: protocol.isLinkLocal,
  normalizePassword: tried((text) => protocol.normalizePassword(text, verbatim("it"))),
  passwordForm: protocol.passwordForm,
  quote: protocol.quote,
  readWhole: tried((text) => protocol.readWhole(text, verbatim("it"), 0, 9)),
};

/** Pushes a whole line, or piece by piece. */
function decoding(piece: number): (text: string) => unknown {
  return (text) => {
    const decoder = new protocol.LineDecoder();
    const bytes = encoder.encode(text.replaceAll("\n", " ") + "\n");
    for (let at = 0; at < bytes.length; at += piece) decoder.push(bytes.subarray(at, at + piece));
  };
}

/** What a chat does with text. */
function chatFunctions(): Record<string, (text: string) => unknown> {
  const server = new ScriptedServer();
  const nothing = () => {};
  const chat = new Chat({
    ...{ name: "foo", address: { hostname: "lab", port: 8001 }, world: server.world, t: en },
    ...{
      presence: true,
      compact: false,
      bell: "off",
      describe: textView(PROGRAM_SENTENCES.en),
      greeting: WaryGreeting,
      keys: "",
    },
    view: { show: nothing, ring: nothing, clear: nothing, update: nothing, quit: nothing },
  });
  for (const name of PEOPLE) (chat.session.people as Set<string>).add(name);
  const ignored = new Ignored();
  for (const name of PEOPLE) ignored.toggle(name);
  const words = { commands: ["/who", "/msg"], names: PEOPLE };
  return {
    complete: (text) => complete(text, text.length, words),
    "complete in the middle": (text) => complete(text, text.length >> 1, words),
    rings: (text) => rings(messageOf(text), "mention", "foo", 1e12),
    mentions: (text) => mentions(messageOf(text), "foo"),
    "mentions of a long name": (text) => mentions(messageOf(text), "aaaa".repeat(8)),
    "mentions of a name with marks": (text) => mentions(messageOf(text), "e\u0301".repeat(16)),
    "Ignored.hides": (text) => ignored.hides(messageOf(text)),
    "Ignored.hides a rename": (text) => ignored.hides({ type: "rename", from: text, to: text }),
    showMessage: (text) => showMessage(messageOf(text), 1e12, { self: "foo" }),
    "showText compact": (text) => showText(messageOf(text), { compact: true, self: "foo" }),
    "showEvent of a message": shown(messageOf),
    "showEvent of a topic": shown((text) => ({ type: "topic", text })),
    "showEvent of a private message": shown((text) => (
      { type: "private", name: "bar", text, action: false, time: 0 }
    )),
    "showEvent of a notice": shown((text) => ({ type: "notice", sentence: verbatim(text) })),
    "showEvent of a refusal": shown((text) => ({ type: "error", reason: verbatim(text) })),
    plainText: (text) => plainText([{ text }]),
    "a typed line": tried((text) => chat.run(text)),
    "a pasted line": tried((text) => chat.run(text, { isText: true })),
    "a typed /msg": tried((text) => chat.run(`/msg ${text}`)),
    "a typed /name": tried((text) => chat.run(`/name ${text}`)),
    "a typed /ignore": tried((text) => chat.run(`/ignore ${text}`)),
    "a typed /connect": tried((text) => chat.run(`/connect ${text}`)),
    beginsWord,
    endsWord,
    wordBefore: (text) => segments.wordBefore(text, text.length),
    wordAfter: (text) => segments.wordAfter(text, 0),
    "graphemeBefore the end": (text) => segments.graphemeBefore(text, text.length),
    "graphemeBefore the middle": (text) => segments.graphemeBefore(text, text.length >> 1),
    "graphemeAfter the start": (text) => segments.graphemeAfter(text, 0),
    "graphemeAfter the middle": (text) => segments.graphemeAfter(text, text.length >> 1),
  };
}

/** A session that has come so far, with what its server says to it. */
function sessionAt(before: string[], said: string[] = []): (text: string) => unknown {
  const server = new ScriptedServer();
  const { world } = server;
  const newKey = () => "0123456789abcdef";
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey,
    world,
    onEvent: () => {},
  });
  session.connect({ hostname: "lab", port: 8001 });
  server.clock.advance(2);
  server.say(...before);
  for (const text of said) session.say(text);
  // What starts with a slash would tell it that the server is an original one.
  return (text) => server.say(text.replaceAll("\n", " ").replace(/^\//, "."));
}

const JOINED = ["*hello version=1 room=x last=0 limit=4096", "*you foo", "*names", "*present 0"];
const HUGE = "a".repeat(4000);

function sessionFunctions(): Record<string, (text: string) => unknown> {
  const inFlight = Array.from({ length: 200 }, (_, i) => `${i} ${HUGE}`);
  const same = Array.from({ length: 200 }, () => HUGE);
  const joined = sessionAt(JOINED);
  return {
    "Session in a room": joined,
    "Session with 200 lines in flight": sessionAt(JOINED, inFlight),
    "Session with 200 same lines in flight": sessionAt(JOINED, same),
    "Session in an original room": sessionAt([""], inFlight),
    "Session that greets": sessionAt([]),
    "Session in a replay": sessionAt(JOINED.slice(0, 1)),
    "Session that is told an error": (text) => joined(`*error ${text}`),
    "Session that is told a notice": (text) => joined(`*notice ${text}`),
    "Session that is told of a join": (text) => joined(`*join ${text}`),
    "Session that is told of a rename": (text) => joined(`*rename ${text}`),
    "Session that is told a name": (text) => joined(`*you ${text}`),
    "Session that is told a private message": (text) => joined(`*private ${text}`),
  };
}

const listening = sessionAt(JOINED);

function toldNames(text: string): void {
  listening(`*names ${text}`);
}

/** Presses a key in a line with this text. */
function pressing(name: string, cursor: "start" | "middle" | "end" = "end") {
  return (text: string) => {
    const editor = new LineEditor();
    editor.set(text, { start: 0, middle: text.length >> 1, end: text.length }[cursor]);
    editor.press({ type: "key", name });
  };
}

function searching(text: string): void {
  const editor = new LineEditor();
  editor.set(text);
  editor.press({ type: "key", name: "enter" });
  editor.press({ type: "key", name: "ctrl-r" });
  editor.press({ type: "text", text: text.slice(text.length >> 1) });
}

function bottom(text: string, cursor = text.length) {
  return { above: [], prompt: "foo> ", text, cursor };
}

/** The words of a text, as short as those of a list can be. */
function wordsOf(text: string): string[] {
  return text.match(/\S{1,4}/gu) ?? [];
}

function spansOf(text: string): readonly Span[] {
  return showMessage(protocol.readMessage(text), 1e12, { self: "foo" });
}

const EDITING: Record<string, (text: string) => unknown> = {
  "LineEditor takes typed text": (text) => new LineEditor().press({ type: "text", text }),
  "LineEditor takes a paste": (text) => new LineEditor().press({ type: "paste", text }),
  ...Object.fromEntries(
    ["left", "right", "ctrl-left", "ctrl-right", "backspace", "delete", "ctrl-w", "alt-d"]
      .flatMap((key) =>
        (["start", "middle", "end"] as const)
          .map((at) => [`LineEditor takes ${key} at the ${at}`, pressing(key, at)])
      ),
  ),
  "LineEditor takes enter": pressing("enter"),
  "LineEditor searches": searching,
  "KeyDecoder takes typed text": (text) => new KeyDecoder().push(text),
  "KeyDecoder takes a paste": (text) => new KeyDecoder().push(`\x1b[200~${text}\x1b[201~`),
  paint: (text) => paint(spansOf(text), true),
};

const DRAWING: Record<string, (text: string) => unknown> = {
  layOut: (text) => layOut(bottom(text), 80, 24),
  "Screen draws a message": (text) => new Screen().draw(text, bottom("hello"), 80, 24),
  "Screen draws what is typed": (text) => new Screen().draw("", bottom(text), 80, 24),
  hangIndent: (text) => hangIndent(spansOf(text), 80),
  setTable: (text) =>
    setTable([{ text: "" }, ...wordsOf(text).map((text) => ({ text, role: "name" as const }))], 80),
};

const DISCOVERY: Record<string, (text: string) => unknown> = {
  cleanTitle: datagrams.cleanTitle,
  readTitle: tried(datagrams.readTitle),
  parseQuery: (text) => datagrams.parseQuery(encoder.encode(text)),
  parseAnswer: (text) => datagrams.parseAnswer(encoder.encode(text), "0123456789abcdef"),
  "parseAnswer of a long title": (text) =>
    datagrams.parseAnswer(
      encoder.encode(`*here nonce=0123456789abcdef title=${text}`).subarray(0, 512),
      "0123456789abcdef",
    ),
};

const WEB: Record<string, (text: string) => unknown> = {
  "readRange of a range": (text) => readRange(new Map([["range", text]]), FILE),
  "readRange of a condition": (text) =>
    readRange(new Map([["range", "bytes=0-"], ["if-range", text]]), FILE),
  readReleaseName: (text) => readReleaseName(text, { os: "linux", arch: "x64" }),
  visitorsPc,
  "invitation to a host": triedRequest((host) => invitation({ host }, webRoom())),
  "/get/FILE": triedRequest((name) =>
    fileRoute.answer(webRequest({ path: `/get/${name}` }), webRoom())
  ),
};

/** A file to ask for a part of. */
const FILE = { size: 1e6, etag: '"f4240-1"', modified: new Date(1e12) };

/** Passes over a bad request. */
function triedRequest(run: (text: string) => unknown): (text: string) => unknown {
  return (text) => {
    try {
      return run(text);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
    }
  };
}

function entry(line: string): Entry {
  return { number: 1, time: 1, line };
}

function each(
  functions: Record<string, (text: string) => unknown>,
  allowed?: TextFunction["allowed"],
): [string, TextFunction][] {
  return Object.entries(functions).map(([name, run]) => [name, { run, ...allowed && { allowed } }]);
}

/** The functions by their names. */
export const FUNCTIONS: Readonly<Record<string, TextFunction>> = Object.fromEntries([
  ...each(PROTOCOL),
  ...each({ "LineDecoder takes a line": decoding(8192) }),
  ...each({ "LineDecoder takes bytes": decoding(1) }, BYTES),
  ...each({
    translateServerSentence: (text) => translateServerSentence(text, PROGRAM_SENTENCES.zh),
  }),
  ...each({
    "search for a text": (text) => search(new History({ entries: [entry("foo :hi")] }), text),
    "search in a text": (text) => search(new History({ entries: [entry(text)] }), "hi"),
    "search for a text in itself": (text) =>
      search(new History({ entries: [entry(`foo :${text}x${text}`)] }), text),
  }),
  ...each(chatFunctions()),
  ...each(sessionFunctions()),
  ...each({ "Session that is told names": toldNames }, LISTS),
  ...each({
    "showEvent of names": shown((text) => ({ type: "names", names: wordsOf(text) })),
    "showEvent of who is here": shown((text) => ({ type: "here", names: wordsOf(text) })),
  }, LISTS),
  ...each(EDITING),
  ...each(DRAWING, GRAPHEMES),
  ...each(DISCOVERY),
  ...each(WEB),
]);
