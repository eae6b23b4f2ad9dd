/**
 * Whether the server works, for programs that watch it.
 *
 * @module
 */

import type { Route } from "./routes.ts";

/** `/health`: a JSON object. */
export const healthRoute: Route = {
  methods: ["GET"],
  answer: (_, { room, history, title, openedAt }) => ({
    status: 200,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      ok: true,
      title,
      people: room.size,
      last: history.last,
      uptime: Math.round((Date.now() - openedAt) / 1000),
    }) + "\n",
  }),
};
