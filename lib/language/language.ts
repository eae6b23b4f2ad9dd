/**
 * The languages, and what a sentence is before it is translated.
 *
 * @module
 */

import type { en } from "./en.ts";
import type { programEn } from "./program_en.ts";
import type { serverEn } from "./server_en.ts";

/**
 * The sentences of a room in one language, a function each. Whatever speaks of a room knows them: a
 * server, a session, a chat in a terminal or in a browser. The programs know more sentences
 * (`program_language.ts`). A chat says one of those where it is known: only a program can be in the
 * room of an original server.
 */
export type Sentences = typeof en & Partial<Pick<typeof programEn, "originalKnowsNo">>;

/** The sentences in one language that only a server says. */
export type ServerSentences = typeof serverEn;

/**
 * A sentence before translation: the name of the sentence and its values, as in
 * `(t) => t.nameTooLong(32, 40)`.
 */
export type Sentence = (t: Sentences) => string;

/** A sentence of a server before translation. Over the wire it goes in English. */
export type ServerSentence = (t: ServerSentences) => string;

/** The languages. */
export const LANGUAGES = ["en", "zh"] as const;

/** A language, by its ISO 639-1 code. */
export type Language = typeof LANGUAGES[number];

/** Words that are the same in every language: an option, a path, an error of the system. */
export function verbatim(text: string): () => string {
  return () => text;
}

/** The language of a BCP 47 locale such as `zh-CN`; English if it is neither. */
export function languageOf(locale: string): Language {
  return /^zh\b/i.test(locale) ? "zh" : "en";
}
