/**
 * Draws the icon of the Windows programs: a speech bubble with three dots.
 *
 * @module
 */

import { crc32, deflateSync } from "node:zlib";

/** Width and height in pixels: the largest that Windows uses. It scales the others down from it. */
const SIZE = 256;

const BUBBLE = [0x1f, 0x7a, 0x8c];
const DOTS = [0xff, 0xff, 0xff];

/** Returns the icon as an .ico file. */
export function drawIcon(): Uint8Array {
  const png = encodePng();
  const head = new DataView(new ArrayBuffer(22));
  head.setUint16(2, 1, true); // type: icon
  head.setUint16(4, 1, true); // number of pictures; width and height stay 0, which means 256
  head.setUint16(10, 1, true); // color planes
  head.setUint16(12, 32, true); // bits per pixel
  head.setUint32(14, png.length, true);
  head.setUint32(18, head.byteLength, true);
  return join([new Uint8Array(head.buffer), png]);
}

/** How much of a pixel a shape covers, from 0 to 1; `outside`: from its edge to the pixel's center. */
function cover(outside: number): number {
  return Math.min(1, Math.max(0, 0.5 - outside));
}

/** Red, green, blue and opacity of a pixel, from 0 to 255. */
function pixel(x: number, y: number): number[] {
  // Distances from a rounded rectangle, from the tail below it, and from the dots in it.
  const [dx, dy] = [Math.abs(x - 128) - 80, Math.abs(y - 112) - 48];
  const box = Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - 40;
  const tail = Math.max(64 - x, 150 - y, (x + y - 64 - 244) / Math.SQRT2);
  const dot = Math.min(...[72, 128, 184].map((middle) => Math.hypot(x - middle, y - 112))) - 18;
  const white = cover(dot);
  return [
    ...BUBBLE.map((value, i) => Math.round(value * (1 - white) + DOTS[i]! * white)),
    Math.round(255 * cover(Math.min(box, tail))),
  ];
}

function encodePng(): Uint8Array {
  const rows: number[] = [];
  for (let y = 0; y < SIZE; y++) {
    rows.push(0); // no filter
    for (let x = 0; x < SIZE; x++) rows.push(...pixel(x + 0.5, y + 0.5));
  }
  const size = new DataView(new ArrayBuffer(13));
  size.setUint32(0, SIZE);
  size.setUint32(4, SIZE);
  size.setUint8(8, 8); // bits per sample
  size.setUint8(9, 6); // red, green, blue, opacity
  return join([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk("IHDR", new Uint8Array(size.buffer)),
    pngChunk("IDAT", deflateSync(Uint8Array.from(rows))),
    pngChunk("IEND", new Uint8Array(0)),
  ]);
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = join([new TextEncoder().encode(type), data]);
  const ends = new DataView(new ArrayBuffer(8));
  ends.setUint32(0, data.length);
  ends.setUint32(4, crc32(body));
  const bytes = new Uint8Array(ends.buffer);
  return join([bytes.subarray(0, 4), body, bytes.subarray(4)]);
}

function join(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
