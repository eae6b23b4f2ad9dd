import { assertEquals } from "@std/assert";
import { listOfNames, namesOnJoining, sortNames } from "../../lib/chat/names_view.ts";
import { showEvent } from "../../lib/chat/text_view.ts";
import { plainText } from "../../lib/chat/view.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { marked } from "./showing.ts";

const { en, zh } = PROGRAM_SENTENCES;

pure("sortNames sorts every script as its readers do, and alike for everyone", () => {
  const sorted = ["安", "李雷", "小明", "Ann", "bob", "Éva", "eve", "user9", "user10", "Иван"];
  for (let i = 0; i < sorted.length; i++) {
    assertEquals(sortNames([...sorted.slice(i), ...sorted.slice(0, i)].reverse()), sorted);
  }
  // These sort alike.
  for (const names of [["a\u00ad", "a"], ["a", "a\u00ad"]]) {
    assertEquals(sortNames(names), ["a", "a\u00ad"]);
  }
});

pure("listOfNames counts and sorts names", () => {
  assertEquals(listOfNames(["foo", "Bob"], en), [
    { text: "2 here: " },
    { text: "Bob", role: "name", name: "Bob" },
    { text: ", " },
    { text: "foo", role: "name", name: "foo" },
  ]);
});

pure("showEvent marks who is muted in a list of names", () => {
  const event: SessionEvent = { type: "names", names: ["foo", "Bob"], muted: ["Bob"] };
  const shown = [en, zh].map((t) => plainText(showEvent(event, { t })!.spans));
  assertEquals(shown, ["2 here: Bob (muted), foo", "2 人在这里：Bob (已禁言), foo"]);
});

pure("showEvent gives a list of names as one, with few marks on a letter", () => {
  const names = ["e" + "\u0301".repeat(20)];
  const { spans, isList } = showEvent({ type: "names", names }, { t: en })!;
  assertEquals([plainText(spans), isList], [`1 here: e${"\u0301".repeat(8)}`, true]);
});

pure("namesOnJoining names the first twenty", () => {
  const of = (...names: string[]) => marked(namesOnJoining(names, en));
  assertEquals(of("foo", "bar"), "— 2 here: <bar>, <foo> —");
  const many = Array.from({ length: 21 }, (_, i) => `u${i}`);
  const twenty = many.slice(0, 20).map((name) => `<${name}>`).join(", ");
  assertEquals(of(...many.slice(0, 20)), `— 20 here: ${twenty} —`);
  assertEquals(of(...many), `— 21 here: ${twenty} …; /who lists everyone —`);
  assertEquals(marked(namesOnJoining(["安", "foo"], zh)), "— 2 人在这里：<安>, <foo> —");
});
