import { assertEquals } from "@std/assert";
import { oncePerPress } from "../../lib/program/interrupts.ts";
import { pure } from "../pure.ts";

pure("oncePerPress takes signals within 150 ms for one", () => {
  let time = 0;
  let count = 0;
  const listener = oncePerPress(() => count++, { now: () => time });
  // The times of signals, and how often the listener had run after each.
  const table = [[0, 1], [1, 1], [149, 1], [150, 2], [299, 2], [300, 3], [1000, 4]];
  for (const [at, runs] of table) {
    time = at!;
    listener();
    assertEquals(count, runs, `at ${at} ms`);
  }
});
