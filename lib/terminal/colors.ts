/**
 * Colours: what is said in which, and that a terminal shows them so that they can be read.
 *
 * Pure: wraps text in the sequences of ECMA-48 (SGR), and knows no terminal.
 *
 * @module
 */

import { nameKey } from "../protocol.ts";

/** Dresses text for the screen; without colours it comes back as it was. */
export interface Paint {
  /** When something was said, and what the program says about itself: less than what is said. */
  faint(text: string): string;
  /** A name, steadily in its own colour. */
  name(text: string, name: string): string;
  /** The user's own name in what another says. */
  mention(text: string): string;
}

/** No colours: into a pipe, and where they are not wanted. */
export const PLAIN: Paint = {
  faint: (text) => text,
  name: (text) => text,
  mention: (text) => text,
};

/**
 * The colours of names, from the 256 that terminals share. Each can be read on black and on white:
 * its contrast (WCAG 2.2) is at least 4 against both, of the 4.6 that a colour can have.
 */
export const NAME_COLORS = [161, 130, 64, 28, 30, 31, 27, 99, 129, 164, 132, 131] as const;

/** Colours. Not by `@std/fmt/colors`, which cannot be told to use them where NO_COLOR is set. */
export const COLORED: Paint = {
  faint: (text) => `\x1b[2m${text}\x1b[22m`,
  name: (text, name) => `\x1b[1;38;5;${colorOf(name)}m${text}\x1b[22;39m`,
  mention: (text) => `\x1b[7m${text}\x1b[27m`,
};

/** Names that are the same name have the same colour, here and in everybody else's client. */
function colorOf(name: string): number {
  let hash = 0;
  for (const character of nameKey(name)) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return NAME_COLORS[hash % NAME_COLORS.length]!;
}
