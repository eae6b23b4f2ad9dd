import { assertEquals } from "@std/assert";
import { Delay, type Delayed } from "../../lib/server/delay.ts";
import { pure } from "../pure.ts";
import { FakeClock } from "./fake_clock.ts";

pure(
  "Delay calls everybody back after the same time, but for those who no longer wait",
  async () => {
    using clock = FakeClock.install();
    const delay = new Delay(100);
    const called: string[] = [];
    const wait = (name: string): Delayed => {
      const one = { dueAt: 0, onDue: () => void called.push(`${name} at ${clock.now()}`) };
      delay.add(one);
      return one;
    };
    wait("a");
    await clock.advance(30);
    const b = wait("b");
    wait("c");
    await clock.advance(30);
    wait("d");
    delay.delete(b);
    await clock.advance(1_000);
    assertEquals(called, ["a at 100", "c at 130", "d at 160"]);
    wait("e");
    await clock.advance(100);
    assertEquals(called.at(-1), "e at 1160");
  },
);

pure("Delay leaves no timer behind when nobody waits", () => {
  const clock = FakeClock.install();
  clock[Symbol.dispose]();
  const delay = new Delay(60_000);
  const one = { dueAt: 0, onDue: () => {} };
  delay.add(one);
  // A timer that is left behind fails the test.
  delay.delete(one);
  delay.delete(one);
});
