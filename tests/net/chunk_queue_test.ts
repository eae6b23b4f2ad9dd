import { assert, assertEquals } from "@std/assert";
import { joinShared } from "../../lib/net/chunk_queue.ts";
import { pure } from "../pure.ts";

pure("joinShared joins the same chunks once, and others anew", () => {
  const [a, b, c] = [Uint8Array.of(1), Uint8Array.of(2, 3), Uint8Array.of(4)];
  const joined = joinShared([a, b]);
  assertEquals(joined, Uint8Array.of(1, 2, 3));
  assert(joinShared([a, b]) === joined);
  for (const chunks of [[b, a], [a, b, c], [a, c], [a, Uint8Array.of(2, 3)], [a], []]) {
    assertEquals([...joinShared(chunks)], chunks.flatMap((chunk) => [...chunk]));
  }
});
