/**
 * A double click on Windows opens a console that closes with the program, and with its messages.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";

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
 * Whether a program may have been started by a double click. Finding out who owns the console takes
 * foreign functions, so a start without arguments from `cmd` counts as a double click too.
 */
export function maybeDoubleClicked({ args, os, standalone, terminal }: Start): boolean {
  return os === "windows" && standalone && terminal && args.length === 0;
}

/** Waits for Enter when this program ends with an error, so that the message can be read. */
export function holdConsoleOverErrors(t: ProgramSentences): void {
  globalThis.addEventListener("unload", () => {
    if (Deno.exitCode !== 0) prompt(t.pressEnter());
  });
}
