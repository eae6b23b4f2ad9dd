import { assertEquals } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { acceptAll } from "../../lib/server/accept_all.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

/** A listener that gives out what the test puts in; all that comes of it is written down. */
class FakeListener {
  readonly log: string[] = [];
  /** Lets others have their turn. */
  takeTurn = () => Promise.resolve();
  #queue: (string | Error)[] = [];
  #wake = Promise.withResolvers<void>();
  #logged = Promise.withResolvers<void>();
  #closed = false;
  /** Set while one more cannot be taken. */
  full: PromiseWithResolvers<void> | undefined;
  readonly done: Promise<void>;

  constructor() {
    const write = (text: string) => {
      this.log.push(text);
      this.#logged.resolve();
      this.#logged = Promise.withResolvers();
    };
    this.done = acceptAll(this, {
      welcome: write,
      takeTurn: () => this.takeTurn(),
      untilFree: () => this.full?.promise,
      isClosed: () => this.#closed,
      report: (sentence) => write(sentence(en)),
    });
  }

  put(...items: (string | Error)[]): void {
    this.#queue.push(...items);
    this.#wake.resolve();
  }

  async accept(): Promise<string> {
    while (this.#queue.length === 0) {
      this.#wake = Promise.withResolvers();
      await this.#wake.promise;
    }
    const item = this.#queue.shift()!;
    if (item instanceof Error) throw item;
    return item;
  }

  async until(count: number): Promise<void> {
    while (this.log.length < count) await this.#logged.promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.put(new Error("BadResource"));
    await this.done;
  }
}

const noFiles = () =>
  Object.assign(new Error("Too many open files (os error 24)"), { code: "EMFILE" });

pure("acceptAll goes on when connections are gone before they are accepted", async () => {
  const listener = new FakeListener();
  for (const name of ["NotConnected", "ConnectionReset", "ConnectionAborted"]) {
    listener.put(Object.assign(new Error("gone"), { name }));
  }
  listener.put("a", "b");
  await listener.until(2);
  await listener.close();
  assertEquals(listener.log, ["a", "b"]);
});

pure("acceptAll reports once that it lacks something, and once that it goes on", async () => {
  const listener = new FakeListener();
  const lacks = "Cannot accept more connections for now: too many open files";
  listener.put(noFiles(), noFiles(), "a", noFiles(), "b");
  await listener.until(4);
  assertEquals(listener.log, [lacks, "a", "b", "Connections are accepted again"]);
  listener.put("c", noFiles(), "d");
  await listener.until(7);
  assertEquals(listener.log.slice(4), ["c", lacks, "d"]);
  await listener.close();
});

pure("acceptAll accepts nobody while one more cannot be taken", async () => {
  const listener = new FakeListener();
  listener.put("a");
  await listener.until(1);
  const full = listener.full = Promise.withResolvers<void>();
  // The one it waits for just now still comes in.
  listener.put("b", "c");
  await listener.until(3);
  const lacks =
    "Cannot accept more connections for now: too many are in the middle of a TLS handshake";
  assertEquals(listener.log, ["a", "b", lacks]);
  listener.full = undefined;
  full.resolve();
  await listener.until(5);
  assertEquals(listener.log.slice(3), ["c", "Connections are accepted again"]);
  await listener.close();
});

pure("acceptAll lets others have their turn after every 8 connections", async () => {
  const listener = new FakeListener();
  const turns: PromiseWithResolvers<void>[] = [];
  listener.takeTurn = () => {
    turns.push(Promise.withResolvers());
    return turns.at(-1)!.promise;
  };
  const gone = Object.assign(new Error("gone"), { name: "ConnectionReset" });
  listener.put(gone, gone, ...Array.from({ length: 20 }, () => "a"));
  const accepted: number[] = [];
  for (let i = 0; i < 3; i++) {
    for (let microtask = 0; microtask < 1_000; microtask++) await undefined;
    accepted.push(listener.log.length);
    turns[i]?.resolve();
  }
  assertEquals([accepted, turns.length], [[6, 14, 20], 2]);
  await listener.close();
});
