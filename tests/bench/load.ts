/**
 * The load, in a process of its own: does one {@linkcode Job}, given as its argument, and prints the
 * {@linkcode Outcome}.
 *
 * @module
 */

import { ask, connectAll, Crowd } from "./crowd.ts";
import type { Job, Outcome } from "./job.ts";
import { Outbox } from "../../lib/net/outbox.ts";
import { formatLine, LINE_BYTES, talkerName } from "./one_stream.ts";
import { cpuMicroseconds, residentBytes } from "./process_stats.ts";

/** How long a server is left alone before its memory is read, in ms. */
const SETTLE_MS = 500;

/** How many arrive at a time: fewer than the 511 that a system lets wait to be accepted. */
const ARRIVING_AT_ONCE = 400;

/** How many lines are joined into one write, and how many visit at a time. */
const LINES_A_WRITE = 1_000;
const VISITING_AT_ONCE = 50;

/** The jobs of which the memory that stays is what is measured. */
const SETTLING: Job["kind"][] = ["idle", "lines", "visits"];

type JobOf<K extends Job["kind"]> = Extract<Job, { kind: K }>;

async function talk(job: JobOf<"talk">, outcome: Outcome): Promise<void> {
  const crowd = await Crowd.gather(job);
  outcome.seconds = crowd.connecting;
  outcome.naming = crowd.naming;
  for (const [i, phase] of job.phases.entries()) {
    const talk = await crowd.talk(phase, job.pid);
    outcome.talks.push(talk);
    if (i > 0 && talk.p99 > (job.patience ?? Infinity)) break;
  }
}

async function arrive({ port, clients, knock }: JobOf<"arrive">): Promise<void> {
  await connectAll(port, clients, (conn, i) => {
    const said = `${knock ? "\n" : ""}/name ${talkerName(i)}\n/since -20\n`;
    return ask(conn, said, "*present ");
  }, ARRIVING_AT_ONCE);
}

/** Says lines, of which every client receives all. */
async function sayLines({ port, clients, lines }: JobOf<"lines">): Promise<void> {
  const conns = await connectAll(port, clients, async (conn, i) => {
    await ask(conn, `/name ${talkerName(i)}\n`, "*you ");
    return conn;
  });
  const outbox = new Outbox(conns[0]!, { limit: Infinity });
  const reading = conns.map((conn) => receive(conn, lines * LINE_BYTES));
  for (let n = 0; n < lines;) {
    const end = Math.min(lines, n + LINES_A_WRITE);
    let text = "";
    while (n < end) text += formatLine(0, n++);
    outbox.push(new TextEncoder().encode(text));
    await outbox.flushed();
  }
  await Promise.all(reading);
}

async function receive(conn: Deno.TcpConn, bytes: number): Promise<void> {
  const buffer = new Uint8Array(64 * 1024);
  for (let received = 0; received < bytes;) {
    const length = await conn.read(buffer);
    if (length === null) throw new Error("The server ended a connection");
    received += length;
  }
}

/** Comes, takes a name and goes, once for each client. */
async function visit({ port, clients }: JobOf<"visits">): Promise<void> {
  await connectAll(port, clients, async (conn, i) => {
    await ask(conn, `\n/name ${talkerName(i)}\n`, "*you ");
    conn.close();
  }, VISITING_AT_ONCE);
}

async function main(job: Job): Promise<void> {
  const { pid } = job;
  const outcome: Outcome = {
    talks: [],
    before: residentBytes(pid),
    after: NaN,
    seconds: NaN,
    naming: NaN,
    cpu: NaN,
  };
  const start = performance.now();
  const cpu = cpuMicroseconds(pid);
  try {
    if (job.kind === "talk") await talk(job, outcome);
    else if (job.kind === "idle") await connectAll(job.port, job.clients, () => {});
    else if (job.kind === "lines") await sayLines(job);
    else if (job.kind === "visits") await visit(job);
    else await arrive(job);
    if (job.kind !== "talk") outcome.seconds = (performance.now() - start) / 1000;
    outcome.cpu = cpuMicroseconds(pid) - cpu;
    if (SETTLING.includes(job.kind)) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    outcome.after = residentBytes(pid);
  } catch (error) {
    outcome.broken = (error as Error).message;
  }
  console.log(JSON.stringify(outcome));
  Deno.exit();
}

if (import.meta.main) await main(JSON.parse(Deno.args[0]!));
