/**
 * Draws QR codes: in a terminal, and as a picture for a page.
 *
 * @module
 */

import { encode, renderSVG } from "uqr";

/** The light border that phones need to find the code, in modules. ISO/IEC 18004 asks for 4. */
const BORDER = 4;

/** The smallest code for the text, with as much error correction as its size has room for. */
const SMALLEST = { ecc: "L", boostEcc: true, border: BORDER } as const;

/** Black on white in the fixed part of the 256 colors, which themes leave alone. */
const BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m";
const RESET = "\x1b[0m";

/** What draws two modules, one above the other. The index has bit 1 for the upper, bit 0 for the lower. */
const HALF_BLOCKS = [" ", "▄", "▀", "█"];

/**
 * Draws a text as a QR code with two modules a character. With colors it is black on white, whatever
 * the terminal's colors are. Without, it is drawn for a dark terminal: most phones read no light
 * code on a dark ground.
 */
export function qrRows(text: string, { colored }: { colored: boolean }): string[] {
  const { data, size } = encode(text, SMALLEST);
  const isDrawn = (x: number, y: number) => (data[y]?.[x] ?? false) === colored;
  const rows: string[] = [];
  for (let y = 0; y < size; y += 2) {
    const cells = Array.from(
      { length: size },
      (_, x) => HALF_BLOCKS[(isDrawn(x, y) ? 2 : 0) + (isDrawn(x, y + 1) ? 1 : 0)]!,
    );
    rows.push(colored ? BLACK_ON_WHITE + cells.join("") + RESET : cells.join(""));
  }
  return rows;
}

/** Draws a text as a QR code in SVG. It has no size of its own and fills its place. */
export function qrSvg(text: string): string {
  return renderSVG(text, SMALLEST);
}
