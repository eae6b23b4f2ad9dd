import { assertEquals } from "@std/assert";
import { pure } from "../pure.ts";
import { type FakeConn, FakeServer } from "./fake_server.ts";

const LAB = "10.0.0.7";

/** A request as this program sends it. */
function get(userAgent: string): string {
  return `GET /health HTTP/1.1\r\nHost: lab-pc:8001\r\nUser-Agent: ${userAgent}\r\n\r\n`;
}

const BROWSER = get("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0");

/** A server with a browser that has asked for something and opened one more socket. */
async function browse(
  server: FakeServer,
  request = BROWSER,
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
  await server.clock.advance(30_000);
  talker.feed("foo :2\n");
  await server.clock.advance(29_000);
  assertEquals(spare.written, "");
  spare.feed(BROWSER);
  await server.clock.advance(1_000);
  assertEquals(spare.written.split("\r\n")[0], "HTTP/1.1 200 OK");
  assertEquals(server.remarks, ["10.0.0.8:50002 is connected!"]);
  await server.end();
});

pure("Hold takes a socket that was opened just before its browser asked for the same", async () => {
  const server = new FakeServer();
  const spare = server.connect({ from: LAB });
  await server.clock.advance(200);
  await browse(server);
  await server.clock.advance(50_000);
  assertEquals(spare.written, "");
  await server.end();
});

pure("Hold loses nothing for a client of 2014 that came with a browser", async () => {
  for (const says of [true, false]) {
    const server = new FakeServer();
    const { spare, talker } = await browse(server);
    await server.clock.advance(4_000);
    talker.feed("foo :2\n");
    if (says) spare.feed("bar :hi");
    await server.clock.advance(says ? 50 : 56_000);
    assertEquals(spare.written, "foo :1\nfoo :2\n" + (says ? "bar :hi\n" : ""));
    await server.end();
  }
});

pure("Hold is short for all who did not come with a browser", async () => {
  const server = new FakeServer();
  const before = server.connect({ from: LAB });
  await server.clock.advance(3_000);
  await browse(server);
  const elsewhere = server.connect({ from: "10.0.0.9" });
  await server.clock.advance(1_500);
  const after = server.connect({ from: LAB });
  assertEquals(before.written, "foo :1\n");
  server.connect({ from: "10.0.0.8", text: "foo :2\n" });
  await server.clock.advance(3_000);
  assertEquals([elsewhere, after].map(({ written }) => written), ["foo :2\n", "foo :2\n"]);
  await server.end();
});

pure("Hold is short for all who came with something else than a browser", async () => {
  const server = new FakeServer();
  const { spare } = await browse(server, get("curl/8.14.1"));
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
