import { assertEquals } from "@std/assert";
import { Ignored } from "../../lib/chat/ignored.ts";
import type { ServerEvent } from "../../lib/protocol.ts";

/** A list of these names. */
function ignoring(...names: string[]): Ignored {
  const ignored = new Ignored();
  for (const name of names) ignored.toggle(name);
  return ignored;
}

/** Whether a chat line is hidden. */
function hidesLine(ignored: Ignored, line: string, mine = false): boolean {
  return ignored.hides({ type: "message", line, time: 0, mine });
}

/** Whether what the server says is hidden. */
function hides(ignored: Ignored, event: ServerEvent): boolean {
  return ignored.hides({ type: "server", event });
}

Deno.test("Ignored tells who is ignored, and no longer when toggled again", {
  permissions: "none",
}, () => {
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

Deno.test("Ignored hides what an ignored person says, under whatever look-alike", {
  permissions: "none",
}, () => {
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

Deno.test("Ignored hides what an ignored person says to the user alone, and nothing else", {
  permissions: "none",
}, () => {
  const ignored = ignoring("bob");
  const table: [event: ServerEvent, isHidden: boolean][] = [
    [{ verb: "private", name: "BOB", text: "psst" }, true],
    [{ verb: "private", name: "alice", text: "bob" }, false],
    [{ verb: "sent", name: "bob", text: "psst" }, false],
    [{ verb: "join", name: "bob" }, false],
    [{ verb: "leave", name: "bob" }, false],
    [{ verb: "names", names: ["bob"], more: false }, false],
    [{ verb: "notice", text: "bob :Hello!" }, false],
  ];
  for (const [event, isHidden] of table) assertEquals(hides(ignored, event), isHidden, event.verb);
  assertEquals(ignored.hides({ type: "you", name: "bob" }), false);
});

Deno.test("Ignored follows an ignored person to another name", { permissions: "none" }, () => {
  const ignored = ignoring("bob");
  const rename = (from: string, to: string) => hides(ignored, { verb: "rename", from, to });
  assertEquals(rename("BOB", "robert"), false, "that is shown");
  assertEquals([...ignored], ["robert"]);
  assertEquals([hidesLine(ignored, "robert :Hi"), hidesLine(ignored, "bob :Hi")], [true, false]);
  rename("alice", "bob");
  assertEquals([...ignored], ["robert"], "only those who are ignored");
  rename("robert", "Robert");
  assertEquals([...ignored], ["Robert"], "the same name spelled otherwise");
});
