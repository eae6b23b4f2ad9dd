/**
 * What the environment says about language and encoding, and what that means for Chinese.
 *
 * @module
 */

import { cleanText, quote } from "../protocol.ts";
import type { Finding } from "./findings.ts";

/** The variables that name the locale of a POSIX system. The first that has a value counts. */
export const LOCALE_VARIABLES = ["LC_ALL", "LC_CTYPE", "LANG"] as const;

/** Options for {@linkcode describeLocale}. */
export interface LocaleOptions {
  /** Reads an environment variable. */
  read: (name: string) => string | undefined;
  /** The user's language as a BCP 47 tag. */
  language: string;
  /** Whether this is Windows, where these variables mean nothing. */
  windows: boolean;
}

/** Describes the locale and its encoding, and whether Chinese is readable in it. */
export function describeLocale({ read, language, windows }: LocaleOptions): Finding {
  if (windows) return { is: "good", text: (t) => t.localeWindows(language) };
  const variable = LOCALE_VARIABLES.find((variable) => read(variable));
  if (variable === undefined) return { is: "unknown", text: (t) => t.localeUnset() };
  const value = cleanText(read(variable)!);
  const encoding = /\.([^@]+)/.exec(value)?.[1];
  if (encoding === undefined) {
    return { is: "unknown", text: (t) => t.localeNoEncoding(quote(value), variable) };
  }
  return /^utf-?8$/i.test(encoding)
    ? { is: "good", text: (t) => t.localeUtf8(value, variable) }
    : { is: "bad", text: (t) => t.localeNotUtf8(quote(value), variable) };
}
