/**
 * Whether a room that is used for long needs more and more memory.
 *
 * @module
 */

import type { Plan } from "./plan.ts";
import type { Row } from "./table.ts";
import { load, startRoom } from "./target.ts";

/** In how many parts everything is done; the first ones may be to warm up. */
const PARTS = 5;

/** How many read the lines. */
const READERS = 3;

/** Many lines, and then many who come and go: the room's memory after each part. */
export async function wear({ wear: { lines, visits } }: Plan): Promise<Row[]> {
  await using room = await startRoom();
  const rows: Row[] = [];
  for (const kind of ["lines", "visits"] as const) {
    for (let part = 1; part <= PARTS; part++) {
      const outcome = kind === "lines"
        ? await load(room, { kind, clients: READERS, lines: lines / PARTS })
        : await load(room, { kind, clients: visits / PARTS });
      if (outcome.broken) throw new Error(outcome.broken);
      const done = (kind === "lines" ? lines : visits) * part / PARTS;
      rows.push({ "": kind, "so many": done, "s": outcome.seconds, "MB": outcome.after / 1e6 });
    }
  }
  return rows;
}
