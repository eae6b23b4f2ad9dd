import { assertEquals, assertGreater, assertLess, assertStringIncludes } from "@std/assert";
import { pure } from "../pure.ts";
import { FakeClock } from "./fake_clock.ts";
import { type Connected, FakeRoom } from "./fake_room.ts";

const LIMITS = { rate: 50, burst: 200 };

/** Sends the same until so much waits to be read; returns what waits. */
function feedMuch({ stream }: Connected, text: string, bytes: number): void {
  stream.feed(text.repeat(Math.ceil(bytes / text.length)));
}

async function close(clock: FakeClock, { connection }: Connected): Promise<void> {
  connection.end();
  await clock.advance(5_000);
  await connection.ended;
}

pure("Connection pays for lines by their bytes", async () => {
  using clock = FakeClock.install();
  const room = new FakeRoom({ limits: LIMITS });
  const flooder = room.connect();
  feedMuch(flooder, `foo :${"x".repeat(4091)}\n`, 1024 * 1024);
  await clock.advance(0);
  // 200 tokens, and 32 for each.
  assertEquals(room.printed.length, 7);
  await clock.advance(10_000);
  const more = room.printed.length - 7;
  assertGreater(more, 14);
  assertLess(more, 17);
  await close(clock, flooder);
});

pure("Connection pays for short lines one by one", async () => {
  using clock = FakeClock.install();
  const room = new FakeRoom({ limits: LIMITS });
  const flooder = room.connect();
  feedMuch(flooder, "foo :hi\n", 8 * 1024);
  await clock.advance(0);
  assertEquals(room.printed.length, 200);
  await clock.advance(1_000);
  assertEquals(room.printed.length, 250);
  await close(clock, flooder);
});

pure("Connection pays for what is thrown away of a line without end", async () => {
  for (const password of [undefined, "x"]) {
    using clock = FakeClock.install();
    const limits = { ...LIMITS, passMs: 1_000_000 };
    const room = new FakeRoom({ limits, ...password !== undefined && { password } });
    const flooder = room.connect();
    const much = 64 * 1024 * 1024;
    feedMuch(flooder, "x", much);
    await clock.advance(1_000);
    const before = flooder.stream.unread;
    // A burst of 1.6 MiB.
    assertGreater(before, much - 3 * 1024 * 1024);
    await clock.advance(10_000);
    const perSecond = (before - flooder.stream.unread) / 10 / 1024;
    assertGreater(perSecond, 0.9 * 50 * 8);
    assertLess(perSecond, 1.1 * 50 * 8);
    assertStringIncludes(flooder.stream.written, password === undefined ? "*error" : "*locked");
    await close(clock, flooder);
  }
});

pure("Connection that ends reads what is still sent no faster", async () => {
  using clock = FakeClock.install();
  const room = new FakeRoom({ limits: LIMITS });
  const flooder = room.connect({ text: "QUIT\n" });
  const much = 64 * 1024 * 1024;
  feedMuch(flooder, "x", much);
  await clock.advance(5_000);
  await flooder.connection.ended;
  assertLess(much - flooder.stream.unread, 2 * 60 * 64 * 1024);
});

pure("Connection at the gate pays for lines as in the room", async () => {
  using clock = FakeClock.install();
  const room = new FakeRoom({ limits: LIMITS, password: "x" });
  const flooder = room.connect();
  feedMuch(flooder, "\n", 512);
  await clock.advance(0);
  assertEquals(flooder.stream.written.length / "*locked\n".length, 200);
  await clock.advance(1_000);
  assertEquals(flooder.stream.written.length / "*locked\n".length, 250);
  await close(clock, flooder);
});

pure("Connection waits for its turn while others have spent less", async () => {
  using clock = FakeClock.install();
  const room = new FakeRoom({ limits: LIMITS });
  const [flooder, other] = [room.connect(), room.connect()];
  flooder.stream.feed("a :spent\n".repeat(100));
  await clock.advance(0);
  room.printed.length = 0;
  room.work.run(0, () => {
    clock.skip(2);
    return 0;
  });
  flooder.stream.feed("a :1\na :2\n");
  other.stream.feed("b :1\n");
  await clock.advance(1);
  assertEquals(room.printed, ["b :1", "a :1", "a :2"]);
  await close(clock, flooder);
  await close(clock, other);
});

pure(
  "Connection pays for a replay before it is made, and waits for its turn to make it",
  async () => {
    using clock = FakeClock.install();
    const room = new FakeRoom({ limits: LIMITS });
    const asking = room.connect();
    asking.stream.feed("a :hi\n");
    await clock.advance(0);
    const spent: number[] = [];
    const { work } = room;
    const run = work.run.bind(work);
    work.run = (by, job) => (spent.push(by), run(by, job));
    asking.stream.feed(`${"x".repeat(2000)}\n/since 0\n`);
    await clock.advance(0);
    const [line, question, making] = spent;
    assertEquals(spent.length, 3);
    assertEquals(question, line! + 1);
    assertGreater(making!, question!);
    assertStringIncludes(asking.stream.written, "*present 2\n");
    await close(clock, asking);
  },
);
