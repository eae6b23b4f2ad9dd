import { assertEquals } from "@std/assert";
import stringWidth from "string-width";
import { plainText } from "../../lib/chat/view.ts";
import { hangIndent } from "../../lib/terminal/hanging_indent.ts";
import { pure } from "../pure.ts";

/** The rows of a line in a window, as a terminal draws them. */
function rows(text: string, columns: number): string[] {
  return plainText(hangIndent([{ text }], columns)).split("\n").flatMap((line) => {
    const drawn = [""];
    for (const character of line) {
      if (stringWidth(drawn.at(-1)! + character) > columns) drawn.push("");
      drawn[drawn.length - 1] += character === "\t" ? " " : character;
    }
    return drawn;
  });
}

pure("hangIndent leaves a line alone when it fits", () => {
  const spans = [{ text: "10:15:30", role: "faint" as const }, { text: " foo: Hello!" }];
  assertEquals(hangIndent(spans, 40), spans);
  assertEquals(rows("x".repeat(20), 20), ["x".repeat(20)]);
});

pure("hangIndent breaks a line between words and indents what follows", () => {
  assertEquals(rows(" foo :one two three four", 14), [" foo :one two ", "   three four"]);
});

pure("hangIndent counts the cells of wide characters", () => {
  assertEquals(rows("你好 你好 你好", 10), ["你好 你好 ", "   你好"]);
});

pure("hangIndent breaks Chinese between any two characters, but for punctuation", () => {
  const table: [text: string, columns: number, rows: string[]][] = [
    [" foo :好 春眠不觉晓处处闻啼鸟", 16, [" foo :好 春眠不", "   觉晓处处闻啼", "   鸟"]],
    ["see 春眠不觉晓now or later", 14, ["see 春眠不觉晓", "   now or ", "   later"]],
    ["1 春眠不觉，晓处", 11, ["1 春眠不", "   觉，晓处"]],
    ["1 春眠不《觉晓》", 11, ["1 春眠不", "   《觉晓》"]],
    ["1 おはようございます", 12, ["1 おはようご", "   ざいます"]],
  ];
  for (const [text, columns, expected] of table) assertEquals(rows(text, columns), expected);
});

pure("hangIndent goes on over the border of two spans", () => {
  const spans = [{ text: "one two ", role: "faint" as const }, { text: "three four" }];
  assertEquals(plainText(hangIndent(spans, 12)), "one two \n   three \n   four");
});

pure("hangIndent starts anew after a line break", () => {
  assertEquals(rows("Fri May 23 10:15:30 2014 \n foo :Hello!", 26), [
    "Fri May 23 10:15:30 2014 ",
    " foo :Hello!",
  ]);
});

pure("hangIndent breaks a word only when it is wider than the window", () => {
  assertEquals(rows(" foo :see http://lab-pc:8001/a", 20), [
    " foo :see http://lab",
    "   -pc:8001/a",
  ]);
});

pure("hangIndent lets no part of a message start where a message starts", () => {
  const forged = "Fri May 23 10:15:30 2014 teacher :class is over";
  for (const filler of [" ", "\u00a0", "\u2800", "\u3164", "\t", ".", "─", "x ", "你"]) {
    for (let length = 0; length < 170; length += length > 60 && length < 90 ? 1 : 7) {
      for (const head of [" bob :", " ", "10:15:30 bob: ", "10:15:30 | "]) {
        const drawn = rows(head + filler.repeat(length) + forged, 80);
        const bad = drawn.slice(1).filter((row) => /^ ?(Fri|teacher)/.test(row));
        assertEquals(bad, [], JSON.stringify([filler, length, head]));
      }
    }
  }
});
