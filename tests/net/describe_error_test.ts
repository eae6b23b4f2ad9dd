import { assertEquals } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { describeError } from "../../lib/net/describe_error.ts";
import { DescribedError } from "../../lib/net/described_error.ts";
import { Refusal } from "../../lib/protocol.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

function inEnglish(error: unknown): string {
  return describeError(error)(en);
}

pure("describeError puts into words what the TLS library says", () => {
  const peer = "invalid peer certificate: ";
  const table: [message: string, words: string][] = [
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
      "the server's certificate is not trusted; pass it with --tls-ca FILE",
    ],
    [`${peer}Revoked`, "the server's certificate is not to be trusted"],
    [`${peer}BadEncoding`, "the certificate is damaged"],
    ["received fatal alert: UnknownCA", "the other side does not trust the certificate"],
    ["received fatal alert: ProtocolVersion", "the other side speaks another version of TLS"],
    ["received fatal alert: InternalError", "the other side broke off the TLS handshake"],
    ["received corrupt message of type InvalidContentType", "the other side does not speak TLS"],
    ["tls handshake eof", "the connection ended during the TLS handshake"],
  ];
  for (const [message, words] of table) assertEquals(inEnglish(new Error(message)), words);
});

pure("describeError puts Deno's errors into words", () => {
  assertEquals(inEnglish(new Deno.errors.AddrInUse("x (os error 98)")), "the port is in use");
  assertEquals(inEnglish(new Deno.errors.ConnectionRefused("x")), "nothing answers there");
  assertEquals(inEnglish(new Deno.errors.NotFound("x")), "no such file or folder");
  assertEquals(inEnglish(new Error("failed to lookup address information")), "no such host name");
  const noDescriptor = Object.assign(new Error("Too many open files (os error 24)"), {
    code: "EMFILE",
  });
  assertEquals(inEnglish(noDescriptor), "too many open files");
});

pure(
  "describeError repeats what it does not know, without the number of the system's error",
  () => {
    assertEquals(inEnglish(new Error("No space left (os error 28)")), "No space left");
    assertEquals(inEnglish("some text"), "some text");
    assertEquals(inEnglish(new Refusal((t) => t.serverEnded())), "the server ended the connection");
    assertEquals(inEnglish(new DescribedError((t) => t.noKey())), en.noKey());
  },
);
