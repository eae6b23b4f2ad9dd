import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { HttpRequest, RequestLine } from "../../lib/web/http_request.ts";
import { pure } from "../pure.ts";

const encoder = new TextEncoder();

/** What is told of a line that arrives in these parts: a method, or whether it may become a request. */
function tell(...parts: (string | Uint8Array)[]): string | boolean {
  const line = new RequestLine();
  let isOpen = true;
  try {
    for (const part of parts) {
      if (isOpen) isOpen = line.push(typeof part === "string" ? encoder.encode(part) : part);
    }
    return isOpen;
  } catch (error) {
    if (!(error instanceof HttpRequest)) throw error;
    return error.method;
  }
}

const REQUESTS: [line: string, method: string][] = [
  ["GET / HTTP/1.1\r\n", "GET"],
  ["GET / HTTP/1.1\n", "GET"],
  ["GET / HTTP/1.1", "GET"],
  ["POST /?Teacher%20:hi HTTP/1.0\r\nHost: x\r\n", "POST"],
  ["HEAD /a:b HTTP/1.1\r\n", "HEAD"],
  ["OPTIONS * HTTP/1.1\r\n", "OPTIONS"],
  ["CONNECT lab-pc:8001 HTTP/1.1\r\n", "CONNECT"],
  ["GET http://lab-pc:8001/ HTTP/1.1\r\n", "GET"],
  ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "PRI"],
  ["get /中 http/1.1\r\n", "get"],
  ["X-!#$%&'*+.^_`|~9 /x HTTP/3\n", "X-!#$%&'"],
  ["M-SEARCHING / HTTP/11.22\n", "M-SEARCH"],
  [`${"X".repeat(100)} / HTTP/1.1\n`, "XXXXXXXX"],
  [`GET ${"x".repeat(100)} HTTP/1.1\n`, "GET"],
  ["GET /x y  :z HTTP/ HTTP/1.1\n", "GET"],
  ["GET /x  HTTP/1.1\n", "GET"],
  ["GET /\tx HTTP/1.1\n", "GET"],
];

pure("RequestLine recognizes a request of any method and version", () => {
  for (const [line, method] of REQUESTS) assertEquals(tell(line), method, line);
});

pure("RequestLine recognizes a request split at every byte", () => {
  for (const [line, method] of REQUESTS) {
    const bytes = encoder.encode(line);
    assertEquals(tell(...Array.from(bytes, (byte) => Uint8Array.of(byte))), method);
    for (let at = 0; at <= bytes.length; at++) {
      assertEquals(tell(bytes.subarray(0, at), bytes.subarray(at)), method, `${line} at ${at}`);
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
  for (const line of lines) assertEquals(tell(line + "\n"), false, line);
  // Only the first line counts.
  assertEquals(tell("\nGET / HTTP/1.1\n"), false);
  assertEquals(tell("foo :hi\nGET / HTTP/1.1\n"), false);
});

pure("RequestLine tells chat from a request as soon as possible", () => {
  const cases: [start: string, isOpen: boolean][] = [
    ["foo", true],
    ["foo ", true],
    ["foo :", false],
    ["小", false],
    ["GET /", true],
    ["GET / ", true],
    ["GET / HTTP/", true],
    ["GET /x x", true],
    ["GET / x", false],
    ["GET * x", false],
  ];
  for (const [start, isOpen] of cases) assertEquals(tell(start), isOpen, start);
});

pure("RequestLine takes a path that is longer than a line for one of a request", () => {
  assertEquals(tell(`GET /${"x".repeat(4095)}`), true);
  assertEquals(tell(`GET /${"x".repeat(4096)}`), "GET");
  assertEquals(tell(`GET /x${" HTTP/x".repeat(584)}`), true);
  assertEquals(tell(`GET /x${" HTTP/x".repeat(586)}`), "GET");
  // Another word without end is refused as a line that is too long.
  for (const start of ["", "hello ", "GET http://"]) {
    assertEquals(tell(start + "x".repeat(4080)), true);
    assertEquals(tell(start + "x".repeat(4097)), false);
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

pure("HttpRequest is refused with 426 and a sentence that says how to join", () => {
  const answer = new TextDecoder().decode(new HttpRequest("GET").refuse("nc 10.0.0.7 8001"));
  const [head, body] = answer.split("\r\n\r\n");
  const lines = head!.split("\r\n");
  assertEquals(lines, [
    "HTTP/1.1 426 Upgrade Required",
    "Upgrade: chat",
    "Connection: Upgrade",
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${encoder.encode(body).length}`,
    "X-Content-Type-Options: nosniff",
  ]);
  assertMatch(
    body!,
    /^This is a chat room.*chat-client.*nc 10\.0\.0\.7 8001\n这里是聊天室.*nc .*8001\n$/,
  );
});

pure("HttpRequest is refused without a body where its method is HEAD", () => {
  const answer = new TextDecoder().decode(new HttpRequest("HEAD").refuse("nc 10.0.0.7 8001"));
  assertStringIncludes(answer, "\r\nContent-Length: ");
  assertEquals(answer.endsWith("nosniff\r\n\r\n"), true);
  assertThrows(() => new RequestLine().push(encoder.encode("HEAD / HTTP/1.1")), HttpRequest);
});
