/**
 * Makes up keys of sessions.
 *
 * @module
 */

/**
 * A random key of 32 hexadecimal digits. `crypto.randomUUID` is missing in pages that come from a
 * server without TLS.
 */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
