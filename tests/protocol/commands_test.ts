import { assert, assertEquals } from "@std/assert";
import { formatEvent } from "../../lib/protocol/events.ts";
import {
  byteLength,
  DEFAULT_PORT,
  formatChat,
  MAX_EVENT_BYTES,
  MAX_LINE_BYTES,
  MAX_TOPIC_LENGTH,
} from "../../lib/protocol/commands.ts";
import { pure } from "../pure.ts";

pure("the wire has the port and the line limit of the design", () => {
  assertEquals([DEFAULT_PORT, MAX_LINE_BYTES], [8001, 4096]);
});

pure("MAX_EVENT_BYTES has room for a replayed line of the greatest length", () => {
  const [number, time] = [999_999_999_999_999, 999_999_999_999_999];
  const line = "a".repeat(MAX_LINE_BYTES);
  assert(byteLength(formatEvent({ verb: "past", number, time, line })) <= MAX_EVENT_BYTES);
});

pure("every event of moderators fits in a line", () => {
  const [name, text] = ["\u{1f642}".repeat(32), "\u{1f642}".repeat(MAX_TOPIC_LENGTH)];
  for (
    const event of [
      { verb: "kicked", name, reason: text },
      { verb: "topic", text },
      { verb: "removed", number: 999_999_999_999_999 },
    ] as const
  ) assert(byteLength(formatEvent(event)) <= MAX_LINE_BYTES);
});

pure("byteLength counts UTF-8 bytes", () => {
  const utf8 = new TextEncoder();
  const texts = [
    "",
    "foo :hi",
    "\x7f",
    "\u0080",
    "é",
    "\u07ff",
    "\u0800",
    "中",
    "\ud7ff",
    "\ue000",
    "\uffff",
  ];
  for (const text of [...texts, "😀", "\u{10ffff}", "é中😀a", "👩‍🚀"]) {
    assertEquals(byteLength(text), utf8.encode(text).length, JSON.stringify(text));
  }
});

pure("formatChat writes a line as the original client did", () => {
  assertEquals(formatChat("foo", "Hello!"), "foo :Hello!");
});
