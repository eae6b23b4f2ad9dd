import { assertEquals } from "@std/assert";
import { readBuffer } from "../../lib/net/read_buffer.ts";
import { pure } from "../pure.ts";

pure("readBuffer gives every caller bytes of its own", () => {
  const buffers = Array.from({ length: 100 }, readBuffer);
  buffers.forEach((buffer, i) => buffer.fill(i));
  buffers.forEach((buffer, i) => assertEquals(new Set(buffer), new Set([i])));
  assertEquals(buffers.every(({ length }) => length === 512), true);
});
