import { assert, assertEquals } from "@std/assert";
import { MAX_WAITING_BYTES, MAX_WAITING_CHUNKS, Outbox } from "../../lib/net/outbox.ts";
import type { ByteSink } from "../../lib/net/byte_stream.ts";
import { pure } from "../pure.ts";

/** A sink whose every write waits until the test takes it or lets it fail. */
class FakeSink implements ByteSink {
  /** What each write was asked to write. */
  readonly writes: string[] = [];
  #pending: { length: number; settled: PromiseWithResolvers<number> } | undefined;
  #seen = 0;
  #wake = () => {};

  write(chunk: Uint8Array): Promise<number> {
    assert(!this.#pending, "Two writes at a time");
    this.writes.push(new TextDecoder().decode(chunk));
    this.#pending = { length: chunk.length, settled: Promise.withResolvers() };
    this.#wake();
    return this.#pending.settled.promise;
  }

  /** Resolves with the next write, when there is one. */
  async next(): Promise<string> {
    if (this.#seen === this.writes.length) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    return this.writes[this.#seen++]!;
  }

  /** Lets the write under way take its bytes, or the first `length` of them. */
  take(length?: number): void {
    const { settled, length: all } = this.#end();
    settled.resolve(length ?? all);
  }

  fail(error: Error): void {
    this.#end().settled.reject(error);
  }

  #end() {
    const pending = this.#pending;
    assert(pending, "No write is under way");
    this.#pending = undefined;
    return pending;
  }
}

const KIB = 1024;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function skipped(count: number): Uint8Array {
  return bytes(`[${count} skipped]`);
}

/** Whether `promise` has been resolved, as far as microtasks can tell. */
async function isResolved(promise: Promise<void>): Promise<boolean> {
  let resolved = false;
  promise.then(() => resolved = true);
  for (let i = 0; i < 10; i++) await undefined;
  return resolved;
}

pure("Outbox joins what waits into one write", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  for (const text of ["a\n", "b\n", "中\n"]) assert(outbox.push(bytes(text)));
  assertEquals(sink.writes, []);
  assertEquals(await sink.next(), "a\nb\n中\n");
  outbox.push(bytes("d\n"));
  outbox.push(bytes("e\n"));
  sink.take();
  assertEquals(await sink.next(), "d\ne\n");
  sink.take();
  await outbox.flushed();
  assertEquals(sink.writes.length, 2);
});

pure("Outbox writes again when all had been written", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  for (const text of ["a", "b"]) {
    outbox.push(bytes(text));
    assertEquals(await sink.next(), text);
    sink.take();
    await outbox.flushed();
  }
});

pure("Outbox writes the rest when a write takes only a part", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  outbox.push(bytes("abcdef"));
  assertEquals(await sink.next(), "abcdef");
  outbox.push(bytes("g"));
  sink.take(2);
  assertEquals(await sink.next(), "cdef");
  sink.take(3);
  assertEquals(await sink.next(), "f");
  sink.take();
  assertEquals(await sink.next(), "g");
  sink.take();
  await outbox.flushed();
});

pure("Outbox bounds a write when much waits", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  const lines = Array.from({ length: 200 }, (_, i) => `${i}`.padEnd(KIB));
  for (const line of lines) outbox.push(bytes(line));
  let written = "";
  while (written.length < 200 * KIB) {
    const text = await sink.next();
    assert(text.length <= 64 * KIB);
    written += text;
    sink.take();
  }
  assertEquals(written, lines.join(""));
});

pure("Outbox takes up to its limit and leaves out what goes past it", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { limit: 10, skipped });
  outbox.push(bytes("first"));
  // What is being written does not wait any more.
  assertEquals(await sink.next(), "first");
  assertEquals(outbox.push(bytes("12345")), true);
  assertEquals(outbox.push(bytes("67890")), true);
  assertEquals(outbox.push(bytes("x")), false);
  sink.take();
  assertEquals(await sink.next(), "1234567890[1 skipped]");
  assertEquals(outbox.push(bytes("next")), true);
  sink.take();
  assertEquals(await sink.next(), "next");
});

pure("Outbox has a limit of 1 MiB when none is given", async () => {
  assertEquals(MAX_WAITING_BYTES, 1024 * KIB);
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  outbox.push(bytes("first"));
  await sink.next();
  const chunk = new Uint8Array(64 * KIB);
  for (let i = 0; i < 16; i++) assertEquals(outbox.push(chunk), true);
  assertEquals(outbox.push(bytes("x")), false);
});

pure("Outbox holds so many chunks and no more, however small", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { skipped });
  outbox.push(bytes("first"));
  await sink.next();
  const chunk = bytes("x");
  for (let i = 0; i < MAX_WAITING_CHUNKS; i++) assertEquals(outbox.push(chunk), true);
  assertEquals(outbox.push(chunk), false);
  sink.take();
  assertEquals(await sink.next(), "x".repeat(MAX_WAITING_CHUNKS) + "[1 skipped]");
});

pure("stuckFor tells for how long nothing was taken though something waits", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  assertEquals([outbox.stuckFor(0), outbox.stuckFor(100)], [0, 0], "nothing waits");
  outbox.push(bytes("abc"));
  await sink.next();
  assertEquals([100, 130, 160].map((now) => outbox.stuckFor(now)), [0, 30, 60]);
  outbox.push(bytes("more"));
  assertEquals(outbox.stuckFor(190), 90, "what is added is not what is taken");
  sink.take(1);
  assertEquals(await sink.next(), "bc");
  assertEquals([outbox.stuckFor(200), outbox.stuckFor(250)], [0, 50], "a byte is progress");
  sink.take();
  await sink.next();
  sink.take();
  await outbox.flushed();
  assertEquals([outbox.stuckFor(300), outbox.stuckFor(400)], [0, 0], "all was taken");
});

pure("Outbox leaves everything out until all that waited is taken, then says so once", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { limit: 150 * KIB, skipped });
  const [a, b, c] = ["a", "b", "c"].map((char) => char.repeat(64 * KIB)) as [
    string,
    string,
    string,
  ];
  outbox.push(bytes(a));
  assertEquals(await sink.next(), a);
  outbox.push(bytes(b));
  outbox.push(bytes(c));
  assertEquals(outbox.push(bytes(a)), false);
  sink.take();
  assertEquals(await sink.next(), b);
  // There is room again, but a line in the middle of a gap would not be counted right.
  assertEquals(outbox.push(bytes("small")), false);
  assertEquals(outbox.push(bytes("an event"), 0), false);
  sink.take();
  assertEquals(await sink.next(), c + "[2 skipped]");
  assertEquals(outbox.push(bytes("next")), true);
  sink.take();
  assertEquals(await sink.next(), "next");
  sink.take();
  await outbox.flushed();
  assertEquals(sink.writes.length, 4);
});

pure("Outbox counts each gap from zero", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { limit: 4, skipped });
  outbox.push(bytes("head"));
  await sink.next();
  for (const count of [3, 1]) {
    outbox.push(bytes("full"));
    for (let i = 0; i < count; i++) outbox.push(bytes("x"));
    sink.take();
    assertEquals(await sink.next(), `full[${count} skipped]`);
  }
});

pure("Outbox says nothing when it left out only what does not count", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { limit: 4, skipped });
  outbox.push(bytes("head"));
  await sink.next();
  outbox.push(bytes("full"));
  assertEquals(outbox.push(bytes("x"), 0), false);
  sink.take();
  assertEquals(await sink.next(), "full");
});

pure("Outbox says nothing of a gap when its owner has nothing to say", async () => {
  for (const options of [{ limit: 4 }, { limit: 4, skipped: () => undefined }]) {
    const sink = new FakeSink();
    const outbox = new Outbox(sink, options);
    outbox.push(bytes("head"));
    await sink.next();
    outbox.push(bytes("full"));
    outbox.push(bytes("x"));
    sink.take();
    assertEquals(await sink.next(), "full");
    assertEquals(outbox.push(bytes("next")), true);
  }
});

pure("Outbox keeps the order of chunks and of what is made lazily", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  outbox.push(bytes("a"));
  outbox.pushLazily([bytes("b"), bytes("c")].values());
  outbox.push(bytes("d"));
  outbox.pushLazily([].values());
  outbox.pushLazily([bytes("e")].values());
  assertEquals(await sink.next(), "abcde");
  outbox.pushLazily([].values());
  sink.take();
  await outbox.flushed();
  assertEquals(sink.writes.length, 1);
});

pure("Outbox makes lazy chunks only when they can be written, whatever the limit", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { limit: 10 });
  let made = 0;
  function* replay() {
    while (made < 6) yield bytes(`${made++}`.padEnd(8 * KIB));
  }
  outbox.pushLazily(replay());
  assertEquals(outbox.push(bytes("after")), true);
  assertEquals(made, 0);
  for (const expected of [2, 4, 6]) {
    const text = await sink.next();
    assertEquals(made, expected, "others need the time as well");
    assertEquals(text.length, 16 * KIB);
    sink.take();
  }
  assertEquals(await sink.next(), "after");
});

pure("ready resolves at once when little waits", async () => {
  const outbox = new Outbox(new FakeSink(), { limit: 160 });
  await outbox.ready();
  outbox.push(bytes("123456789"));
  await outbox.ready();
});

pure("ready resolves when what waited has been taken", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { limit: 160 });
  outbox.push(bytes("head"));
  await sink.next();
  outbox.push(bytes("1234567890"));
  const [one, other] = [outbox.ready(), outbox.ready()];
  assertEquals(await isResolved(one), false);
  sink.take();
  await Promise.all([one, other]);
  assertEquals(await sink.next(), "1234567890");
  await outbox.ready();
});

pure("ready waits for every replay, however short", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  outbox.push(bytes("head"));
  await sink.next();
  outbox.pushLazily([bytes("b")].values());
  outbox.pushLazily([new Uint8Array(64 * KIB), bytes("c")].values());
  const ready = outbox.ready();
  sink.take();
  await sink.next();
  assertEquals(await isResolved(ready), false);
  sink.take();
  assertEquals(await sink.next(), "c");
  await ready;
});

pure("flushed resolves when all that waited has been written", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  await outbox.flushed();
  outbox.push(bytes("a"));
  const flushed = outbox.flushed();
  await sink.next();
  outbox.push(bytes("b"));
  sink.take();
  await sink.next();
  assertEquals(await isResolved(flushed), false);
  sink.take();
  await flushed;
});

pure("close forgets what waits, takes no more and lets everybody go on", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink, { limit: 160 });
  outbox.push(bytes("head"));
  await sink.next();
  outbox.push(bytes("1234567890"));
  outbox.pushLazily([bytes("b")].values());
  const ready = outbox.ready();
  outbox.close();
  outbox.close();
  await ready;
  await outbox.ready();
  assertEquals(outbox.push(bytes("x")), false);
  outbox.pushLazily([bytes("y")].values());
  sink.take();
  await outbox.flushed();
  assertEquals(sink.writes, ["head"]);
});

pure("close before the first write leaves nothing to write", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  outbox.push(bytes("a"));
  outbox.close();
  await outbox.flushed();
  assertEquals(sink.writes, []);
});

pure("Outbox closes and tells its owner once when a write fails", async () => {
  const sink = new FakeSink();
  const errors: unknown[] = [];
  const outbox = new Outbox(sink, { onFail: (error) => errors.push(error) });
  const reset = new Error("reset");
  outbox.push(bytes("a"));
  await sink.next();
  outbox.push(bytes("b"));
  outbox.pushLazily([bytes("c")].values());
  const ready = outbox.ready();
  sink.fail(reset);
  await Promise.all([ready, outbox.flushed()]);
  assertEquals(outbox.push(bytes("d")), false);
  await outbox.flushed();
  assertEquals(errors, [reset]);
  assertEquals(sink.writes, ["a"]);
});

pure("Outbox fails when what is made lazily cannot be made", async () => {
  const sink = new FakeSink();
  const errors: unknown[] = [];
  const outbox = new Outbox(sink, { onFail: (error) => errors.push(error) });
  const broken = new Error("broken");
  function* replay() {
    yield bytes("a");
    throw broken;
  }
  outbox.pushLazily(replay());
  await outbox.flushed();
  assertEquals(errors, [broken]);
  assertEquals(outbox.push(bytes("x")), false);
});

pure("Outbox needs nobody to tell when a write fails", async () => {
  const sink = new FakeSink();
  const outbox = new Outbox(sink);
  outbox.push(bytes("a"));
  await sink.next();
  sink.fail(new Error("reset"));
  await outbox.flushed();
  assertEquals(outbox.push(bytes("b")), false);
});
