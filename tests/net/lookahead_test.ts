import { assertEquals, assertRejects } from "@std/assert";
import { Lookahead } from "../../lib/net/lookahead.ts";
import { pure } from "../pure.ts";

/** Gives what the test puts in. */
class FakeSource implements AsyncIterator<number> {
  /** How many items were asked for. */
  asked = 0;
  #waiting: PromiseWithResolvers<IteratorResult<number>>[] = [];
  #items: Promise<IteratorResult<number>>[] = [];

  next(): Promise<IteratorResult<number>> {
    this.asked++;
    const item = this.#items.shift();
    if (item) return item;
    this.#waiting.push(Promise.withResolvers());
    return this.#waiting.at(-1)!.promise;
  }

  put(...items: number[]): void {
    for (const value of items) this.#give(Promise.resolve({ done: false, value }));
  }

  end(): void {
    this.#give(Promise.resolve({ done: true, value: undefined }));
  }

  fail(): void {
    this.#give(Promise.reject(new Error("reset")));
  }

  #give(item: Promise<IteratorResult<number>>): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve(item);
    else this.#items.push(item);
  }
}

const never = () => false;

pure("Lookahead gives every item once, read ahead or not", async () => {
  const source = new FakeSource();
  const items = new Lookahead(source);
  source.put(1, 2, 3, 4);
  source.end();
  const first = (await items.next()).value;
  await items.readAhead(2, never);
  assertEquals(source.asked, 3);
  assertEquals([first, ...await Array.fromAsync(items)], [1, 2, 3, 4]);
});

pure("readAhead resolves at the end, at a failure and when much has come", async () => {
  const ended = new FakeSource();
  ended.put(1);
  const items = new Lookahead(ended);
  const reading = items.readAhead(8, never);
  ended.end();
  await reading;
  assertEquals(await Array.fromAsync(items), [1]);

  const failed = new FakeSource();
  failed.fail();
  const broken = new Lookahead(failed);
  await broken.readAhead(8, never);
  await assertRejects(() => broken.next(), Error, "reset");

  const chatty = new FakeSource();
  chatty.put(...Array(20).keys());
  await new Lookahead(chatty).readAhead(8, never);
  assertEquals(chatty.asked, 8);
});

pure("readAhead stops when it is over, and loses nothing", async () => {
  const source = new FakeSource();
  const items = new Lookahead(source);
  let isOver = false;
  const reading = items.readAhead(8, () => isOver);
  isOver = true;
  const next = items.next();
  source.put(1, 2);
  await reading;
  assertEquals([(await next).value, source.asked], [1, 1]);
  await items.readAhead(1, never);
  assertEquals([source.asked, (await items.next()).value], [2, 2]);
});

pure("Lookahead lets its consumer leave while it is being read", async () => {
  const source = new FakeSource();
  source.put(1);
  const items = new Lookahead(source);
  for await (const _ of items) {
    items.readAhead(8, never);
    break;
  }
  source.fail();
});
