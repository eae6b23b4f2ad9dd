/**
 * Compiles the programs as the tasks of `deno.json` do.
 *
 * @module
 */

import { ROOT } from "./programs.ts";

/**
 * The Deno that compiles: COMPILE_DENO where the one that runs this has no runtime to compile with,
 * as on a machine that cannot reach Deno's download site.
 */
export const COMPILE_DENO = Deno.env.get("COMPILE_DENO") ?? Deno.execPath();

/** Compiles programs into a new folder; the reason, where no runtime can be had. */
export async function compile(
  programs: readonly ("server" | "client")[],
): Promise<{ folder: string } | { reason: string }> {
  const folder = await Deno.makeTempDir();
  for (const program of programs) {
    // The very command of the task, but for where the program goes.
    const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
    const args = tasks[`compile:${program}`].command.split(" ").slice(1)
      .map((word: string) => word.replace(/^dist/, folder));
    const { code, stderr } = await new Deno.Command(COMPILE_DENO, { args, cwd: ROOT }).output();
    const said = new TextDecoder().decode(stderr);
    if (code !== 0) {
      await Deno.remove(folder, { recursive: true });
      if (/dl\.deno\.land|download/i.test(said)) return { reason: "no runtime to compile with" };
      throw new Error(`Cannot compile ${program}: ${said}`);
    }
  }
  return { folder };
}
