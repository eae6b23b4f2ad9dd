/**
 * Completion of the line being typed, as Tab does it.
 *
 * @module
 */

import { beginsWord, endsWord, graphemes } from "./segments.ts";

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
  const words = [...new Set(isCommand ? commands : names)].toSorted();
  const start = isCommand ? 0 : startOfWord(before, words);
  const typed = before.slice(start);
  // The cursor is after a word that begins no name.
  if (!isCommand && typed === "" && /\S$/.test(before)) return { text, cursor, choices: [] };
  const choices = words.filter((word) => beginsWith(word, typed));
  if (choices.length === 0) return { text, cursor, choices };
  const common = commonBeginning(choices);
  const whole = choices.length === 1 && text[cursor] !== " " ? common + " " : common;
  // Keep what was typed if the choices spell it differently.
  const inserted = whole.length < typed.length ? typed : whole;
  return {
    text: text.slice(0, start) + inserted + text.slice(cursor),
    cursor: start + inserted.length,
    choices,
  };
}

/** The start of the word that ends with `before`; the end of `before` if no name begins there. */
function startOfWord(before: string, words: readonly string[]): number {
  for (const { index } of graphemes.segment(before)) {
    const typed = before.slice(index);
    // No name begins in the middle of a word of spaced letters.
    const inside = endsWord(before.slice(0, index)) && beginsWord(typed);
    if (!inside && /\S/.test(typed) && words.some((word) => beginsWith(word, typed))) return index;
  }
  return before.length;
}

function beginsWith(word: string, typed: string): boolean {
  return fold(word).startsWith(fold(typed));
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** The common beginning in whole graphemes, as the first word spells it. */
function commonBeginning(words: readonly string[]): string {
  let common = "";
  for (const { segment } of graphemes.segment(words[0]!)) {
    if (!words.every((word) => beginsWith(word, common + segment))) break;
    common += segment;
  }
  return common;
}
