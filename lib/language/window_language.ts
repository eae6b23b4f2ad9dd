/**
 * The sentences of the page in a browser: those of a room and its own.
 *
 * @module
 */

import { en } from "./en.ts";
import {
  type Language,
  languageOf,
  LANGUAGES,
  type Sentence,
  type Sentences,
  verbatim,
} from "./language.ts";
import { translateServerSentence } from "./server_sentences.ts";
import { serverZh } from "./server_zh.ts";
import { windowEn } from "./window_en.ts";
import { windowZh } from "./window_zh.ts";
import { zh } from "./zh.ts";

/** What the page says in one language. */
export interface PageLanguage {
  /** Its BCP 47 code. */
  code: string;
  /** The locale in which the reader reads the time of day. */
  locale: string;
  /** The sentences of a room. */
  t: Sentences;
  /** The page's own sentences. */
  w: typeof windowEn;
  /** Reads what a server says in English. */
  read: (text: string) => Sentence;
}

const heardZh = { ...zh, ...serverZh };

/** The languages of the page. */
export const PAGE_LANGUAGES: Readonly<Record<Language, PageLanguage>> = {
  en: { code: "en", locale: "en", t: en, w: windowEn, read: verbatim },
  zh: {
    code: "zh-CN",
    locale: "zh-CN",
    t: zh,
    w: windowZh,
    read: (text) => verbatim(translateServerSentence(text, heardZh)),
  },
};

/** The language that the query `?lang=` asks for, or else that of the browser's locale. */
export function pageLanguage(query: string, locale: string): PageLanguage {
  const asked = new URLSearchParams(query).get("lang");
  const own = languageOf(locale);
  const language = LANGUAGES.find((one) => one === asked) ?? own;
  const page = PAGE_LANGUAGES[language];
  return language === own && locale !== "" ? { ...page, locale } : page;
}
