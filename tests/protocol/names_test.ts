import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  DEFAULT_NAME,
  MAX_NAME_LENGTH,
  nameKey,
  normalizeName,
  numberedName,
  readClaim,
} from "../../lib/protocol/names.ts";
import { pure } from "../pure.ts";
import { refused } from "../refused.ts";

pure("normalizeName returns a name as it stands when it is in its one form", () => {
  const names = [
    DEFAULT_NAME,
    "a",
    "Ann Lee",
    "王小明",
    "😀",
    "❤️",
    "a:b",
    ":a",
    "a#2",
    "a*/",
    "مريم",
  ];
  for (const name of names) assertEquals(normalizeName(name), name);
});

pure("normalizeName trims and composes a name", () => {
  assertEquals(normalizeName("  foo\t"), "foo");
  assertEquals(normalizeName("\u3000王\u00a0"), "王");
  assertEquals(normalizeName("Rene\u0301"), "Ren\u00e9");
});

pure("normalizeName counts code points after NFC when it limits the length", () => {
  assertEquals(MAX_NAME_LENGTH, 32);
  for (const char of ["a", "中", "😀"]) {
    assertEquals(normalizeName(char.repeat(32)), char.repeat(32));
    assertStringIncludes(refused(() => normalizeName(char.repeat(33))), "this one has 33");
  }
  assertEquals(normalizeName("e\u0301".repeat(32)), "\u00e9".repeat(32));
  assertEquals(normalizeName(` ${"a".repeat(32)} `), "a".repeat(32));
});

pure("normalizeName says which rule a name breaks", () => {
  const cases: [name: string, why: string][] = [
    ["", "needs 1 to 32 characters; this one is empty"],
    [" \t ", "this one is empty"],
    ["*foo", "cannot start with * or /"],
    ["  /foo", "cannot start with * or /"],
    ["foo :bar", 'cannot hold " :"'],
    ["foo :", 'cannot hold " :"'],
    ["foo\u00a0:bar", 'cannot hold " :"'],
    ["foo\uff1abar \uff1abaz", 'cannot hold " :"'],
    ["\ufe0f", "needs at least one visible character"],
  ];
  for (const [name, why] of cases) assertStringIncludes(refused(() => normalizeName(name)), why);
});

pure("normalizeName refuses a name when it holds what draws nothing or drives a terminal", () => {
  const controls = ["\0", "\t", "\n", "\x1b", "\x7f", "\x9b"];
  const bidirectional = ["\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"];
  const zeroWidth = [
    "\u00ad",
    "\u034f",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\u3164",
    "\ufe00",
  ];
  const others = ["\u2028", "\u2029", "\ufffd", "\ufeff", "\u{e0041}"];
  for (const char of [...controls, ...bidirectional, ...zeroWidth, ...others]) {
    assertStringIncludes(refused(() => normalizeName(`a${char}b`)), "control or invisible");
  }
});

pure("nameKey is the same when two names look alike", () => {
  const alike = [
    ["alice", "ALICE", "ａｌｉｃｅ", "ＡＬＩＣＥ", "alice\u200b", "a\u200dlice", "alice ", "𝐚lice"],
    ["straße", "STRASSE"],
    ["ΟΔΟΣ", "οδος", "οδοσ"],
    ["Ren\u00e9", "rene\u0301", "RENE\u0301"],
    ["❤️", "❤"],
    ["Ann Lee", "ann\u3000lee", "ann  lee"],
    ["ﬁ", "fi"],
  ];
  for (const names of alike) {
    for (const name of names) assertEquals(nameKey(name), nameKey(names[0]!), name);
  }
});

pure("nameKey differs when two names are different", () => {
  const names = [
    "alice",
    "alic\u0435",
    "alice2",
    "alice#2",
    "al ice",
    "rene",
    "ren\u00e9",
    "王",
    "玉",
    "😀",
  ];
  assertEquals(new Set(names.map(nameKey)).size, names.length);
});

pure("nameKey changes nothing when it is applied a second time", () => {
  for (const name of ["ＡＬＩＣＥ", "İstanbul", "Straße", "a\u200bb", "❤️", "ΟΔΟΣ", "ϓ\u0301"]) {
    assertEquals(nameKey(nameKey(name)), nameKey(name));
  }
});

pure("numberedName adds the number and keeps within the limit", () => {
  const cases: [name: string, n: number, expected: string][] = [
    ["alice", 2, "alice#2"],
    ["王", 10, "王#10"],
    ["a".repeat(30), 2, "a".repeat(30) + "#2"],
    ["a".repeat(32), 2, "a".repeat(30) + "#2"],
    ["a".repeat(32), 100, "a".repeat(28) + "#100"],
    ["😀".repeat(32), 10, "😀".repeat(29) + "#10"],
    ["a".repeat(29) + " bc", 2, "a".repeat(29) + "#2"],
  ];
  for (const [name, n, expected] of cases) {
    assertEquals(numberedName(name, n), expected);
    assertEquals(normalizeName(expected), expected);
  }
});

pure("readClaim reads an exact claim when a line is written NAME :TEXT", () => {
  const cases: [line: string, name: string, text: string][] = [
    ["foo :Hello!", "foo", "Hello!"],
    ["foo :", "foo", ""],
    ["foo : hi :there", "foo", " hi :there"],
    ["Ann Lee :hi", "Ann Lee", "hi"],
    ["王小明 :你好", "王小明", "你好"],
    ["ａｌｉｃｅ :hi", "ａｌｉｃｅ", "hi"],
    ["❤️ :x", "❤️", "x"],
    ["foo :zero\u200bwidth ＡＢ", "foo", "zero\u200bwidth ＡＢ"],
  ];
  for (const [line, name, text] of cases) {
    assertEquals(readClaim(line), { name, text, exact: true });
  }
});

pure("readClaim reads a claim that is not exact when a line only looks like one", () => {
  const lines = [
    "fo\u200bo :hi",
    "\u200bfoo :hi",
    "foo\u200b :hi",
    "foo \u200b:hi",
    "foo\u00a0:hi",
    "foo\u3000:hi",
    "foo\t:hi",
    "foo \uff1ahi",
    "foo\u00a0\uff1ahi",
    "ｆｏｏ\u00a0:hi",
  ];
  for (const line of lines) {
    assertEquals(readClaim(line), { name: "foo", text: "hi", exact: false }, JSON.stringify(line));
  }
  // A later " :" must not hide the look-alike before it.
  assertEquals(readClaim("foo\u00a0:hi :x"), { name: "foo", text: "hi :x", exact: false });
});

pure("readClaim reads none when a line claims no valid name", () => {
  const lines = [
    "",
    "hello",
    " :hi",
    ":hi",
    "foo:hi",
    "foo: hi",
    "*foo :hi",
    "/msg foo :hi",
    "\u200b :hi",
    `${"a".repeat(33)} :hi`,
    "a\x07b :hi",
  ];
  for (const line of lines) assertEquals(readClaim(line), undefined, JSON.stringify(line));
});

pure("normalizeName refuses what passes for a list of names, a notice or the end of a name", () => {
  for (const name of ["bob, teacher", "bob，\u3000teacher", "bob,\u00a0x"]) {
    assertStringIncludes(refused(() => normalizeName(name)), 'cannot hold ", "');
  }
  for (const name of ["alice left —", "— alice", "-x", "x-", "x–", "x\u2212", "─x"]) {
    assertStringIncludes(refused(() => normalizeName(name)), "cannot start or end with a dash");
  }
  for (const name of ["x \u02d0", "x \ua4fdy", "a\u00a0\u2236b", "x ¨\ufe30y", "x \u0903"]) {
    assertStringIncludes(refused(() => normalizeName(name)), 'cannot hold " :"');
  }
  for (const name of ["Ann-Lee", "コーヒー", "一", "a,b", "a:b"]) {
    assertEquals(normalizeName(name), name);
  }
});

pure("nameKey is closed under case folding over all of Unicode, and idempotent", () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCodePoint(code);
    const key = nameKey(character);
    const same = [
      key,
      character.toLowerCase(),
      character.toUpperCase(),
      character.toUpperCase().toLowerCase(),
      character.normalize("NFKC"),
      character.normalize("NFD"),
    ];
    if (same.some((other) => nameKey(other) !== key)) wrong.push(code.toString(16));
  }
  assertEquals(wrong, []);
  for (const [a, b] of [["ẞ", "ß"], ["STRASSE", "straße"], ["i\u0307", "i"], ["İ", "I"]]) {
    assertEquals(nameKey(a!), nameKey(b!));
  }
});

pure("readClaim sees through colons of every script", () => {
  const colons = ":\u02d0\u02f8\u0589\u05c3\u0703\u0704\u0903\u0a83\u16ec\u1803\u1809\u205a\u2236" +
    "\ua4fd\ua789\ufe13\ufe30\ufe55\uff1a\u1365\u1804\ua6f4";
  for (const colon of colons) {
    for (const blank of ["\u00a0", "\u3000", " \u200b", " \u0308", "¨", " \t"]) {
      const line = `teacher${blank}${colon}class is over`;
      assertEquals(readClaim(line), { name: "teacher", text: "class is over", exact: false });
    }
  }
});

pure("readClaim gives up on what is too long for a name", () => {
  assertEquals(readClaim("x".repeat(600) + " :hi"), undefined);
  assertEquals(readClaim("x".repeat(600) + "\u00a0:hi"), undefined);
  assertEquals(readClaim("\u0301\u0323".repeat(1000) + " :hi"), undefined);
});
