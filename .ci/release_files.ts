/**
 * What is in the archive for a kind of PC.
 *
 * @module
 */

import type { Packed } from "./archive.ts";
import { PROGRAMS, ROOT } from "./build.ts";
import { findDocuments } from "./documents.ts";
import { exeSuffix, type Target } from "./targets.ts";

/** The file that runs the server as a service of Linux. */
const UNIT = "chat-server.service";

/**
 * The documents, both programs, and for Linux the unit of systemd.
 *
 * @param options.folder The folder in the archive that holds everything.
 * @param options.dist The folder of the compiled programs.
 */
export async function releaseFiles(
  target: Target,
  { folder, dist }: { folder: string; dist: string },
): Promise<Packed[]> {
  const suffix = exeSuffix(target);
  const sources: { from: string; name: string; executable?: boolean }[] = [
    ...(await findDocuments(ROOT)).map((name) => ({ from: ROOT + name, name })),
    ...target.name.startsWith("linux") ? [{ from: `${ROOT}.ci/${UNIT}`, name: UNIT }] : [],
    ...PROGRAMS.map((program) => ({
      from: `${dist}/chat-${program}-${target.name}${suffix}`,
      name: `chat-${program}${suffix}`,
      executable: true,
    })),
  ];
  return await Promise.all(
    sources.map(async ({ from, name, executable = false }) => (
      { path: `${folder}/${name}`, data: await Deno.readFile(from), executable }
    )),
  );
}
