/**
 * What Deno offers a program that runs in a terminal.
 *
 * @module
 */

import { oncePerPress } from "../program/interrupts.ts";
import { isTask } from "../program/launcher.ts";

/** What a program in a terminal does at signals. */
export interface SignalHandlers {
  /** Ctrl-C. */
  interrupt(): void;
  /** Ctrl-\. */
  quit(): void;
  /** Ctrl-Z. The program is stopped when this returns. Never called in a task. */
  suspend(): void;
  /** The program continues in the foreground. */
  resume(): void;
  /** The window has another size. */
  resize(): void;
  /** The program is asked to end, or the terminal is gone. */
  hangUp(): void;
}

/** Calls the handlers at signals. Returns a function that ends this. */
export function onTerminalSignals(handlers: SignalHandlers): () => void {
  const { interrupt, quit, suspend, resume, resize, hangUp } = handlers;
  const signals: [Deno.Signal, () => void][] = [["SIGINT", oncePerPress(interrupt)]];
  if (Deno.build.os !== "windows") {
    signals.push(["SIGCONT", resume], ["SIGWINCH", resize]);
    signals.push(["SIGTERM", hangUp], ["SIGHUP", hangUp], ["SIGQUIT", oncePerPress(quit)]);
    const stop = () => {
      suspend();
      Deno.kill(Deno.pid, "SIGSTOP");
    };
    if (isTask()) signals.push(["SIGTSTP", () => {}]);
    else if (maySignalItself()) signals.push(["SIGTSTP", stop]);
  }
  for (const [signal, handler] of signals) Deno.addSignalListener(signal, handler);
  return () => {
    for (const [signal, handler] of signals) Deno.removeSignalListener(signal, handler);
  };
}

/**
 * Whether a program may stop itself, to leave a tidy screen. Deno allows this since 2.8 without the
 * permission to run others. Otherwise the terminal handles Ctrl-Z, and the prompt stays visible.
 */
function maySignalItself(): boolean {
  try {
    Deno.kill(Deno.pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}

/** The window's size in cells, or 80 by 24 if it is unknown. */
export function windowSize(): { columns: number; rows: number } {
  try {
    const { columns, rows } = Deno.consoleSize();
    return { columns: Math.max(1, columns), rows: Math.max(1, rows) };
  } catch {
    return { columns: 80, rows: 24 };
  }
}

/**
 * Turns raw mode on or off: keys then arrive one by one and are not echoed. Ctrl-C, Ctrl-\ and Ctrl-Z
 * are signals, but in a task they are keys: as a signal, Ctrl-Z would stop this program and not the
 * task runner that the shell waits for.
 */
export function setRaw(raw: boolean): void {
  try {
    // `cbreak` keeps the signals; Windows has no such mode.
    Deno.stdin.setRaw(raw, { cbreak: raw && Deno.build.os !== "windows" && !isTask() });
  } catch {
    // The terminal is gone.
  }
}
