import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { lingeringClose } from "../../lib/server/lingering_close.ts";
import { pure } from "../pure.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeStream } from "./fake_stream.ts";

pure("lingeringClose drops what still arrives, slowly, and closes in time", async () => {
  using clock = FakeClock.install();
  const stream = new FakeStream();
  stream.feed("x".repeat(64 * 1024 * 1024));
  const closing = lingeringClose(stream, { written: Promise.resolve(), ms: 2_000 });
  await clock.advance(1_000);
  const dropped = 64 * 1024 * 1024 - stream.unread;
  assertGreater(dropped, 2 * 1024 * 1024);
  assertLess(dropped, 4 * 1024 * 1024);
  assertEquals(stream.log, ["end"]);
  await clock.advance(1_000);
  await closing;
  assertEquals(stream.log, ["end", "close"]);
});

pure("lingeringClose closes at once when the other side has ended", async () => {
  using clock = FakeClock.install();
  const stream = new FakeStream();
  stream.feed("bye\n", null);
  await Promise.all([
    lingeringClose(stream, { written: Promise.resolve(), ms: 2_000 }),
    clock.advance(0),
  ]);
  assertEquals(stream.log, ["end", "close"]);
});

pure("lingeringClose waits for what is being written, but not forever", async () => {
  using clock = FakeClock.install();
  const stream = new FakeStream();
  const closing = lingeringClose(stream, { written: new Promise(() => {}), ms: 2_000 });
  await clock.advance(1_999);
  assertEquals(stream.log, []);
  await clock.advance(1);
  await closing;
  assertEquals(stream.log, ["end", "close"]);
});
