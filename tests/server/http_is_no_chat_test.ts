import { assertEquals, assertMatch } from "@std/assert";
import { pure } from "../pure.ts";
import { FakeServer } from "./fake_server.ts";

const PASSWORD = "open sesame";

/** What web pages can have a browser send, and what other programs send. */
const REQUESTS = [
  "GET / HTTP/1.1\r\nHost: lab-pc:8001\r\n\r\n",
  "GET /Teacher%20:class%20is%20over HTTP/1.1\r\nX: a\nTeacher :class is over\n\r\n",
  "POST / HTTP/1.1\r\nContent-Length: 40\r\n\r\nTeacher :class is over\n/name Teacher\nQUIT\n",
  "POST /x HTTP/1.0\nContent-Type: text/plain\n\n\n/name Teacher\nclass is over\n",
  "OPTIONS / HTTP/1.1\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
  "PUT /Teacher :class is over HTTP/1.1\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  `GET /${"x".repeat(5_000)} HTTP/1.1\r\n\r\nTeacher :class is over\n`,
  `X${"-".repeat(4_000)} / HTTP/1.1\r\n\r\nTeacher :class is over\n`,
  `HEAD / HTTP/1.1\r\n/pass ${PASSWORD}\nTeacher :class is over\n`,
];

/** Sends this, and tells what the room has of it, what it was answered, and what was remarked. */
async function send(parts: string[], password?: string) {
  const server = new FakeServer(password === undefined ? {} : { password });
  const witness = server.connect({ from: "10.0.0.8", text: `/pass ${PASSWORD}\n` });
  await server.clock.advance(10);
  const before = witness.written;
  const conn = server.connect();
  for (const part of parts) {
    conn.feed(part);
    // Longer than the quiet that ends a message of an original client.
    await server.clock.advance(60);
  }
  await server.clock.advance(12_000);
  const { printed, remarks } = server;
  const heard = witness.written.slice(before.length);
  await server.end();
  return { printed, heard, answer: conn.written, remarks: remarks.slice(1), log: conn.log };
}

const ANSWERED = /^HTTP\/1\.1 [45]\d\d .*\r\n[^]*\r\nConnection: close\r\n[^]*\r\n\r\n/;

pure("Door answers an HTTP request, and nothing of it reaches the room or the gate", async () => {
  for (const password of [undefined, PASSWORD]) {
    for (const request of REQUESTS) {
      const { printed, heard, answer, remarks, log } = await send([request], password);
      assertMatch(answer, ANSWERED);
      assertEquals([printed, heard, remarks], [[], "", []], request);
      assertEquals(log, ["end", "close"]);
    }
  }
});

pure("Door recognizes an HTTP request split anywhere, at any pace", async () => {
  for (const target of ["/a", "/Teacher :hi"]) {
    const request = `POST ${target} HTTP/1.1\r\nA: b\n\r\nTeacher :hi\n`;
    for (let at = 1; at < request.length; at++) {
      const { printed, heard, answer } = await send([request.slice(0, at), request.slice(at)]);
      assertMatch(answer, ANSWERED, `split at ${at}`);
      assertEquals([printed, heard], [[], ""]);
    }
    const { printed, heard, answer } = await send(Array.from(request));
    assertMatch(answer, ANSWERED);
    assertEquals([printed, heard], [[], ""]);
  }
});

pure("Door gives up a request whose head never ends, however it goes on", async () => {
  for (const start of ["GET /", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: "]) {
    const server = new FakeServer();
    const conn = server.connect({ text: start });
    await server.clock.advance(9_900);
    assertEquals(conn.written, "");
    await server.clock.advance(200);
    assertMatch(conn.written, /^HTTP\/1\.1 408 /);
    for (let i = 0; i < 100; i++) {
      conn.feed("foo :x\n".repeat(100));
      await server.clock.advance(50);
    }
    assertEquals(conn.log, ["end", "close"]);
    assertEquals([server.printed, server.remarks], [[], []]);
    await server.end();
  }
});

pure("Door hears what only looks a little like HTTP", async () => {
  const lines = ["GET :x", "foo :GET / HTTP/1.1", "GET /", "hi\nGET / HTTP/1.1", "Tom / Jerry :hi"];
  for (const line of lines) {
    const server = new FakeServer();
    const conn = server.connect({ text: line + "\n" });
    await server.clock.advance(0);
    assertEquals(server.printed, line.split("\n"));
    assertEquals(conn.written, line + "\n");
    await server.end();
  }
});

pure("Door hears an original client whose words start like HTTP", async () => {
  for (const message of ["GET :x", "foo :GET / HTTP/1.1", "QUIT"]) {
    const server = new FakeServer();
    server.connect({ text: message });
    await server.clock.advance(60);
    assertEquals(server.printed, [message]);
    assertEquals(server.remarks, ["10.0.0.7:50000 is connected!"]);
    await server.end();
  }
});
