import { assert, assertEquals } from "@std/assert";
import { en } from "../../lib/language/en.ts";
import { verbatim } from "../../lib/language/language.ts";
import { windowEn } from "../../lib/language/window_en.ts";
import { pageLanguage } from "../../lib/language/window_language.ts";
import { windowZh } from "../../lib/language/window_zh.ts";
import { pure } from "../pure.ts";

pure("pageLanguage writes times as the browser does, unless that speaks the other language", () => {
  const table: [code: string, locale: string, timesIn: string][] = [
    ["en", "en-GB", "en-GB"],
    ["en", "de-DE", "de-DE"],
    ["en", "zh-CN", "en"],
    ["en", "", "en"],
    ["zh-CN", "zh-TW", "zh-TW"],
    ["zh-CN", "en-GB", "zh-CN"],
  ];
  for (const [code, locale, timesIn] of table) {
    const page = pageLanguage({ code, t: en, w: windowEn, read: verbatim }, locale);
    const times = new Intl.DateTimeFormat(timesIn).resolvedOptions().locale;
    assertEquals(page.clock.resolvedOptions().locale, times, `${code} in ${locale}`);
    assertEquals(page.day.resolvedOptions().locale, code, `${code} in ${locale}`);
  }
});

pure("the page has its sentences in both languages", () => {
  for (const [key, english] of Object.entries(windowEn)) {
    const values = [7001, 7002] as never[];
    const chinese = (windowZh[key as keyof typeof windowZh] as (...values: never[]) => string)(
      ...values,
    );
    assert(/\p{sc=Han}/u.test(chinese), `${key}: ${chinese}`);
    assert(!/\p{sc=Han}/u.test((english as (...values: never[]) => string)(...values)), key);
  }
});
