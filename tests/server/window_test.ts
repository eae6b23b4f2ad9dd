import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { pure } from "../pure.ts";
import type { FakeConn } from "./fake_server.ts";
import { FakeServer } from "./fake_server.ts";
import { frame, text, upgrade } from "./web_client.ts";

const PASSWORD = "open sesame";

/** The messages that a page has received: whatever follows the answer to its request. */
function messages({ written }: FakeConn): string {
  const [, ...rest] = written.split("\r\n\r\n");
  // The heads of short frames; what is not UTF-8 of them is read as one U+FFFD each.
  return rest.join("\r\n\r\n").replaceAll(/\ufffd[^\n]/g, "");
}

/** Waits for the answer to a request. A key is hashed in another thread, in time that is not faked. */
async function answered(server: FakeServer, page: FakeConn): Promise<void> {
  while (!page.written.includes("\r\n\r\n")) await server.clock.advance(0);
  await server.clock.advance(0);
}

/** Connects a page that has sent these messages. */
async function join(server: FakeServer, ...lines: string[]): Promise<FakeConn> {
  const page = server.connect({ text: upgrade() });
  page.feed(...lines.map(text));
  await answered(server, page);
  return page;
}

pure("Door takes a page's WebSocket into the room, and prints that once", async () => {
  const server = new FakeServer();
  const page = await join(server, "foo :你好");
  const [head] = page.written.split("\r\n\r\n");
  assertMatch(head!, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
  assertMatch(head!, /\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/);
  const raw = server.connect({ from: "10.0.0.8", text: "bar :hi\n" });
  await server.clock.advance(0);
  page.feed(text("foo :1\nfoo :2\n"));
  await server.clock.advance(0);
  assertEquals(raw.written, "bar :hi\nfoo :1\nfoo :2\n");
  assertEquals(messages(page), "foo :你好\nbar :hi\nfoo :1\nfoo :2\n");
  assertEquals(server.remarks, ["10.0.0.7:50000 is connected!", "10.0.0.8:50001 is connected!"]);
  assertEquals(server.printed, ["foo :你好", "bar :hi", "foo :1", "foo :2"]);
  await server.end();
});

pure("Door writes what a turn brings as one message", async () => {
  const server = new FakeServer();
  const page = await join(server);
  const before = page.written.length;
  server.connect({ from: "10.0.0.8", text: "a :1\na :2\na :3\n" });
  await server.clock.advance(0);
  assertEquals(page.written.slice(before), "\ufffd\x0fa :1\na :2\na :3\n");
  await server.end();
});

pure("Door refuses every other request for the room, and nobody hears of it", async () => {
  const evil = "http://evil.example:8001";
  const cases: [status: number, request: string][] = [
    [403, upgrade({ Origin: evil })],
    [403, upgrade({ Origin: undefined })],
    [403, upgrade({ Origin: "null" })],
    [403, upgrade({ Origin: "https://lab-pc:8001" })],
    [403, upgrade({ Origin: "http://lab-pc:8002" })],
    [403, upgrade({ Origin: "http://lab-pc:8001.evil.example" })],
    [403, upgrade({ Host: "evil.example:8001", Origin: evil })],
    [405, upgrade().replace("GET", "POST")],
    [426, upgrade().replace("GET", "HEAD")],
    [426, upgrade({ Upgrade: undefined })],
    [426, upgrade({ Connection: "close" })],
    [426, upgrade({ "Sec-WebSocket-Version": "8" })],
    [400, upgrade({ "Sec-WebSocket-Key": "short" })],
  ];
  const server = new FakeServer({ limits: { rate: 0 } });
  for (const [status, request] of cases) {
    const page = server.connect({ text: request });
    page.feed(text("foo :hi"), "foo :hi\n");
    await answered(server, page);
    await server.clock.advance(1_000);
    assertEquals(page.written.split(" ")[1], String(status), request);
    assertEquals(page.log, ["end", "close"]);
  }
  assertEquals([server.printed, server.remarks], [[], []]);
  await server.end();
});

pure("Door closes a WebSocket that breaks the rules, and says why", async () => {
  for (
    const [bytes, code] of [
      [Uint8Array.of(0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0), 1009],
      [Uint8Array.of(0x81, 0x03, 102, 111, 111), 1002],
      [frame(2, "foo :hi"), 1003],
      [frame(1, Uint8Array.of(0xff)), 1007],
      [frame(8), 1000],
    ] as const
  ) {
    const server = new FakeServer();
    const page = await join(server);
    page.feed(bytes, text("foo :hi"));
    await server.clock.advance(3_000);
    const [, close] = page.bytes.split("\r\n\r\n");
    assertEquals(close, `\x88\x02\x03${String.fromCharCode(code - 768)}`);
    assertEquals(page.log, ["end", "close"]);
    assertEquals(server.printed, []);
    await server.end();
  }
});

pure("Door closes whatever sends random frames, and nobody hears of it", async () => {
  let seed = 17;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % limit;
  };
  const server = new FakeServer({ limits: { rate: 0, maxClients: 10_000 } });
  const pages: FakeConn[] = [];
  for (let i = 0; i < 500; i++) {
    const page = await join(server);
    pages.push(page);
    for (let j = 0; j < 20; j++) {
      // Never text: no byte of it stands in UTF-8.
      const payload = new Uint8Array(1 + below(60)).fill(0xff);
      page.feed(Uint8Array.of(below(256), 0x80 | below(128), 0, 0, 0, 0), payload);
    }
    page.feed(null);
  }
  await server.clock.advance(5_000);
  assertEquals(pages.filter(({ log }) => !log.includes("close")).length, 0);
  assertEquals(server.printed, []);
  await server.end();
});

pure("Door has no place for a page in a full room, and says so", async () => {
  const server = new FakeServer({ limits: { maxClients: 1, maxPerAddress: 1 } });
  // Its place is taken while it asks.
  const page = server.connect({ text: upgrade().slice(0, -2) });
  await server.clock.advance(0);
  const other = server.connect({ from: "10.0.0.8", text: "foo :hi\n" });
  await server.clock.advance(0);
  page.feed("\r\n");
  await answered(server, page);
  assertMatch(page.written, /^HTTP\/1\.1 503 [^]*The room is full/);
  // Others find the place again that a page leaves.
  other.feed(null);
  await server.clock.advance(1_000);
  for (let i = 0; i < 3; i++) {
    const next = await join(server, `foo :${i}`);
    assertEquals(messages(next), `foo :${i}\n`);
    next.feed(frame(8));
    await server.clock.advance(1_000);
  }
  await server.end();
});

pure("Door asks a page for the password like anybody", async () => {
  const server = new FakeServer({ password: PASSWORD });
  const page = await join(server, "", "foo :hi");
  assertEquals(messages(page), "*locked\n*locked\n");
  page.feed(text(`/pass ${PASSWORD}`), text("foo :hi"));
  await server.clock.advance(2_000);
  assertMatch(messages(page), /foo :hi\n$/);
  assertEquals(server.printed, ["foo :hi"]);
  await server.end();
});

pure("Door reads a page no faster than anybody, pings and all", async () => {
  const limits = { rate: 50, burst: 200 };
  const server = new FakeServer({ limits });
  const page = await join(server);
  page.feed(text("foo :x\n".repeat(300)));
  await server.clock.advance(0);
  assertLess(server.printed.length, 201);
  await server.clock.advance(3_000);
  const rest = 300;
  assertEquals(server.printed.length, rest);
  for (let i = 0; i < 1_000; i++) page.feed(frame(9));
  page.feed(text("foo :after"));
  await server.clock.advance(10_000);
  assertEquals(server.printed.at(-1), "foo :x");
  await server.clock.advance(15_000);
  assertEquals(server.printed.at(-1), "foo :after");
  await server.end();
});

pure("Door holds no more for a page that stops reading than for a socket that does", async () => {
  const server = new FakeServer({ limits: { rate: 0 } });
  const page = await join(server);
  const raw = server.connect({ from: "10.0.0.8", text: "/pong\n" });
  await server.clock.advance(0);
  const stalled = [page.stall(), raw.stall()];
  const talker = server.connect({ from: "10.0.0.9" });
  for (let i = 0; i < 20; i++) {
    talker.feed(`foo :${"x".repeat(3_990)}\n`.repeat(50));
    await server.clock.advance(10);
  }
  const [before, rawBefore] = [page.written.length, raw.written.length];
  for (const { resolve } of stalled) resolve();
  await server.clock.advance(1_000);
  const [kept, rawKept] = [page.written.length - before, raw.written.length - rawBefore];
  assert(rawKept > 500_000 && rawKept < 2_000_000, `${rawKept}`);
  // The heads of its messages.
  assertLess(Math.abs(kept - rawKept), 1_000);
  await server.end();
});

pure("Door closes a page that leaves, though it takes nothing any more", async () => {
  const server = new FakeServer({ limits: { rate: 0 } });
  const page = await join(server);
  page.stall();
  server.connect({ from: "10.0.0.9", text: "foo :hi\n" });
  await server.clock.advance(1_000);
  page.feed(frame(8));
  await server.clock.advance(5_000);
  assert(page.log.includes("close"));
  await server.end();
});
