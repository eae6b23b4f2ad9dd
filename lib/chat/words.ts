/**
 * A letter or digit of a script that sets its words apart by spaces, as a class for expressions with
 * the flag `v`. Chinese, Japanese and Thai do not, so there a word may begin beside any character.
 */
export const SPACED_LETTER: string = String
  .raw`[[\p{L}\p{N}\p{M}_]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]]`;

const atStart = new RegExp(`^${SPACED_LETTER}`, "v");
const atEnd = new RegExp(`${SPACED_LETTER}$`, "v");

/** Whether text begins with such a letter: what stands before it may be part of the same word. */
export function beginsWord(text: string): boolean {
  return atStart.test(text);
}

/** Whether text ends with such a letter: what follows it may be part of the same word. */
export function endsWord(text: string): boolean {
  return atEnd.test(text);
}
