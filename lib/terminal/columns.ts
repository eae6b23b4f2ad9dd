/**
 * Sets words in columns.
 *
 * @module
 */

import type { Span } from "../chat/view.ts";
import { cellWidth } from "./cell_width.ts";

/** What stands before each row, and between two columns. */
const INDENT = "  ";
const GAP = "  ";

/** The most columns that are tried. */
const MAX_COLUMNS = 40;

/** Sets a list as a table: its heading, and the names in it below that. */
export function setTable([head, ...rest]: readonly Span[], width: number): Span[] {
  const names = rest.filter(({ role }) => role === "name");
  return [{ text: head!.text.trimEnd() + "\n" }, ...inColumns(names, width)];
}

/**
 * Sets words in as many columns as fit into `width` cells, each column as wide as its widest word and
 * read from top to bottom. The last row has no line ending.
 */
function inColumns(words: readonly Span[], width: number): Span[] {
  const widths = words.map(({ text }) => cellWidth(text));
  let count = Math.max(1, Math.min(words.length, MAX_COLUMNS, Math.floor(width / 3)));
  while (count > 1 && widthOf(widths, count) > width) count--;
  const height = Math.ceil(words.length / count);
  const columns = widestOf(widths, height);
  return Array.from({ length: height }, (_, row) =>
    columns.flatMap((widest, column): Span[] => {
      const at = column * height + row;
      if (at >= words.length) return [];
      const before = column === 0 ? (row === 0 ? INDENT : "\n" + INDENT) : GAP;
      const isLast = at + height >= words.length;
      const after = isLast ? "" : " ".repeat(widest - widths[at]!);
      return [{ text: before }, words[at]!, { text: after }];
    })).flat();
}

/** The widest word of each column, where each has `height` words. */
function widestOf(widths: readonly number[], height: number): number[] {
  const widest: number[] = [];
  for (const [i, width] of widths.entries()) {
    const column = Math.floor(i / height);
    widest[column] = Math.max(widest[column] ?? 0, width);
  }
  return widest;
}

function widthOf(widths: readonly number[], count: number): number {
  const columns = widestOf(widths, Math.ceil(widths.length / count));
  const words = columns.reduce((sum, width) => sum + width, 0);
  return INDENT.length + words + GAP.length * (columns.length - 1);
}
