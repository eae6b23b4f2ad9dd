import { assertEquals } from "@std/assert";
import { mentions, showLine, showMessage } from "../../lib/chat/message_view.ts";
import { COLORED, type Paint } from "../../lib/terminal/colors.ts";

const FRIDAY = new Date(2014, 4, 23, 10, 15, 30).getTime();
const TUESDAY = new Date(2014, 5, 3, 9, 5, 7).getTime();

/** Paint that can be read in a test: `<name>` and `«mention»`. */
const MARKING: Paint = {
  faint: (text) => text,
  name: (text, name) => text === name ? `<${text}>` : `<${text}, that is ${name}>`,
  mention: (text) => `«${text}»`,
};

Deno.test("showMessage writes the time and the line as the original client did", {
  permissions: "none",
}, () => {
  const table: [line: string, time: number, shown: string][] = [
    ["foo :Hello!", FRIDAY, "Fri May 23 10:15:30 2014 \n foo :Hello!"],
    ["李雷 :你好", TUESDAY, "Tue Jun  3 09:05:07 2014 \n 李雷 :你好"],
    ["foo : a :b ", FRIDAY, "Fri May 23 10:15:30 2014 \n foo : a :b "],
    ["no name", FRIDAY, "Fri May 23 10:15:30 2014 \n no name"],
    ["foo: no name", FRIDAY, "Fri May 23 10:15:30 2014 \n foo: no name"],
    ["  two spaces", FRIDAY, "Fri May 23 10:15:30 2014 \n   two spaces"],
    ["foo :/me waves", FRIDAY, "Fri May 23 10:15:30 2014 \n * foo waves"],
  ];
  for (const [line, time, shown] of table) assertEquals(showMessage(line, time), shown);
});

Deno.test("showMessage writes time and line on one line when compact", {
  permissions: "none",
}, () => {
  const table: [line: string, time: number, shown: string][] = [
    ["foo :Hello!", FRIDAY, "10:15:30 foo: Hello!"],
    ["李雷 :你好", TUESDAY, "09:05:07 李雷: 你好"],
    ["foo : a :b ", FRIDAY, "10:15:30 foo:  a :b "],
    ["no name", FRIDAY, "10:15:30 | no name"],
    ["foo: no name", FRIDAY, "10:15:30 | foo: no name"],
    ["foo: yes :x", FRIDAY, "10:15:30 | foo: yes :x"],
    ["foo :/me waves", FRIDAY, "10:15:30 * foo waves"],
  ];
  for (const [line, time, shown] of table) {
    assertEquals(showMessage(line, time, { compact: true }), shown);
  }
});

Deno.test("showMessage says the same in colours", { permissions: "none" }, () => {
  for (const line of ["bob :Hello, foo!", "bob :/me greets foo", "no name, foo", "李雷 :[1m"]) {
    for (const compact of [false, true]) {
      const shown = showMessage(line, FRIDAY, { compact, paint: COLORED, self: "foo" });
      // deno-lint-ignore no-control-regex -- control characters are what this is about
      const text = shown.replace(/\x1b\[[\d;]*m/g, "");
      assertEquals(text, showMessage(line, FRIDAY, { compact }));
    }
  }
});

Deno.test("showLine shows what one does as an action", { permissions: "none" }, () => {
  const table: [line: string, shown: string][] = [
    ["foo :/me waves", "* foo waves"],
    ["Ann Lee :/me 挥手 :)", "* Ann Lee 挥手 :)"],
    // No actions, but text:
    ["foo :/me", "foo :/me"],
    ["foo :/meow", "foo :/meow"],
    ["foo :/ME waves", "foo :/ME waves"],
    ["foo : /me waves", "foo : /me waves"],
    ["foo :so /me waves", "foo :so /me waves"],
    ["/me waves", "/me waves"],
    ["foo\u00a0:/me waves", "foo\u00a0:/me waves"],
  ];
  for (const [line, shown] of table) assertEquals(showLine(line), shown);
});

Deno.test("showLine paints a name where the line is written as that person's words", {
  permissions: "none",
}, () => {
  const table: [line: string, shown: string][] = [
    ["bob :Hello!", "<bob> :Hello!"],
    ["Ann Lee :Hello!", "<Ann Lee> :Hello!"],
    ["bob :alice :Hello!", "<bob> :alice :Hello!"],
    ["bob :/me waves", "* <bob> waves"],
    ["Rene\u0301 :Hello!", "<Rene\u0301, that is René> :Hello!"],
    // These only look like somebody's words, or not even that:
    ["b\u200bob :Hello!", "b\u200bob :Hello!"],
    ["bob\u00a0:Hello!", "bob\u00a0:Hello!"],
    ["bob \uff1aHello!", "bob \uff1aHello!"],
    ["bob: Hello!", "bob: Hello!"],
    ["/bob :Hello!", "/bob :Hello!"],
    [" :Hello!", " :Hello!"],
    ["", ""],
  ];
  for (const [line, shown] of table) assertEquals(showLine(line, { paint: MARKING }), shown);
});

Deno.test("showLine and mentions find the user's name where another says it", {
  permissions: "none",
}, () => {
  const table: [self: string, line: string, shown: string][] = [
    ["foo", "bob :Hello, foo!", "<bob> :Hello, «foo»!"],
    ["foo", "bob :FOO, Foo and @foo", "<bob> :«FOO», «Foo» and @«foo»"],
    ["foo", "bob :/me greets foo", "* <bob> greets «foo»"],
    ["foo", "no name, but foo", "no name, but «foo»"],
    ["foo", "b\u200bob :foo", "b\u200bob :«foo»"],
    ["foo", "foo#2 :Hello, foo!", "<foo#2> :Hello, «foo»!"],
    ["Ann Lee", "bob :ask ann lee", "<bob> :ask «ann lee»"],
    // Whole words only, where words are set apart:
    [
      "foo",
      "bob :food, afoo, foo_, 1foo, foo\u0301, éfoo",
      "<bob> :food, afoo, foo_, 1foo, foo\u0301, éfoo",
    ],
    ["Ив", "bob :Иван и Ив", "<bob> :Иван и «Ив»"],
    ["foo", "bob :你好foo你好", "<bob> :你好«foo»你好"],
    ["李雷", "bob :我问李雷了，李雷！", "<bob> :我问«李雷»了，«李雷»！"],
    ["李雷", "bob :hi李雷hi", "<bob> :hi«李雷»hi"],
    ["李雷Lee", "bob :你李雷leefoo，李雷Lee好", "<bob> :你李雷leefoo，«李雷Lee»好"],
    ["👩‍🚀", "bob :hi👩‍🚀hi", "<bob> :hi«👩‍🚀»hi"],
    // A name is no expression:
    ["c++", "bob :c, ccc, C++11 c++", "<bob> :c, ccc, «C++»11 «c++»"],
    ["a.b", "bob :axb a.b", "<bob> :axb «a.b»"],
    ["(x|y)", "bob :x y (x|y)", "<bob> :x y «(x|y)»"],
    ["[a-z]$&", "bob :a [a-z]$&", "<bob> :a «[a-z]$&»"],
    // In one's own words, and in the name of another, it is no mention:
    ["foo", "foo :I am foo", "<foo> :I am foo"],
    ["foo", "foo :/me is foo", "* <foo> is foo"],
    ["foo", "foo bar :Hello!", "<foo bar> :Hello!"],
    ["foo", "bob :Hello!", "<bob> :Hello!"],
  ];
  for (const [self, line, shown] of table) {
    assertEquals(showLine(line, { paint: MARKING, self }), shown);
    assertEquals(mentions(line, self), shown.includes("«"), line);
  }
  assertEquals(showLine("bob :Hello, foo!", { paint: MARKING }), "<bob> :Hello, foo!");
});
