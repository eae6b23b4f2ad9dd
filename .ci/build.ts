/**
 * Builds the programs: bundles each into one file, and compiles that file for a kind of PC.
 *
 * Bundled, a program holds what it runs and nothing beside it, and no path of the PC that it was
 * built on; `deno compile` alone embeds every file of every package, and when each was downloaded.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { drawIcon } from "./icon.ts";
import { exeSuffix, type Target, THIS_PC } from "./targets.ts";

/** The project's folder; ends in a slash, or on Windows in a backslash. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The programs, as they are called in `deno.json` and in the names of their sources. */
export const PROGRAMS = ["server", "client"] as const;

/** A program. */
export type Program = typeof PROGRAMS[number];

/**
 * The Deno that compiles: COMPILE_DENO where there are only runtimes of another version, as on a PC
 * that cannot reach Deno's download site.
 */
export const COMPILE_DENO = Deno.env.get("COMPILE_DENO") ?? Deno.execPath();

/** Deno's runtime for a kind of PC cannot be had. */
export class NoRuntime extends Error {
  override name = "NoRuntime";
}

/** When the commit was made that is built; without Git, the first moment of archives' clocks. */
export async function commitTime(): Promise<Date> {
  try {
    const args = ["log", "-1", "--format=%ct"];
    const { success, stdout } = await new Deno.Command("git", { args, cwd: ROOT }).output();
    if (success) return new Date(1000 * Number(new TextDecoder().decode(stdout)));
  } catch {
    // There is no Git.
  }
  return new Date("1980-01-01T00:00:00Z");
}

/** Bundles a program into one text. */
export async function bundle(program: Program): Promise<string> {
  const args = ["bundle", "-q", "--check", `${program}.ts`];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT })
    .output();
  if (!success) throw new Error(`Cannot bundle ${program}: ${new TextDecoder().decode(stderr)}`);
  // A comment before each module says where it was: for a package, in some user's folder.
  return new TextDecoder().decode(stdout)
    .replaceAll(/^\/\/ .*\/npm\/[^/\n]+\/(?=\S+$)/gm, "// npm:");
}

/** Writes a program's code into a folder, with all that its compilation needs beside it. */
export async function stage(program: Program, code: string, folder: string): Promise<void> {
  const file = `${folder}/chat-${program}.js`;
  await Deno.writeTextFile(file, code);
  // The time of a file is embedded with it.
  const time = await commitTime();
  await Deno.utime(file, time, time);
  const { permissions } = config;
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ permissions }));
  await Deno.writeFile(`${folder}/chat.ico`, drawIcon());
}

/**
 * Compiles what {@linkcode stage} wrote.
 *
 * @param output Where the program goes, without `.exe`.
 * @throws {NoRuntime} if Deno's runtime for that kind of PC cannot be had.
 */
export async function compile(
  program: Program,
  folder: string,
  target: Target,
  output: string,
): Promise<void> {
  const args = [
    ...["compile", "-q", "--no-lock", "--no-check", "--no-code-cache", "--no-prompt"],
    ...["--target", target.triple, `-P=${program}`, "-o", output + exeSuffix(target)],
    ...(exeSuffix(target) ? ["--icon", "chat.ico"] : []),
    `chat-${program}.js`,
  ];
  // Deno would embed what V8 is told here.
  const { DENO_V8_FLAGS: _, DENORT_BIN: forThisPc, ...rest } = Deno.env.toObject();
  const runtime = (target === THIS_PC ? forThisPc : undefined) ?? rest[runtimeVariable(target)];
  const env: Record<string, string> = { ...rest, NO_COLOR: "1" };
  if (runtime !== undefined) env.DENORT_BIN = runtime;
  const { success, stderr } = await new Deno.Command(COMPILE_DENO, {
    args,
    cwd: folder,
    clearEnv: true,
    env,
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr);
  if (!/Setting up base binary|denort|invalid value .* for '--target/.test(said)) {
    throw new Error(`Cannot compile ${program} for ${target.name}: ${said}`);
  }
  const variable = target === THIS_PC ? "DENORT_BIN" : runtimeVariable(target);
  throw new NoRuntime(
    `Cannot download Deno's runtime for ${target.name}: set ${variable} to a copy of it, ` +
      `the file denort for ${target.triple} of the Deno that compiles`,
  );
}

/** The environment variable that names a runtime for a kind of PC. */
function runtimeVariable({ triple }: Target): string {
  return `DENORT_BIN_${triple.replaceAll("-", "_")}`;
}
