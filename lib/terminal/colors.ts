/**
 * Colors for what a terminal shows, as the escape sequences of ECMA-48 (SGR).
 *
 * @module
 */

import { nameHash } from "../chat/name_hash.ts";
import { plainText, type Span } from "../chat/view.ts";

/**
 * The colors of names, from the 256 that terminals share. Each is readable on black and on white:
 * its contrast (WCAG 2.2) is at least 4 against both; no color can have more than 4.6.
 */
export const NAME_COLORS = [161, 130, 64, 28, 30, 31, 27, 99, 129, 164, 132, 131] as const;

/**
 * Turns spans into text for a terminal, with or without colors. Each sequence resets only what it
 * set. `@std/fmt/colors` is not used because it cannot override NO_COLOR.
 */
export function paint(spans: readonly Span[], colored: boolean): string {
  return colored ? spans.map(paintSpan).join("") : plainText(spans);
}

function paintSpan({ text, role, name = text }: Span): string {
  switch (role) {
    case "name":
      return `\x1b[1;38;5;${colorOf(name)}m${text}\x1b[22;39m`;
    case "mention":
      return `\x1b[7m${text}\x1b[27m`;
    case "faint":
      return `\x1b[2m${text}\x1b[22m`;
    case undefined:
      return text;
  }
}

function colorOf(name: string): number {
  return NAME_COLORS[nameHash(name) % NAME_COLORS.length]!;
}
