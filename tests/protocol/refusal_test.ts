import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { en } from "../../lib/language/en.ts";
import { zh } from "../../lib/language/zh.ts";
import { orRefusal, quote, Refusal } from "../../lib/protocol/refusal.ts";
import { readWhole } from "../../lib/protocol/whole_number.ts";
import { pure } from "../pure.ts";
import { refused } from "../refused.ts";

pure("Refusal has a sentence for every language, or says the same in each", () => {
  const { sentence } = new Refusal((t) => t.nameTooLong(32, 40));
  assertEquals([sentence(en), sentence(zh)], [en.nameTooLong(32, 40), zh.nameTooLong(32, 40)]);
  const only = new Refusal("no").sentence;
  assertEquals([only(en), only(zh)], ["no", "no"]);
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
    assertStringIncludes(
      refused(() => readWhole(text, what, 0, 9)),
      "--port takes a whole number from 0",
    );
  }
});
