/**
 * What is refused, and why.
 *
 * @module
 */

import { assertThrows } from "@std/assert";
import { en } from "../lib/language/en.ts";
import { Refusal } from "../lib/protocol.ts";

/** Runs what must be refused. Returns why, in English. */
export function refused(run: () => unknown): string {
  return assertThrows(run, Refusal).sentence(en);
}
