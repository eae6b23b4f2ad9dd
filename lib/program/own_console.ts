/**
 * What is different after a double click on Windows: the program gets a console of its own, which
 * goes away with it, and with whatever it said.
 *
 * @module
 */

import { say } from "./program.ts";

/** How a program was started. */
export interface Start {
  /** What stood on its command line. */
  args: readonly string[];
  /** The operating system. */
  os: string;
  /** Whether it is a compiled program. */
  standalone: boolean;
  /** Whether both its input and its output are a terminal. */
  terminal: boolean;
}

/** How this program was started. */
export function thisStart(): Start {
  return {
    args: Deno.args,
    os: Deno.build.os,
    standalone: Deno.build.standalone,
    terminal: Deno.stdin.isTerminal() && Deno.stdout.isTerminal(),
  };
}

/**
 * Whether a program may have been started by a double click. Whose console it is cannot be asked
 * without foreign functions; so a start without arguments from `cmd` counts as one, where a few
 * questions do no harm.
 */
export function maybeDoubleClicked({ args, os, standalone, terminal }: Start): boolean {
  return os === "windows" && standalone && terminal && args.length === 0;
}

/** Waits for Enter when this program ends with an error, before its console goes away. */
export function holdConsoleOverErrors(): void {
  globalThis.addEventListener("unload", () => {
    if (Deno.exitCode !== 0) prompt(say("Press Enter to close this window"));
  });
}
