import { assert, assertEquals } from "@std/assert";
import type { Span } from "../../lib/chat/view.ts";
import { NAME_COLORS, paint } from "../../lib/terminal/colors.ts";
import { pure } from "../pure.ts";

/** Red, green and blue of one of the 216 colors in the cube of xterm, each 0 to 255. */
function rgbOf(color: number): number[] {
  const levels = [0, 95, 135, 175, 215, 255];
  return [36, 6, 1].map((step) => levels[Math.floor((color - 16) / step) % 6]!);
}

/** Relative luminance by WCAG 2.2. */
function luminance(rgb: number[]): number {
  const [red, green, blue] = rgb.map((level) => {
    const part = level / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast by WCAG 2.2, from 1 to 21. */
function contrast(one: number[], other: number[]): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Text as a terminal shows it. */
function withoutColors(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  return text.replace(/\x1b\[[\d;]*m/g, "");
}

/** A text in every role. */
function spans(text: string): Span[] {
  return [
    { text },
    { text, role: "faint" },
    { text, role: "name", name: "foo" },
    { text, role: "mention" },
  ];
}

const TEXTS = ["foo", "李雷 👩‍🚀", "", "a\nb", "[1m", "100 %"];

pure("NAME_COLORS can be read on black and on white", () => {
  assertEquals([16, 196, 46, 21, 231, 67].map(rgbOf), [
    [0, 0, 0],
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
    [95, 135, 175],
  ]);
  assertEquals(contrast([0, 0, 0], [255, 255, 255]), 21);
  for (const color of NAME_COLORS) {
    assert(color >= 16 && color <= 231, `${color} is in the cube: the same in every terminal`);
    for (const background of [[0, 0, 0], [255, 255, 255]]) {
      const measured = contrast(rgbOf(color), background);
      assert(measured >= 4, `${color} on ${background}: ${measured}`);
    }
  }
  assertEquals(new Set(NAME_COLORS).size, NAME_COLORS.length);
});

pure("paint leaves text as it is when it is not colored", () => {
  for (const text of TEXTS) assertEquals(paint(spans(text), false), text.repeat(4));
});

pure("paint changes only how text looks, and nothing after it", () => {
  for (const text of TEXTS) {
    assertEquals(withoutColors(paint(spans(text), true)), text.repeat(4));
    const [none, faint, name, mention] = spans(text).map((span) => paint([span], true));
    assertEquals(none, text);
    // Each resets only what it set.
    assertEquals(faint, `\x1b[2m${text}\x1b[22m`);
    assertEquals(name?.replace(/38;5;\d+/, "COLOR"), `\x1b[1;COLORm${text}\x1b[22;39m`);
    assertEquals(mention, `\x1b[7m${text}\x1b[27m`);
  }
});

pure("paint gives names that count as the same the same color", () => {
  const colorOf = (name: string) =>
    Number(/38;5;(\d+)/.exec(paint([{ text: "x", role: "name", name }], true))![1]);
  const table: string[][] = [
    ["alice", "ALICE", "ａｌｉｃｅ", "al\u200bice"],
    ["Renée", "Rene\u0301e", "RENÉE"],
    ["Ann Lee", "ann\u00a0lee"],
    ["李雷", "李\u2060雷"],
  ];
  for (const [name = "", ...others] of table) {
    for (const other of others) assertEquals(colorOf(other), colorOf(name), `${other} as ${name}`);
  }
  const names = Array.from({ length: 200 }, (_, i) => `guest${i}`);
  assertEquals(
    [...new Set(names.map(colorOf))].sort(),
    [...NAME_COLORS].sort(),
    "every color is used",
  );
});
