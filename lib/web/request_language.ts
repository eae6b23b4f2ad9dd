/**
 * The language in which a request is answered.
 *
 * @module
 */

import { type Language, languageOf, LANGUAGES } from "../language/language.ts";
import type { RequestHead } from "./request_head.ts";

/** The language that the query `?lang=` asks for, or else the one that the browser prefers. */
export function requestLanguage(
  { query, headers }: Pick<RequestHead, "query" | "headers">,
): Language {
  const asked = new URLSearchParams(query).get("lang");
  const preferred = mostPreferred(headers.get("accept-language") ?? "");
  return LANGUAGES.find((one) => one === asked) ?? languageOf(preferred);
}

/** The language with the highest quality, of several the first: `zh` in `en;q=0.8, zh`. */
function mostPreferred(accepted: string): string {
  let most = { language: "", quality: 0 };
  for (const one of accepted.split(",")) {
    const [, language, quality = "1"] = /^\s*([\w-]+)\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(one) ?? [];
    if (language !== undefined && Number(quality) > most.quality) {
      most = { language, quality: Number(quality) };
    }
  }
  return most.language;
}
