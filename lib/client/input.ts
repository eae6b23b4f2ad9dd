/**
 * Standard input as bytes.
 *
 * @module
 */

import process from "node:process";
import type { ByteSource } from "../net/read_lines.ts";

/**
 * Standard input. From a Windows console `Deno.stdin` gives no Chinese (denoland/deno#18240), and
 * `process.stdin` does; from pipes and files `Deno.stdin` is the simpler one.
 */
export function standardInput(): ByteSource {
  if (!Deno.stdin.isTerminal()) return Deno.stdin;
  const chunks = process.stdin[Symbol.asyncIterator]();
  let chunk = new Uint8Array(0);
  return {
    read: async (buffer) => {
      if (chunk.length === 0) {
        const next = await chunks.next();
        if (next.done) return null;
        chunk = next.value;
      }
      const part = chunk.subarray(0, buffer.length);
      chunk = chunk.subarray(part.length);
      buffer.set(part);
      return part.length;
    },
  };
}
