/**
 * What the page in a browser says in the language of its reader.
 *
 * @module
 */

import { languageOf, type Sentence, type Sentences } from "./language.ts";
import type { windowEn } from "./window_en.ts";

/** The words of the page in one language. */
export interface PageWords {
  /** The BCP 47 code of the language. */
  code: string;
  /** The sentences of a room. */
  t: Sentences;
  /** The page's own sentences. */
  w: typeof windowEn;
  /** Reads what a server says in English. */
  read: (text: string) => Sentence;
}

/** What the page says to one reader. */
export interface PageLanguage extends PageWords {
  /** Writes the time of day, such as `12:44 PM`. */
  clock: Intl.DateTimeFormat;
  /** Writes a day of this year. */
  day: Intl.DateTimeFormat;
}

/** Says it to a reader whose browser has this locale, which may be of another language. */
export function pageLanguage(words: PageWords, locale: string): PageLanguage {
  const { code } = words;
  const isOwn = locale !== "" && languageOf(locale) === languageOf(code);
  return {
    ...words,
    clock: new Intl.DateTimeFormat(isOwn ? locale : code, { hour: "2-digit", minute: "2-digit" }),
    day: new Intl.DateTimeFormat(code, { month: "short", day: "numeric" }),
  };
}
