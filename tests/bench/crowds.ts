/**
 * What many people at once ask of the room: to keep up, to keep quiet, to be let in, to write it all
 * down.
 *
 * @module
 */

import { times } from "./fan_out.ts";
import type { Outcome, Talk } from "./job.ts";
import type { Plan } from "./plan.ts";
import { median, type Row } from "./table.ts";
import { load, startBareRelay, startRoom, type Target } from "./target.ts";

/** The longest p99 that still feels like talking, in ms. */
const PATIENCE_MS = 50;

/** How many talk where few do, and the lines a second each says. */
const FEW = 20;
const FEW_LINES = 5;

/** How many hear what is written down, and the lines a second that one of them says. */
const HEARERS = 100;
const WRITTEN_LINES = 300;

/** How many times as often as other things the transcript is measured: it costs very little. */
const TRANSCRIPT_ROUNDS = 3;

/** Everybody says more and more, until p99 is too long or a line is lost. */
export async function highestRate({ crowd, rates, seconds }: Plan): Promise<Row[]> {
  await using room = await startRoom();
  const phase = (rate: number, i: number) => ({
    rate: rate * crowd,
    seconds: i > 0 ? seconds : 4 * seconds,
  });
  const { talks, broken } = await load(room, {
    kind: "talk",
    clients: crowd,
    named: true,
    patience: PATIENCE_MS,
    phases: [{ rate: rates[0]! * crowd, seconds: seconds / 2 }, ...rates.map(phase)],
  });
  const rows: Row[] = talks.slice(1).map((talk, i) => ({
    "lines/s each": rates[i]!,
    "deliveries/s": talk.deliveries / talk.seconds,
    ...times(talk),
    "": talk.p99 > PATIENCE_MS ? "too slow" : "kept up",
  }));
  return broken === undefined ? rows : [...rows, {
    "lines/s each": rates[rows.length]!,
    "": broken,
  }];
}

/** Few talk now and then: nothing waits for company. */
export async function lowLoad({ seconds }: Plan): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, start] of [["bare relay", startBareRelay], ["room", startRoom]] as const) {
    await using target = await start();
    const rate = FEW * FEW_LINES;
    const talk = await steady(target, FEW, { rate, named: name === "room" }, 4 * seconds);
    rows.push({ "": name, ...times(talk) });
  }
  return rows;
}

/** Connections that say nothing: what memory each takes. */
export async function idle({ idle }: Plan): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, start] of [["bare relay", startBareRelay], ["room", startRoom]] as const) {
    await using target = await start();
    // A room makes its page after its start, which is not what the connections take.
    if (start === startRoom) await (await fetch(`http://127.0.0.1:${target.port}/`)).bytes();
    const { before, after } = sound(await load(target, { kind: "idle", clients: idle }));
    rows.push({
      "": name,
      connections: idle,
      "MB before": before / 1e6,
      "MB": after / 1e6,
      "kB each": (after - before) / idle / 1000,
    });
  }
  return rows;
}

/** Everybody comes at once, takes a name and asks for the latest 20 lines. */
export async function arrivals({ arriving, seconds }: Plan): Promise<Row[]> {
  const rows: Row[] = [];
  for (const knock of [false, true]) {
    await using room = await startRoom();
    // Something to catch up with.
    await steady(room, 1, { rate: 200 }, seconds / 4);
    const outcome = sound(await load(room, { kind: "arrive", clients: arriving, knock }));
    rows.push({
      "": knock ? "and told of everybody who comes" : "named and caught up",
      connections: arriving,
      "s until all are in": outcome.seconds,
      "CPU s": outcome.cpu / 1e6,
    });
  }
  return rows;
}

/**
 * The same lines without a transcript, with one, and with one on the disk, in turn. One person talks,
 * so that every line is written down and sent alone: what lines that come together cost depends far
 * more on how many do.
 */
export async function transcript({ repeats, seconds }: Plan): Promise<Row[]> {
  const folder = await Deno.makeTempDir();
  const talks: [without: Talk[], written: Talk[], synced: Talk[]] = [[], [], []];
  try {
    for (let i = 0; i < repeats * TRANSCRIPT_ROUNDS; i++) {
      for (const [how, talksSo] of talks.entries()) {
        const log = ["--log", `${folder}/${i}-${how}.jsonl`, "--fsync"];
        await using room = await startRoom(log.slice(0, [0, 2, 3][how]));
        talksSo.push(await steady(room, HEARERS, { rate: WRITTEN_LINES, talkers: 1 }, 3 * seconds));
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  const cost = ({ cpu, lines }: Talk) => cpu / lines;
  return talks.map((talksSo, how) => ({
    "": ["without", "with --log", "with --log --fsync"][how]!,
    "lines/s": WRITTEN_LINES,
    "CPU µs a line": median(talksSo.map(cost)),
    "ratio": median(talksSo.map(cost)) / median(talks[0].map(cost)),
    "p50 ms": median(talksSo.map(({ p50 }) => p50)),
    "p99 ms": median(talksSo.map(({ p99 }) => p99)),
  }));
}

/** How many talk; by default all. Whether they have names, and how many lines a second they say. */
interface Talking {
  rate: number;
  talkers?: number;
  named?: boolean;
}

/** Some talk at a rate, after some warming up. */
async function steady(
  target: Target,
  clients: number,
  { rate, talkers = clients, named = true }: Talking,
  seconds: number,
): Promise<Talk> {
  const phases = [{ rate, seconds: seconds / 2 }, { rate, seconds }];
  const { talks } = sound(await load(target, { kind: "talk", clients, named, talkers, phases }));
  return talks[1]!;
}

/** @throws {Error} if anything went wrong. */
function sound(outcome: Outcome): Outcome {
  if (outcome.broken) throw new Error(outcome.broken);
  return outcome;
}
