import { assertEquals, assertGreater } from "@std/assert";
import { ALPHABETS, FRAMES, hostileText } from "./hostile_texts.ts";
import { FUNCTIONS, type TextFunction } from "./text_functions.ts";

/** How long 4 kB may take, in ms. */
const ALLOWED_MS = 1;

/** By how much the time may grow for twice the text: doubled, with slack for noise. */
const MAX_GROWTH = 3;

/** Times below this tell nothing about growth, in ms. */
const NOISE_MS = 0.2;

/** How often a time is measured, and how often again while it looks wrong. */
const RUNS = { first: 1, again: [5, 20, 50] };

/** The two lengths, in bytes of UTF-8. */
const [HALF, WHOLE] = [2048, 4096];

/** The shortest of several times, in ms. */
function best(run: (text: string) => unknown, text: string, runs: number): number {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    run(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** What is wrong with the time that a function takes for such a text, after so many runs. */
function wrong({ run, allowed }: TextFunction, make: (bytes: number) => string, runs: number) {
  const [half, whole] = [HALF, WHOLE].map((bytes) => best(run, make(bytes), runs)) as [
    number,
    number,
  ];
  const figures = `${half.toFixed(3)} ms, then ${whole.toFixed(3)} ms`;
  if (whole > NOISE_MS && whole > MAX_GROWTH * half) return `not linear: ${figures}`;
  return whole > (allowed?.ms ?? ALLOWED_MS) ? `too long: ${figures}` : undefined;
}

/** Everything that is wrong with a function, of which what happened by chance is left out. */
function allWrong(one: TextFunction, alphabets = ALPHABETS): string[] {
  // Compiled first.
  for (let i = 0; i < 200; i++) one.run(`hello world ${i}`);
  const found: string[] = [];
  for (const [name, alphabet] of Object.entries(alphabets)) {
    for (const [head, tail] of FRAMES) {
      const make = (bytes: number) => hostileText(alphabet, bytes, head, tail);
      let what = wrong(one, make, RUNS.first);
      for (const runs of RUNS.again) what &&= wrong(one, make, runs);
      if (what) found.push(`${JSON.stringify(head)} ${name} ${JSON.stringify(tail)}: ${what}`);
    }
  }
  return found;
}

Deno.test("there are enough hostile alphabets", () => {
  assertGreater(Object.keys(ALPHABETS).length, 40);
});

Deno.test("what takes quadratic time is found", () => {
  const found = allWrong({ run: (text) => /\s+$/.test(text) }, { blanks: " " });
  assertEquals(found.some((what) => what.includes("not linear")), true);
});

for (const [name, one] of Object.entries(FUNCTIONS)) {
  Deno.test(`${name} takes linear time, whatever the text`, () => {
    assertEquals(allWrong(one), [], one.allowed?.because);
  });
}
