/**
 * How many cells text takes in a terminal.
 *
 * @module
 */

import stringWidth from "string-width";
import { graphemes } from "../chat/segments.ts";

/** How many graphemes of which length are remembered, because their width takes long to find. */
const REMEMBERED = { count: 10_000, length: 16 };

const known = new Map<string, number>();

/** The width of text. A tab is as wide as one blank, which is the least that a terminal makes of it. */
export function cellWidth(text: string): number {
  if (/^[\t -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The width of one grapheme, which takes less time to find. */
export function graphemeWidth(grapheme: string): number {
  if (/^[\t -~]$/.test(grapheme)) return 1;
  let width = known.get(grapheme);
  if (width === undefined) {
    width = stringWidth(grapheme);
    if (known.size >= REMEMBERED.count) known.clear();
    if (grapheme.length <= REMEMBERED.length) known.set(grapheme, width);
  }
  return width;
}
