/**
 * The rules for a room's password.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { cleanText } from "./clean_text.ts";
import { byteLength } from "./commands.ts";
import { Refusal } from "./refusal.ts";

/** The longest password, in UTF-8 bytes. */
export const MAX_PASSWORD_BYTES = 1024;

/** Normalizes what was given as a password, so that the same letters match on every PC. */
export function passwordForm(given: string): string {
  // NFC takes quadratic time for long runs of marks. What is too long is refused anyway.
  const isCostly = given.length > 2 * MAX_PASSWORD_BYTES || /\p{M}{33}/u.test(given);
  return isCostly ? given : given.normalize("NFC").trim();
}

/**
 * Checks a password and normalizes it: NFC, trimmed.
 *
 * @param from Where it comes from, as the message names it.
 * @throws {Refusal} if it is empty, too long or not clean text. The message does not repeat it.
 */
export function normalizePassword(given: string, from: Sentence): string {
  const password = passwordForm(given.replace(/^\ufeff/, ""));
  if (password === "") throw new Refusal((t) => t.passwordEmpty(from(t)));
  if (cleanText(password) !== password || password.includes("\ufffd")) {
    throw new Refusal((t) => t.passwordNotText(from(t)));
  }
  const bytes = byteLength(password);
  if (bytes > MAX_PASSWORD_BYTES) {
    throw new Refusal((t) => t.passwordTooLong(from(t), bytes, MAX_PASSWORD_BYTES));
  }
  return password;
}
