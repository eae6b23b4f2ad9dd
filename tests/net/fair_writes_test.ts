import { assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { writeTurn } from "../../lib/net/fair_writes.ts";
import { pure } from "../pure.ts";

pure("writeTurn hands out the turns in the order in which they were asked for", async () => {
  const order: number[] = [];
  const turns = Array.from({ length: 1000 }, async (_, i) => {
    await writeTurn();
    order.push(i);
  });
  await Promise.all(turns);
  assertEquals(order, Array.from({ length: 1000 }, (_, i) => i));
});

pure("writeTurn hands out a limited number of turns each time the event loop turns", async () => {
  const perTurn: number[] = [];
  let taken = 0;
  const turns = Array.from({ length: 300 }, async () => {
    await writeTurn();
    taken++;
  });
  while (taken < 300) {
    const before = taken;
    await new Promise<void>((resolve) => setImmediate(resolve));
    perTurn.push(taken - before);
  }
  await Promise.all(turns);
  // What is taken at once is counted with the first turn.
  assertEquals(perTurn.shift()! <= 128, true);
  assertEquals(perTurn.every((count) => count <= 64), true, perTurn.join(" "));
});

pure("writeTurn lets a newcomer wait behind those who wait already", async () => {
  const order: string[] = [];
  const take = async (who: string) => {
    await writeTurn();
    order.push(who);
  };
  const first = Array.from({ length: 65 }, (_, i) => take(String(i)));
  await take("newcomer");
  await Promise.all(first);
  assertEquals(order.at(-1), "newcomer");
});
