import { assertEquals, assertMatch } from "@std/assert";
import { pure } from "../pure.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeRoom } from "./fake_room.ts";

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

/** What the room has of it, and what it was answered. */
async function send(parts: string[], password?: string) {
  using clock = FakeClock.install();
  const room = new FakeRoom(password === undefined ? {} : { password });
  const { stream, connection, remarks } = room.connect();
  for (const part of parts) {
    stream.feed(part);
    // Longer than the quiet that ends a message of an original client.
    await clock.advance(60);
  }
  await clock.advance(5_000);
  await connection.ended;
  return { printed: room.printed, answer: stream.written, remarks, log: stream.log };
}

const ANSWERED = /^HTTP\/1\.1 426 Upgrade Required\r\n[^]*\r\nConnection: close\r\n[^]*\r\n\r\n/;

pure(
  "Connection answers an HTTP request, and nothing of it reaches the room or the gate",
  async () => {
    for (const password of [undefined, PASSWORD]) {
      for (const request of REQUESTS) {
        const { printed, answer, remarks, log } = await send([request], password);
        // A word that is too long is refused before it turns out to be a method.
        assertMatch(answer.replace(/^\*(error A line holds.*|locked)\n/, ""), ANSWERED);
        assertEquals([printed, remarks], [[], ["was closed: it sent an HTTP request"]]);
        assertEquals(log, ["end", "close"]);
      }
    }
  },
);

pure("Connection recognizes an HTTP request split anywhere, at any pace", async () => {
  for (const target of ["/a", "/Teacher :hi"]) {
    const request = `POST ${target} HTTP/1.1\r\nA: b\n\r\nTeacher :hi\n`;
    for (let at = 1; at < request.length; at++) {
      const { printed, answer } = await send([request.slice(0, at), request.slice(at)]);
      assertMatch(answer, ANSWERED, `split at ${at}`);
      assertEquals(printed, []);
    }
    const { printed, answer } = await send(Array.from(request));
    assertMatch(answer, ANSWERED);
    assertEquals(printed, []);
  }
});

pure("Connection answers an HTTP request whose head never ends", async () => {
  using clock = FakeClock.install();
  const room = new FakeRoom();
  for (const start of ["GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: "]) {
    const { stream, connection } = room.connect({ text: start });
    await clock.advance(10);
    assertMatch(stream.written, ANSWERED);
    for (let i = 0; i < 100; i++) {
      stream.feed("foo :x\n".repeat(100));
      await clock.advance(50);
    }
    await connection.ended;
    assertEquals(stream.log, ["end", "close"]);
  }
  assertEquals(room.printed, []);
});

pure("Connection hears what only looks a little like HTTP", async () => {
  const lines = ["GET :x", "foo :GET / HTTP/1.1", "GET /", "hi\nGET / HTTP/1.1", "Tom / Jerry :hi"];
  for (const line of lines) {
    using clock = FakeClock.install();
    const room = new FakeRoom();
    const { stream, connection } = room.connect({ text: line + "\n" });
    await clock.advance(100);
    assertEquals(room.printed, line.split("\n"));
    stream.feed(null);
    await clock.advance(3_000);
    await connection.ended;
  }
});

pure("Connection hears an original client whose words start like HTTP", async () => {
  for (const message of ["GET :x", "foo :GET / HTTP/1.1", "QUIT"]) {
    using clock = FakeClock.install();
    const room = new FakeRoom();
    const { stream, connection } = room.connect({ text: message });
    await clock.advance(60);
    assertEquals(room.printed, [message]);
    stream.feed(null);
    await clock.advance(3_000);
    await connection.ended;
  }
});
