/**
 * A crowd of sessions that comes back after the server was killed.
 *
 * @module
 */

import { restart } from "../load/restart.ts";
import type { Plan } from "./plan.ts";
import { percentile, type Row } from "./table.ts";

/** How many talk: each line is much work for the processes that hold all sessions. */
const TALKERS = 10;

/** Kills a server in which there are many sessions, and starts it again. */
export async function restarts({ sessions, seconds }: Plan): Promise<Row[]> {
  const talkers = Math.min(TALKERS, sessions);
  const { away, afterListening, cpu, lines, wrong, calm, meanwhile } = await restart({
    sessions,
    talkers,
    processes: 2,
    seconds: 3 * seconds,
  });
  if (wrong.length > 0) throw new Error(wrong.join("; "));
  return [{
    sessions,
    talkers,
    "s until the last is back": away / 1000,
    "s after listening again": afterListening / 1000,
    "CPU s of the server": cpu,
    "p50 ms before": percentile(calm, 0.5),
    "p99 ms before": percentile(calm, 0.99),
    "p50 ms meanwhile": percentile(meanwhile, 0.5),
    "p99 ms meanwhile": percentile(meanwhile, 0.99),
    "lines": lines,
    "lost or doubled": wrong.length,
  }];
}
