/**
 * Wraps long lines with a hanging indent, so that no part of a message can pass for another one.
 *
 * @module
 */

import { graphemes } from "../chat/segments.ts";
import { plainText, type Span } from "../chat/view.ts";
import { cellWidth, graphemeWidth } from "./cell_width.ts";

/** What every row of a line but the first begins with. */
const INDENT = "   ";

/** Every character that is drawn blank separates words. */
const BLANK = "\\s\\u2800\\u115f\\u1160\\u3164\\uffa0";
/** Chinese and Japanese, which may be broken between any two characters. */
const UNSPACED = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}";
/** Their punctuation that never ends a row, and the one that never begins one. */
const OPENING = "（《〈「『【“‘";
const CLOSING = "，。；：、！？）》〉」』】”’…ー";

/** Words and the blanks between them. A character that needs no spaces around it is a word. */
const WORDS = new RegExp(
  [
    `[${BLANK}]+`,
    `[${OPENING}]*[${UNSPACED}]\\p{M}*[${CLOSING}]*`,
    `[${OPENING}]+`,
    `[^${BLANK}${UNSPACED}${OPENING}]+`,
  ].join("|"),
  "gu",
);

/**
 * Breaks lines into rows of at most `columns` cells: between words and between Chinese characters, and
 * within a word only if it is wider than a row.
 */
export function hangIndent(spans: readonly Span[], columns: number): readonly Span[] {
  if (columns <= 2 * INDENT.length || isNarrow(spans, columns)) return spans;
  let column = 0;
  const place = (part: string, width: number) => {
    const breaks = column + width > columns;
    column = (breaks ? INDENT.length : column) + width;
    return (breaks ? `\n${INDENT}` : "") + part;
  };
  const wrapWord = (original: string) => {
    // Terminals do not agree how wide a blank of another script is.
    const word = original.replace(/[\u2800\u115f\u1160\u3164\uffa0]/g, " ");
    const width = cellWidth(word);
    if (word.trim() === "" && column + width > columns) {
      // Blanks end a row and never begin one.
      column = columns;
      return "";
    }
    if (width <= columns - INDENT.length) return place(word, width);
    const parts = Array.from(graphemes.segment(word), ({ segment }) => segment);
    return parts.map((part) => place(part, graphemeWidth(part))).join("");
  };
  const wrapLine = (line: string, i: number) => {
    if (i > 0) column = 0;
    return (line.match(WORDS) ?? []).map(wrapWord).join("");
  };
  return spans.map((span) => ({ ...span, text: span.text.split("\n").map(wrapLine).join("\n") }));
}

/** Whether all lines certainly fit: a character outside ASCII takes at most two cells. */
function isNarrow(spans: readonly Span[], columns: number): boolean {
  return plainText(spans).split("\n").every((line) =>
    line.length <= columns && line.replace(/[^\t -~]/g, "xx").length <= columns
  );
}
