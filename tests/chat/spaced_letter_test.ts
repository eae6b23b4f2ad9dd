import { assertEquals } from "@std/assert";
import { beginsWord, endsWord } from "../../lib/chat/spaced_letter.ts";
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
