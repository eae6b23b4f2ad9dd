import { assertEquals } from "@std/assert";
import { type LineKind, RequestLine } from "../../lib/web/request_line.ts";
import { pure } from "../pure.ts";

const encoder = new TextEncoder();

/** What a line that arrives in these parts is. */
function tell(...parts: (string | Uint8Array)[]): LineKind {
  const line = new RequestLine();
  let kind: LineKind = "open";
  for (const part of parts) {
    if (kind === "open") kind = line.push(typeof part === "string" ? encoder.encode(part) : part);
  }
  return kind;
}

const REQUESTS = [
  "GET / HTTP/1.1\r\n",
  "GET / HTTP/1.1\n",
  "GET / HTTP/1.1",
  "POST /?Teacher%20:hi HTTP/1.0\r\nHost: x\r\n",
  "HEAD /a:b HTTP/1.1\r\n",
  "OPTIONS * HTTP/1.1\r\n",
  "CONNECT lab-pc:8001 HTTP/1.1\r\n",
  "GET http://lab-pc:8001/ HTTP/1.1\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "get /中 http/1.1\r\n",
  "X-!#$%&'*+.^_`|~9 /x HTTP/3\n",
  "M-SEARCHING / HTTP/11.22\n",
  `${"X".repeat(100)} / HTTP/1.1\n`,
  `GET ${"x".repeat(100)} HTTP/1.1\n`,
  "GET /x y  :z HTTP/ HTTP/1.1\n",
  "GET /x  HTTP/1.1\n",
  "GET /\tx HTTP/1.1\n",
];

pure("RequestLine recognizes a request of any method and version", () => {
  for (const line of REQUESTS) assertEquals(tell(line), "request", line);
});

pure("RequestLine recognizes a request split at every byte", () => {
  for (const line of REQUESTS) {
    const bytes = encoder.encode(line);
    assertEquals(tell(...Array.from(bytes, (byte) => Uint8Array.of(byte))), "request");
    for (let at = 0; at <= bytes.length; at++) {
      assertEquals(tell(bytes.subarray(0, at), bytes.subarray(at)), "request", `${line} at ${at}`);
    }
  }
});

pure("RequestLine lets chat pass", () => {
  const lines = [
    ...["", "foo :Hello!", "GET :x", "GET : HTTP/1.1", "foo :see / HTTP/1.1", "小明 :你好"],
    ...["hello", "hello all HTTP", "GET /", "GET x y HTTP/1.1", "GET  / HTTP/1.1", "QUIT"],
    ...["/name HTTP/1.1", "*hello / HTTP/", " / HTTP/1.1", "GET / HTTP/x", "GET x\ty HTTP/1.1"],
    ...["(x) / HTTP/1.1", "X".repeat(100), `${"x".repeat(100)} :hi`, `foo ${"x".repeat(100)}`],
  ];
  for (const line of lines) assertEquals(tell(line + "\n"), "other", line);
  // Only the first line counts.
  assertEquals(tell("\nGET / HTTP/1.1\n"), "other");
  assertEquals(tell("foo :hi\nGET / HTTP/1.1\n"), "other");
});

pure("RequestLine tells chat from a request as soon as possible", () => {
  const cases: [start: string, kind: LineKind][] = [
    ["foo", "open"],
    ["foo ", "open"],
    ["foo :", "other"],
    ["小", "other"],
    ["GET /", "open"],
    ["GET / ", "open"],
    ["GET / HTTP/", "open"],
    ["GET /x x", "open"],
    ["GET / x", "other"],
    ["GET * x", "other"],
  ];
  for (const [start, kind] of cases) assertEquals(tell(start), kind, start);
});

pure("RequestLine takes a path that is longer than a line for one of a request", () => {
  assertEquals(tell(`GET /${"x".repeat(4095)}`), "open");
  assertEquals(tell(`GET /${"x".repeat(4096)}`), "request");
  assertEquals(tell(`GET /x${" HTTP/x".repeat(584)}`), "open");
  assertEquals(tell(`GET /x${" HTTP/x".repeat(586)}`), "request");
  // Another word without end is refused as a line that is too long.
  for (const start of ["", "hello ", "GET http://"]) {
    assertEquals(tell(start + "x".repeat(4080)), "open");
    assertEquals(tell(start + "x".repeat(4097)), "other");
  }
});

pure("RequestLine says whether a line starts like a request with a path", () => {
  for (const start of ["GET /", "foo /x :y", "GET / HTTP/"]) {
    const line = new RequestLine();
    line.push(encoder.encode(start));
    assertEquals(line.isPath, true, start);
  }
  for (const start of ["", "GET", "GET ", "GET x", "/name", "foo :/x", "Tom / Jerry :hi", "QUIT"]) {
    const line = new RequestLine();
    line.push(encoder.encode(start));
    assertEquals(line.isPath, false, start);
  }
});
