/**
 * A room that is killed while many sessions are in it, and started again with its transcript.
 *
 * @module
 */

import { cpuMicroseconds } from "../bench/process_stats.ts";
import { fromSource, type Program, startServer, type TestServer } from "../programs/programs.ts";
import type { SessionsReport } from "./sessions.ts";
import { startScript } from "./start.ts";

/** How much is started. */
export interface RestartOptions {
  /** How many sessions there are, and how many of them talk. */
  sessions: number;
  talkers: number;
  /** How many processes the sessions share. @default 1 */
  processes?: number;
  /** How long they talk before and after, in seconds. */
  seconds: number;
  /** The command that starts the server. @default from its source */
  command?: string[];
}

/** What came of it. */
export interface Restarted extends SessionsReport {
  /** How long the last session was away, in ms, from when the server was killed. */
  away: number;
  /** How long that was after the server listened again. */
  afterListening: number;
  /** The CPU time that the server had taken by then, in seconds. */
  cpu: number;
  /** How many lines were said. */
  lines: number;
}

/** Kills the server with SIGKILL, starts it again, and sees who comes back and what they missed. */
export async function restart(options: RestartOptions): Promise<Restarted> {
  const { sessions, talkers, processes = 1, seconds, command = fromSource("server") } = options;
  const folder = await Deno.makeTempDir();
  const groups: Program[] = [];
  const start = (port = 0) =>
    startServer(
      ["--quiet", "--port", String(port), "--max-clients", String(2 * sessions)]
        .concat("--log", `${folder}/log.jsonl`),
      command,
    );
  let server: TestServer | undefined;
  try {
    server = await start();
    const { port } = server;
    for (let i = 0; i < processes; i++) {
      const share = [port, i * sessions, sessions / processes, talkers / processes];
      groups.push(await startScript("sessions.ts", share));
    }
    await tellAll(groups, "talk");
    await pause(seconds);
    const killed = performance.now();
    await server[Symbol.asyncDispose]();
    server = await start(port);
    const listening = performance.now();
    await Promise.all(groups.map((group) => group.until("stdout", "back\n")));
    const back = performance.now();
    const cpu = cpuMicroseconds(server.program.pid) / 1e6;
    await pause(seconds);
    await tellAll(groups, "end");
    const said = await Promise.all(groups.map((group) => group.until("stdout", /said (\d+)\./)));
    const lines = said.reduce((sum, [, said]) => sum + Number(said), 0);
    await tellAll(groups, `heard ${lines}`);
    const reports = await Promise.all(groups.map((group) => group.until("stdout", /\{.*\}(?=\n)/)));
    const all = reports.map(([json]): SessionsReport => JSON.parse(json!));
    return {
      away: back - killed,
      afterListening: back - listening,
      cpu,
      lines,
      wrong: all.flatMap(({ wrong }) => wrong),
      calm: all.flatMap(({ calm }) => calm),
      meanwhile: all.flatMap(({ meanwhile }) => meanwhile),
    };
  } finally {
    for (const group of groups) await group[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
    await Deno.remove(folder, { recursive: true });
  }
}

async function tellAll(groups: readonly Program[], command: string): Promise<void> {
  for (const group of groups) await group.type(command + "\n");
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}
