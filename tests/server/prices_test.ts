import { assertEquals } from "@std/assert";
import { Refusal } from "../../lib/protocol.ts";
import { droppedCost, lineCost } from "../../lib/server/prices.ts";
import { pure } from "../pure.ts";

pure("lineCost is a token for a short line, and one more for each further 128 bytes", () => {
  const lines = ["", "foo :hi", "x".repeat(128), "x".repeat(256), "中".repeat(128)];
  assertEquals(lines.map(lineCost), [1, 1, 1, 2, 3]);
  assertEquals(lineCost("x".repeat(4096)), 32);
});

pure("lineCost of a line that was refused is that of the longest line", () => {
  assertEquals(lineCost(new Refusal("too long")), 32);
});

pure("droppedCost is a token for 8 KiB, and something for each read", () => {
  assertEquals([8 * 1024, 2 * 1024, 1].map(droppedCost), [1, 0.25, 0.02]);
});
