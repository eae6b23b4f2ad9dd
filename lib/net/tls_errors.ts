/**
 * What is wrong with a certificate or a handshake, in words a user knows.
 *
 * Pure: knows the messages of the TLS library, and nothing of connections.
 *
 * @module
 */

/** The library's messages, and what each comes to. The first that matches counts. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/certificate expired/i, "the server's certificate has expired"],
  [
    /certificate not valid yet/i,
    "the server's certificate is not valid yet; is the clock of this PC right?",
  ],
  [/not valid for (any )?name/i, "the server's certificate is for another address than this one"],
  [
    /CaUsedAsEndEntity/,
    "the server's certificate is one for signing others; it needs basicConstraints=CA:FALSE",
  ],
  [
    /UnknownIssuer/,
    "nobody this PC trusts vouches for the server's certificate; --tls-ca FILE names one to trust",
  ],
  [/BadEncoding/, "the certificate is damaged"],
  [/invalid peer certificate/, "the server's certificate is not to be trusted"],
  [
    /fatal alert: (\w*Certificate\w*|UnknownCA|DecryptError)/i,
    "the other side does not trust the certificate",
  ],
  [/fatal alert: ProtocolVersion/, "the other side speaks another version of TLS"],
  [/fatal alert/, "the other side broke off the TLS handshake"],
  [/corrupt message|unexpected (handshake )?message/, "the other side does not speak TLS"],
  [/unexpected end of file|handshake eof/, "the connection ended during the TLS handshake"],
  [/KeyMismatch/, "the certificate and the key do not belong together"],
  [/No certificates found/, "there is no PEM certificate in the file"],
  [/No keys found/, "there is no unencrypted PEM key in the file"],
];

/** Puts a message of the TLS library into words; undefined if it is none that is known. */
export function describeTls(message: string): string | undefined {
  return MEANINGS.find(([pattern]) => pattern.test(message))?.[1];
}
