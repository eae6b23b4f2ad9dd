import { assertLess, assertLessOrEqual } from "@std/assert";
import { Raw } from "../programs/programs.ts";
import { PASSWORD } from "./company.ts";
import { startCompany, startLockedRoom } from "./start.ts";

/** How many guess at a time. */
const GUESSERS = 20;

/** How many come meanwhile, one a second. */
const NEWCOMERS = 10;

/** How many guesses may be judged in that time. */
const MAX_JUDGED = 50;

/** How long somebody may wait to be answered, in ms. */
const PATIENCE_MS = 2_000;

/** How long it takes somebody new to be answered, in ms; Infinity if there is another answer. */
async function answered(port: number, said: string, answer: string): Promise<number> {
  const start = performance.now();
  using raw = await Raw.connect(port);
  await raw.send(said);
  return await raw.until(answer).then(() => performance.now() - start, () => Infinity);
}

Deno.test("ChatServer judges few guesses of many who hang up, and lets in who knows the password", async () => {
  await using room = await startLockedRoom();
  await using _guessers = await startCompany(room.port, "guess", GUESSERS);
  const judged = () => room.program.stdout.split("gave a wrong password").length - 1;
  const before = judged();
  const start = performance.now();
  const atGate: number[] = [];
  let inside = Infinity;
  for (let i = 1; i <= NEWCOMERS; i++) {
    atGate.push(await answered(room.port, "\n", "*locked\n"));
    if (i === NEWCOMERS / 2) {
      inside = await answered(room.port, `/pass ${PASSWORD}\n\n`, "*hello ");
    }
    await new Promise((resolve) => setTimeout(resolve, start + 1000 * i - performance.now()));
  }
  const guesses = judged() - before;
  const figures = `${guesses} guesses judged; newcomers at the gate after ${
    atGate.map(Math.round).join(", ")
  } ms; who knows the password is in after ${Math.round(inside)} ms`;
  console.error(figures);
  assertLessOrEqual(guesses, MAX_JUDGED, figures);
  for (const wait of [...atGate, inside]) assertLess(wait, PATIENCE_MS, figures);
});
