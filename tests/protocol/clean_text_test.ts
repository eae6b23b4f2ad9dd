import { assertEquals } from "@std/assert";
import { cleanText } from "../../lib/protocol/clean_text.ts";
import { pure } from "../pure.ts";

/** Every character from `first` to `last`. */
function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
}

const UNSAFE = [
  ...range(0x00, 0x08),
  ...range(0x0a, 0x1f),
  ...range(0x7f, 0x9f),
  ...range(0x2028, 0x2029),
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
];

pure("cleanText replaces each unsafe character when text holds any", () => {
  for (const char of UNSAFE) {
    const code = char.codePointAt(0)!.toString(16);
    assertEquals(cleanText(`a${char}${char}b`), "a\ufffd\ufffdb", `U+${code}`);
  }
});

pure("cleanText leaves the neighbours of unsafe characters as they are", () => {
  const safe = "\t ~\u00a0\u2027\u202f\u2065\u206a";
  assertEquals(cleanText(safe), safe);
});

pure("cleanText returns text as it was when nothing in it is unsafe", () => {
  for (
    const text of [
      "",
      "foo :Hello!",
      "你好，世界",
      "a\tb",
      "👩‍🚀 ❤️",
      "\ufeffa",
      "e\u0301",
      "\ufffd",
    ]
  ) {
    assertEquals(cleanText(text), text);
  }
});

pure("cleanText disarms a terminal sequence and keeps what can be read of it", () => {
  assertEquals(cleanText("\x1b[2Jfoo :hi\x07"), "\ufffd[2Jfoo :hi\ufffd");
});

pure("cleanText replaces lone surrogates and keeps pairs", () => {
  assertEquals(cleanText("a\ud83db"), "a\ufffdb");
  assertEquals(cleanText("a\ude00b"), "a\ufffdb");
  assertEquals(cleanText("\ud83d\ude00"), "😀");
});

pure("cleanText changes nothing when it is applied a second time", () => {
  const once = cleanText(UNSAFE.join("x") + "\ud83d");
  assertEquals(cleanText(once), once);
});
