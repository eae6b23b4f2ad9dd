/**
 * What a process costs, as Linux accounts for it; on other systems nothing is known.
 *
 * @module
 */

/** Clock ticks a second in `/proc/PID/stat`: the same on every Linux of today. */
const TICKS_PER_SECOND = 100;

/** The CPU time a process has taken so far, in microseconds; NaN where that is not to be had. */
export function cpuMicroseconds(pid: number): number {
  // The command's name, in parentheses, may hold anything; utime and stime are the 14th and 15th.
  const fields = read(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 1e6 / TICKS_PER_SECOND;
}

/** The memory a process has resident, in bytes; NaN where that is not to be had. */
export function residentBytes(pid: number): number {
  return 1024 * Number(/^VmRSS:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]);
}

/** How many files and connections a process has open; NaN where that is not to be had. */
export function openFiles(pid: number): number {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/fd`)].length;
  } catch {
    return NaN;
  }
}

/** How many sockets a process has open; NaN where that is not to be had. */
export function openSockets(pid: number): number {
  try {
    const files = [...Deno.readDirSync(`/proc/${pid}/fd`)];
    return files.filter(({ name }) => isSocket(`/proc/${pid}/fd/${name}`)).length;
  } catch {
    return NaN;
  }
}

function isSocket(path: string): boolean {
  try {
    return Deno.readLinkSync(path).startsWith("socket:");
  } catch {
    // It was closed meanwhile.
    return false;
  }
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
