/**
 * What the environment says about language and encoding, and what that means for Chinese.
 *
 * Pure: knows the values of environment variables, as it is given them.
 *
 * @module
 */

import { cleanText, quote } from "../protocol.ts";
import type { Finding } from "./finding.ts";

/** The variables that name the locale of a POSIX system: the first that has a value counts. */
export const LOCALE_VARIABLES = ["LC_ALL", "LC_CTYPE", "LANG"] as const;

/** Options for {@linkcode describeLocale}. */
export interface LocaleOptions {
  /** Reads an environment variable. */
  read: (name: string) => string | undefined;
  /** The user's language, as the runtime knows it: `zh-CN`. */
  language: string;
  /** Whether this is Windows, which has no such variables. */
  windows: boolean;
}

/** Says which locale and encoding there is, and whether Chinese can be read in it. */
export function describeLocale({ read, language, windows }: LocaleOptions): Finding {
  if (windows) {
    return {
      is: "good",
      text: `The language is ${language}; a Windows console is written to in Unicode`,
    };
  }
  const name = LOCALE_VARIABLES.find((name) => read(name));
  const value = cleanText((name && read(name)) ?? "");
  const encoding = /\.([^@]+)/.exec(value)?.[1];
  if (encoding && /^utf-?8$/i.test(encoding)) {
    return { is: "good", text: `The locale is ${value} (${name}), the encoding UTF-8` };
  }
  if (encoding) {
    return {
      is: "bad",
      text: `The locale is ${quote(value)} (${name}), whose encoding is not UTF-8: Chinese may ` +
        "show as gibberish; set LANG to one that ends in .UTF-8",
    };
  }
  return {
    is: "unknown",
    text: value
      ? `The locale is ${quote(value)} (${name}), which names no encoding; UTF-8 is written: if ` +
        "Chinese shows as gibberish, set LANG to one that ends in .UTF-8"
      : "No locale is set; UTF-8 is written: if Chinese shows as gibberish, set LANG to one that " +
        "ends in .UTF-8",
  };
}
