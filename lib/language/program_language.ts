/**
 * Picks the language of a program, and holds its sentences: those of a room, of a server, and of the
 * programs alone.
 *
 * @module
 */

import { en } from "./en.ts";
import {
  type Language,
  languageOf,
  LANGUAGES,
  type Sentences,
  type ServerSentences,
} from "./language.ts";
import { programEn } from "./program_en.ts";
import { programZh } from "./program_zh.ts";
import { serverEn } from "./server_en.ts";
import { serverZh } from "./server_zh.ts";
import { zh } from "./zh.ts";

/** Every sentence of the programs in one language: a function each. */
export type ProgramSentences = Sentences & ServerSentences & typeof programEn;

/** A sentence of the programs before translation. Every other sentence is one. */
export type ProgramSentence = (t: ProgramSentences) => string;

/** The sentences in each language. */
export const PROGRAM_SENTENCES: Readonly<Record<Language, ProgramSentences>> = {
  en: { ...en, ...serverEn, ...programEn },
  zh: { ...zh, ...serverZh, ...programZh },
};

/** The language that `--lang` asks for, or else that of a BCP 47 locale such as `zh-CN`. */
export function languageFor(args: readonly string[], locale: string): Language {
  const end = args.indexOf("--");
  const at = args.slice(0, end < 0 ? args.length : end).findLastIndex((arg) =>
    /^--lang(=|$)/.test(arg)
  );
  const asked = /=(.*)/.exec(args[at] ?? "")?.[1] ?? (at < 0 ? undefined : args[at + 1]);
  return LANGUAGES.find((language) => language === asked) ?? languageOf(locale);
}
