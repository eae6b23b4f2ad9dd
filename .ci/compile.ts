/**
 * `deno task compile` makes the programs for this kind of PC, in `dist/`. `deno task compile:all`
 * makes them for every kind, packs each pair, and writes the checksums of all files.
 *
 * @module
 */

import config from "../deno.json" with { type: "json" };
import { pack } from "./archive.ts";
import { bundle, commitTime, compile, NoRuntime, PROGRAMS, ROOT, stage } from "./build.ts";
import { releaseFiles } from "./release_files.ts";
import { type Target, TARGETS, THIS_PC } from "./targets.ts";

const DIST = `${ROOT}dist`;

/** Packs the programs for a kind of PC, with what belongs to them. */
async function packPair(target: Target): Promise<void> {
  const folder = `chat-${config.version}-${target.name}`;
  const files = await releaseFiles(target, { folder, dist: DIST });
  const archive = await pack(target.archive, files, await commitTime());
  await Deno.writeFile(`${DIST}/${folder}.${target.archive}`, archive);
}

/** Writes the checksums of all files, in the format of `sha256sum --check`. */
async function writeChecksums(): Promise<void> {
  const lines: string[] = [];
  const names = Array.from(Deno.readDirSync(DIST), ({ name }) => name).toSorted();
  for (const name of names) {
    const hash = await crypto.subtle.digest("SHA-256", await Deno.readFile(`${DIST}/${name}`));
    lines.push(`${new Uint8Array(hash).toHex()}  ${name}\n`);
  }
  await Deno.writeTextFile(`${DIST}/SHA256SUMS`, lines.join(""));
}

async function compileForAll(work: string): Promise<void> {
  for (const target of TARGETS) {
    try {
      for (const program of PROGRAMS) {
        await compile(program, work, target, `${DIST}/chat-${program}-${target.name}`);
      }
    } catch (error) {
      if (!(error instanceof NoRuntime && target.optional)) throw error;
      console.error(`Skipped ${target.name}: ${error.message}`);
      continue;
    }
    await packPair(target);
    console.log(`Made the programs for ${target.name}`);
  }
  await writeChecksums();
}

async function main(): Promise<void> {
  const all = Deno.args.includes("--all");
  const work = await Deno.makeTempDir();
  try {
    // Files of an earlier build would get checksums too.
    if (all) await Deno.remove(DIST, { recursive: true }).catch(() => {});
    await Deno.mkdir(DIST, { recursive: true });
    for (const program of PROGRAMS) await stage(program, await bundle(program), work);
    if (all) return await compileForAll(work);
    for (const program of PROGRAMS) {
      await compile(program, work, THIS_PC, `${DIST}/chat-${program}`);
    }
  } catch (error) {
    if (!(error instanceof NoRuntime)) throw error;
    console.error(error.message);
    Deno.exitCode = 1;
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

await main();
