/**
 * What Deno does for a program in a terminal.
 *
 * @module
 */

/**
 * Whether a program may stop itself, to leave the screen tidy: Deno allows it since 2.8 without the
 * permission to run others. Where not, Ctrl-Z is left to the terminal, and the prompt stays on it.
 */
export function maySignalItself(): boolean {
  if (Deno.build.os === "windows") return false;
  try {
    Deno.kill(Deno.pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}

/** The window's size in cells; 80 by 24 where it cannot be known. */
export function windowSize(): { columns: number; rows: number } {
  try {
    const { columns, rows } = Deno.consoleSize();
    return { columns: Math.max(1, columns), rows: Math.max(1, rows) };
  } catch {
    return { columns: 80, rows: 24 };
  }
}

/** Has keys delivered one by one and not echoed, or no longer. */
export function setRaw(raw: boolean): void {
  try {
    // `cbreak` leaves Ctrl-C and Ctrl-Z to the terminal; Windows has no such mode.
    Deno.stdin.setRaw(raw, { cbreak: raw && Deno.build.os !== "windows" });
  } catch {
    // The terminal is gone.
  }
}
