/**
 * Starts the scripts of this folder.
 *
 * @module
 */

import { Program, startServer, type TestServer } from "../programs/programs.ts";
import { PASSWORD } from "./company.ts";

/** How long what is not measured waits while others need a processor. */
const NICE = 10;

/** Starts a script of this folder, and waits until it prints `ready`. */
export async function startScript(
  script: string,
  args: readonly unknown[],
  { nice = 0 } = {},
): Promise<Program> {
  const path = new URL(script, import.meta.url).pathname;
  const run = [Deno.execPath(), "run", "-q", "--no-config", "--allow-net", path];
  const program = new Program(["nice", "-n", String(nice), ...run, ...args.map(String)]);
  await program.until("stdout", "ready");
  return program;
}

/**
 * Starts clients of `company.ts`, and waits until all have begun. Elsewhere they would have a machine
 * of their own; here the server goes first.
 */
export function startCompany(
  port: number,
  kind: string,
  clients: number,
  { deaf = false } = {},
): Promise<Program> {
  const args = [port, kind, clients, ...deaf ? ["deaf"] : []];
  return startScript("company.ts", args, { nice: NICE });
}

/** Starts a server whose room has the password that members of `company.ts` know. */
export async function startLockedRoom(args: string[] = []): Promise<TestServer> {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, PASSWORD);
    return await startServer([...args, "--password-file", file]);
  } finally {
    await Deno.remove(file);
  }
}
