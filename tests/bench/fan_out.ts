/**
 * Everybody talks to everybody: what a delivery costs and how long it takes, of the room and of what
 * it is compared with.
 *
 * @module
 */

import type { Outcome, Phase, Talk } from "./job.ts";
import type { Plan } from "./plan.ts";
import { median, type Row } from "./table.ts";
import { load, startBareRelay, startNcat, startRoom, type Target } from "./target.ts";

/** How many lines are received a second when not everything is given: far from what a server can. */
const STEADY_DELIVERIES = 50_000;

/** What is compared, the floor first. */
const CONTESTANTS: Record<string, (clients: number) => Promise<Target | undefined>> = {
  "bare relay": () => startBareRelay(),
  "room": () => startRoom(),
  "ncat --broker": (clients) => startNcat(clients),
};

/** The most clients `ncat` is tried with: it takes 100 unless told otherwise. */
const NCAT_CLIENTS = 100;

/** The same load at growing numbers of clients, steadily and flat out; in turn, so that pairs compare. */
export async function fanOut({ sizes, pairs, seconds }: Plan): Promise<Row[]> {
  const rows: Row[] = [];
  for (const clients of sizes) {
    const rounds: Map<string, Row>[] = [];
    for (let i = 0; i < (pairs[clients] ?? 1); i++) rounds.push(await round(clients, seconds));
    for (const name of Object.keys(CONTESTANTS)) {
      const measured = rounds.map((round) => round.get(name)).filter((row) => row !== undefined);
      if (measured.length > 0) rows.push({ clients, "": name, ...medians(measured) });
    }
    const ratios = rounds.map((round) => ratio(round.get("room")!, round.get("bare relay")!));
    rows.push({ clients, "": "room / bare relay", ...medians(ratios) });
  }
  return rows;
}

/** Everybody once. */
async function round(clients: number, seconds: number): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const [name, start] of Object.entries(CONTESTANTS)) {
    const isNcat = name.startsWith("ncat");
    if (isNcat && clients !== NCAT_CLIENTS) continue;
    await using target = await start(clients);
    if (!target) continue;
    const rate = STEADY_DELIVERIES / clients;
    const steady: Phase[] = [{ seconds: seconds / 3, rate }, { seconds, rate }];
    const flatOut: Phase[] = [{ seconds: seconds / 3 }, { seconds: seconds / 2 }];
    const outcome = await load(target, {
      kind: "talk",
      clients,
      named: name === "room",
      phases: isNcat ? steady : [...steady, ...flatOut],
      ...isNcat && { onlyTalk: clients / 2 },
    });
    // What others lose is theirs, and no figure.
    if (isNcat && outcome.broken) continue;
    rows.set(name, figures(outcome, name));
  }
  return rows;
}

function figures(outcome: Outcome, name: string): Row {
  if (outcome.broken) throw new Error(`With the ${name}: ${outcome.broken}`);
  const [, steady, , flatOut] = outcome.talks;
  return {
    "deliveries/s": steady!.deliveries / steady!.seconds,
    "CPU µs/delivery": steady!.cpu / steady!.deliveries,
    ...times(steady!),
    ...flatOut && {
      "flat out: deliveries/s": flatOut.deliveries / flatOut.seconds,
      "flat out: CPU µs/delivery": flatOut.cpu / flatOut.deliveries,
    },
  };
}

/** How long lines took. */
export function times({ p50, p99, p999 }: Talk): Row {
  return { "p50 ms": p50, "p99 ms": p99, "p99.9 ms": p999 };
}

/** How the room's costs compare. */
function ratio(room: Row, floor: Row): Row {
  const costs = ["CPU µs/delivery", "flat out: CPU µs/delivery"];
  return Object.fromEntries(costs.map((cost) => [cost, Number(room[cost]) / Number(floor[cost])]));
}

/** The median of each figure. */
function medians(rows: readonly Row[]): Row {
  const heads = Object.keys(rows[0] ?? {});
  return Object.fromEntries(
    heads.map((head) => [head, median(rows.map((row) => Number(row[head])))]),
  );
}
