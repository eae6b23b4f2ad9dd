import { assertEquals } from "@std/assert";
import { describeTls } from "../../lib/net/tls_errors.ts";

Deno.test("describeTls puts into words what the TLS library says, and nothing else", {
  permissions: "none",
}, () => {
  const peer = "invalid peer certificate: ";
  const table: [string, string | undefined][] = [
    [
      `${peer}certificate expired: verified at time 2 (UNIX), but certificate is not valid after 1`,
      "the server's certificate has expired",
    ],
    [
      `${peer}certificate not valid for name "lab"; certificate is only valid for DnsName("pc")`,
      "the server's certificate is for another address than this one",
    ],
    [
      `${peer}UnknownIssuer`,
      "nobody this PC trusts vouches for the server's certificate; --tls-ca FILE names one to trust",
    ],
    [`${peer}Revoked`, "the server's certificate is not to be trusted"],
    [`${peer}BadEncoding`, "the certificate is damaged"],
    ["received fatal alert: UnknownCA", "the other side does not trust the certificate"],
    ["received fatal alert: ProtocolVersion", "the other side speaks another version of TLS"],
    ["received fatal alert: InternalError", "the other side broke off the TLS handshake"],
    [
      "received corrupt message of type InvalidContentType",
      "the other side does not speak TLS",
    ],
    ["tls handshake eof", "the connection ended during the TLS handshake"],
    ["Connection refused (os error 111)", undefined],
    ["", undefined],
  ];
  for (const [message, words] of table) assertEquals(describeTls(message), words, message);
});
