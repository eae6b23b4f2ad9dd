import { assertEquals } from "@std/assert";
import { pure } from "../pure.ts";
import { FakeServer } from "./fake_server.ts";

pure("Door writes nothing for 3 s to whoever has sent nothing, and loses nothing", async () => {
  const server = new FakeServer();
  const silent = server.connect();
  await server.clock.advance(0);
  const talker = server.connect({ from: "10.0.0.8", text: "foo :1\nfoo :2\n" });
  await server.clock.advance(2_900);
  assertEquals(talker.written, "foo :1\nfoo :2\n");
  assertEquals([silent.written, server.remarks], ["", ["10.0.0.8:50001 is connected!"]]);
  await server.clock.advance(100);
  assertEquals(silent.written, "foo :1\nfoo :2\n");
  assertEquals(server.remarks[1], "10.0.0.7:50000 is connected!");
  talker.feed("foo :3\n");
  await server.clock.advance(0);
  assertEquals(silent.written, "foo :1\nfoo :2\nfoo :3\n");
  await server.end();
});

pure("Door releases at once whoever sends anything but a request", async () => {
  for (const text of ["\n", "foo :hi", "小", "/name x\n", "QUIT\n"]) {
    const server = new FakeServer();
    const held = server.connect();
    await server.clock.advance(0);
    server.connect({ from: "10.0.0.8", text: "foo :1\n" });
    await server.clock.advance(1_000);
    held.feed(text);
    await server.clock.advance(0);
    assertEquals(held.written.startsWith("foo :1\n"), true, text);
    assertEquals(server.remarks.length, 2);
    await server.end();
  }
});

pure("Door answers a request within the hold, with nothing before it", async () => {
  const server = new FakeServer();
  const early = server.connect();
  await server.clock.advance(0);
  server.connect({ from: "10.0.0.8", text: "foo :1\n" });
  await server.clock.advance(2_900);
  early.feed("GET /nothing HTTP/1.1\r\nHost: lab-pc:8001\r\n\r\n");
  await server.clock.advance(1_000);
  assertEquals(early.written.split("\r\n")[0], "HTTP/1.1 404 Not Found");
  assertEquals(early.log, ["end", "close"]);
  assertEquals(server.remarks, ["10.0.0.8:50001 is connected!"]);
  await server.end();
});

pure("Door says nothing of a connection that comes and goes without a word", async () => {
  const server = new FakeServer();
  const scan = server.connect();
  await server.clock.advance(100);
  scan.feed(null);
  await server.clock.advance(3_000);
  assertEquals([server.remarks, scan.written, scan.log], [[], "", ["end", "close"]]);
  await server.end();
});

pure("Door keeps back what may yet be a request, and hears it if it is none", async () => {
  const server = new FakeServer();
  const conn = server.connect();
  for (const part of ["G", "ET /pub", " with me ", ":now", "?\n"]) {
    conn.feed(part);
    await server.clock.advance(60);
  }
  assertEquals(server.printed, ["GET /pub with me :now?"]);
  await server.end();
});

pure("Door sends what waits for a silent connection when the server closes", async () => {
  const server = new FakeServer();
  const silent = server.connect();
  await server.clock.advance(0);
  server.connect({ from: "10.0.0.8", text: "foo :1\n" });
  await server.clock.advance(0);
  await server.end();
  assertEquals(silent.written, "foo :1\n");
});

pure("Door tells a browser in HTTP that the room is full, and others in a line", async () => {
  const server = new FakeServer({ limits: { maxClients: 1 } });
  server.connect({ text: "foo :1\n" });
  await server.clock.advance(0);
  const browser = server.connect();
  const silent = server.connect();
  await server.clock.advance(100);
  browser.feed("GET / HTTP/1.1\r\nHost: lab-pc\r\n\r\n");
  await server.clock.advance(3_000);
  const sentence = "The room is full: it takes at most 1 connections\n";
  assertEquals(browser.written.startsWith("HTTP/1.1 503 Service Unavailable\r\n"), true);
  assertEquals(browser.written.split("\r\n\r\n")[1]!.startsWith(sentence), true);
  assertEquals(silent.written, `*error ${sentence}`);
  await server.end();
});

pure(
  "Door ends the oldest request of the address with the most when there are too many",
  async () => {
    const server = new FakeServer({ limits: { maxRequests: 3 } });
    const slow = "GET / HTTP/1.1\r\nHost: ";
    const other = server.connect({ from: "10.0.0.8", text: slow });
    const many = Array.from({ length: 5 }, () => server.connect({ text: slow }));
    await server.clock.advance(100);
    assertEquals(other.log, []);
    assertEquals(many.map(({ log }) => log.includes("close")), [true, true, true, false, false]);
    await server.end();
  },
);
