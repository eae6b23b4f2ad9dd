import { assert, assertEquals } from "@std/assert";
import { PAGE_LANGUAGES, pageLanguage } from "../../lib/language/window_language.ts";
import { pure } from "../pure.ts";

pure("pageLanguage takes what ?lang= asks for, or else the locale's language", () => {
  const table: [query: string, locale: string, code: string, timesIn: string][] = [
    ["", "en-GB", "en", "en-GB"],
    ["", "zh-TW", "zh-CN", "zh-TW"],
    ["", "de-DE", "en", "de-DE"],
    ["?lang=zh", "en-GB", "zh-CN", "zh-CN"],
    ["?a=1&lang=en", "zh-CN", "en", "en"],
    ["?lang=fr", "zh-CN", "zh-CN", "zh-CN"],
    ["", "", "en", "en"],
  ];
  for (const [query, wanted, code, timesIn] of table) {
    const page = pageLanguage(query, wanted);
    assertEquals([page.code, page.locale], [code, timesIn], `${query} in ${wanted}`);
  }
});

pure("the page has its sentences in both languages", () => {
  const { en: { w: en }, zh: { w: zh } } = PAGE_LANGUAGES;
  for (const [key, english] of Object.entries(en)) {
    const values = [7001, 7002] as never[];
    const chinese = (zh[key as keyof typeof zh] as (...values: never[]) => string)(...values);
    assert(/\p{sc=Han}/u.test(chinese), `${key}: ${chinese}`);
    assert(!/\p{sc=Han}/u.test((english as (...values: never[]) => string)(...values)), key);
  }
});
