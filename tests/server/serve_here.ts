/**
 * Serves a room for a test.
 *
 * @module
 */

import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { serve, type Served, type ServeOptions } from "../../lib/server/serve.ts";

const { en } = PROGRAM_SENTENCES;

/** Serves a room on a free port of the loopback address. */
export function serveHere(options: Partial<ServeOptions> = {}): Served {
  return serve({
    hostname: "127.0.0.1",
    port: 0,
    report: (sentence) => console.error(sentence(en)),
    ...options,
    // Or else a test that sends nothing would have to wait.
    limits: { holdMs: 0, ...options.limits },
  });
}
