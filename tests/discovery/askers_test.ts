import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { Askers, MAX_ASKERS } from "../../lib/discovery/askers.ts";

function test(name: string, fn: () => void): void {
  Deno.test({ name, permissions: "none", fn });
}

test("Askers admits each address once a second", () => {
  const askers = new Askers();
  const admitted: number[] = [];
  // Ten thousand questions a second, for three and a half seconds.
  for (let now = 0; now < 3500; now += 0.1) if (askers.admit("10.0.0.1", now)) admitted.push(now);
  assertEquals(admitted.map(Math.round), [0, 1000, 2000, 3000]);
  assert(askers.admit("10.0.0.2", 3500), "another address is not concerned");
});

test("Askers remembers no more than its limit, and forgets in time", () => {
  const askers = new Askers();
  let admitted = 0;
  for (let i = 0; i < 100_000; i++) {
    if (askers.admit(`fe80::${i.toString(16)}`, i / 1000)) admitted++;
    assertLessOrEqual(askers.size, MAX_ASKERS);
  }
  assertEquals(admitted, MAX_ASKERS);
  assert(askers.admit("late", 2000));
  assertEquals(askers.size, 1);
});
