/**
 * Completion of the line being typed, as Tab does it.
 *
 * @module
 */

import { MAX_NAME_LENGTH } from "../protocol.ts";
import { graphemes } from "./segments.ts";
import { beginsWord, endsWord } from "./spaced_letter.ts";

/**
 * The longest text that can begin a name, in UTF-16 units: a character of a name may be typed as up
 * to 4 code points.
 */
const MAX_TYPED = 2 * 4 * MAX_NAME_LENGTH;

/** A line, completed as far as it is unambiguous. */
export interface Completion {
  /** The whole line. */
  text: string;
  /** The new place of the cursor, in UTF-16 units. */
  cursor: number;
  /** The words that fit. */
  choices: string[];
}

/** The words to complete. */
export interface Words {
  /** The commands, with their slash. */
  commands: Iterable<string>;
  /** The names of people; they may hold spaces. */
  names: Iterable<string>;
}

/**
 * Completes the word before the cursor: a command at the start of the line, elsewhere a name. Names
 * may contain spaces, and Chinese has none between words. So the longest text before the cursor that
 * begins a name is completed.
 */
export function complete(text: string, cursor: number, { commands, names }: Words): Completion {
  const before = text.slice(0, cursor);
  const isCommand = /^\/\S*$/.test(before);
  const words = [...new Set(isCommand ? commands : names)].toSorted()
    .map((word) => ({ word, folded: fold(word) }));
  const start = isCommand ? 0 : startOfWord(before, words);
  const typed = before.slice(start);
  // The cursor is after a word that begins no name.
  const isOther = !isCommand && typed === "" && /\S$/.test(before.slice(-1));
  if (isOther || typed.length > MAX_TYPED) return { text, cursor, choices: [] };
  const beginning = fold(typed);
  const fitting = words.filter(({ folded }) => folded.startsWith(beginning));
  const choices = fitting.map(({ word }) => word);
  if (choices.length === 0) return { text, cursor, choices };
  const common = commonBeginning(fitting);
  const whole = choices.length === 1 && text[cursor] !== " " ? common + " " : common;
  // Keep what was typed if the choices spell it differently.
  const inserted = whole.length < typed.length ? typed : whole;
  return {
    text: text.slice(0, start) + inserted + text.slice(cursor),
    cursor: start + inserted.length,
    choices,
  };
}

/** A word, and its form in which case does not matter. */
interface Word {
  word: string;
  folded: string;
}

/** The start of the word that ends with `before`; the end of `before` if no name begins there. */
function startOfWord(before: string, words: readonly Word[]): number {
  for (const index of lastPlaces(before)) {
    const typed = before.slice(index);
    // No name begins in the middle of a word of spaced letters.
    const inside = endsWord(before.slice(0, index)) && beginsWord(typed);
    if (inside || !/\S/.test(typed)) continue;
    const beginning = fold(typed);
    if (words.some(({ folded }) => folded.startsWith(beginning))) return index;
  }
  return before.length;
}

/** The starts of the last graphemes of a text, of as many as a name can have. */
function lastPlaces(text: string): number[] {
  if (text === "") return [];
  const earliest = Math.max(0, text.length - MAX_TYPED);
  const { index, segment } = graphemes.segment(text).containing(earliest)!;
  const start = index < earliest ? index + segment.length : index;
  const places = Array.from(graphemes.segment(text.slice(start)), ({ index }) => start + index);
  return places.slice(-MAX_NAME_LENGTH);
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** The common beginning in whole graphemes, as the first word spells it. */
function commonBeginning(words: readonly Word[]): string {
  let common = "";
  for (const { segment } of graphemes.segment(words[0]!.word)) {
    const longer = fold(common + segment);
    if (!words.every(({ folded }) => folded.startsWith(longer))) break;
    common += segment;
  }
  return common;
}
