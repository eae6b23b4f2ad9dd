/**
 * Clean text: nobody's terminal is driven by what someone else typed.
 *
 * Pure: knows Unicode, and nothing of lines, names or sockets.
 *
 * @module
 */

/**
 * Everything that could move a cursor, end a line or turn the writing direction: C0 controls but
 * tab, DEL and C1, the two Unicode line separators, and the bidirectional embeddings, overrides and
 * isolates of UAX #9.
 */
// deno-lint-ignore no-control-regex -- control characters are what this is about
const UNSAFE = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Replaces each unsafe character, and each lone surrogate, by U+FFFD. Idempotent; text without any
 * comes back as it was. Applied by the server to all it receives and by the client once more.
 */
export function cleanText(text: string): string {
  return text.replace(UNSAFE, "\ufffd").toWellFormed();
}
