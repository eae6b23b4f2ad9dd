import { assertEquals } from "@std/assert";
import { MemoryBudget } from "../../lib/net/memory_budget.ts";
import { Outbox } from "../../lib/net/outbox.ts";
import { pure } from "../pure.ts";

pure("MemoryBudget refuses nothing until it is used up, and then those above their share", () => {
  const budget = new MemoryBudget(100);
  budget.change(0, 60);
  assertEquals(budget.refuses(1_000), false);
  budget.change(0, 40);
  assertEquals([budget.used, budget.refuses(51), budget.refuses(50)], [100, true, false]);
  budget.change(60, 0);
  assertEquals([budget.used, budget.refuses(1_000)], [40, false]);
});

/** A sink that takes nothing until the test says so. */
function fakeSink() {
  const taken: string[] = [];
  const go = Promise.withResolvers<void>();
  return {
    taken,
    write: async (bytes: Uint8Array) => {
      await go.promise;
      taken.push(new TextDecoder().decode(bytes));
      return bytes.length;
    },
    open: () => go.resolve(),
  };
}

pure("Outbox leaves out what is above its share when a budget is used up", async () => {
  const budget = new MemoryBudget(1_000);
  const chunk = new TextEncoder().encode("x".repeat(100));
  const [greedy, modest] = [fakeSink(), fakeSink()];
  const much = new Outbox(greedy, { budget });
  const little = new Outbox(modest, { budget });
  little.push(chunk);
  let pushed = 0;
  while (much.push(chunk)) pushed++;
  assertEquals([pushed, budget.used], [9, 1_000]);
  // Nobody else is refused anything.
  for (let i = 0; i < 4; i++) assertEquals(little.push(chunk), true);
  assertEquals([little.push(chunk), much.push(chunk)], [false, false]);
  greedy.open();
  await much.flushed();
  assertEquals([greedy.taken.join("").length, much.push(chunk)], [900, true]);
  little.close();
  await much.flushed();
  assertEquals(budget.used, 0);
  modest.open();
  await little.flushed();
  assertEquals(budget.used, 0);
});

pure("Outbox counts what is being written against its budget", async () => {
  const budget = new MemoryBudget(1_000);
  const sink = fakeSink();
  const outbox = new Outbox(sink, { budget });
  outbox.push(new Uint8Array(300));
  for (let i = 0; i < 10; i++) await undefined;
  assertEquals(budget.used, 300);
  sink.open();
  await outbox.flushed();
  assertEquals(budget.used, 0);
});
