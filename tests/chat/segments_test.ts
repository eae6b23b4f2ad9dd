import { assertEquals } from "@std/assert";
import {
  beginsWord,
  endsWord,
  graphemeAfter,
  graphemeBefore,
  wordAfter,
  wordBefore,
} from "../../lib/chat/segments.ts";
import { pure } from "../pure.ts";

pure("beginsWord and endsWord know letters of scripts that set words apart by spaces", () => {
  const table: [text: string, begins: boolean, ends: boolean][] = [
    ["bob", true, true],
    ["Привет", true, true],
    ["한국어", true, true],
    ["مريم", true, true],
    ["𝔟𝔬𝔟", true, true], // beyond the BMP
    ["cafe\u0301", true, true], // ends with a mark
    ["7", true, true],
    ["_", true, true],
    ["你好", false, false],
    ["𠮷", false, false], // Chinese, beyond the BMP
    ["ひらがな", false, false],
    ["カタカナ", false, false],
    ["สวัสดี", false, false],
    ["bob你好", true, false],
    ["你好bob", false, true],
    ["#2 ", false, false],
    ["-", false, false],
    ["👩‍🚀", false, false],
    ["", false, false],
  ];
  for (const [text, begins, ends] of table) {
    assertEquals([beginsWord(text), endsWord(text)], [begins, ends], text);
  }
});

pure("graphemeBefore and graphemeAfter step over whole characters", () => {
  const places = [0, 1, 4, 6, 11];
  const text = "aa\u0301\u0489👋👩‍🚀";
  for (const [i, place] of places.entries()) {
    assertEquals(graphemeAfter(text, place), places[i + 1] ?? text.length);
    assertEquals(graphemeBefore(text, place), places[i - 1] ?? 0);
  }
});

pure("wordBefore and wordAfter step over words and the white space on the way", () => {
  const text = "ab  c，d e";
  const table: [at: number, before: number, after: number][] = [
    [0, 0, 2],
    [1, 0, 2],
    [2, 0, 7],
    [3, 0, 7],
    [4, 0, 7],
    [5, 4, 7],
    [7, 4, 9],
    [8, 4, 9],
    [9, 8, 9],
  ];
  for (const [at, before, after] of table) {
    assertEquals([wordBefore(text, at), wordAfter(text, at)], [before, after], `${at}`);
  }
  const emoji = "a 👩‍🚀👋 ";
  assertEquals([wordBefore(emoji, emoji.length), wordAfter(emoji, 1)], [2, emoji.length - 1]);
});
