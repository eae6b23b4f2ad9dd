import { assert, assertEquals } from "@std/assert";
import { CHINESE } from "../../lib/language/zh.ts";
import { speaker } from "../../lib/language/language.ts";

const PLACEHOLDER = /\{(?:reason)?\}/g;

Deno.test("CHINESE has the same values in the same order as English", {
  permissions: "none",
}, () => {
  for (const [english, chinese] of Object.entries(CHINESE)) {
    assertEquals(chinese.match(PLACEHOLDER), english.match(PLACEHOLDER), english);
    assert(/\p{sc=Han}/u.test(chinese), `${chinese} is Chinese`);
  }
});

Deno.test("CHINESE has no sentence that another takes for its own", { permissions: "none" }, () => {
  const say = speaker("zh");
  for (const [english, chinese] of Object.entries(CHINESE)) {
    const [said, expected] = [english, chinese].map((text) => {
      let count = 0;
      return text.replace(PLACEHOLDER, () => `<${++count}>`);
    });
    assertEquals(say(said!), expected);
  }
});

// --- The table and the source --------------------------------------------------------------------

/*
 * Every text in the source that looks like a sentence, by two words beside each other, is to be in
 * the table or in one of the lists below; and so is every text, however short, that is handed
 * directly to something that says it. Values in it count as `{}`.
 *
 * Not seen is a text of one word that comes by way of a variable or a property to what says it; and
 * what is said in the words of Deno, of another server, or of a file that is not read here.
 */

/** What says the texts that are handed to it. */
const SAYING = ["say", "aside", "whoIsHere", "refuse", "notice", "Refusal", "failToStart", "tell"];

/** What some of these put after a text. */
const AFTER: Record<string, string> = {
  refuse: "; --help shows what there is",
  failToStart: ": {}",
};

/** Sentences made of parts in the source. */
const MADE_OF_PARTS: Record<string, string[]> = {
  "back after {}, {} missed": [
    "back after {}, 1 message missed",
    "back after {}, {} messages missed",
  ],
  "there is no PEM certificate in the file": ["there is no PEM certificate in the file"],
  "The password": [
    "The password is empty: a password needs a character or more",
    "The password must be one line of UTF-8 text without control characters",
    "The password is too long: {} bytes, and at most {}",
  ],
  "Which one": ["Which one takes a whole number from {} to {}, not {}"],
  "The port of an address": ["The port of an address takes a whole number from {} to {}, not {}"],
};

/** What looks like a sentence and is none that is put into another language. */
const NO_SENTENCES = [
  // The original's own.
  "Connect success! - {}",
  "Connect fault!please check your network - {}{}",
  "Connect close,Good-bye!",
  // The server's record of its connections is English, as the original's was.
  "was closed: it took nothing for {} s",
  "was given up: no TLS handshake within {} s",
  "was closed: {}",
  "gave a wrong password",
  "was closed: it spoke TLS, and this room is not encrypted",
  // Said only to those who speak to the server by hand.
  "No password is needed: you are in",
  // Names of things in the program.
  "another room",
  "catching up",
  // Datagrams, and what a room without a title is called in them.
  "/where version={} nonce={}",
  "*here version={} nonce={} room={} port={} people={} password={} tls={} title={}\n",
  "(no title)",
  "Chat room",
  // To be typed.
  "/name NAME",
  "/pass SECRET",
  "/msg NAME TEXT",
  "/me ACTION",
  "/msg {}",
  "deno task client",
  // What a file holds.
  "-----BEGIN CERTIFICATE-----",
  // What comes after a text, as above.
  "{}; --help shows what there is",
];

/** A piece of a file that is read. */
type Node = Extract<Deno.lint.Node, { parent: unknown }>;

const ROOT = new URL("../../", import.meta.url);

/** The files of a folder, by their paths. */
function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))]
    .filter(({ name }) => name.endsWith(".ts")).map(({ name }) => folder + name);
}

/** A text in the source. */
interface Text {
  file: string;
  text: string;
  /** What it is handed to directly, if to anything. */
  handedTo: string | undefined;
}

/**
 * The texts of a file, with `{}` for the values in them. It is read by the parser of `deno lint`,
 * which is there in tests: an expression that cut texts out of source could not tell a quote from
 * one in a comment.
 */
function textsIn(file: string): Text[] {
  const texts: Text[] = [];
  const see = (node: Node) => {
    if (isPart(node)) return;
    const text = textOf(node, file);
    if (text !== undefined) texts.push({ file, text, handedTo: handedTo(node) });
  };
  const create = () => ({ Literal: see, TemplateLiteral: see, BinaryExpression: see });
  const source = Deno.readTextFileSync(new URL(file, ROOT));
  Deno.lint.runPlugin({ name: "texts", rules: { see: { create } } }, file, source);
  return texts;
}

/** The text that a node stands for, if it stands for one. */
function textOf(node: Deno.lint.Node, file: string): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type === "TemplateLiteral") {
    const values = node.expressions.map((value) =>
      // Each program has its own sentence with its name.
      value.type === "Identifier" && value.name === "PROGRAM" ? programOf(file) : "{}"
    );
    return node.quasis.map(({ cooked }, i) => cooked + (values[i] ?? "")).join("");
  }
  if (node.type !== "BinaryExpression" || node.operator !== "+") return undefined;
  const parts = [textOf(node.left, file), textOf(node.right, file)];
  return parts.includes(undefined) ? undefined : parts.join("");
}

function programOf(file: string): string {
  return file === "server.ts" ? "chat-server" : "chat-client";
}

/** Whether a node is a part of a text that is put together with `+`. */
function isPart({ parent }: Node): boolean {
  return parent.type === "BinaryExpression" && textOf(parent, "") !== undefined;
}

/** The function or class that a text is handed to, by itself or as one of two. */
function handedTo(node: Node): string | undefined {
  const { parent } = node;
  if (parent.type === "ConditionalExpression" && parent.test !== node) return handedTo(parent);
  if (parent.type !== "CallExpression" && parent.type !== "NewExpression") return undefined;
  const { callee } = parent;
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return undefined;
  const { property } = callee;
  return "name" in property ? property.name : undefined;
}

/** The entry that speaks a sentence, as {@linkcode speaker} would find it. */
function entryFor(sentence: string): string | undefined {
  const entries = Object.keys(CHINESE);
  return entries.find((english) => english.replace(PLACEHOLDER, "{}") === sentence) ??
    entries.find((english) => {
      const literals = english.split(PLACEHOLDER).map(RegExp.escape);
      return new RegExp(`^${literals.join("(.*)")}$`, "s").test(sentence);
    });
}

/** The sentences that a text of the source comes to. */
function sentencesOf({ text, handedTo }: Text): string[] {
  return MADE_OF_PARTS[text] ?? [text + (AFTER[handedTo ?? ""] ?? "")];
}

Deno.test("CHINESE has every sentence of the programs, and no other", {
  permissions: { read: [ROOT] },
}, () => {
  const isSaid = ({ text, handedTo }: Text) =>
    /[a-z]{2}/i.test(text) && !NO_SENTENCES.includes(text) &&
    (SAYING.includes(handedTo ?? "") || /[a-z]{2} +[a-z]{2}/i.test(text));
  const said = [
    ...["chat", "check", "client", "discovery", "net", "program", "room", "server", "session"]
      .concat("terminal", "transcript").flatMap((room) => filesIn(`lib/${room}/`))
      .filter((file) => !/asctime|chat_server/.test(file)),
    ...["address", "line_decoder", "names", "password"].map((name) => `lib/protocol/${name}.ts`),
    "client.ts",
    "server.ts",
  ].flatMap(textsIn);
  const missing = said.filter(isSaid).flatMap((text) =>
    sentencesOf(text).filter((sentence) => entryFor(sentence) === undefined)
      .map((sentence) => `${text.file}: ${sentence}`)
  );
  assertEquals(missing, []);
  const used = new Set(
    [...said, ...textsIn("lib/protocol/commands.ts")].flatMap(sentencesOf).map(entryFor),
  );
  assertEquals(Object.keys(CHINESE).filter((english) => !used.has(english)), []);
  const texts = new Set(said.map(({ text }) => text));
  assertEquals(
    [...NO_SENTENCES, ...Object.keys(MADE_OF_PARTS)].filter((text) => !texts.has(text)),
    [],
  );
});
