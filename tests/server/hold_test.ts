import { assertEquals, assertStringIncludes } from "@std/assert";
import { Hold } from "../../lib/server/hold.ts";
import { pure } from "../pure.ts";
import { type FakeConn, FakeServer } from "./fake_server.ts";

const LAB = "10.0.0.7";

const REQUEST = "GET /health HTTP/1.1\r\nHost: lab-pc:8001\r\nUser-Agent: Mozilla/5.0\r\n";
/** What a browser sends for what belongs to a page, and for a page. */
const PART = REQUEST + "\r\n";
const PAGE = REQUEST + "Upgrade-Insecure-Requests: 1\r\n\r\n";

/** A server with a browser that has opened a page, and one more socket. */
async function browse(
  server: FakeServer,
  request = PAGE,
): Promise<{ spare: FakeConn; talker: FakeConn }> {
  server.connect({ from: LAB, text: request });
  await server.clock.advance(100);
  const spare = server.connect({ from: LAB });
  const talker = server.connect({ from: "10.0.0.8", text: "foo :1\n" });
  await server.clock.advance(0);
  return { spare, talker };
}

pure("Hold keeps a socket empty for as long as a browser uses it", async () => {
  const server = new FakeServer();
  const { spare, talker } = await browse(server);
  await server.clock.advance(1_000);
  server.connect({ from: LAB, text: PAGE });
  await server.clock.advance(29_000);
  talker.feed("foo :2\n");
  await server.clock.advance(29_000);
  assertEquals(spare.written, "");
  spare.feed(PART);
  await server.clock.advance(1_000);
  assertEquals(spare.written.split("\r\n")[0], "HTTP/1.1 200 OK");
  assertEquals(server.remarks, ["10.0.0.8:50002 is connected!"]);
  await server.end();
});

pure(
  "Hold takes a socket that was opened just before the request arrived for the same",
  async () => {
    const server = new FakeServer();
    const spare = server.connect({ from: LAB });
    await server.clock.advance(200);
    await browse(server);
    await server.clock.advance(50_000);
    assertEquals(spare.written, "");
    await server.end();
  },
);

pure("Hold loses nothing for a client of 2014 that came with a browser", async () => {
  const cases: [ms: number, says: string[]][] = [
    [1_000, ["bar", " :hi"]],
    [4_000, ["bar :hi"]],
    [60_000, []],
  ];
  for (const [ms, says] of cases) {
    const server = new FakeServer();
    const { spare, talker } = await browse(server);
    talker.feed("foo :2\n");
    await server.clock.advance(ms);
    for (const text of says) {
      spare.feed(text);
      await server.clock.advance(50);
      assertStringIncludes(spare.written, "foo :1\nfoo :2\n");
    }
    assertEquals(spare.written, "foo :1\nfoo :2\n" + (says.length > 0 ? "bar :hi\n" : ""));
    await server.end();
    // What waits when the room closes is sent first.
    assertEquals(spare.log, ["end", "close"]);
  }
});

pure("Hold ends after a minute, even if pages are opened all the time", async () => {
  const server = new FakeServer();
  const { spare } = await browse(server);
  for (let second = 0; second < 240; second++) {
    server.connect({ from: LAB, text: PAGE });
    await server.clock.advance(250);
  }
  assertEquals(spare.written, "foo :1\n");
  await server.end();
});

pure("Hold waits for 200 sockets of an address at most, and of the latest 1,000 addresses", () => {
  const hold = new Hold({ holdMs: 3_000, spareMs: 60_000 });
  const prolongs = (hostname: string) => {
    const one = { dueAt: performance.now() + 3_000, onDue: () => {} };
    const isProlonged = hold.prolong(one, hostname);
    hold.delete(one);
    return isProlonged;
  };
  for (let i = 0; i < 101; i++) hold.notePage(LAB);
  for (let i = 0; i < 200; i++) assertEquals(prolongs(LAB), true);
  assertEquals(prolongs(LAB), false);
  for (const i of [0, 1, 0, ...Array(999).keys().map((i) => i + 2)]) hold.notePage(`host ${i}`);
  assertEquals(["host 0", "host 1", "host 1000"].map(prolongs), [true, false, true]);
});

pure("Hold is short for all who did not come with a page", async () => {
  const server = new FakeServer();
  const before = server.connect({ from: LAB });
  await server.clock.advance(300);
  const { spare, talker } = await browse(server);
  // A browser opens two more sockets with a page at most.
  const second = server.connect({ from: LAB });
  const third = server.connect({ from: LAB });
  const elsewhere = server.connect({ from: "10.0.0.9" });
  await server.clock.advance(300);
  const after = server.connect({ from: LAB });
  talker.feed("foo :2\n");
  await server.clock.advance(4_000);
  assertEquals(
    [before, spare, second, third, elsewhere, after].map(({ written }) => written),
    ["foo :1\nfoo :2\n", "", "", "foo :2\n", "foo :2\n", "foo :2\n"],
  );
  await server.end();
});

pure("Hold is short for who came with something else than a page", async () => {
  const server = new FakeServer();
  const { spare } = await browse(server, PART);
  await server.clock.advance(3_000);
  assertEquals(spare.written, "foo :1\n");
  await server.end();
});

pure("Hold leaves nothing to read in a socket that ends before its browser uses it", async () => {
  const server = new FakeServer();
  const { spare } = await browse(server);
  await server.clock.advance(4_000);
  await server.end();
  assertEquals([spare.written, spare.log.includes("close")], ["", true]);
  // The time for a password is over.
  const locked = new FakeServer({ password: "open sesame" });
  const { spare: atGate } = await browse(locked);
  await locked.clock.advance(11_000);
  assertEquals([atGate.written, atGate.log.includes("close")], ["", true]);
  await locked.end();
});
