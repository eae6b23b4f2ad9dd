/**
 * Which typed lines must not be kept anywhere.
 *
 * @module
 */

/** Whether a line gives a password. */
export function holdsSecret(line: string): boolean {
  return /^\s*\/(?:pass|moderate)\b/i.test(line);
}
