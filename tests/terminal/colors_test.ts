import { assert, assertEquals } from "@std/assert";
import { COLORED, NAME_COLORS, type Paint, PLAIN } from "../../lib/terminal/colors.ts";

/** Red, green and blue of a colour of the 256 that is in the cube of xterm, each 0 to 255. */
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

/** Everything that paint can do to a text. */
function dressed(paint: Paint, text: string): string[] {
  return [paint.faint(text), paint.name(text, "foo"), paint.mention(text)];
}

const TEXTS = ["foo", "李雷 👩‍🚀", "", "a\nb", "[1m", "100 %"];

Deno.test("NAME_COLORS can be read on black and on white", { permissions: "none" }, () => {
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

Deno.test("PLAIN leaves text as it is", { permissions: "none" }, () => {
  for (const text of TEXTS) assertEquals(dressed(PLAIN, text), [text, text, text]);
});

Deno.test("COLORED changes nothing of a text but how it looks, and nothing after it", {
  permissions: "none",
}, () => {
  for (const text of TEXTS) {
    const all = dressed(COLORED, text);
    assertEquals(all.map(withoutColors), [text, text, text]);
    const [faint, name, mention] = all;
    // Each undoes just what it did: so one can stand inside another.
    assertEquals(faint, `\x1b[2m${text}\x1b[22m`);
    assertEquals(name?.replace(/38;5;\d+/, "COLOR"), `\x1b[1;COLORm${text}\x1b[22;39m`);
    assertEquals(mention, `\x1b[7m${text}\x1b[27m`);
  }
});

Deno.test("COLORED gives names that are the same name the same colour", {
  permissions: "none",
}, () => {
  const colorOf = (name: string) => Number(/38;5;(\d+)/.exec(COLORED.name("x", name))![1]);
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
    "every colour is of use",
  );
});
