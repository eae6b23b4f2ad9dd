import { assertEquals } from "@std/assert";
import { Arrears } from "../../lib/server/arrears.ts";
import { pure } from "../pure.ts";

const LIMITS = { rate: 50, burst: 200 };

pure("Arrears are taken over by the next connection of the address, a burst each", () => {
  const arrears = new Arrears(LIMITS);
  for (const tokens of [200, 150, 0]) arrears.add("a", tokens, 0);
  assertEquals(["b", "a", "a", "a"].map((address) => arrears.take(address, 0)), [0, 200, 150, 0]);
});

pure("Arrears are forgiven at the rate at which tokens are gained", () => {
  const arrears = new Arrears(LIMITS);
  arrears.add("a", 200, 0);
  arrears.add("a", 100, 2_000);
  assertEquals(arrears.take("a", 3_000), 150);
  arrears.add("a", 100, 3_000);
  assertEquals(arrears.take("a", 60_000), 0);
});

pure("Arrears remember a bounded number of addresses, and a bounded sum of each", () => {
  const arrears = new Arrears(LIMITS);
  for (let i = 0; i < 1_001; i++) arrears.add(`10.0.${i >> 8}.${i & 255}`, 1, 0);
  assertEquals(["10.0.0.0", "10.0.0.1"].map((address) => arrears.take(address, 0)), [0, 1]);
  for (let i = 0; i < 1_000; i++) arrears.add("a", 200, 0);
  let taken = 0;
  for (let more; (more = arrears.take("a", 0)) > 0;) taken += more;
  assertEquals(taken, 100 * 200);
});
