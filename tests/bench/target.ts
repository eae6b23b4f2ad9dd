/**
 * What is measured: the room, and what it is compared with. Each in a process of its own, on a free
 * port of the loopback address.
 *
 * @module
 */

import { fromSource, Program, ROOT, startServer } from "../programs/programs.ts";
import type { Job, Outcome } from "./job.ts";

/** Something that relays. */
export interface Target extends AsyncDisposable {
  pid: number;
  port: number;
}

type JobFor<J> = J extends Job ? Omit<J, "port" | "pid"> : never;

/** Starts the room from its source, with no limit on how fast one may talk. */
export function startRoom(args: string[] = []): Promise<Target> {
  return start([...unlimited, "--quiet", ...args], fromSource("server"));
}

/** Starts the bare relay. */
export function startBareRelay(): Promise<Target> {
  return start([], deno("--allow-net", "bare_relay.ts"));
}

/** Starts the relay in C that {@linkcode buildRelay} has built. */
export function startCRelay(program: string): Promise<Target> {
  return start([], [program]);
}

/** Builds the relay in C into a folder; undefined where there is no C compiler. */
export async function buildCRelay(folder: string): Promise<string | undefined> {
  const program = `${folder}/relay`;
  if (!await isInstalled("cc")) return undefined;
  const args = ["-O2", "-o", program, `${ROOT}tests/bench/relay.c`];
  const { success } = await new Deno.Command("cc", { args, stderr: "null" }).output();
  return success ? program : undefined;
}

/** Starts `ncat --broker`; undefined where it is not installed. */
export async function startNcat(clients: number): Promise<Target | undefined> {
  const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = probe.addr;
  probe.close();
  const args = ["-v", "--broker", "-m", String(2 * clients), "-l", "127.0.0.1", String(port)];
  if (!await isInstalled("ncat")) return undefined;
  const program = new Program(["ncat", ...args]);
  await program.until("stderr", "Listening on");
  return asTarget(program, port);
}

/** Starts nats-server, which relays what is published on a subject to all who subscribed to it. */
export async function startNats(): Promise<Target> {
  const program = new Program(withFiles(["nats-server", "-a", "127.0.0.1", "-p", "-1"]));
  const [, port] = await program.until("stderr", /client connections on \S+:(\d+)/);
  await program.until("stderr", "Server is ready");
  return asTarget(program, Number(port));
}

/** Whether a program is installed that can tell its version. */
export async function isInstalled(program: string): Promise<boolean> {
  try {
    await new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" })
      .output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Has the load process do a job with a target. */
export async function load({ pid, port }: Target, job: JobFor<Job>): Promise<Outcome> {
  const [command, ...args] = withFiles(deno("-A", "load.ts"));
  const { stdout } = await new Deno.Command(command!, {
    args: [...args, JSON.stringify({ ...job, pid, port })],
    stderr: "inherit",
    signal: AbortSignal.timeout(JOB_MS),
  }).output();
  // JSON writes NaN, which is what was not measured, as null.
  return JSON.parse(new TextDecoder().decode(stdout), (_, value) => value ?? NaN);
}

/** How many files a process may open: two for every client of the largest crowd. */
const MAX_FILES = 20_000;

/** How long a job may take, in ms. */
const JOB_MS = 120_000;

/** Lets a program open many files, as far as the system permits. */
function withFiles(command: string[]): string[] {
  if (Deno.build.os === "windows") return command;
  return ["sh", "-c", `ulimit -n ${MAX_FILES} 2>/dev/null; exec "$@"`, "sh", ...command];
}

function deno(...args: string[]): string[] {
  const script = `${ROOT}tests/bench/${args.pop()}`;
  return [Deno.execPath(), "run", "-q", "--no-prompt", ...args, script];
}

async function start(args: string[], command: string[]): Promise<Target> {
  const { program, port } = await startServer(args, withFiles(command));
  return asTarget(program, port);
}

function asTarget(program: Program, port: number): Target {
  return { pid: program.pid, port, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}

/** What takes the room's limits away, of those it has. */
const unlimited = await limitOptions({ "--rate": "0", "--max-clients": "20000" });

async function limitOptions(wanted: Record<string, string>): Promise<string[]> {
  const [command, ...args] = [...fromSource("server"), "--help"];
  const { stdout } = await new Deno.Command(command!, { args }).output();
  const help = new TextDecoder().decode(stdout);
  return Object.entries(wanted).filter(([option]) => help.includes(option)).flat();
}
