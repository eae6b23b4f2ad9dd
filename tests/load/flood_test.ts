import { assert, assertLess, assertLessOrEqual } from "@std/assert";
import { Program, Raw, ROOT, startServer } from "../programs/programs.ts";

/** How many lines are timed. */
const LINES = 2_000;

/** Says lines one after the other, and returns the 99th percentile of their delivery, in ms. */
async function p99(port: number): Promise<number> {
  using from = await Raw.connect(port);
  using to = await Raw.connect(port);
  // Until both are in the room.
  await to.send("bar :here\n");
  await to.until("bar :here\n");
  const times: number[] = [];
  for (let i = 0; i < LINES; i++) {
    const start = performance.now();
    await from.send(`foo :${i}\n`);
    await to.until(`foo :${i}\n`);
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(LINES * 0.99)]!;
}

Deno.test("Answerer answers one who asks ten thousand times a second once a second, and the room does not notice", async () => {
  await using room = await startServer(["--quiet", "--rate", "0"]);
  const before = await p99(room.port);
  await using flood = new Program(
    [...[Deno.execPath(), "run", "-q", "-P=test", `${ROOT}tests/load/flood.ts`], String(room.port)]
      .concat("15000", "10000"),
  );
  await flood.until("stdout", "ready");
  const during = await p99(room.port);
  const [told] = await flood.until("stdout", /\{.*\}/);
  const { answers, seconds } = JSON.parse(told!);
  assert(answers >= 1);
  assertLessOrEqual(answers, Math.floor(seconds) + 1);
  // Both are well below a millisecond on a quiet machine; this one may be busy with other tests.
  assertLess(during, Math.max(10, 5 * before));
});
