/**
 * Breaks texts into rows, for help on a terminal of 80 columns.
 *
 * @module
 */

import stringWidth from "string-width";

/** The columns of the narrowest terminal that help is made for. */
export const COLUMNS = 80;

/** Characters between which a line may be broken: those of Chinese text, with its punctuation. */
const CHINESE = "[\\p{sc=Han}\\u3000-\\u303f\\uff00-\\uff60“”‘’]";
/** One of those or a word, and the blanks after it. */
const PART = new RegExp(`${CHINESE}\\s*|(?:(?!${CHINESE})\\S)+\\s*|\\s+`, "gu");

/** Characters that never begin a row: they belong to the word before. */
const CLOSING = /^[\p{Pe}\p{Pf}，。；：、！？]/u;
/** Characters that never end a row: they belong to the word after. */
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/**
 * Breaks a text into rows of at most `columns` cells: at blanks, and between Chinese characters. Line
 * breaks in the text stay. A word wider than a row is left whole.
 */
export function wrapText(text: string, columns: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, columns));
}

function wrapLine(line: string, columns: number): string[] {
  const rows = [""];
  for (const part of partsOf(line)) {
    const row = rows.at(-1)!;
    if (row === "" || stringWidth((row + part).trimEnd()) <= columns) rows[rows.length - 1] += part;
    else rows.push(part.trimStart());
  }
  return rows.map((row) => row.trimEnd());
}

/** The parts of a line between which it may be broken. A blank belongs to the part before it. */
function partsOf(line: string): string[] {
  const parts: string[] = [];
  for (const part of line.match(PART) ?? []) {
    const last = parts.at(-1);
    if (last !== undefined && (CLOSING.test(part) || OPENING.test(last))) {
      parts[parts.length - 1] += part;
    } else parts.push(part);
  }
  return parts;
}
