import { assert, assertEquals } from "@std/assert";
import { type Language, verbatim } from "../../lib/language/language.ts";
import { languageFor, PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { pure } from "../pure.ts";

const { en, zh } = PROGRAM_SENTENCES;

pure("languageFor takes what --lang asks for, or else the locale's language", () => {
  const table: [args: string, locale: string, language: Language][] = [
    ["", "en-US", "en"],
    ["", "zh-CN", "zh"],
    ["", "zh-Hant-TW", "zh"],
    ["", "ZH", "zh"],
    ["", "de-DE", "en"],
    ["", "zhx", "en"],
    ["", "", "en"],
    ["--lang zh", "en-US", "zh"],
    ["--lang=zh", "en-US", "zh"],
    ["lab --lang en --name foo", "zh-CN", "en"],
    ["--lang=en", "zh-CN", "en"],
    ["--lang zh --lang=en", "zh-CN", "en"],
    ["--lang=en --lang zh", "en-US", "zh"],
    // The error about such an option is in the language of the locale.
    ["--lang", "zh-CN", "zh"],
    ["--lang=", "zh-CN", "zh"],
    ["--lang de", "zh-CN", "zh"],
    ["--lang=ZH", "en-US", "en"],
    ["--language zh", "en-US", "en"],
    ["zh", "en-US", "en"],
  ];
  for (const [args, locale, language] of table) {
    assertEquals(languageFor(args.split(" "), locale), language, `${args} in ${locale}`);
  }
});

pure("PROGRAM_SENTENCES has the sentences of rooms and of programs in each language", () => {
  assertEquals([en.offline(), zh.offline()], ["offline", "未连接"]);
  assertEquals([en.optionsTitle(), zh.optionsTitle()], ["Options:", "选项："]);
  assertEquals(verbatim("--name")(), "--name");
});

/** The sentences that have no words of their own, or take other values than text and numbers. */
const SPECIAL = ["and", "duration", "aboutCommand"];

pure("zh has Chinese words and the values of the English sentence in every sentence", () => {
  type AnySentence = (...values: unknown[]) => string;
  const values = [7001, 7002, 7003];
  for (const [key, english] of Object.entries(en)) {
    if (SPECIAL.includes(key)) continue;
    const inEnglish = (english as AnySentence)(...values);
    const chinese = (zh[key as keyof typeof zh] as AnySentence)(...values);
    assert(/\p{sc=Han}/u.test(chinese), `${key}: ${chinese}`);
    assert(!/\p{sc=Han}/u.test(inEnglish.replaceAll("你好", "")), `${key}: ${inEnglish}`);
    const valuesOf = (text: string) => values.filter((value) => text.includes(String(value)));
    assertEquals(valuesOf(chinese), valuesOf(inEnglish), key);
  }
});

pure("aboutCommand has Chinese words for every command", () => {
  for (const verb of ["connect", "kick"] as const) {
    assert(/\p{sc=Han}/u.test(zh.aboutCommand(verb)) && !/\p{sc=Han}/u.test(en.aboutCommand(verb)));
  }
});

pure("duration tells hours, minutes and seconds, rounded", () => {
  const table: [ms: number, english: string, chinese: string][] = [
    [0, "1 s", "1秒"],
    [1_499, "1 s", "1秒"],
    [59_600, "1 min", "1分钟"],
    [65_000, "1 min 5 s", "1分钟5秒"],
    [7_260_000, "2 h 1 min", "2小时1分钟"],
    [90_000_000, "25 h", "25小时"],
  ];
  for (const [ms, english, chinese] of table) {
    assertEquals([en.duration(ms), zh.duration(ms)], [english, chinese]);
  }
});

pure("and joins items in each language", () => {
  const items = ["Chinese", "emoji"];
  assertEquals([en.and(items), zh.and(items)], ["Chinese and emoji", "Chinese和emoji"]);
});
