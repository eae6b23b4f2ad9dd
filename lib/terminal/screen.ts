/**
 * Drawing: messages scroll by above, and below them stays what is being typed.
 *
 * What is being typed is broken into rows here, and not by the terminal: so it is known at all times
 * how many there are and where the cursor is, however wide the characters are. What arrives is
 * written where the first of these rows was, and they are drawn again below it.
 *
 * Pure: turns text into rows, and changes into what is to be written.
 *
 * @module
 */

import stringWidth from "string-width";
import { graphemes } from "../chat/boundaries.ts";

/** What stays at the bottom: some lines, of which the last is being edited. */
export interface Bottom {
  /** What stands above the prompt: lines on their way. */
  above: readonly string[];
  /** What stands before the text. */
  prompt: string;
  /** The text being edited. */
  text: string;
  /** Where the cursor stands in the text, in UTF-16 units. */
  cursor: number;
}

/** Rows as they are drawn, and where the cursor is among them. */
export interface Rows {
  /** The rows from top to bottom. */
  rows: string[];
  /** The cursor's row, counted from 0. */
  cursorRow: number;
  /** The cursor's column, counted from 0. */
  cursorColumn: number;
}

/**
 * Breaks the bottom into rows of at most `columns` cells. Of more rows than `height`, those around
 * the cursor are kept: what has scrolled off the top of a window can no longer be erased.
 */
export function layOut(
  { above, prompt, text, cursor }: Bottom,
  columns: number,
  height = Infinity,
): Rows {
  const before = above.flatMap((line) => wrap(line, columns).rows);
  const edited = wrap(prompt + text, columns, prompt.length + cursor);
  const rows = [...before, ...edited.rows];
  const cursorRow = before.length + edited.cursorRow;
  const top = Math.max(0, Math.min(cursorRow, rows.length - height));
  return {
    rows: rows.slice(top, top + height),
    cursorRow: cursorRow - top,
    cursorColumn: edited.cursorColumn,
  };
}

function wrap(line: string, columns: number, cursor = -1): Rows {
  const rows = [""];
  let column = 0;
  let cursorRow = 0;
  let cursorColumn = 0;
  for (const { segment, index } of graphemes.segment(line)) {
    // Wider than the whole window: a stand-in of one cell keeps the count right.
    const fits = cellWidth(segment) <= columns;
    const drawn = segment === "\t" ? " " : fits ? segment : "?";
    const width = fits ? cellWidth(drawn) : 1;
    if (column + width > columns) {
      rows.push("");
      column = 0;
    }
    if (index <= cursor) [cursorRow, cursorColumn] = [rows.length - 1, column];
    rows[rows.length - 1] += drawn;
    column += width;
  }
  if (cursor >= line.length) {
    if (column >= columns) {
      rows.push("");
      column = 0;
    }
    [cursorRow, cursorColumn] = [rows.length - 1, column];
  }
  return { rows, cursorRow, cursorColumn };
}

/** How many cells a grapheme takes. */
function cellWidth(grapheme: string): number {
  return /^[ -~]$/.test(grapheme) ? 1 : stringWidth(grapheme);
}

/** Keeps track of what is drawn at the bottom of the screen. */
export class Screen {
  #drawn: Rows = { rows: [""], cursorRow: 0, cursorColumn: 0 };
  #columns = 80;
  #height: number | undefined;
  #bottom: Bottom | undefined;

  /**
   * What to write to show `text` (whole lines, or nothing) above the bottom and draw that anew, in a
   * window of this size.
   */
  draw(text: string, bottom: Bottom, columns: number, height?: number): string {
    const erase = this.#erase(columns);
    // Where many messages arrive while a long line stands half-typed, it is laid out once.
    if (columns !== this.#columns || height !== this.#height || !isSame(bottom, this.#bottom)) {
      this.#drawn = layOut(bottom, columns, height);
    }
    [this.#columns, this.#height, this.#bottom] = [columns, height, bottom];
    const { rows, cursorRow, cursorColumn } = this.#drawn;
    const up = rows.length - 1 - cursorRow;
    return erase + text.replace(/\r?\n/g, "\r\n") + (text === "" ? "" : "\r\n") +
      rows.join("\r\n") + (up > 0 ? `\x1b[${up}A` : "") + "\r" +
      (cursorColumn > 0 ? `\x1b[${cursorColumn}C` : "");
  }

  /** What to write to take the bottom off the screen; the cursor then stands where it began. */
  clear(columns: number): string {
    const erase = this.#erase(columns);
    this.forget();
    return erase;
  }

  /** Takes the bottom for gone: others have written to the screen since. */
  forget(): void {
    this.#drawn = { rows: [""], cursorRow: 0, cursorColumn: 0 };
    this.#bottom = undefined;
  }

  #erase(columns: number): string {
    const { rows, cursorRow, cursorColumn } = this.#drawn;
    let up = cursorRow;
    if (columns < this.#columns) {
      // A terminal that became narrower has broken our rows once more, where we would have.
      const left = takeCells(rows[cursorRow]!, cursorColumn);
      up = wrap(left, columns, left.length).cursorRow;
      for (const row of rows.slice(0, cursorRow)) up += wrap(row, columns).rows.length;
    }
    return (up > 0 ? `\x1b[${up}A` : "") + "\r\x1b[J";
  }
}

function isSame(a: Bottom, b: Bottom | undefined): boolean {
  return b !== undefined && a.prompt === b.prompt && a.text === b.text && a.cursor === b.cursor &&
    a.above.length === b.above.length && a.above.every((line, i) => line === b.above[i]);
}

/** The beginning of a row, as far as it takes no more than so many cells. */
function takeCells(row: string, cells: number): string {
  let width = 0;
  for (const { segment, index } of graphemes.segment(row)) {
    width += cellWidth(segment);
    if (width > cells) return row.slice(0, index);
  }
  return row;
}
