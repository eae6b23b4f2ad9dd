import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Decoded, isOriginalMessage, MAX_LINE_BYTES } from "../../lib/protocol.ts";
import { QUIET_MS, readLines, type ReadLinesOptions } from "../../lib/net/read_lines.ts";
import type { ByteSource } from "../../lib/net/byte_stream.ts";
import { pure } from "../pure.ts";

/** A source that gives what the test feeds it, and waits for more. */
class FakeSource implements ByteSource {
  reads = 0;
  #fed: (Uint8Array | null | Error)[] = [];
  #wake = () => {};

  /** Text or bytes to read, null for the end, an error to throw. */
  feed(...items: (string | Uint8Array | null | Error)[]): void {
    const encode = (text: string) => new TextEncoder().encode(text);
    this.#fed.push(...items.map((item) => typeof item === "string" ? encode(item) : item));
    this.#wake();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    this.reads++;
    if (this.#fed.length === 0) await new Promise<void>((resolve) => this.#wake = resolve);
    const item = this.#fed.shift()!;
    if (item === null) return null;
    if (item instanceof Error) throw item;
    const taken = item.subarray(0, buffer.length);
    buffer.set(taken);
    if (taken.length < item.length) this.#fed.unshift(item.subarray(taken.length));
    return taken.length;
  }
}

/** Timers that run out when the test says so: 50 ms are then neither slow nor too short. */
class FakeTimers implements Disposable {
  /** The delay of each timer that was started. */
  started: number[] = [];
  readonly #real = { setTimeout, clearTimeout };
  /** What the clock shows, in ms. */
  now = 0;
  #running: (() => void) | undefined;
  #wake = () => {};

  constructor() {
    performance.now = () => this.now;
    const start = (run: (value: unknown) => void, ms: number, value: unknown) => {
      this.started.push(ms);
      this.#running = () => run(value);
      this.#wake();
      return 0;
    };
    globalThis.setTimeout = start as unknown as typeof setTimeout;
    globalThis.clearTimeout = () => this.#running = undefined;
  }

  /** Resolves when `count` timers have been started in all. */
  async until(count: number): Promise<void> {
    while (this.started.length < count) await new Promise<void>((resolve) => this.#wake = resolve);
  }

  /** Lets the running timer run out. */
  elapse(): void {
    assert(this.#running, "No timer is running");
    this.#running();
  }

  [Symbol.dispose](): void {
    Object.assign(globalThis, this.#real);
    Reflect.deleteProperty(performance, "now");
  }
}

const ORIGINAL: ReadLinesOptions = { isWhole: isOriginalMessage };
const NEVER: ReadLinesOptions = { isWhole: () => false };

function show(lines: Decoded[]): string[] {
  return lines.map(String);
}

/** Everything that `source` gives up to its end. */
async function readAll(source: ByteSource, options: ReadLinesOptions): Promise<string[][]> {
  const all: string[][] = [];
  for await (const lines of readLines(source, options)) all.push(show(lines));
  return all;
}

pure("readLines yields the lines that each read completed", async () => {
  const source = new FakeSource();
  source.feed("a\nb\r\nc", "d", "\n\n", null);
  assertEquals(await readAll(source, NEVER), [["a", "b"], ["cd", ""]]);
});

pure("readLines keeps lines whole when they are longer than one read", async () => {
  const source = new FakeSource();
  const long = "中".repeat(1000);
  source.feed(`${long}\nshort\n${long}\n`, null);
  assertEquals((await readAll(source, NEVER)).flat(), [long, "short", long]);
});

pure("readLines refuses a line past the limit and goes on", async () => {
  const refusal = (limit: number) =>
    `Refusal: A line holds at most ${limit} bytes; yours is longer and was left out`;
  const source = new FakeSource();
  source.feed("abc\nabcd\nok\n", null);
  assertEquals((await readAll(source, { ...NEVER, limit: 3 })).flat(), ["abc", refusal(3), "ok"]);

  const other = new FakeSource();
  other.feed("a".repeat(MAX_LINE_BYTES + 1) + "\nok\n", null);
  assertEquals((await readAll(other, NEVER)).flat(), [refusal(MAX_LINE_BYTES), "ok"]);
});

pure("readLines reads on only when the lines have been taken", async () => {
  const source = new FakeSource();
  source.feed("a\n", "b\n", null);
  const lines = readLines(source, NEVER);
  assertEquals(source.reads, 0);
  await lines.next();
  assertEquals(source.reads, 1);
  await lines.next();
  assertEquals(source.reads, 2);
  assertEquals(await lines.next(), { value: undefined, done: true });
});

pure("readLines takes an unfinished message after 50 ms of quiet", async () => {
  using timers = new FakeTimers();
  const source = new FakeSource();
  const lines = readLines(source, ORIGINAL);
  for (const message of ["foo :Hello!", "foo :你好", "QUIT"]) {
    const next = lines.next();
    source.feed(message);
    await timers.until(timers.started.length + 1);
    timers.elapse();
    assertEquals(await next, { value: [message], done: false });
  }
  assertEquals(QUIET_MS, 50);
  assertEquals(timers.started, [50, 50, 50]);
});

pure("readLines counts the quiet anew when more arrives", async () => {
  using timers = new FakeTimers();
  const source = new FakeSource();
  const next = readLines(source, ORIGINAL).next();
  source.feed("foo :Hel");
  await timers.until(1);
  source.feed("lo!");
  await timers.until(2);
  timers.elapse();
  assertEquals((await next).value, ["foo :Hello!"]);
});

pure("readLines does not end a message inside a UTF-8 sequence", async () => {
  using timers = new FakeTimers();
  const source = new FakeSource();
  const message = new TextEncoder().encode("foo :中");
  const next = readLines(source, ORIGINAL).next();
  source.feed(message.subarray(0, -1));
  await timers.until(1);
  timers.elapse();
  source.feed(message.subarray(-1));
  await timers.until(2);
  timers.elapse();
  assertEquals((await next).value, ["foo :中"]);
});

pure("readLines waits for the ending of what is no whole message", async () => {
  using timers = new FakeTimers();
  const source = new FakeSource();
  const next = readLines(source, ORIGINAL).next();
  source.feed("/wh");
  await timers.until(1);
  timers.elapse();
  source.feed("o");
  await timers.until(2);
  timers.elapse();
  source.feed("\n");
  assertEquals((await next).value, ["/who"]);
});

pure("readLines waits for no quiet when no line is unfinished", async () => {
  using timers = new FakeTimers();
  const source = new FakeSource();
  source.feed("foo :a\n", "\n", "b\n", null);
  assertEquals((await readAll(source, ORIGINAL)).flat(), ["foo :a", "", "b"]);
  assertEquals(timers.started, []);
});

pure("readLines tells whether lines have endings and whether the end is there", async () => {
  using timers = new FakeTimers();
  const source = new FakeSource();
  const asked: unknown[] = [];
  const isWhole: ReadLinesOptions["isWhole"] = (text, state) => {
    asked.push([text, state]);
    return state.atEnd;
  };
  const all = readAll(source, { isWhole });
  source.feed("a");
  await timers.until(1);
  timers.elapse();
  source.feed("\nb");
  await timers.until(2);
  timers.elapse();
  source.feed(null);
  assertEquals((await all).flat(), ["a", "b"]);
  assertEquals(asked, [
    ["a", { framed: false, atEnd: false }],
    ["b", { framed: true, atEnd: false }],
    ["b", { framed: true, atEnd: true }],
  ]);
});

pure("readLines takes an unfinished message at once at the end of input", async () => {
  using _timers = new FakeTimers(); // which never run out
  const source = new FakeSource();
  source.feed("foo :Hello!", null);
  assertEquals(await readAll(source, ORIGINAL), [["foo :Hello!"]]);

  const cut = new FakeSource();
  cut.feed(new TextEncoder().encode("foo :中").subarray(0, -1), null);
  assertEquals(await readAll(cut, ORIGINAL), [["foo :\ufffd"]]);
});

pure("readLines refuses what is unfinished at the end when no line has had an ending", async () => {
  const refusal = "Refusal: Your last line had no line ending and was left out";
  for (const text of ["hel", "/msg foo :hi", "foo :"]) {
    const source = new FakeSource();
    source.feed(text, null);
    assertEquals((await readAll(source, ORIGINAL)).flat(), [refusal]);
  }
});

pure(
  "readLines drops what a broken connection left of a line that was to have an ending",
  async () => {
    for (const text of ["a\nhel", "a\n/msg foo :hi"]) {
      const source = new FakeSource();
      source.feed(text, null);
      assertEquals((await readAll(source, ORIGINAL)).flat(), ["a"]);
    }
  },
);

pure("readLines ends a refused line at a pause when no line has had an ending", async () => {
  using timers = new FakeTimers();
  const source = new FakeSource();
  const lines = readLines(source, { ...ORIGINAL, limit: 8 });
  source.feed("foo :too long");
  assert((await lines.next()).value?.[0] instanceof Error);
  const next = lines.next();
  while (source.reads < 2) await undefined;
  timers.now += QUIET_MS - 1;
  source.feed(" and on and on");
  while (source.reads < 3) await undefined;
  timers.now += QUIET_MS;
  assertEquals(timers.started, [], "an endless line costs no timers");
  source.feed("foo :hi");
  await timers.until(1);
  timers.elapse();
  assertEquals((await next).value, ["foo :hi"]);
});

pure("readLines yields nothing when the source ends at once", async () => {
  const source = new FakeSource();
  source.feed(null);
  assertEquals(await readAll(source, ORIGINAL), []);
});

pure("readLines throws what the source throws and drops the unfinished line", async () => {
  for (const before of ["a\n", "a\nfoo :half"]) {
    const source = new FakeSource();
    const taken: string[] = [];
    source.feed(before, new TypeError("reset"));
    await assertRejects(
      async () => {
        for await (const lines of readLines(source, ORIGINAL)) taken.push(...show(lines));
      },
      TypeError,
      "reset",
    );
    assertEquals(taken, ["a"]);
  }
});

pure("readLines reads no more when its consumer leaves early", async () => {
  const source = new FakeSource();
  source.feed("a\nb\n", "c\n", null);
  for await (const lines of readLines(source, NEVER)) {
    assertEquals(lines, ["a", "b"]);
    break;
  }
  assertEquals(source.reads, 1);
});

pure("readLines lets its consumer leave while a read is under way", async () => {
  const source = new FakeSource();
  const lines = readLines(source, ORIGINAL);
  {
    using timers = new FakeTimers();
    const next = lines.next();
    source.feed("foo :hi");
    await timers.until(1);
    timers.elapse();
    assertEquals((await next).value, ["foo :hi"]);
  }
  assertEquals(await lines.return(undefined), { value: undefined, done: true });
  source.feed(new Error("closed"));
  // A rejection nobody handled would be reported before the next timer, and fail the test.
  await new Promise((resolve) => setTimeout(resolve, 0));
});

pure("readLines shows what arrives first, once, and fails as its check does", async () => {
  const isWhole = () => false;
  const checked: string[] = [];
  const checkFirst = (bytes: Uint8Array) => void checked.push(new TextDecoder().decode(bytes));
  const source = new FakeSource();
  source.feed("a", "b\n", "c\n", null);
  assertEquals(await Array.fromAsync(readLines(source, { isWhole, checkFirst })), [["ab"], ["c"]]);
  assertEquals(checked, ["a"]);
  const refuse = () => {
    throw new Error("not this");
  };
  const second = new FakeSource();
  second.feed("a");
  await assertRejects(
    () => readLines(second, { isWhole, checkFirst: refuse }).next(),
    Error,
    "not this",
  );
  const empty = new FakeSource();
  empty.feed(null);
  assertEquals(await Array.fromAsync(readLines(empty, { isWhole, checkFirst: refuse })), []);
});

pure("readLines shows its check what follows for as long as it wants more", async () => {
  const checked: string[] = [];
  const checkFirst = (bytes: Uint8Array) => checked.push(new TextDecoder().decode(bytes)) < 3;
  const source = new FakeSource();
  source.feed("a", "b\n", "c\n", "d\n", null);
  assertEquals(
    await Array.fromAsync(readLines(source, { ...NEVER, checkFirst })),
    [["ab"], ["c"], ["d"]],
  );
  assertEquals(checked, ["a", "b\n", "c\n"]);
});

pure("readLines tells what each read drops, and waits before the next", async () => {
  const source = new FakeSource();
  const told: number[] = [];
  let go = Promise.withResolvers<void>();
  const dropped = (bytes: number) => {
    told.push(bytes);
    return go.promise;
  };
  const lines = readLines(source, { ...NEVER, limit: 8, dropped });
  source.feed("ok\n", "x".repeat(20), "y".repeat(100_000), "y\nfine\n", null);
  assertEquals(show((await lines.next()).value!), ["ok"]);
  assertEquals((await lines.next()).value![0] instanceof Error, true);
  assertEquals([told, source.reads], [[], 2]);
  const next = lines.next();
  const resume = async () => {
    const { reads } = source;
    for (let i = 0; i < 20; i++) await undefined;
    assertEquals(source.reads, reads, "nothing is read meanwhile");
    const waiting = go;
    go = Promise.withResolvers();
    waiting.resolve();
    for (let i = 0; i < 20; i++) await undefined;
  };
  for (let i = 0; i < 3; i++) await resume();
  assertEquals(told, [20, 64 * 1024, 100_000 - 64 * 1024]);
  await resume();
  assertEquals((await next).value, ["fine"]);
  const end = lines.next();
  await resume();
  assertEquals([told.at(-1), await end], [1, { value: undefined, done: true }]);
});
