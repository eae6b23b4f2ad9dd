import { assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { en } from "../../lib/language/en.ts";
import { Lock } from "../../lib/room/gate.ts";
import { History } from "../../lib/room/history.ts";
import { Room } from "../../lib/room/room.ts";
import { ChatServer } from "../../lib/server/chat_server.ts";
import { DEFAULT_LIMITS, type Limits } from "../../lib/server/limits.ts";
import type { Listener } from "../../lib/server/listen.ts";
import { pure } from "../pure.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeStream } from "./fake_stream.ts";

const PASSWORD = "open sesame";
const RIGHT = `/pass ${PASSWORD}\n`;
const OPENED = "*notice That is the password\n";

/** An accepted socket. */
class FakeConn extends FakeStream {
  readonly remoteAddr: Deno.NetAddr;
  readonly localAddr: Deno.NetAddr = { transport: "tcp", hostname: "::ffff:10.0.0.1", port: 8001 };
  /** Setters that throw, as they do on a reset socket. */
  readonly #throwing: string;

  constructor(hostname: string, port: number, throwing = "") {
    super();
    this.remoteAddr = { transport: "tcp", hostname, port };
    this.#throwing = throwing;
  }

  setKeepAlive(): void {
    if (this.#throwing === "setKeepAlive") throw new TypeError("Invalid argument (os error 22)");
  }

  setNoDelay(): void {
    if (this.#throwing === "setNoDelay") throw new TypeError("Invalid argument (os error 22)");
  }
}

/** A socket over TLS whose handshake ends when the test says so, or when it is closed. */
class FakeTlsConn extends FakeConn {
  readonly shaking = Promise.withResolvers<unknown>();

  handshake(): Promise<unknown> {
    return this.shaking.promise;
  }

  override close(): void {
    super.close();
    this.shaking.reject(new Error("operation canceled"));
  }
}

/** A server that accepts what the test gives it. */
class FakeServer {
  readonly remarks: string[] = [];
  readonly bugs: string[] = [];
  readonly clock = FakeClock.install();
  readonly #server: ChatServer;
  #port = 50_000;
  #waiting: FakeConn[] = [];
  #accepting: PromiseWithResolvers<FakeConn> | undefined;

  constructor({ limits, password }: { limits?: Partial<Limits>; password?: string } = {}) {
    this.#server = new ChatServer({
      port: 8001,
      room: new Room({ id: "3f2a9c1e", history: new History({ entries: [] }) }),
      limits: { ...DEFAULT_LIMITS, stuckMs: 1e9, ...limits },
      lock: password === undefined ? undefined : new Lock(password),
      report: (sentence) => void this.bugs.push(sentence(en)),
      onRemark: (address, text) => void this.remarks.push(`${address} ${text}`),
      listen: () => [this as unknown as Listener],
    });
  }

  get addr(): Deno.NetAddr {
    return { transport: "tcp", hostname: "10.0.0.1", port: 8001 };
  }

  accept(): Promise<FakeConn> {
    const conn = this.#waiting.shift();
    if (conn) return Promise.resolve(conn);
    this.#accepting = Promise.withResolvers();
    return this.#accepting.promise;
  }

  close(): void {
    this.#accepting?.reject(new Error("BadResource"));
  }

  /** Connects; what comes of that has come when time has passed. */
  connect({ from = "10.0.0.7", text = "", throwing = "", tls = false } = {}): FakeConn {
    const conn = new (tls ? FakeTlsConn : FakeConn)(from, this.#port++, throwing);
    if (text !== "") conn.feed(text);
    const accepting = this.#accepting;
    this.#accepting = undefined;
    if (accepting) accepting.resolve(conn);
    else this.#waiting.push(conn);
    return conn;
  }

  async end(): Promise<void> {
    const closing = this.#server.close();
    await this.clock.advance(10_000);
    await closing;
    this.clock[Symbol.dispose]();
    assertEquals(this.bugs, []);
  }
}

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
      assertEquals(server.remarks.slice(0, 2), [
        "10.0.0.7:50000 is connected!",
        "10.0.0.7:50000 was closed: Invalid argument",
      ]);
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

pure("Door tells how to join without the client", async () => {
  for (
    const [tls, command] of [
      [false, "nc 10.0.0.1 8001\n"],
      [true, "openssl s_client -quiet -connect 10.0.0.1:8001\n"],
    ] as const
  ) {
    const server = new FakeServer();
    const conn = server.connect({ tls, text: "GET / HTTP/1.1\r\n\r\n" });
    if (conn instanceof FakeTlsConn) conn.shaking.resolve(undefined);
    await server.clock.advance(10);
    assertStringIncludes(conn.written, command);
    assertEquals(server.remarks, [
      "10.0.0.7:50000 is connected!",
      "10.0.0.7:50000 was closed: it sent an HTTP request",
    ]);
    await server.end();
  }
});

pure("Door gives no new burst to an address that comes back", async () => {
  const limits = { rate: 50, burst: 200, maxClients: 1000 };
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
