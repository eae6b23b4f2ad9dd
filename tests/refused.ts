/**
 * What is refused, and why.
 *
 * @module
 */

import { assertThrows } from "@std/assert";
import { PROGRAM_SENTENCES } from "../lib/language/program_language.ts";
import { Refusal } from "../lib/protocol.ts";

/** Runs what must be refused. Returns why, in English, as the programs say it. */
export function refused(run: () => unknown): string {
  return assertThrows(run, Refusal).sentence(PROGRAM_SENTENCES.en);
}
