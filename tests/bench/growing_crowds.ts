/**
 * Crowds of growing size of whom some talk: the room beside the bare relay, where there is a C
 * compiler beside a relay in C, and where it is installed beside nats-server.
 *
 * @module
 */

import type { Load, Plan } from "./plan.ts";
import type { Row } from "./table.ts";
import {
  buildCRelay,
  isInstalled,
  load,
  startBareRelay,
  startCRelay,
  startNats,
  startRoom,
  type Target,
} from "./target.ts";

const ROOM = "room";
const BARE_RELAY = "bare relay";
const C_RELAY = "relay in C";
const NATS = "nats-server";

/** How many connect at a time: fewer than a system lets wait to be accepted. */
const COMING_AT_ONCE = 2_000;

/** From how many clients on it is measured how long lines take to each; with fewer nobody waits. */
const FAIR_FROM = 500;

/** How many of a larger crowd are watched: this process must not be what takes time. */
const PROMPT = 500;

/** Figures of which less is better. */
type Figures = Record<string, number>;

/** What is measured, by its name. */
type Contestants = Record<string, () => Promise<Target>>;

/** Measures each crowd with all, in turn, so many times. The figures are the least of each. */
export async function crowds({ crowds, crowdSeconds, crowdRounds }: Plan): Promise<Row[]> {
  const folder = await Deno.makeTempDir();
  try {
    const relay = await buildCRelay(folder);
    const hasNats = await isInstalled(NATS);
    const contestants: Contestants = {
      ...relay !== undefined && { [C_RELAY]: () => startCRelay(relay) },
      ...hasNats && { [NATS]: startNats },
      [BARE_RELAY]: startBareRelay,
      [ROOM]: startRoom,
    };
    const rows: Row[] = hasNats ? [] : [{ "": NATS, crowd: "is not installed" }];
    for (const crowd of crowds) {
      rows.push(...await compare(contestants, crowd, crowdSeconds, crowdRounds));
    }
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function compare(
  contestants: Contestants,
  crowd: Load,
  seconds: number,
  rounds: number,
): Promise<Row[]> {
  const best: Record<string, Figures> = {};
  const failed: Row[] = [];
  const name = describe(crowd);
  for (let i = 0; i < rounds; i++) {
    for (const [contestant, start] of Object.entries(contestants)) {
      await using target = await start();
      try {
        const figures = await measure(target, crowd, seconds, contestant);
        best[contestant] = least(figures, best[contestant]);
      } catch (error) {
        failed.push({ "": contestant, crowd: name, failed: (error as Error).message });
      }
    }
  }
  const rows = Object.entries(best).map(([contestant, figures]) => (
    { "": contestant, crowd: name, ...figures }
  ));
  const ratios = [C_RELAY, NATS, BARE_RELAY].flatMap((floor) =>
    best[ROOM] && best[floor]
      ? [{ "": `${ROOM} / ${floor}`, crowd: name, ...ratio(best[ROOM], best[floor]) }]
      : []
  );
  return [...rows, ...ratios, ...failed];
}

function describe({ clients, talkers, rate }: Load): string {
  const who = talkers < clients ? `${talkers} of ${clients}` : clients;
  return `${who} say ${rate}/s`;
}

async function measure(
  target: Target,
  { clients, talkers, rate }: Load,
  seconds: number,
  contestant: string,
): Promise<Figures> {
  const all = rate * talkers;
  const outcome = await load(target, {
    kind: "talk",
    clients,
    talkers,
    named: contestant === ROOM,
    nats: contestant === NATS,
    atOnce: COMING_AT_ONCE,
    prompt: PROMPT,
    fairness: clients >= FAIR_FROM,
    phases: [{ rate: all, seconds: seconds / 2 }, { rate: all, seconds }],
  });
  if (outcome.broken !== undefined) throw new Error(outcome.broken);
  const talk = outcome.talks[1]!;
  return {
    "s to connect": outcome.seconds,
    "s to name": outcome.naming,
    "p50 ms": talk.p50,
    "p99 ms": talk.p99,
    "slowest / fastest tenth": talk.unfairness,
    "CPU µs/delivery": talk.cpu / talk.deliveries,
    "MB": outcome.after / 1e6,
    "kB each": (outcome.after - outcome.before) / clients / 1000,
  };
}

function least(figures: Figures, others: Figures = figures): Figures {
  return mapValues(figures, (figure, head) => Math.min(figure, others[head]!));
}

function ratio(figures: Figures, floor: Figures): Figures {
  return mapValues(figures, (figure, head) => figure / floor[head]!);
}

function mapValues(figures: Figures, map: (figure: number, head: string) => number): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([head, figure]) => [head, map(figure, head)]),
  );
}
