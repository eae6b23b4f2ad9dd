/**
 * Hostile clients of many kinds in rooms of several sizes: what two people who talk to each other
 * notice of them. HOSTILE_MATRIX=all measures everything, and takes half an hour.
 *
 * @module
 */

import { assert } from "@std/assert";
import { formatTable, type Row } from "../bench/table.ts";
import { cpuTimeOf, memoryOf, needsProc } from "../programs/process.ts";
import { type Program, startServer, type TestServer } from "../programs/programs.ts";
import { type AttackName, ATTACKS } from "./company.ts";
import type { Heard } from "./pair.ts";
import { startCompany, startLockedRoom, startScript } from "./start.ts";

/** Who is in a room with the pair. */
interface Cell {
  attack: AttackName;
  /** How many hostile clients there are, and members who only read. */
  hostile: number;
  members: number;
  /** Whether the hostile clients read nothing. */
  deaf?: boolean;
  /** Whether they are kept outside by a password. */
  outside?: boolean;
}

/** What is measured by default: what used to hurt most. */
const WORST: Cell[] = [
  { attack: "letters", hostile: 1, members: 30 },
  { attack: "unfinished", hostile: 50, members: 30, outside: true },
  { attack: "endless", hostile: 1, members: 30 },
  { attack: "lines", hostile: 50, members: 300 },
  { attack: "since", hostile: 50, members: 30 },
  { attack: "name", hostile: 50, members: 300 },
  { attack: "msg", hostile: 5, members: 300 },
  { attack: "connect", hostile: 5, members: 30 },
];

/** What is done over many connections. */
const OVER_MANY: AttackName[] = ["connect", "comeback", "comebackSince", "guess"];

/** What those do who are kept outside, apart from what they do inside. */
const OUTSIDE: AttackName[] = ["unfinished", "guess", "newlines", "endless"];

/** Everything: each attack by those who read and those who do not. */
function everything(): Cell[] {
  const attacks = Object.keys(ATTACKS) as AttackName[];
  const cells = attacks.flatMap((attack) =>
    [30, 300].flatMap((members) => [1, 5, 50].map((hostile) => ({ attack, hostile, members })))
  );
  return [
    ...cells,
    ...cells.filter(({ attack }) => !OVER_MANY.includes(attack))
      .map((cell) => ({ ...cell, deaf: true })),
    ...[1, 5, 50].map((hostile) => ({ attack: "msg" as const, hostile, members: 900 })),
    ...cells.filter(({ attack }) => OUTSIDE.includes(attack))
      .map((cell) => ({ ...cell, outside: true })),
  ];
}

const all = Deno.env.get("HOSTILE_MATRIX") === "all";
const CELLS = all ? everything() : WORST;

/** How long each stretch of time that is compared lasts, in seconds. */
const SECONDS = Number(Deno.env.get("HOSTILE_SECONDS") ?? (all ? 3 : 1.5));

/** How long the time is in which they connect and spend their bursts, in seconds. */
const BURST_SECONDS = 2;

/** How often a cell is tried: other programs may take the machine in one part of a comparison. */
const TRIES = 4;

/** How much of a processor one hostile client may take of the server over one connection. */
const MAX_CORE = 0.2;

/** The two who talk to each other. */
class Pair implements AsyncDisposable {
  readonly #program: Program;
  #measured = 0;

  private constructor(program: Program) {
    this.#program = program;
  }

  static async start(port: number): Promise<Pair> {
    return new Pair(await startScript("pair.ts", [port]));
  }

  /** Measures for so many seconds. */
  async measure(seconds: number): Promise<Heard> {
    await this.#program.type(`${seconds}\n`);
    const result = new RegExp(`^ready\n(?:.*\n){${this.#measured++}}(.*)\n`);
    return JSON.parse((await this.#program.until("stdout", result))[1]!);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]();
  }
}

/** The share of a processor that a process takes while something is done, and the result of that. */
async function cpuDuring<T>(pid: number, run: () => Promise<T>): Promise<[core: number, T]> {
  const [cpu, start] = [await cpuTimeOf(pid), performance.now()];
  const result = await run();
  return [1000 * (await cpuTimeOf(pid) - cpu) / (performance.now() - start), result];
}

/** What a cell's hostile clients do to the pair and to the server. */
interface Figures {
  before: Heard;
  /** While the hostile clients connect and spend their bursts. */
  burst: Heard;
  during: Heard;
  /** Shares of a processor that the server takes. */
  coreBefore: number;
  coreDuring: number;
  /** The server's memory at the end, in MB. */
  memory: number;
}

function startRoom({ outside = false }: Cell): Promise<TestServer> {
  return outside ? startLockedRoom(["--quiet"]) : startServer(["--quiet"]);
}

async function measure(cell: Cell): Promise<Figures> {
  await using room = await startRoom(cell);
  const { port, program: { pid } } = room;
  await using _members = await startCompany(port, "member", cell.members);
  await using pair = await Pair.start(port);
  // The first lines warm the engines up.
  await pair.measure(SECONDS / 3);
  const [coreBefore, before] = await cpuDuring(pid, () => pair.measure(SECONDS));
  const bursting = pair.measure(BURST_SECONDS);
  await using _hostile = await startCompany(port, cell.attack, cell.hostile, cell);
  const burst = await bursting;
  const [coreDuring, during] = await cpuDuring(pid, () => pair.measure(SECONDS));
  const memory = await memoryOf(pid) / 1024;
  return { before, burst, during, coreBefore, coreDuring, memory };
}

/** What is too much, if anything is. */
function tooMuch({ hostile, attack }: Cell, figures: Figures): string | undefined {
  const { before, burst, during, coreBefore, coreDuring } = figures;
  const [times, more] = hostile > 5 ? [10, 50] : [3, 10];
  const most = Math.max(times * before.p99, before.p99 + more);
  for (const [when, { p99 }] of Object.entries({ "in the burst": burst, "after it": during })) {
    if (!(p99 <= most)) {
      return `p99 ${before.p99.toFixed(1)} ms before, ${p99.toFixed(1)} ms ${when}`;
    }
  }
  const core = coreDuring - coreBefore;
  const isOne = hostile === 1 && !OVER_MANY.includes(attack);
  if (isOne && core > MAX_CORE) return `${Math.round(100 * core)} % of a processor`;
  return undefined;
}

const rows: Row[] = [];

/** Measures a cell until it is as it should be; fails if it never is. */
async function check(cell: Cell): Promise<void> {
  const reasons: string[] = [];
  while (reasons.length < TRIES) {
    const figures = await measure(cell);
    const reason = tooMuch(cell, figures);
    if (reason !== undefined) reasons.push(reason);
    if (reason === undefined || reasons.length === TRIES) {
      report(cell, figures, reasons.length, reason);
    }
    if (reason === undefined) return;
  }
  assert(false, reasons.join("; "));
}

function report(cell: Cell, figures: Figures, tries: number, reason: string | undefined): void {
  const { before, burst, during, coreBefore, coreDuring, memory } = figures;
  const row: Row = {
    "attack": cell.attack + (cell.outside ? " outside" : "") + (cell.deaf ? ", deaf" : ""),
    "hostile": cell.hostile,
    "members": cell.members,
    "p50 before": before.p50,
    "during": during.p50,
    "p99 before": before.p99,
    "burst": burst.p99,
    "p99 during": during.p99,
    "lost": burst.lost + during.lost,
    "core % before": 100 * coreBefore,
    "core % during": 100 * coreDuring,
    "MB": memory,
    "tried again": tries,
    " ": reason === undefined ? "" : "TOO MUCH",
  };
  rows.push(row);
  console.error(formatTable([row]).trimEnd());
}

function nameOf({ attack, hostile, members, deaf, outside }: Cell): string {
  const where = outside ? "outside a locked room" : "in a room";
  return `${hostile} clients doing ${attack} ${where} of ${members} ` +
    `cost only themselves${deaf ? ", if they read nothing too" : ""}`;
}

for (const cell of CELLS) {
  Deno.test({
    name: nameOf(cell) + needsProc,
    ignore: needsProc !== "",
    fn: () => check(cell),
  });
}

Deno.test.afterAll(() => {
  if (rows.length > 0) console.error("\n" + formatTable(rows));
});
