/**
 * Completion: what Tab makes of a line that is being typed.
 *
 * Pure: knows words, and nothing of keys or screens.
 *
 * @module
 */

import { graphemes } from "./boundaries.ts";
import { beginsWord, endsWord } from "./words.ts";

/** A line with the word before the cursor completed, as far as that is clear. */
export interface Completion {
  /** The whole line. */
  text: string;
  /** Where the cursor stands then, in UTF-16 units. */
  cursor: number;
  /** The words there are to choose from; more than one where it is not clear yet. */
  choices: string[];
}

/** What there is to complete. */
export interface Words {
  /** The commands, with their slash. */
  commands: Iterable<string>;
  /** The names of people; they may hold spaces. */
  names: Iterable<string>;
}

/**
 * Completes the word that ends at the cursor: at the start of the line a command, elsewhere a name.
 * As names hold spaces, and Chinese stands without any, a word begins wherever the rest up to the
 * cursor is the beginning of a name, and as early as it can.
 */
export function complete(text: string, cursor: number, { commands, names }: Words): Completion {
  const before = text.slice(0, cursor);
  const isCommand = /^\/\S*$/.test(before);
  const words = [...new Set(isCommand ? commands : names)].toSorted();
  const start = isCommand ? 0 : startOfWord(before, words);
  const typed = before.slice(start);
  // In the middle of a word that begins no name there is nothing to complete.
  if (!isCommand && typed === "" && /\S$/.test(before)) return { text, cursor, choices: [] };
  const choices = words.filter((word) => beginsWith(word, typed));
  if (choices.length === 0) return { text, cursor, choices };
  const common = commonBeginning(choices);
  const whole = choices.length === 1 && text[cursor] !== " " ? common + " " : common;
  // What was typed stays where the choices differ in how they write it.
  const inserted = whole.length < typed.length ? typed : whole;
  return {
    text: text.slice(0, start) + inserted + text.slice(cursor),
    cursor: start + inserted.length,
    choices,
  };
}

/** Where the word that ends with `before` starts: at its end where none begins there. */
function startOfWord(before: string, words: readonly string[]): number {
  for (const { index } of graphemes.segment(before)) {
    const typed = before.slice(index);
    // Inside a word of letters with spaces between words no name begins.
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

/** What all of these begin with, by whole graphemes, in the spelling of the first. */
function commonBeginning(words: readonly string[]): string {
  let common = "";
  for (const { segment } of graphemes.segment(words[0]!)) {
    if (!words.every((word) => beginsWith(word, common + segment))) break;
    common += segment;
  }
  return common;
}
