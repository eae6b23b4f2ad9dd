/**
 * Picks the user's language and holds the sentences of each.
 *
 * @module
 */

import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** Every sentence of the programs in one language: a function each. */
export type Sentences = typeof en;

/**
 * A sentence before translation: the name of the sentence and its values, as in
 * `(t) => t.nameTooLong(32, 40)`.
 */
export type Sentence = (t: Sentences) => string;

/** The languages of the programs. */
export const LANGUAGES = ["en", "zh"] as const;

/** A language of the programs, by its ISO 639-1 code. */
export type Language = typeof LANGUAGES[number];

/** The sentences in each language. */
export const SENTENCES: Readonly<Record<Language, Sentences>> = { en, zh };

/** Words that are the same in every language: an option, a path, an error of the system. */
export function verbatim(text: string): Sentence {
  return () => text;
}

/** The language that `--lang` asks for, or else that of a BCP 47 locale such as `zh-CN`. */
export function languageFor(args: readonly string[], locale: string): Language {
  const end = args.indexOf("--");
  const at = args.slice(0, end < 0 ? args.length : end).findLastIndex((arg) =>
    /^--lang(=|$)/.test(arg)
  );
  const asked = /=(.*)/.exec(args[at] ?? "")?.[1] ?? (at < 0 ? undefined : args[at + 1]);
  return LANGUAGES.find((language) => language === asked) ?? (/^zh\b/i.test(locale) ? "zh" : "en");
}
