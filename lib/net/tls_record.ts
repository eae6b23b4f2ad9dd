/**
 * Tells TLS from text by its first bytes, so that a program that speaks the wrong one is told.
 *
 * @module
 */

/** Whether a stream begins like a TLS client, or like a TLS server that received plain text. */
export function tlsRecord(bytes: Uint8Array): "handshake" | "alert" | undefined {
  // A record begins with its content type and the major version, which is 3 (RFC 8446, 5.1).
  if (bytes.length < 2 || bytes[1] !== 3) return undefined;
  return bytes[0] === 22 ? "handshake" : bytes[0] === 21 ? "alert" : undefined;
}
