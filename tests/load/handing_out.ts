/**
 * A room that hands out the release in a folder, in a process of its own.
 *
 *     deno run -P=server tests/load/handing_out.ts FOLDER
 *
 * Prints its port.
 *
 * @module
 */

import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { serve } from "../../lib/server/serve.ts";
import { Programs } from "../../lib/web/programs.ts";

const { en } = PROGRAM_SENTENCES;

if (import.meta.main) {
  const { port } = serve({
    hostname: "127.0.0.1",
    port: 0,
    discovery: false,
    programs: new Programs(Deno.args[0]!),
    report: (sentence) => console.error(sentence(en)),
  });
  console.log(`port ${port}`);
}
