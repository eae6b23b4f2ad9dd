/**
 * Draws: messages scroll by above, and what is being typed stays at the bottom.
 *
 * The bottom is broken into rows here and not by the terminal, so the number of rows and the
 * cursor's place are known for characters of any width. A message is written over the bottom, which
 * is then drawn again below it. What is being typed never takes more than a third of the window.
 *
 * @module
 */

import { graphemes } from "../chat/segments.ts";
import { graphemeWidth } from "./cell_width.ts";
import { hangIndent } from "./hanging_indent.ts";

/** What stays at the bottom. */
export interface Bottom {
  /** Lines above the prompt. */
  above: readonly string[];
  /** Why the text was refused. Drawn right above the prompt. @default it was not */
  reason?: string | undefined;
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

/** The rows that the text may take however low the window is, if there are as many. */
const MIN_INPUT_ROWS = 3;

/**
 * Breaks the bottom into rows of at most `columns` cells, in a window of `height` rows. The text takes
 * at most a third of them and scrolls with the cursor. What stands above it takes no more, and leaves
 * a third for messages.
 */
export function layOut(
  { above, reason, prompt, text, cursor }: Bottom,
  columns: number,
  height = Infinity,
): Rows {
  const third = Math.floor(height / 3);
  const input = scroll(
    wrap(prompt + text, columns, prompt.length + cursor),
    Math.min(height, Math.max(MIN_INPUT_ROWS, third)),
  );
  const before = [
    ...above.flatMap((line) => wrap(line, columns).rows),
    ...wrapReason(reason, columns),
  ];
  const messages = Math.max(1, third);
  const most = Math.max(0, Math.min(messages, height - input.rows.length - messages));
  const kept = before.slice(Math.max(0, before.length - most));
  return { ...input, rows: [...kept, ...input.rows], cursorRow: kept.length + input.cursorRow };
}

/** Keeps `most` rows, with the cursor's in the middle if there are others on both sides. */
function scroll({ rows, cursorRow, cursorColumn }: Rows, most: number): Rows {
  const middle = cursorRow - Math.floor(most / 2);
  const top = Math.max(0, Math.min(middle, rows.length - most));
  return { rows: rows.slice(top, top + most), cursorRow: cursorRow - top, cursorColumn };
}

/** Breaks a reason as a message is broken, because it becomes one. */
function wrapReason(reason: string | undefined, columns: number): string[] {
  if (reason === undefined) return [];
  const [{ text } = { text: "" }] = hangIndent([{ text: reason }], columns);
  return text.split("\n").flatMap((row) => wrap(row, columns).rows);
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
    const drawn = segment === "\t" ? " " : graphemeWidth(segment) <= columns ? segment : "?";
    const width = graphemeWidth(drawn);
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
    a.reason === b.reason && a.above.length === b.above.length &&
    a.above.every((line, i) => line === b.above[i]);
}

/** The beginning of a row, at most so many cells wide. */
function takeCells(row: string, cells: number): string {
  let width = 0;
  for (const { segment, index } of graphemes.segment(row)) {
    width += graphemeWidth(segment);
    if (width > cells) return row.slice(0, index);
  }
  return row;
}
