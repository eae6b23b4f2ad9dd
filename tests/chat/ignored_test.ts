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
    [{ type: "private", name: "BOB", text: "psst", action: false, time: 0 }, true],
    [{ type: "private", name: "alice", text: "bob", action: false, time: 0 }, false],
    [{ type: "sent", name: "bob", text: "psst", action: false, time: 0 }, false],
    [{ type: "join", name: "bob" }, false],
    [{ type: "leave", name: "bob" }, false],
    [{ type: "names", names: ["bob"] }, false],
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

pure("Ignored goes back to the chosen name when who is ignored leaves under another", () => {
  const ignored = ignoring("bob");
  const tell = (...events: SessionEvent[]) => events.forEach((event) => ignored.hides(event));
  const rename = (from: string, to: string): SessionEvent => ({ type: "rename", from, to });
  const leave = (name: string): SessionEvent => ({ type: "leave", name });
  const hidden = () => ["bob :", "alice :", "carol :"].map((line) => hidesLine(ignored, line));
  tell(rename("bob", "carol"), rename("carol", "ALICE"));
  assertEquals(hidden(), [false, true, false]);
  tell(leave("carol"), leave("dave"));
  assertEquals(hidden(), [false, true, false], "others leave");
  tell(leave("alice"));
  assertEquals([hidden(), [...ignored]], [[true, false, false], ["bob"]]);
  tell(leave("bob"), leave("alice"));
  assertEquals(hidden(), [true, false, false]);
});

pure("Ignored knows nobody by another name in another room", () => {
  const address = { hostname: "lab", port: 8001 };
  for (const event of [{ type: "connected", address }, { type: "another room" }] as const) {
    const ignored = ignoring("bob");
    ignored.hides({ type: "rename", from: "bob", to: "alice" });
    ignored.hides(event);
    assertEquals([...ignored], ["bob"]);
  }
});

pure("Ignored keeps everybody apart who had the same name for a while", () => {
  const ignored = ignoring("bob", "alice");
  const rename = (from: string, to: string) => ignored.hides({ type: "rename", from, to });
  rename("bob", "alice");
  ignored.hides({ type: "leave", name: "alice" });
  assertEquals([...ignored], ["bob", "alice"]);
  rename("bob", "robert");
  ignored.toggle("bob");
  assertEquals([...ignored], ["robert", "alice", "bob"], "another bob");
  ignored.hides({ type: "leave", name: "robert" });
  assertEquals([...ignored], ["bob", "alice"]);
  assertEquals([ignored.toggle("BOB"), [...ignored]], [false, ["alice"]]);
});

pure("Ignored does not grow however often who is ignored changes names", () => {
  const ignored = ignoring("bob");
  let name = "bob";
  for (let n = 0; n < 1000; n++) {
    ignored.hides({ type: "rename", from: name, to: `bob ${n}` });
    name = `bob ${n}`;
  }
  assertEquals([...ignored], ["bob 999"]);
});
