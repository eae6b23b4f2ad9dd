/**
 * Lines that were not delivered when the program ends.
 *
 * @module
 */

import type { Program } from "../program/program.ts";

/** Reports each line that was not delivered. Returns the exit code: 1 if there was any. */
export function reportUndelivered(lines: readonly string[], program: Program): number {
  for (const line of lines) program.complain((t) => t.notDelivered(line));
  return lines.length > 0 ? 1 : 0;
}
