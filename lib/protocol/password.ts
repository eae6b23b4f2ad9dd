/**
 * The rules for a room's password.
 *
 * Pure: knows text, and nothing of where a password comes from.
 *
 * @module
 */

import { cleanText } from "./clean_text.ts";
import { byteLength } from "./commands.ts";
import { Refusal } from "./refusal.ts";

/** The longest password, in UTF-8 bytes. */
export const MAX_PASSWORD_BYTES = 1024;

/** The one form of what was given as a password: the same letters are the same on every PC. */
export function passwordForm(given: string): string {
  return given.normalize("NFC").trim();
}

/**
 * Brings a password into its one form: NFC, without blank space around it.
 *
 * @param from Where it comes from, as the message names it.
 * @throws {Refusal} if it is none. The message does not repeat it.
 */
export function normalizePassword(given: string, from: string): string {
  const password = passwordForm(given.replace(/^\ufeff/, ""));
  if (password === "") throw new Refusal(`${from} is empty: a password needs a character or more`);
  if (cleanText(password) !== password || password.includes("\ufffd")) {
    throw new Refusal(`${from} must be one line of UTF-8 text without control characters`);
  }
  const bytes = byteLength(password);
  if (bytes > MAX_PASSWORD_BYTES) {
    throw new Refusal(`${from} is too long: ${bytes} bytes, and at most ${MAX_PASSWORD_BYTES}`);
  }
  return password;
}
