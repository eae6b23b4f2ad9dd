import { assertEquals } from "@std/assert";
import { Ignored } from "../../lib/chat/ignored.ts";
import { verbatim } from "../../lib/language/language.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { messageEvent } from "./showing.ts";

/** A list of these names. */
function ignoring(...names: string[]): Ignored {
  const ignored = new Ignored();
  for (const name of names) ignored.toggle(name);
  return ignored;
}

/** Whether a chat line is hidden. */
function hidesLine(ignored: Ignored, line: string, mine = false): boolean {
  return ignored.hides(messageEvent(line, { mine }));
}

pure("Ignored tells who is ignored, and no longer when toggled again", () => {
  const ignored = new Ignored();
  const table: [name: string, isIgnored: boolean, all: string[]][] = [
    ["bob", true, ["bob"]],
    ["李雷", true, ["bob", "李雷"]],
    ["BOB", false, ["李雷"]],
    ["Bob", true, ["李雷", "Bob"]],
    ["李雷", false, ["Bob"]],
    ["ｂｏｂ", false, []],
  ];
  for (const [name, isIgnored, all] of table) {
    assertEquals([ignored.toggle(name), [...ignored]], [isIgnored, all]);
  }
});

pure("Ignored hides what an ignored person says, under whatever look-alike", () => {
  const ignored = ignoring("bob", "Ann Lee");
  const table: [line: string, isHidden: boolean][] = [
    ["bob :Hello!", true],
    ["BOB :Hello!", true],
    ["ｂｏｂ :Hello!", true],
    ["b\u200bob :Hello!", true],
    ["bob\u00a0：Hello!", true],
    ["bob :/me waves", true],
    ["ann lee :Hello!", true],
    ["Ann :Hello!", false],
    ["bob#2 :Hello!", false],
    ["alice :bob :Hello!", false],
    ["bob is here", false],
    ["", false],
  ];
  for (const [line, isHidden] of table) assertEquals(hidesLine(ignored, line), isHidden, line);
  assertEquals(hidesLine(ignored, "bob :Hello!", true), false, "never one's own line");
  ignored.toggle("Bob");
  assertEquals(hidesLine(ignored, "bob :Hello!"), false);
});

pure("Ignored hides what an ignored person says to the user alone, and nothing else", () => {
  const ignored = ignoring("bob");
  const table: [event: SessionEvent, isHidden: boolean][] = [
    [{ type: "private", name: "BOB", text: "psst", action: false }, true],
    [{ type: "private", name: "alice", text: "bob", action: false }, false],
    [{ type: "sent", name: "bob", text: "psst", action: false }, false],
    [{ type: "join", name: "bob" }, false],
    [{ type: "leave", name: "bob" }, false],
    [{ type: "names", names: ["bob"], more: false }, false],
    [{ type: "notice", sentence: verbatim("bob :Hello!") }, false],
    [{ type: "you", name: "bob" }, false],
  ];
  for (const [event, isHidden] of table) assertEquals(ignored.hides(event), isHidden, event.type);
});

pure("Ignored follows an ignored person to another name", () => {
  const ignored = ignoring("bob");
  const rename = (from: string, to: string) => ignored.hides({ type: "rename", from, to });
  assertEquals(rename("BOB", "robert"), false, "that is shown");
  assertEquals([...ignored], ["robert"]);
  assertEquals([hidesLine(ignored, "robert :Hi"), hidesLine(ignored, "bob :Hi")], [true, false]);
  rename("alice", "bob");
  assertEquals([...ignored], ["robert"], "only those who are ignored");
  rename("robert", "Robert");
  assertEquals([...ignored], ["Robert"], "the same name spelled otherwise");
});
