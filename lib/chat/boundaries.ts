/**
 * Where a cursor may go: from one grapheme to the next, from one word to the next.
 *
 * Pure: knows text and places in it, in UTF-16 units.
 *
 * @module
 */

/** Takes text apart into what a person takes for its characters (UAX #29). */
export const graphemes: Intl.Segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where the grapheme begins that ends at `at`, or holds what stands before it. */
export function graphemeBefore(text: string, at: number): number {
  return at === 0 ? 0 : graphemes.segment(text).containing(at - 1)!.index;
}

/** Where the grapheme ends that begins at `at`. */
export function graphemeAfter(text: string, at: number): number {
  const next = graphemes.segment(text).containing(at);
  return next ? next.index + next.segment.length : text.length;
}

/** Where the word begins that ends before `at`; a word is what stands between blanks. */
export function wordBefore(text: string, at: number): number {
  return /\S*\s*$/.exec(text.slice(0, at))!.index;
}

/** Where the word ends that begins after `at`. */
export function wordAfter(text: string, at: number): number {
  return at + /^\s*\S*/.exec(text.slice(at))![0].length;
}
