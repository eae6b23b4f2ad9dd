/**
 * Draws the screen of a terminal as an SVG.
 *
 * @module
 */

import graphemes from "@xterm/addon-unicode-graphemes";
import xterm from "@xterm/headless";

/** The size of a cell, in pixels. */
const [WIDTH, HEIGHT] = [8.4, 19];

/** The space around the screen, in pixels. */
const MARGIN = 14;

const FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";
const INK = "#e6e6e6";
const PAPER = "#16181d";

type Cell = NonNullable<ReturnType<Line["getCell"]>>;
type Line = NonNullable<ReturnType<xterm.Terminal["buffer"]["active"]["getLine"]>>;

/** Draws the screen of a terminal of this size after it has received `output`. */
export async function screenSvg(output: string, columns: number, rows: number): Promise<string> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  terminal.loadAddon(new graphemes.UnicodeGraphemesAddon());
  await new Promise<void>((drawn) => terminal.write(output, drawn));
  const { active } = terminal.buffer;
  const parts = Array.from({ length: rows }, (_, y) => drawLine(active.getLine(y)!, y));
  const cursor = box(active.cursorX, active.cursorY, 1, INK);
  terminal.dispose();
  const [width, height] = [columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" \
width="${width}" height="${height}" font-family="${FONT}" font-size="14" xml:space="preserve">
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
${parts.join("")}${cursor}</svg>
`;
}

/** Draws a line in pieces: adjacent cells of one look, and each double-width cell alone. */
function drawLine(line: Line, y: number): string {
  let drawn = "";
  let piece = { x: 0, cells: 0, text: "", look: "" };
  const flush = () => {
    if (piece.text.trim() !== "" || /fill/.test(piece.look)) drawn += drawPiece(piece, y);
    piece = { x: 0, cells: 0, text: "", look: "" };
  };
  for (let x = 0; x < line.length; x++) {
    const cell = line.getCell(x)!;
    if (cell.getWidth() === 0) continue; // the second half of a double-width cell
    const look = lookOf(cell);
    if (piece.look !== look || cell.getWidth() === 2) flush();
    if (piece.cells === 0) piece = { x, cells: 0, text: "", look };
    piece.text += cell.getChars() || " ";
    piece.cells += cell.getWidth();
    if (cell.getWidth() === 2) flush();
  }
  flush();
  return drawn;
}

/** The look of a cell as SVG attributes. `paper`, which is not one, is the color behind the text. */
function lookOf(cell: Cell): string {
  const color = cell.isFgPalette() ? paletteColor(cell.getFgColor()) : INK;
  return `fill="${cell.isInverse() ? PAPER : color}"` +
    (cell.isInverse() ? ` paper="${color}"` : "") +
    (cell.isBold() ? ' font-weight="bold"' : "") + (cell.isDim() ? ' opacity="0.6"' : "");
}

function drawPiece(
  { x, cells, text, look }: { x: number; cells: number; text: string; look: string },
  y: number,
): string {
  const [, paper] = / paper="([^"]*)"/.exec(look) ?? [];
  const behind = paper ? box(x, y, cells, paper) : "";
  const inside = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `${behind}<text x="${left(x)}" y="${(MARGIN + (y + 0.75) * HEIGHT).toFixed(1)}" \
textLength="${(cells * WIDTH).toFixed(1)}" ${look.replace(/ paper="[^"]*"/, "")}>${inside}</text>
`;
}

function box(x: number, y: number, cells: number, color: string): string {
  return `<rect x="${left(x)}" y="${MARGIN + y * HEIGHT}" width="${(cells * WIDTH).toFixed(1)}" \
height="${HEIGHT}" fill="${color}"/>\n`;
}

function left(x: number): string {
  return (MARGIN + x * WIDTH).toFixed(1);
}

/** A color from 16 to 255 of the xterm palette: a cube with six steps a side, then grays. */
function paletteColor(index: number): string {
  const step = (value: number) => value === 0 ? 0 : 55 + 40 * value;
  const cube = index - 16;
  const rgb = index >= 232
    ? Array<number>(3).fill(8 + 10 * (index - 232))
    : [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(step);
  return `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
