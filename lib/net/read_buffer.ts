/**
 * The buffers into which connections read.
 *
 * @module
 */

/** Small, because every connection holds such a buffer. In bytes. */
const BUFFER_BYTES = 512;

/**
 * Several buffers are cut from one piece of memory, because a piece of its own costs as much again as
 * it holds. Few, because the piece is kept for as long as one of them is used. In bytes.
 */
const PIECE_BYTES = 16 * BUFFER_BYTES;

let piece = new Uint8Array(0);
let used = 0;

/** A buffer that nobody else uses. */
export function readBuffer(): Uint8Array<ArrayBuffer> {
  if (used === piece.length) {
    piece = new Uint8Array(PIECE_BYTES);
    used = 0;
  }
  return piece.subarray(used, used += BUFFER_BYTES);
}
