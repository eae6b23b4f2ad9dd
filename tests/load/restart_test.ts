import { assertEquals, assertGreater } from "@std/assert";
import { restart } from "./restart.ts";

Deno.test("100 sessions are back after their server was killed, and nobody lost or doubled a line", async () => {
  const { wrong, lines, calm } = await restart({ sessions: 100, talkers: 20, seconds: 1.8 });
  assertEquals(wrong, []);
  assertGreater(lines, 20);
  assertGreater(calm.length, 0);
});
