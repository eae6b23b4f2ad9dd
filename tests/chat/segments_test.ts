import { assertEquals } from "@std/assert";
import { graphemeAfter, graphemeBefore, wordAfter, wordBefore } from "../../lib/chat/segments.ts";
import { pure } from "../pure.ts";

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
