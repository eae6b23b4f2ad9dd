/**
 * Parts of text: graphemes and words. Places in text are in UTF-16 units.
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

/**
 * A letter or digit of a script that writes spaces between words, as a class for expressions with the
 * flag `v`. Chinese, Japanese and Thai do not, so a word may begin beside any of their characters.
 */
export const SPACED_LETTER: string = String
  .raw`[[\p{L}\p{N}\p{M}_]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]]`;

const atStart = new RegExp(`^${SPACED_LETTER}`, "v");
const atEnd = new RegExp(`${SPACED_LETTER}$`, "v");

/** Whether text begins with a spaced letter, so that a letter before it is part of the word. */
export function beginsWord(text: string): boolean {
  return atStart.test(text);
}

/** Whether text ends with a spaced letter, so that a letter after it is part of the word. */
export function endsWord(text: string): boolean {
  // One letter takes at most two UTF-16 units.
  return atEnd.test(text.slice(-2));
}
