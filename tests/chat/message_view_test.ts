import { assertEquals } from "@std/assert";
import {
  mentions,
  type MessageOptions,
  showMessage,
  showText,
} from "../../lib/chat/message_view.ts";
import { plainText } from "../../lib/chat/view.ts";
import { readMessage } from "../../lib/protocol.ts";
import { pure } from "../pure.ts";
import { marked } from "./showing.ts";

const FRIDAY = new Date(2014, 4, 23, 10, 15, 30).getTime();
const TUESDAY = new Date(2014, 5, 3, 9, 5, 7).getTime();

/** How a line is shown under its time, without roles. */
function shownMessage(line: string, time: number, options: MessageOptions = {}): string {
  return plainText(showMessage(readMessage(line), time, options));
}

/** How a line is shown, with its roles. */
function shownText(line: string, options: MessageOptions = {}): string {
  return marked(showText(readMessage(line), options));
}

pure("showMessage writes the time and the line as the original client did", () => {
  const table: [line: string, time: number, shown: string][] = [
    ["foo :Hello!", FRIDAY, "Fri May 23 10:15:30 2014 \n foo :Hello!"],
    ["李雷 :你好", TUESDAY, "Tue Jun  3 09:05:07 2014 \n 李雷 :你好"],
    ["foo : a :b ", FRIDAY, "Fri May 23 10:15:30 2014 \n foo : a :b "],
    ["no name", FRIDAY, "Fri May 23 10:15:30 2014 \n no name"],
    ["foo: no name", FRIDAY, "Fri May 23 10:15:30 2014 \n foo: no name"],
    ["  two spaces", FRIDAY, "Fri May 23 10:15:30 2014 \n   two spaces"],
    ["foo :/me waves", FRIDAY, "Fri May 23 10:15:30 2014 \n * foo waves"],
  ];
  for (const [line, time, shown] of table) assertEquals(shownMessage(line, time), shown);
});

pure("showMessage leaves the time out where it stands above already, unless compact", () => {
  assertEquals(shownMessage("foo :Hello!", FRIDAY, { sharesTime: true }), " foo :Hello!");
  const compact = { sharesTime: true, compact: true };
  assertEquals(shownMessage("foo :Hello!", FRIDAY, compact), "10:15:30 foo: Hello!");
});

pure("showMessage writes time and line on one line when compact", () => {
  const table: [line: string, time: number, shown: string][] = [
    ["foo :Hello!", FRIDAY, "10:15:30 foo: Hello!"],
    ["李雷 :你好", TUESDAY, "09:05:07 李雷: 你好"],
    ["foo : a :b ", FRIDAY, "10:15:30 foo:  a :b "],
    ["no name", FRIDAY, "10:15:30 | no name"],
    ["foo: no name", FRIDAY, "10:15:30 | foo: no name"],
    ["foo: yes :x", FRIDAY, "10:15:30 | foo: yes :x"],
    ["foo: yes :/me waves", FRIDAY, "10:15:30 | foo: yes :/me waves"],
    ["foo\u00a0:no name", FRIDAY, "10:15:30 | foo\u00a0:no name"],
    ["foo :/me waves", FRIDAY, "10:15:30 * foo waves"],
  ];
  for (const [line, time, shown] of table) {
    assertEquals(shownMessage(line, time, { compact: true }), shown);
  }
});

pure("showMessage steps back with the time and marks names and mentions", () => {
  const table: [options: MessageOptions, line: string, shown: string][] = [
    [{}, "bob :Hello, foo!", "(Fri May 23 10:15:30 2014 )\n <bob> :Hello, «foo»!"],
    [{ compact: true }, "bob :Hello, foo!", "(10:15:30) <bob>: Hello, «foo»!"],
    [{ compact: true }, "bob :/me greets foo", "(10:15:30) * <bob> greets «foo»"],
    [{ compact: true }, "no name, foo", "(10:15:30) | no name, «foo»"],
    [{ compact: true }, "b: yes :foo", "(10:15:30) | b: yes :«foo»"],
  ];
  for (const [options, line, shown] of table) {
    assertEquals(
      marked(showMessage(readMessage(line), FRIDAY, { ...options, self: "foo" })),
      shown,
    );
  }
});

pure("showText shows what one does as an action", () => {
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
  for (const [line, shown] of table) assertEquals(plainText(showText(readMessage(line))), shown);
});

pure("showText marks a name where the line is written as that person's words", () => {
  const table: [line: string, shown: string][] = [
    ["bob :Hello!", "<bob> :Hello!"],
    ["Ann Lee :Hello!", "<Ann Lee> :Hello!"],
    ["bob :alice :Hello!", "<bob> :alice :Hello!"],
    ["bob :/me waves", "* <bob> waves"],
    ["Rene\u0301 :Hello!", "<René> :Hello!"],
    // These only look like somebody's words, or not even that:
    ["b\u200bob :Hello!", "b\u200bob :Hello!"],
    ["bob\u00a0:Hello!", "bob\u00a0:Hello!"],
    ["bob \uff1aHello!", "bob \uff1aHello!"],
    ["bob: Hello!", "bob: Hello!"],
    ["/bob :Hello!", "/bob :Hello!"],
    [" :Hello!", " :Hello!"],
    ["", ""],
  ];
  for (const [line, shown] of table) assertEquals(shownText(line), shown);
});

pure("showText and mentions find the user's name where another says it", () => {
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
    ["foo", "f\u200boo :I am foo", "f\u200boo :I am foo"],
    ["foo", "foo bar :Hello!", "<foo bar> :Hello!"],
    ["foo", "bob :Hello!", "<bob> :Hello!"],
  ];
  for (const [self, line, shown] of table) {
    assertEquals(shownText(line, { self }), shown);
    assertEquals(mentions(readMessage(line), self), shown.includes("«"), line);
  }
  assertEquals(shownText("bob :Hello, foo!"), "<bob> :Hello, foo!");
});
