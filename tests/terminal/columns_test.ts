import { assert, assertEquals } from "@std/assert";
import stringWidth from "string-width";
import { plainText } from "../../lib/chat/view.ts";
import { setTable } from "../../lib/terminal/columns.ts";
import { pure } from "../pure.ts";

/** The rows of a table of these words. */
function rows(words: string[], width: number): string[] {
  const names = words.map((text) => ({ text, role: "name" as const }));
  return plainText(setTable([{ text: `${words.length} here: ` }, ...names], width)).split("\n");
}

pure("setTable sets words in as many columns as fit, to be read downwards", () => {
  const words = ["Ann", "bob", "Christopher", "eve", "foo"];
  const table: [width: number, rows: string[]][] = [
    [40, ["  Ann  bob  Christopher  eve  foo"]],
    [26, ["  Ann  Christopher  foo", "  bob  eve"]],
    [18, ["  Ann          eve", "  bob          foo", "  Christopher"]],
    [17, ["  Ann", "  bob", "  Christopher", "  eve", "  foo"]],
    [5, ["  Ann", "  bob", "  Christopher", "  eve", "  foo"]],
  ];
  for (const [width, expected] of table) {
    assertEquals(rows(words, width), ["5 here:", ...expected], String(width));
  }
});

pure("setTable counts the cells of wide characters", () => {
  assertEquals(rows(["李雷", "韩梅梅", "a", "b"], 14), ["4 here:", "  李雷    a", "  韩梅梅  b"]);
});

pure("setTable sets every word once, in rows that fit", () => {
  for (const count of [1, 2, 7, 30, 1_000]) {
    const words = Array.from({ length: count }, (_, i) => "x".repeat(i % 9 + 1) + i);
    for (const width of [20, 40, 80, 200]) {
      const all = rows(words, width).slice(1);
      assertEquals(all.join(" ").trim().split(/\s+/).toSorted(), words.toSorted());
      for (const row of all) assert(stringWidth(row) <= width, `${width}: ${row}`);
    }
  }
});
