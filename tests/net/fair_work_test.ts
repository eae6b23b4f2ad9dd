import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FairWork } from "../../lib/net/fair_work.ts";
import { writeTurn } from "../../lib/net/fair_writes.ts";
import { pure } from "../pure.ts";
import { FakeClock } from "../server/fake_clock.ts";

/** Work in which each job takes so many ms, and what was done, in order. */
function setUp(clock: FakeClock) {
  const work = new FairWork();
  const done: string[] = [];
  const run = (name: string, { spent = 0, ms = 0, sent = 0 } = {}) =>
    work.run(spent, () => {
      clock.skip(ms);
      done.push(name);
      return sent;
    });
  return { work, done, run };
}

pure("FairWork does at once what takes little", () => {
  using clock = FakeClock.install();
  const { run, done } = setUp(clock);
  for (let i = 0; i < 200; i++) assertEquals(run("short", { ms: 0.005, sent: 100 }), undefined);
  assertEquals(done.length, 200);
});

pure("FairWork lets jobs wait while 2 ms of work are under way, whatever makes them", async () => {
  for (const long of [{ ms: 2 }, { sent: 256 * 1024 }]) {
    using clock = FakeClock.install();
    const { run, done } = setUp(clock);
    assertEquals(run("first", long), undefined);
    const waiting = [run("second", long), run("third", long)];
    assertEquals(done, ["first"]);
    await clock.advance(1);
    assertEquals(done, ["first", "second"]);
    await clock.advance(1);
    assertEquals(done, ["first", "second", "third"]);
    await Promise.all(waiting);
  }
});

pure(
  "FairWork does first what those want who have spent least, and the rest in order",
  async () => {
    using clock = FakeClock.install();
    const { run, done } = setUp(clock);
    run("first", { ms: 2 });
    run("much 1", { spent: 200, ms: 2 });
    run("some", { spent: 30 });
    run("much 2", { spent: 190, ms: 2 });
    run("little", { spent: 1 });
    run("nothing", { spent: 0 });
    await clock.advance(1);
    assertEquals(done, ["first", "little", "nothing", "some", "much 1"]);
    run("a newcomer");
    await clock.advance(1);
    assertEquals(done.slice(5), ["a newcomer", "much 2"]);
  },
);

pure("FairWork lets those who have spent much leave time for writes that wait", async () => {
  using clock = FakeClock.install();
  const { run, done } = setUp(clock);
  const writes = Array.from({ length: 10_000 }, () => writeTurn());
  run("much 1", { spent: 200, ms: 2 });
  run("much 2", { spent: 200, ms: 2 });
  run("little", { spent: 1 });
  await clock.advance(5);
  assertEquals(done, ["much 1", "little"]);
  await clock.advance(20);
  assertEquals(done, ["much 1", "little", "much 2"], "nobody waits for ever");
  run("much 3", { spent: 200 });
  await Promise.all(writes);
  await clock.advance(1);
  assertEquals(done.at(-1), "much 3", "nothing waits to be written");
});

pure("FairWork passes on what a job throws, and goes on", async () => {
  using clock = FakeClock.install();
  const { work, run, done } = setUp(clock);
  const fail = () => {
    throw new RangeError("broken");
  };
  assertThrows(() => work.run(0, fail), RangeError, "broken");
  run("first", { ms: 2 });
  const failing = assertRejects(() => work.run(0, fail)!, RangeError, "broken");
  const next = run("next");
  await clock.advance(1);
  await Promise.all([failing, next]);
  assertEquals(done, ["first", "next"]);
});
