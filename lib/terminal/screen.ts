/**
 * Draws: messages scroll by above, and what is being typed stays at the bottom.
 *
 * The bottom is broken into rows here and not by the terminal, so the number of rows and the
 * cursor's place are known for characters of any width. A message is written over the bottom, which
 * is then drawn again below it.
 *
 * @module
 */

import stringWidth from "string-width";
import { graphemes } from "../chat/segments.ts";

/** What stays at the bottom. */
export interface Bottom {
  /** Lines above the prompt. */
  above: readonly string[];
  /** Stands before the text. */
  prompt: string;
  /** The text being edited. */
  text: string;
  /** The cursor's place in the text, in UTF-16 units. */
  cursor: number;
}

/** Rows of the screen, and the cursor's place in them. */
export interface Rows {
  /** The rows from top to bottom. */
  rows: string[];
  /** The cursor's row, counted from 0. */
  cursorRow: number;
  /** The cursor's column, counted from 0. */
  cursorColumn: number;
}

/**
 * Breaks the bottom into rows of at most `columns` cells. At most `height` rows around the cursor are
 * kept, because rows that scroll off the top of the window cannot be erased.
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
  let [cursorRow, cursorColumn] = [0, 0];
  const makeRoom = (width: number) => {
    if (column + width <= columns) return;
    rows.push("");
    column = 0;
  };
  for (const { segment, index } of graphemes.segment(line)) {
    // A one-cell "?" stands for what is wider than the window.
    const drawn = segment === "\t" ? " " : cellWidth(segment) <= columns ? segment : "?";
    const width = cellWidth(drawn);
    makeRoom(width);
    if (index <= cursor) [cursorRow, cursorColumn] = [rows.length - 1, column];
    rows[rows.length - 1] += drawn;
    column += width;
  }
  if (cursor >= line.length) {
    makeRoom(1);
    [cursorRow, cursorColumn] = [rows.length - 1, column];
  }
  return { rows, cursorRow, cursorColumn };
}

/** The width of a grapheme in cells. */
function cellWidth(grapheme: string): number {
  return /^[ -~]$/.test(grapheme) ? 1 : stringWidth(grapheme);
}

/** Remembers what is drawn at the bottom of the screen. */
export class Screen {
  #drawn: Rows = { rows: [""], cursorRow: 0, cursorColumn: 0 };
  #columns = 80;
  #height: number | undefined;
  #bottom: Bottom | undefined;

  /**
   * Returns what to write to show `text` (whole lines, or nothing) above the bottom, and to draw the
   * bottom again, in a window of this size.
   */
  draw(text: string, bottom: Bottom, columns: number, height?: number): string {
    const erase = this.#erase(columns);
    // A long half-typed line is not laid out again for every message.
    if (columns !== this.#columns || height !== this.#height || !isSame(bottom, this.#bottom)) {
      this.#drawn = layOut(bottom, columns, height);
    }
    [this.#columns, this.#height, this.#bottom] = [columns, height, bottom];
    const { rows, cursorRow, cursorColumn } = this.#drawn;
    return erase + text.replace(/\r?\n/g, "\r\n") + (text === "" ? "" : "\r\n") +
      rows.join("\r\n") + cursorUp(rows.length - 1 - cursorRow) + "\r" +
      (cursorColumn > 0 ? `\x1b[${cursorColumn}C` : "");
  }

  /** Returns what to write to erase the bottom. The cursor is then where the bottom began. */
  clear(columns: number): string {
    const erase = this.#erase(columns);
    this.forget();
    return erase;
  }

  /** Forgets the bottom because other programs have written to the screen. */
  forget(): void {
    this.#drawn = { rows: [""], cursorRow: 0, cursorColumn: 0 };
    this.#bottom = undefined;
  }

  #erase(columns: number): string {
    const { rows, cursorRow, cursorColumn } = this.#drawn;
    let up = cursorRow;
    if (columns < this.#columns) {
      // A terminal that became narrower has broken our rows again.
      const left = takeCells(rows[cursorRow]!, cursorColumn);
      up = wrap(left, columns, left.length).cursorRow;
      for (const row of rows.slice(0, cursorRow)) up += wrap(row, columns).rows.length;
    }
    return cursorUp(up) + "\r\x1b[J";
  }
}

/** Moves the cursor up; a count of 0 would count as 1 in the sequence. */
function cursorUp(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}

function isSame(a: Bottom, b: Bottom | undefined): boolean {
  return b !== undefined && a.prompt === b.prompt && a.text === b.text && a.cursor === b.cursor &&
    a.above.length === b.above.length && a.above.every((line, i) => line === b.above[i]);
}

/** The beginning of a row, at most so many cells wide. */
function takeCells(row: string, cells: number): string {
  let width = 0;
  for (const { segment, index } of graphemes.segment(row)) {
    width += cellWidth(segment);
    if (width > cells) return row.slice(0, index);
  }
  return row;
}
