/**
 * Compiles the programs as `deno task compile` does, but for where they go.
 *
 * @module
 */

import {
  bundle,
  compile as compileStaged,
  NoRuntime,
  type Program,
  stage,
} from "../../.ci/build.ts";
import { THIS_PC } from "../../.ci/targets.ts";

/** Compiles programs into a new folder; the reason, where no runtime can be had. */
export async function compile(
  programs: readonly Program[],
): Promise<{ folder: string } | { reason: string }> {
  const folder = await Deno.makeTempDir();
  try {
    for (const program of programs) await compileCode(program, await bundle(program), folder);
    return { folder };
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    if (error instanceof NoRuntime) return { reason: "no runtime to compile with" };
    throw error;
  }
}

/** Compiles code in place of a program's, with what that program is allowed, into a folder. */
export async function compileCode(program: Program, code: string, folder: string): Promise<void> {
  const work = await Deno.makeTempDir();
  try {
    await stage(program, code, work);
    await compileStaged(program, work, THIS_PC, `${folder}/chat-${program}`);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}
