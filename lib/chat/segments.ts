/**
 * Parts of text that is edited. Places in text are in UTF-16 units.
 *
 * @module
 */

/** Splits text into user-perceived characters (UAX #29). */
export const graphemes: Intl.Segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The start of the grapheme before a place. */
export function graphemeBefore(text: string, at: number): number {
  return at === 0 ? 0 : graphemes.segment(text).containing(at - 1)!.index;
}

/** The end of the grapheme after a place. */
export function graphemeAfter(text: string, at: number): number {
  const next = graphemes.segment(text).containing(at);
  return next ? next.index + next.segment.length : text.length;
}

/** The start of the word before a place, where only white space separates words. */
export function wordBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && /\s/.test(text[start - 1]!)) start--;
  while (start > 0 && /\S/.test(text[start - 1]!)) start--;
  return start;
}

/** The end of the word after a place, where only white space separates words. */
export function wordAfter(text: string, at: number): number {
  return at + /^\s*\S*/.exec(text.slice(at))![0].length;
}
