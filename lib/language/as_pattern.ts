/**
 * Text as part of a regular expression.
 *
 * @module
 */

/** A pattern that matches just this text. `RegExp.escape` is missing in browsers of 2024. */
export function asPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
