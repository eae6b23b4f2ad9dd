import { assertEquals } from "@std/assert";
import { settlesWithin } from "../../lib/net/settles_within.ts";

/** Far longer than the test may take: whoever waits for it fails. In ms. */
const LONG = 3_600_000;

// That no timer is left behind is what `sanitizeOps` watches.
const options: Omit<Deno.TestDefinition, "fn" | "name"> = {
  permissions: "none",
  sanitizeOps: true,
  sanitizeResources: true,
};

Deno.test("settlesWithin is true when the promise resolves in time", options, async () => {
  assertEquals(await settlesWithin(Promise.resolve("done"), LONG), true);
  const { promise, resolve } = Promise.withResolvers<void>();
  const settled = settlesWithin(promise, LONG);
  resolve();
  assertEquals(await settled, true);
});

Deno.test("settlesWithin is true when the promise rejects in time", options, async () => {
  assertEquals(await settlesWithin(Promise.reject(new Error("no")), LONG), true);
});

Deno.test("settlesWithin is false when the time runs out first", options, async () => {
  const { promise } = Promise.withResolvers<void>();
  assertEquals(await settlesWithin(promise, 0), false);
});

Deno.test("settlesWithin handles a rejection that comes too late", options, async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  assertEquals(await settlesWithin(promise, 0), false);
  reject(new Error("late"));
  // A rejection nobody handled would be reported before the next timer, and fail the test.
  await settlesWithin(new Promise(() => {}), 0);
});
