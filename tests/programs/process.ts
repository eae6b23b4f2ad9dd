/**
 * What a running program takes of the machine. Linux only: elsewhere there is no /proc to ask.
 *
 * @module
 */

/** Why tests that ask are skipped elsewhere, for their names; empty where they are not. */
export const needsProc: string = Deno.build.os === "linux"
  ? ""
  : " (skipped: needs /proc of Linux)";

/** Clock ticks a second in `/proc/PID/stat`: the same on every Linux of today. */
const TICKS_PER_SECOND = 100;

/** The memory of a process that is in use, in kB. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await output("cat", `/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]);
}

/** The CPU time that a process has taken so far, in seconds. */
export async function cpuTimeOf(pid: number): Promise<number> {
  // The command's name, in parentheses, may hold anything; utime and stime are the 14th and 15th.
  const fields = (await output("cat", `/proc/${pid}/stat`)).replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** How many files and sockets a process has open. */
export async function openFilesOf(pid: number): Promise<number> {
  return (await output("ls", `/proc/${pid}/fd`)).trimEnd().split("\n").length;
}

/** Deno itself reads /proc only with every permission. */
async function output(command: string, path: string): Promise<string> {
  const { stdout } = await new Deno.Command(command, { args: [path] }).output();
  return new TextDecoder().decode(stdout);
}
