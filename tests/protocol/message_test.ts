import { assertEquals } from "@std/assert";
import { readMessage } from "../../lib/protocol/message.ts";
import { pure } from "../pure.ts";

pure("readMessage reads who said what", () => {
  const said = { action: false, resembles: undefined };
  assertEquals(readMessage("foo :Hello!"), { ...said, name: "foo", text: "Hello!" });
  assertEquals(readMessage("小明 :你好 :)"), { ...said, name: "小明", text: "你好 :)" });
  assertEquals(readMessage("foo :"), { ...said, name: "foo", text: "" });
});

pure("readMessage takes an action apart", () => {
  assertEquals(readMessage("foo :/me waves"), {
    name: "foo",
    text: "waves",
    action: true,
    resembles: undefined,
  });
  assertEquals(readMessage("foo :/meow").action, false);
});

pure("readMessage keeps a line whole that names nobody, and tells whom it resembles", () => {
  const nobody = { name: undefined, action: false };
  assertEquals(readMessage("hello"), { ...nobody, text: "hello", resembles: undefined });
  const line = "te\u200bacher\u00a0:class is over";
  assertEquals(readMessage(line), { ...nobody, text: line, resembles: "teacher" });
});
