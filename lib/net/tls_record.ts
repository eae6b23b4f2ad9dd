/**
 * Telling TLS from text by its first bytes: so that whoever speaks the one where the other is spoken
 * is told so, and not left waiting.
 *
 * Pure: knows bytes, and nothing of sockets or of how TLS works.
 *
 * @module
 */

/** Whether a connection begins as a TLS client does, or as a TLS server that was spoken plain to. */
export function tlsRecord(bytes: Uint8Array): "handshake" | "alert" | undefined {
  // The content type, and the major version, which has been 3 ever since SSL 3.
  if (bytes.length < 2 || bytes[1] !== 3) return undefined;
  return bytes[0] === 22 ? "handshake" : bytes[0] === 21 ? "alert" : undefined;
}
