import { assertEquals, assertLess } from "@std/assert";
import { TokenBucket } from "../../lib/server/token_bucket.ts";
import { pure } from "../pure.ts";

pure("TokenBucket lets a burst through at once, and then keeps to its rate", () => {
  const bucket = new TokenBucket(50, 200, 1000);
  for (let i = 1; i < 200; i++) assertEquals(bucket.pay(1, 1000), 0, `line ${i}`);
  let now = 1000;
  for (let i = 200; i < 300; i++) {
    const wait = bucket.pay(1, now);
    assertEquals(Math.round(wait), 20);
    now += wait;
  }
});

pure("TokenBucket fills again, to a burst and no more", () => {
  for (const rest of [4_000, 1_000_000]) {
    const bucket = new TokenBucket(50, 200, 0);
    for (let i = 0; i < 200; i++) bucket.pay(1, 0);
    for (let i = 1; i < 200; i++) assertEquals(bucket.pay(1, rest), 0);
    assertEquals(Math.round(bucket.pay(1, rest)), 20);
  }
});

pure("TokenBucket makes up for waits that were a little too long", () => {
  const bucket = new TokenBucket(50, 1, 0);
  let now = 0;
  for (let i = 0; i < 100; i++) now += bucket.pay(1, now);
  assertEquals(Math.round(now), 2000);
  // A timer is a millisecond late each time: 100 lines still take little more than 2 s.
  const late = new TokenBucket(50, 2, 0);
  now = 0;
  for (let i = 0; i < 101; i++) {
    const wait = late.pay(1, now);
    now += wait > 0 ? wait + 1 : 0;
  }
  assertLess(now, 2_010);
});

pure("TokenBucket gives credit for what costs much, and has it paid back", () => {
  const bucket = new TokenBucket(50, 200, 0);
  // 400 are owed then, and one more is needed to go on.
  assertEquals(bucket.pay(600, 0), 401 * 20);
  assertEquals(Math.round(bucket.pay(1, 401 * 20)), 20);
});

pure("TokenBucket tells what is missing to a burst, and may start without it", () => {
  const bucket = new TokenBucket(50, 200, 0, 150);
  assertEquals([bucket.missing(0), bucket.missing(1_000), bucket.missing(10_000)], [150, 100, 0]);
  bucket.pay(600, 10_000);
  assertEquals(bucket.missing(10_000), 200);
  assertEquals(new TokenBucket(50, 200, 0, 200).pay(1, 0), 2 * 20);
});
