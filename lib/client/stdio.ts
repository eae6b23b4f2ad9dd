/**
 * Standard input and output as bytes.
 *
 * @module
 */

import process from "node:process";
import type { ByteSource } from "../net/byte_stream.ts";

/**
 * Standard input. `Deno.stdin` reads no Chinese from a Windows console (denoland/deno#18240), and
 * `process.stdin` does. For pipes and files `Deno.stdin` is simpler.
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

/** Writes everything to standard output and waits for its reader. Returns false if that is gone. */
export function writeOut(text: string): boolean {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
    return true;
  } catch {
    return false;
  }
}
