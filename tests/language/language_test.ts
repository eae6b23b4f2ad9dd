import { assertEquals } from "@std/assert";
import { type Language, languageFor, speaker } from "../../lib/language/language.ts";

Deno.test("languageFor takes what --lang asks for, or else the locale's language", {
  permissions: "none",
}, () => {
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
    // What is wrong there is said in the locale's language.
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

Deno.test("speaker leaves English as it is", { permissions: "none" }, () => {
  for (const sentence of ["offline", "bob joined", "whatever"]) {
    assertEquals(speaker("en")(sentence), sentence);
  }
});

Deno.test("speaker puts a sentence into Chinese, and its values where they belong", {
  permissions: "none",
}, () => {
  const say = speaker("zh");
  const table: [english: string, chinese: string][] = [
    ["offline", "未连接"],
    ["bob joined", "bob 进来了"],
    ["bob is Ann Lee now", "bob 改名为 Ann Lee"],
    ["messages 7 to 12 are no longer kept", "第 7 到 12 条消息已不再保留"],
    ["$& joined", "$& 进来了"],
    [
      "the connection broke before bob was known to have got: one\ntwo",
      "连接断了，不知道 bob 收到这句没有：one\ntwo",
    ],
    // A reason is a sentence as well, at whatever depth:
    [
      "connection lost (nothing answers there), trying again",
      "连接断了（那里没有人应答），正在重连",
    ],
    [
      'refused: Nobody here is called "bob"; /who tells who is here',
      '被拒绝：这里没有人叫 "bob"；/who 看谁在这里',
    ],
    ["refused: 为什么", "被拒绝：为什么"],
    // No sentence of ours:
    ["something else", "something else"],
    ["constructor", "constructor"],
    ["Offline", "Offline"],
    ["", ""],
  ];
  for (const [english, chinese] of table) assertEquals(say(english), chinese);
});

Deno.test("speaker leaves the names of people as they are, whatever they are called", {
  permissions: "none",
}, () => {
  const say = speaker("zh");
  for (const name of ["search", "offline", "not found", "permission denied", "{}", "{reason}"]) {
    const table: [english: string, chinese: string][] = [
      [`${name} joined`, `${name} 进来了`],
      [`${name} left`, `${name} 离开了`],
      [`bob is ${name} now`, `bob 改名为 ${name}`],
      [`you are ${name} now`, `你现在叫 ${name}`],
      [`Here: bob, ${name}`, `在这里的有：bob, ${name}`],
      [`You ignore: ${name}`, `你屏蔽了：${name}`],
    ];
    for (const [english, chinese] of table) assertEquals(say(english), chinese);
  }
});
