/**
 * The compiled server: how long until it listens, and its memory when nobody is there.
 *
 * @module
 */

import { compile } from "../programs/compile.ts";
import { startServer } from "../programs/programs.ts";
import type { Plan } from "./plan.ts";
import { residentBytes } from "./process_stats.ts";
import { median, type Row } from "./table.ts";

/** How long the server is left alone before its memory is read, in ms. */
const SETTLE_MS = 500;

/** Starts the compiled server some times. */
export async function startUp({ starts }: Plan): Promise<Row[]> {
  if (starts === 0) return [];
  const compiled = await compile(["server"]);
  if ("reason" in compiled) return [{ "": compiled.reason }];
  const { folder } = compiled;
  try {
    const waits: number[] = [];
    const sizes: number[] = [];
    for (let i = 0; i < starts; i++) {
      const start = performance.now();
      await using server = await startServer(["--quiet"], [`${folder}/chat-server`]);
      waits.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      sizes.push(residentBytes(server.program.pid) / 1e6);
    }
    return [{ "ms until it listens": median(waits), "MB when idle": median(sizes) }];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
