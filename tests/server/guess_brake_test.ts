import { assertEquals, assertLess, assertLessOrEqual } from "@std/assert";
import { type Guess, GuessBrake } from "../../lib/server/guess_brake.ts";
import { pure } from "../pure.ts";
import { FakeClock, settle } from "./fake_clock.ts";

const HOLD_MS = 1_000;

function setUp(): { clock: FakeClock; brake: GuessBrake } {
  const clock = new FakeClock();
  return { clock, brake: new GuessBrake(HOLD_MS, clock) };
}

/** A guess whose turns are written down with the time at which they came. */
function follow(guess: Guess, clock: FakeClock): { turns: [at: number, mayJudge: boolean][] } {
  const turns: [number, boolean][] = [];
  if (guess.turn) guess.turn.then((mayJudge) => turns.push([clock.now(), mayJudge]));
  else turns.push([clock.now(), true]);
  return { turns };
}

/** Gives a wrong answer from an address. */
function beWrong(brake: GuessBrake, ...addresses: string[]): void {
  for (const address of addresses) brake.take(address).wrong();
}

pure("GuessBrake judges at once who gave no wrong answer lately", async () => {
  const { clock, brake } = setUp();
  assertEquals(brake.take("a").turn, undefined);
  beWrong(brake, "a");
  assertEquals(brake.take("b").turn, undefined);
  await clock.advance(59_999);
  assertEquals(brake.take("a").turn === undefined, false);
  await clock.advance(1);
  assertEquals(brake.take("a").turn, undefined);
});

pure("GuessBrake has a wrong answer wait, whether it was held before or not", async () => {
  const { clock, brake } = setUp();
  const answers: number[] = [];
  const free = brake.take("a");
  free.wrong()!.then(() => answers.push(clock.now()));
  const held = brake.take("a");
  held.turn!.then(() => answers.push(clock.now()));
  await clock.advance(HOLD_MS - 1);
  assertEquals(answers, []);
  await clock.advance(1);
  assertEquals(answers, [HOLD_MS, HOLD_MS]);
  assertEquals(held.wrong(), undefined);
});

pure("GuessBrake holds four guesses of an address at a time, first come first served", async () => {
  const { clock, brake } = setUp();
  beWrong(brake, "a");
  const guesses = Array.from({ length: 10 }, () => follow(brake.take("a"), clock));
  await clock.advance(3 * HOLD_MS);
  assertEquals(
    guesses.map(({ turns }) => turns[0]![0] / HOLD_MS),
    [1, 1, 1, 1, 2, 2, 2, 2, 3, 3],
  );
});

pure("GuessBrake holds sixteen guesses in all, and lets no address keep out another", async () => {
  const { clock, brake } = setUp();
  const addresses = ["a", "b", "c", "d", "e"];
  beWrong(brake, ...addresses);
  const guesses = addresses.map((address) =>
    Array.from({ length: 5 }, () => follow(brake.take(address), clock))
  );
  await clock.advance(HOLD_MS);
  assertEquals(guesses.map((all) => all.filter(({ turns }) => turns.length > 0).length), [
    ...[4, 4, 4, 4],
    0,
  ]);
  await clock.advance(HOLD_MS);
  assertEquals(guesses.map((all) => all.filter(({ turns }) => turns.length > 0).length), [
    ...[5, 5, 5, 5],
    5 - 1,
  ]);
});

pure("GuessBrake gives the place of a guess that is dropped to the next at once", async () => {
  const { clock, brake } = setUp();
  beWrong(brake, "a");
  const guesses = Array.from({ length: 6 }, () => brake.take("a"));
  const followed = guesses.map((guess) => follow(guess, clock));
  await clock.advance(HOLD_MS / 2);
  guesses[0]!.drop();
  guesses[0]!.drop();
  guesses[4]!.drop();
  await clock.advance(HOLD_MS);
  assertEquals(followed.map(({ turns }) => turns), [
    [[500, false]],
    [[1000, true]],
    [[1000, true]],
    [[1000, true]],
    [[500, false]],
    [[1500, true]],
  ]);
});

pure("GuessBrake drops an answer that waits", async () => {
  const { brake } = setUp();
  const guess = brake.take("a");
  const answer = guess.wrong();
  guess.drop();
  assertEquals(await answer, false);
});

pure("GuessBrake is on for all addresses when many guess", async () => {
  const { clock, brake } = setUp();
  for (let i = 0; i < 16; i++) {
    assertEquals(brake.take("innocent").turn, undefined, `${i} guess`);
    beWrong(brake, `10.0.0.${i}`);
  }
  const innocent = follow(brake.take("innocent"), clock);
  await clock.advance(HOLD_MS);
  assertEquals(innocent.turns, [[HOLD_MS, true]]);
  await clock.advance(60_000 - HOLD_MS);
  assertEquals(brake.take("innocent").turn, undefined);
});

pure("GuessBrake is not forgotten by those who guess from very many addresses", () => {
  const { brake } = setUp();
  for (let i = 0; i < 5_000; i++) beWrong(brake, `10.0.${i >> 8}.${i & 255}`);
  for (const address of ["10.0.0.0", "10.0.19.0", "innocent"]) {
    assertEquals(brake.take(address).turn === undefined, false);
  }
});

pure("GuessBrake judges few of those who hang up, and soon who stays", async () => {
  const { clock, brake } = setUp();
  let judged = 0;
  let stayedFor: number | undefined;
  /** Guesses, hangs up after 15 ms, and comes back, for 10 s. */
  const guesser = async () => {
    while (clock.now() < 10_000) {
      const guess = brake.take("a");
      clock.setTimer(() => guess.drop(), 15);
      if (guess.turn && !await guess.turn) continue;
      judged++;
      await guess.wrong();
    }
  };
  for (let i = 0; i < 20; i++) guesser();
  await clock.advance(5_000);
  brake.take("a").turn!.then((mayJudge) => stayedFor = mayJudge ? clock.now() - 5_000 : NaN);
  await clock.advance(5_000);
  await settle();
  assertLessOrEqual(judged, 50);
  assertLess(stayedFor!, 2_000);
});
