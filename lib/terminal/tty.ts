/**
 * What Deno does for a program in a terminal.
 *
 * @module
 */

/** What a program in a terminal does at signals. */
export interface SignalHandlers {
  /** Ctrl-C. */
  interrupt(): void;
  /** Ctrl-Z: the program is stopped when this returns. */
  suspend(): void;
  /** It goes on, in the foreground. */
  resume(): void;
  /** The window has another size. */
  resize(): void;
  /** It is asked to end, or the terminal is gone. */
  hangUp(): void;
}

/** Calls these at signals, until what it returns is called. */
export function onTerminalSignals(handlers: SignalHandlers): () => void {
  const { interrupt, suspend, resume, resize, hangUp } = handlers;
  const signals: [Deno.Signal, () => void][] = [["SIGINT", interrupt]];
  if (Deno.build.os !== "windows") {
    signals.push(["SIGCONT", resume], ["SIGWINCH", resize], ["SIGTERM", hangUp], [
      "SIGHUP",
      hangUp,
    ]);
    const stop = () => {
      suspend();
      Deno.kill(Deno.pid, "SIGSTOP");
    };
    if (maySignalItself()) signals.push(["SIGTSTP", stop]);
  }
  for (const [signal, handler] of signals) Deno.addSignalListener(signal, handler);
  return () => {
    for (const [signal, handler] of signals) Deno.removeSignalListener(signal, handler);
  };
}

/**
 * Whether a program may stop itself, to leave the screen tidy: Deno allows it since 2.8 without the
 * permission to run others. Where not, Ctrl-Z is left to the terminal, and the prompt stays on it.
 */
function maySignalItself(): boolean {
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
