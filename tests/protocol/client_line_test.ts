import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  type ClientLine,
  COMMANDS,
  isOriginalMessage,
  parseClientLine,
  parseCommand,
} from "../../lib/protocol/client_line.ts";
import {
  type Command,
  formatCommand,
  MAX_KEY_LENGTH,
  MAX_TOPIC_LENGTH,
} from "../../lib/protocol/commands.ts";
import { pure } from "../pure.ts";
import { refused } from "../refused.ts";

const KEY = "0123456789abcdef";

pure("isOriginalMessage is true only when a text is NAME :TEXT or QUIT", () => {
  const whole = ["foo :Hello!", "QUIT", "foo :a :b", "王 :你好", "foo : "];
  const notWhole = [
    "",
    "hello",
    "foo",
    "foo ",
    "foo :",
    " :hi",
    "foo:hi",
    "foo\u00a0:hi",
    "QUI",
    "quit",
    "QUIT ",
    "/msg a :b",
    "*x :y",
  ];
  for (const text of whole) assertEquals(isOriginalMessage(text), true, text);
  for (const text of notWhole) assertEquals(isOriginalMessage(text), false, text);
});

const COMMAND_LINES: [line: string, command: Command][] = [
  ["/name foo", { verb: "name", name: "foo" }],
  ["/name Ann Lee", { verb: "name", name: "Ann Lee" }],
  [`/name foo :${KEY}`, { verb: "name", name: "foo", key: KEY }],
  ["/who", { verb: "who" }],
  ["/msg foo :Hello!", { verb: "msg", name: "foo", text: "Hello!" }],
  ["/msg Ann Lee :a :b", { verb: "msg", name: "Ann Lee", text: "a :b" }],
  ["/msg 王 :你好", { verb: "msg", name: "王", text: "你好" }],
  ["/since 0", { verb: "since", number: 0 }],
  ["/since 1284", { verb: "since", number: 1284 }],
  ["/since -20", { verb: "since", number: -20 }],
  ["/past 100 120", { verb: "past", from: 100, to: 120 }],
  ["/find the exam :)", { verb: "find", text: "the exam :)" }],
  ["/pass open sesame", { verb: "pass", secret: "open sesame" }],
  ["/moderate open sesame", { verb: "moderate", secret: "open sesame" }],
  ["/kick Ann Lee", { verb: "kick", name: "Ann Lee", reason: "" }],
  ["/kick 王 :spam :(", { verb: "kick", name: "王", reason: "spam :(" }],
  ["/mute Ann Lee", { verb: "mute", name: "Ann Lee" }],
  ["/unmute 王", { verb: "unmute", name: "王" }],
  ["/floor moderators", { verb: "floor", who: "moderators" }],
  ["/floor everyone", { verb: "floor", who: "everyone" }],
  ["/topic Optics :part 2", { verb: "topic", text: "Optics :part 2" }],
  ["/topic", { verb: "topic", text: "" }],
  ["/remove 1284", { verb: "remove", number: 1284 }],
  ["/pong", { verb: "pong" }],
  ["/help", { verb: "help" }],
];

pure("parseCommand and formatCommand undo each other for every command", () => {
  for (const [line, command] of COMMAND_LINES) {
    assertEquals(parseCommand(line), command);
    assertEquals(formatCommand(command), line);
  }
  const verbs = COMMAND_LINES.map(([, { verb }]) => verb);
  assertEquals(new Set(verbs), new Set(Object.keys(COMMANDS)));
});

pure("parseCommand forgives spaces around what follows the verb", () => {
  assertEquals(parseCommand("/name   foo "), { verb: "name", name: "foo" });
  assertEquals(parseCommand("/who "), { verb: "who" });
  assertEquals(parseCommand("/since  7 "), { verb: "since", number: 7 });
  assertEquals(parseCommand("/msg  foo  :hi"), { verb: "msg", name: "foo", text: "hi" });
  assertEquals(parseCommand("/kick  foo  : why "), { verb: "kick", name: "foo", reason: "why" });
  assertEquals(parseCommand("/kick foo :"), { verb: "kick", name: "foo", reason: "" });
  assertEquals(parseCommand("/floor  everyone "), { verb: "floor", who: "everyone" });
  assertEquals(parseCommand("/topic  "), { verb: "topic", text: "" });
  assertEquals(parseCommand("/remove  7 "), { verb: "remove", number: 7 });
});

pure("parseCommand keeps the spaces a private message begins with", () => {
  assertEquals(parseCommand("/msg foo :  hi"), { verb: "msg", name: "foo", text: "  hi" });
});

pure("parseCommand brings a name into its one form", () => {
  assertEquals(parseCommand("/name Rene\u0301"), { verb: "name", name: "Ren\u00e9" });
});

pure("parseCommand takes a session key only when it is of its form", () => {
  for (const key of [KEY, "A-z_".repeat(4), "k".repeat(MAX_KEY_LENGTH)]) {
    assertEquals(parseCommand(`/name foo :${key}`), { verb: "name", name: "foo", key });
  }
  // What is no key was part of a name, and is refused as that.
  for (
    const text of [
      "",
      "short",
      "k".repeat(15),
      "k".repeat(MAX_KEY_LENGTH + 1),
      "x".repeat(15) + "!",
    ]
  ) {
    assertStringIncludes(refused(() => parseCommand(`/name foo :${text}`)), "A name");
  }
});

pure("parseCommand says what is allowed when a command is not of its form", () => {
  const cases: [line: string, why: string][] = [
    ["/name", "A name needs 1 to 32 characters"],
    ["/name *foo", "cannot start with * or /"],
    ["/msg", "write /msg NAME :TEXT"],
    ["/msg foo", "write /msg NAME :TEXT"],
    ["/msg foo:hi", "write /msg NAME :TEXT"],
    ["/msg :hi", "write /msg NAME :TEXT"],
    ["/msg foo :", "write /msg NAME :TEXT"],
    ["/since", 'Cannot replay since "": N is a whole number'],
    ["/since yesterday", 'since "yesterday"'],
    ["/since 1.5", 'since "1.5"'],
    ["/since 1e3", 'since "1e3"'],
    ["/since --1", 'since "--1"'],
    ["/since 1234567890123456", "N is a whole number"],
    ["/past", 'Cannot show the messages "": write two whole numbers'],
    ["/past 1", 'messages "1"'],
    ["/past 1 2 3", 'messages "1 2 3"'],
    ["/past -1 2", 'messages "-1 2"'],
    ["/past 1 1234567890123456", "two whole numbers"],
    ["/find", "Cannot find nothing"],
    ["/find  \t", "Cannot find nothing"],
    ["/kick", "Write /kick NAME :REASON"],
    ["/kick  :why", "Write /kick NAME :REASON"],
    [`/kick foo :${"🙂".repeat(MAX_TOPIC_LENGTH + 1)}`, "at most 200 characters; this one has 201"],
    ["/mute", "Write /mute NAME"],
    ["/unmute ", "Write /unmute NAME"],
    ["/floor", "Write /floor moderators, /floor everyone"],
    ["/floor Everyone", "Write /floor moderators, /floor everyone"],
    [`/topic ${"字".repeat(MAX_TOPIC_LENGTH + 1)}`, "A topic holds at most 200 characters"],
    ["/remove", 'Cannot remove "": N is the number of a message'],
    ["/remove 0", 'Cannot remove "0"'],
    ["/remove -1", 'Cannot remove "-1"'],
    ["/remove 1234567890123456", "N is the number of a message"],
  ];
  for (const [line, why] of cases) assertStringIncludes(refused(() => parseCommand(line)), why);
});

pure("parseCommand names every command when it does not know one", () => {
  for (
    const line of ["/", "/nope x", "/NAME foo", "/ who", "/whoever", "/toString", "/__proto__"]
  ) {
    const why = refused(() => parseCommand(line));
    assertStringIncludes(why, "Unknown command");
    for (const verb of Object.keys(COMMANDS)) assertStringIncludes(why, `/${verb}`);
  }
});

pure("parseCommand keeps its refusal short when the unknown verb is long", () => {
  const why = refused(() => parseCommand("/" + "x".repeat(4000)));
  assertStringIncludes(why, "/xxx");
  assert(why.length < 200);
});

pure("COMMANDS explains each command for /help", () => {
  for (const [verb, { usage, help }] of Object.entries(COMMANDS)) {
    assertMatch(usage, new RegExp(`^/${verb}( |$)`));
    assertMatch(help, /./);
  }
});

pure("parseClientLine tells the kinds of the wire's table apart", () => {
  const cases: [line: string, expected: ClientLine][] = [
    ["foo :Hello!", { type: "chat", line: "foo :Hello!" }],
    ["hello", { type: "chat", line: "hello" }],
    [" ", { type: "chat", line: " " }],
    [" /who", { type: "chat", line: " /who" }],
    ["quit", { type: "chat", line: "quit" }],
    ["foo :QUIT", { type: "chat", line: "foo :QUIT" }],
    ["QUIT", { type: "quit" }],
    ["", { type: "knock" }],
    ["/who", { type: "command", command: { verb: "who" } }],
    ["/since -20", { type: "command", command: { verb: "since", number: -20 } }],
  ];
  for (const [line, expected] of cases) assertEquals(parseClientLine(line), expected);
});

pure("parseClientLine refuses a line when only the server may say it", () => {
  for (const line of ["*", "*join foo", "** :hi"]) {
    assertStringIncludes(refused(() => parseClientLine(line)), "starts with *");
  }
  assertStringIncludes(refused(() => parseClientLine("/nope")), 'Unknown command "/nope"');
});

pure("parseClientLine refuses what would be drawn as an event", () => {
  for (
    const line of ["*x", "\u200b* alice waves", "\ufeff*error x", "＊notice x", "\u2060\u200d*x"]
  ) {
    assertStringIncludes(refused(() => parseClientLine(line)), "starts with *");
  }
  for (const line of ["a * b", " * a list", "·x", "、x", "foo :*x*"]) {
    assertEquals(parseClientLine(line), { type: "chat", line });
  }
});
