import { assertEquals, assertThrows } from "@std/assert";
import { en } from "../../lib/language/en.ts";
import { zh } from "../../lib/language/zh.ts";
import { orRefusal, quote, Refusal } from "../../lib/protocol/refusal.ts";
import { readWhole } from "../../lib/protocol/whole_number.ts";
import { pure } from "../pure.ts";

pure("Refusal has an English message for the wire and a sentence for every language", () => {
  const refusal = new Refusal((t) => t.nameTooLong(32, 40));
  assertEquals(refusal.message, en.nameTooLong(32, 40));
  assertEquals(refusal.sentence(zh), zh.nameTooLong(32, 40));
});

pure("orRefusal returns what is read or the refusal, and lets other errors pass", () => {
  assertEquals(orRefusal(() => 1), 1);
  const refusal = new Refusal((t) => t.nameStart());
  const caught = orRefusal(() => {
    throw refusal;
  });
  assertEquals(caught === refusal, true);
  assertThrows(
    () =>
      orRefusal(() => {
        throw new TypeError("bug");
      }),
    TypeError,
  );
});

pure("quote cuts what is long between characters", () => {
  assertEquals(quote("short"), '"short"');
  assertEquals(quote("😀".repeat(41)), `"${"😀".repeat(40)}…"`);
});

pure("readWhole takes whole numbers within its bounds and nothing else", () => {
  const what = () => "--port";
  assertEquals(readWhole("0", what, 0, 9), 0);
  assertEquals(readWhole("9", what, 0, 9), 9);
  for (const text of ["", "-1", "10", "1.5", "1e0", "0x1", " 1", "١"]) {
    assertThrows(() => readWhole(text, what, 0, 9), Refusal, "--port takes a whole number from 0");
  }
});
