/**
 * A room that tells those who look for one what its arguments say: `locked`, `tls`. It only says so.
 *
 * @module
 */

import { serve } from "../lib/server/serve.ts";

const { port } = serve({
  port: 8001,
  title: "told",
  locked: Deno.args.includes("locked"),
  tls: Deno.args.includes("tls"),
});
console.error(`Listening on port ${port}`);
