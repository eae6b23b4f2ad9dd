/**
 * Reads QR codes from the screen of a terminal, as the camera of a phone does.
 *
 * @module
 */

import xterm from "@xterm/headless";
import jsqr from "jsqr";

/** Pixels a module is wide and high. */
const SCALE = 4;

/** What a terminal shows text in where no color is set, as gray from 0 to 255. */
export interface Theme {
  ink: number;
  paper: number;
}

/** A terminal with light text. */
export const DARK: Theme = { ink: 229, paper: 26 };

/** A terminal with dark text. */
export const LIGHT: Theme = { ink: 26, paper: 240 };

/** What a phone reads from a terminal that has received `output`; undefined if it reads nothing. */
export async function readByPhone(
  output: string,
  { columns, rows, theme }: { columns: number; rows: number; theme: Theme },
): Promise<string | undefined> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  await new Promise<void>((drawn) => terminal.write(output, drawn));
  const [width, height] = [columns * SCALE, rows * 2 * SCALE];
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const cell = terminal.buffer.active.getLine(y)!.getCell(x)!;
      const ink = cell.isFgPalette() ? grayOf(cell.getFgColor()) : theme.ink;
      const paper = cell.isBgPalette() ? grayOf(cell.getBgColor()) : theme.paper;
      const drawn = cell.getChars();
      paint(pixels, width, x, 2 * y, "▀█".includes(drawn || " ") ? ink : paper);
      paint(pixels, width, x, 2 * y + 1, "▄█".includes(drawn || " ") ? ink : paper);
    }
  }
  terminal.dispose();
  const read = jsqr.default(pixels, width, height, { inversionAttempts: "dontInvert" });
  return read?.data;
}

/** Black or white of the 256 colors. */
function grayOf(color: number): number {
  if (color === 16) return 0;
  if (color === 231) return 255;
  throw new Error(`Neither black nor white: ${color}`);
}

function paint(pixels: Uint8ClampedArray, width: number, x: number, y: number, gray: number): void {
  for (let row = y * SCALE; row < (y + 1) * SCALE; row++) {
    for (let column = x * SCALE; column < (x + 1) * SCALE; column++) {
      pixels.fill(gray, 4 * (row * width + column), 4 * (row * width + column) + 3);
    }
  }
}
