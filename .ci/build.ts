/**
 * Builds the programs: bundles each into one file, and compiles that file for a kind of PC.
 *
 * A bundled program holds only the code that it runs, and no path of the PC that it was built on.
 * `deno compile` alone embeds every file of every package, with the time when it was downloaded.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { buildPage } from "../lib/web/build_page.ts";
import { EMBEDDED_PAGE } from "../lib/web/page.ts";
import { drawIcon } from "./icon.ts";
import { exeSuffix, type Target, THIS_PC } from "./targets.ts";

/** The project's folder. Ends in a slash, on Windows in a backslash. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The programs, by their names in `deno.json` and the names of their source files. */
export const PROGRAMS = ["server", "client"] as const;

/** A program. */
export type Program = typeof PROGRAMS[number];

/**
 * The Deno that compiles. COMPILE_DENO names another one where only runtimes of another version are
 * at hand, as on a PC that cannot reach Deno's download site.
 */
export const COMPILE_DENO = Deno.env.get("COMPILE_DENO") ?? Deno.execPath();

/** Thrown when Deno's runtime for a kind of PC cannot be downloaded. */
export class NoRuntime extends Error {
  override name = "NoRuntime";
}

/** The time of the commit that is built; without Git, the earliest time that a zip can hold. */
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

/** Bundles a program into one JavaScript file and returns its text. */
export async function bundle(program: Program): Promise<string> {
  const args = ["bundle", "-q", "--check", `${program}.ts`];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT })
    .output();
  if (!success) throw new Error(`Cannot bundle ${program}: ${new TextDecoder().decode(stderr)}`);
  // The comment before each module of a package names a path in a user's folder.
  return new TextDecoder().decode(stdout)
    .replaceAll(/^\/\/ .*\/npm\/[^/\n]+\/(?=\S+$)/gm, "// npm:");
}

/** Writes a program's code into a folder, with the other files that its compilation needs. */
export async function stage(program: Program, code: string, folder: string): Promise<void> {
  const page = await buildPage(new URL("../lib/window/", import.meta.url));
  const time = await commitTime();
  for (const [name, text] of [[`chat-${program}.js`, code], [EMBEDDED_PAGE, page]] as const) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    // The file's time is embedded.
    await Deno.utime(`${folder}/${name}`, time, time);
  }
  const { permissions } = config;
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ permissions }));
  await Deno.writeFile(`${folder}/chat.ico`, drawIcon());
}

/**
 * Compiles what {@linkcode stage} wrote.
 *
 * @param output The path of the program, without `.exe`.
 * @throws {NoRuntime} if Deno's runtime for that kind of PC cannot be downloaded.
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
    ...["--include", EMBEDDED_PAGE, `chat-${program}.js`],
  ];
  // Deno would embed the flags in DENO_V8_FLAGS.
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
