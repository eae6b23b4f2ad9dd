/**
 * Whole numbers that people type.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { quote, Refusal } from "./refusal.ts";

/**
 * Reads a whole number from `min` to `max`.
 *
 * @param what What is read, as the message names it: `--port`.
 * @throws {Refusal} if it is none.
 */
export function readWhole(text: string, what: Sentence, min: number, max: number): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
  throw new Refusal((t) => t.notWhole(what(t), min, max, quote(text)));
}
