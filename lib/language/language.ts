/**
 * The user's language. Sentences are written in English where they are made, which keeps the code
 * readable and the wire English; where a program shows one of its own to its user, it is put into
 * that user's language by a table.
 *
 * Pure: knows text, and nothing of who says what.
 *
 * @module
 */

import { CHINESE } from "./zh.ts";

/** The languages the programs speak. */
export const LANGUAGES = ["en", "zh"] as const;

/** A language the programs speak, by its code of ISO 639-1. */
export type Language = typeof LANGUAGES[number];

/** Puts one of the programs' own sentences into the user's language. */
export type Say = (sentence: string) => string;

/** Leaves a sentence as it is made. */
export const ENGLISH: Say = (sentence: string): string => sentence;

/** The language that `--lang` asks for, or else that of a locale in the form of BCP 47: `zh-CN`. */
export function languageFor(args: readonly string[], locale: string): Language {
  const end = args.indexOf("--");
  const at = args.slice(0, end < 0 ? args.length : end).findLastIndex((arg) =>
    /^--lang(=|$)/.test(arg)
  );
  const asked = /=(.*)/.exec(args[at] ?? "")?.[1] ?? (at < 0 ? undefined : args[at + 1]);
  return LANGUAGES.find((language) => language === asked) ?? (/^zh\b/i.test(locale) ? "zh" : "en");
}

/** A value in a sentence; `{reason}` is one that is a sentence of ours as well. */
const VALUE = /\{(reason)?\}/g;

/** What puts sentences into `language`. A sentence that is in no table stays English. */
export function speaker(language: Language): Say {
  if (language === "en") return ENGLISH;
  // The one with more words of its own goes first: "Which one takes a …" before "{} takes a …".
  const patterns = Object.entries(CHINESE).filter(([english]) => english.search(VALUE) >= 0)
    .toSorted(([a], [b]) => b.replace(VALUE, "").length - a.replace(VALUE, "").length)
    .map(([english, chinese]) => ({ pattern: patternOf(english), chinese }));
  const say = (sentence: string): string => {
    if (Object.hasOwn(CHINESE, sentence)) return CHINESE[sentence]!;
    for (const { pattern, chinese } of patterns) {
      const values = pattern.exec(sentence)?.slice(1);
      if (!values) continue;
      return chinese.replace(
        VALUE,
        (_, isReason) => isReason ? say(values.shift()!) : values.shift()!,
      );
    }
    return sentence;
  };
  return say;
}

/** Matches what an English template makes of any values. */
function patternOf(template: string): RegExp {
  const literals = template.replace(VALUE, "{}").split("{}").map(RegExp.escape);
  return new RegExp(`^${literals.join("(.*)")}$`, "s");
}
