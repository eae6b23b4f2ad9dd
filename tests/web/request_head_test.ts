import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { BadRequest, HeadParser, readRequestHead } from "../../lib/web/request_head.ts";
import { pure } from "../pure.ts";
import { FakeClock } from "../server/fake_clock.ts";
import { FakeStream } from "../server/fake_stream.ts";

const encoder = new TextEncoder();

const HEAD = [
  "POST /get/a%20b?x=1&y=%E4%B8%AD HTTP/1.1",
  "Host: lab-pc:8001",
  "NAME:  小明\t ",
  "Accept: a",
  "accept: b",
  "Empty:",
  "",
  "",
].join("\r\n");

/** Parses what arrives in these parts; nothing may follow the last. */
function parse(...parts: Uint8Array[]) {
  const parser = new HeadParser();
  const parsed = parts.map((part) => parser.push(part));
  assert(parsed.slice(0, -1).every((each) => each === undefined));
  return parsed.at(-1);
}

function status(head: string): number {
  return assertThrows(() => parse(encoder.encode(head)), BadRequest).status;
}

pure("HeadParser reads a head split at every byte", () => {
  for (const text of [HEAD, HEAD.replaceAll("\r\n", "\n")]) {
    const bytes = encoder.encode(text);
    const splits = [
      [bytes],
      Array.from(bytes, (byte) => Uint8Array.of(byte)),
      ...Array.from(bytes.keys(), (at) => [bytes.subarray(0, at), bytes.subarray(at)]),
    ];
    for (const parts of splits) {
      const { head, rest } = parse(...parts)!;
      assertEquals([head.method, head.path], ["POST", "/get/a%20b"]);
      assertEquals(head.query, "x=1&y=%E4%B8%AD");
      assertEquals([...head.headers], [
        ["host", "lab-pc:8001"],
        ["name", "小明"],
        ["accept", "a, b"],
        ["empty", ""],
      ]);
      assertEquals(rest.length, 0);
    }
  }
});

pure("HeadParser keeps what follows a head, and nothing that its buffer is used for later", () => {
  const bytes = encoder.encode("GET / HTTP/1.1\r\nHost: a");
  const parser = new HeadParser();
  parser.push(bytes);
  bytes.fill(0);
  const { head, rest } = parser.push(encoder.encode("b\r\n\r\nthe body"))!;
  assertEquals(head.headers.get("host"), "ab");
  assertEquals(new TextDecoder().decode(rest), "the body");
});

pure("HeadParser gives a target without a path none", () => {
  for (const target of ["*", "http://evil.example/get", "lab-pc:8001"]) {
    assertEquals(parse(encoder.encode(`GET ${target} HTTP/1.1\n\n`))!.head.path, "");
  }
});

pure("HeadParser refuses what is no head of HTTP/1.1", () => {
  for (
    const start of [
      "GET\n\n",
      "G(T / HTTP/1.1\n\n",
      "GET / HTTP/1.1\nno header\n\n",
      "GET / HTTP/1.1\n folded: x\n\n",
      "GET / HTTP/1.1\na b: x\n\n",
      "GET / HTTP/1.1\na: x\0y\n\n",
      "GET / HTTP/1.1\nHost: a\nHost: b\n\n",
    ]
  ) assertEquals(status(start), 400, start);
  for (const version of ["HTTP/2.0", "HTTP/3", "HTTP/11.22", "HTTP/1.", "http"]) {
    assertEquals(status(`PRI * ${version}\r\n\r\n`), 505, version);
  }
});

pure("HeadParser refuses a line over 4096 bytes as soon as it is one, and over 100 lines", () => {
  const longest = `GET /${"x".repeat(4096 - "GET / HTTP/1.1".length)} HTTP/1.1`;
  assert(parse(encoder.encode(`${longest}\r\n\r\n`)));
  assert(parse(encoder.encode(`${longest}\n\n`)));
  assertEquals(status(`x${longest}\n\n`), 431);
  assertEquals(status(`GET / HTTP/1.1\r\na: ${"x".repeat(4100)}`), 431);
  const most = "GET / HTTP/1.1\n" + "a: x\n".repeat(99);
  assert(parse(encoder.encode(most + "\n")));
  assertEquals(status(most + "a: x\n"), 431);
});

pure("readRequestHead gives up after 10 s in all, however it goes on", async () => {
  using clock = FakeClock.install();
  const stream = new FakeStream();
  const ahead = encoder.encode("GET / HTTP/1.1\r\n");
  const refused = assertRejects(
    () => readRequestHead(stream, { ahead, since: 0, ms: 10_000 }),
    BadRequest,
  );
  for (let i = 0; i < 11; i++) {
    stream.feed("a");
    await clock.advance(1_000);
  }
  assertEquals((await refused).status, 408);
  stream.close();
});

pure("readRequestHead tells nothing of a head that ends early", async () => {
  const stream = new FakeStream();
  stream.feed("a: b\r\n", null);
  const ahead = encoder.encode("GET / HTTP/1.1\r\n");
  assertEquals(await readRequestHead(stream, { ahead, ms: 10_000 }), undefined);
});
