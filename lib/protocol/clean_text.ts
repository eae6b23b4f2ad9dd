/**
 * Clean text: what one person types cannot control another person's terminal.
 *
 * @module
 */

/**
 * Characters that can move a cursor, end a line or change the writing direction: C0 controls except
 * tab, DEL, C1 controls, U+2028, U+2029, and the embeddings, overrides and isolates of UAX #9.
 */
// deno-lint-ignore no-control-regex -- it matches control characters
const UNSAFE = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Replaces each unsafe character and each lone surrogate with U+FFFD. Idempotent. The server cleans
 * everything it receives, and the client cleans it again.
 */
export function cleanText(text: string): string {
  return text.replace(UNSAFE, "\ufffd").toWellFormed();
}
