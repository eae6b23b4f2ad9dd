/**
 * The lines of a replay, encoded as they are written: many at a time, so that each costs little, and
 * not too many, so that nobody else waits for them.
 *
 * @module
 */

import { formatEvent, formatPast } from "../protocol.ts";
import type { Entry, History } from "./history.ts";
import { encodeLine } from "./member.ts";

/** A piece of a replay ends once it has this length, in UTF-16 units. */
export const PIECE_LENGTH = 8 * 1024;

/** What a replay needs of the room. */
export interface ReplayOptions {
  /** Called before lines are read from the history. */
  prepare: () => void;
  /** Called when all lines have been made. */
  end: () => void;
}

/**
 * Makes a replay of what was said after message `from`. Lines said meanwhile are part of it, so that
 * all its lines stand together and none is missing or doubled where it ends.
 */
export function* replay(
  history: History,
  from: number,
  { prepare, end }: ReplayOptions,
): Generator<Uint8Array> {
  let next = from + 1;
  for (let isDone = false; !isDone;) {
    prepare();
    const lines: string[] = [];
    for (let length = 0; length < PIECE_LENGTH && next <= history.last;) {
      const { first } = history;
      const line = next < first
        ? formatEvent({ verb: "gap", from: next, to: first - 1 })
        : formatKept(history.get(next) ?? next);
      next = Math.max(next + 1, first);
      length += line.length + 1;
      lines.push(line);
    }
    isDone = next > history.last;
    if (isDone) {
      end();
      lines.push(formatEvent({ verb: "present", number: history.last }));
    }
    yield encodeLine(lines.join("\n"));
  }
}

/** Formats a message. A removed one, of which there is only the number, keeps its place. */
export function formatKept(kept: Entry | number): string {
  return typeof kept === "number"
    ? formatEvent({ verb: "removed", number: kept })
    : formatPast(kept);
}
