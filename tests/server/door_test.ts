import { assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { pure } from "../pure.ts";
import { type FakeConn, FakeServer, FakeTlsConn } from "./fake_server.ts";

const PASSWORD = "open sesame";
const RIGHT = `/pass ${PASSWORD}\n`;
const OPENED = "*notice That is the password\n";

pure("Door closes a connection whose setters throw, and frees its place", async () => {
  for (const throwing of ["setKeepAlive", "setNoDelay"]) {
    for (const password of [undefined, PASSWORD]) {
      const limits = { maxClients: 1, maxPerAddress: 1, maxAtGate: 1 };
      const server = new FakeServer({ limits, ...password !== undefined && { password } });
      const broken: FakeConn[] = [];
      for (let i = 0; i < 3; i++) {
        broken.push(server.connect({ throwing }));
        await server.clock.advance(10);
      }
      const fine = server.connect({ text: RIGHT });
      await server.clock.advance(10);
      assertEquals(broken.map(({ log }) => log.join()), broken.map(() => "close"));
      assertEquals(server.remarks[0], "10.0.0.7:50000 was closed: Invalid argument");
      assertEquals(
        fine.written,
        password === undefined ? "*notice No password is needed: you are in\n" : OPENED,
      );
      await server.end();
    }
  }
});

pure("Door gives the place of a connection to others when it begins to end", async () => {
  const server = new FakeServer({ limits: { maxClients: 1 } });
  const first = server.connect({ text: "QUIT\n" });
  await server.clock.advance(0);
  assertEquals(first.log, ["end"], "it is not closed yet");
  const second = server.connect({ text: "foo :hi\n" });
  await server.clock.advance(0);
  assertEquals(second.written, "foo :hi\n");
  const third = server.connect({ text: "foo :hi\n" });
  await server.clock.advance(3_000);
  assertEquals(third.written, "*error The room is full: it takes at most 1 connections\n");
  await server.end();
});

pure("Door counts nobody at the gate as being in the room", async () => {
  const server = new FakeServer({ limits: { maxClients: 1 }, password: PASSWORD });
  const outside = Array.from({ length: 10 }, () => server.connect());
  const conn = server.connect({ text: RIGHT });
  const late = server.connect({ from: "10.0.0.8", text: RIGHT });
  await server.clock.advance(3_000);
  assertEquals(conn.written, OPENED);
  assertEquals(
    late.written,
    `${OPENED}*error The room is full: it takes at most 1 connections\n`,
  );
  assertEquals(outside.map(({ written }) => written).join(""), "");
  conn.feed(null);
  await server.clock.advance(0);
  outside[0]!.feed(RIGHT);
  await server.clock.advance(0);
  assertEquals(outside[0]!.written, OPENED);
  await server.end();
});

pure("Door lets the oldest at the gate of the address with the most make way", async () => {
  const server = new FakeServer({ limits: { maxAtGate: 8 }, password: PASSWORD });
  const first = server.connect({ from: "10.0.0.8" });
  const many = Array.from({ length: 30 }, () => server.connect());
  const newcomers = Array.from({ length: 4 }, (_, i) => server.connect({ from: `10.0.1.${i}` }));
  await server.clock.advance(500);
  const stay = many.filter(({ written }) => written === "");
  assertEquals(stay.length, 3);
  assertEquals(many.slice(-3), stay);
  for (const conn of many.slice(0, -3)) {
    assertStringIncludes(conn.written, "*error Too many connections wait outside this room");
    assertEquals(conn.log, ["end", "close"]);
  }
  for (const conn of [first, ...newcomers]) {
    conn.feed("\n");
    await server.clock.advance(0);
    assertEquals(conn.written, "*locked\n");
  }
  await server.end();
});

pure("Door closes the oldest of those that end when there are too many", async () => {
  const server = new FakeServer({ limits: { maxClients: 1, maxEnding: 4 } });
  const ending: FakeConn[] = [];
  for (let i = 0; i < 6; i++) {
    ending.push(server.connect({ text: "QUIT\n" }));
    await server.clock.advance(0);
  }
  assertEquals(ending.map(({ log }) => log.includes("close")), [
    ...[true, true],
    ...[false, false, false, false],
  ]);
  await server.end();
});

pure("Door takes newcomers though a thousand shake no hands", async () => {
  const server = new FakeServer({ limits: { maxClients: 10, handshakeMs: 10_000 } });
  for (let i = 0; i < 1_500; i++) server.connect({ tls: true });
  const newcomer = server.connect({ tls: true, from: "10.0.0.8", text: "foo :hi\n" });
  if (newcomer instanceof FakeTlsConn) newcomer.shaking.resolve(undefined);
  let waited = 0;
  while (newcomer.written === "" && waited < 60_000) {
    await server.clock.advance(100);
    waited += 100;
  }
  assertEquals(newcomer.written, "foo :hi\n");
  assertLess(waited, 3_000);
  assertEquals(server.bugs.splice(0), [
    "Cannot accept more connections for now: too many are in the middle of a TLS handshake",
  ]);
  await server.end();
});

pure("Door gives no new burst to an address that comes back", async () => {
  const limits = { rate: 50, burst: 200, maxClients: 1000, holdMs: 0 };
  const server = new FakeServer({ limits });
  const witness = server.connect({ from: "10.0.0.8" });
  const heard = async (ms: number) => {
    const before = witness.written.length;
    await server.clock.advance(ms);
    return (witness.written.length - before) / "foo :hi\n".length;
  };
  const flood = () => server.connect({ text: "foo :hi\n".repeat(199) + "QUIT\n" });
  flood();
  assertEquals(await heard(0), 199);
  flood();
  // One token was left.
  assertEquals(await heard(1_000), 1 + 50);
  // Another address starts with a whole burst.
  server.connect({ from: "10.0.0.9", text: "foo :hi\n".repeat(100) });
  assertEquals(await heard(0), 100);
  await server.end();
});
