/**
 * Letters of scripts that write spaces between words.
 *
 * @module
 */

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
