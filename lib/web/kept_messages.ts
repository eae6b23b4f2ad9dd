/**
 * What was said, for scripts and for keeping: as lines of text and as JSON.
 *
 * @module
 */

import { priceOfAnswer } from "../room/price.ts";
import type { Entry } from "../room/history.ts";
import { formatEntry } from "../transcript/transcript_line.ts";
import { checkPassword } from "./bearer.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route } from "./routes.ts";

/** A part of the answer ends past this length, in UTF-16 units. */
const PART_LENGTH = 16 * 1024;

const encoder = new TextEncoder();

/** All messages that are kept, the oldest first. What was removed is left out. */
function route(type: string, format: (entry: Entry) => string): Route {
  return {
    methods: ["GET"],
    answer: async (request, room) => {
      await checkPassword(request, room);
      return {
        status: 200,
        headers: { "Content-Type": `${type}; charset=utf-8` },
        body: parts(request, room, format, room.history.committed),
      };
    },
  };
}

/**
 * The messages up to `last`. Makes each part only when the one before has been written, and paid for
 * as a replay is.
 */
async function* parts(
  { pay }: WebRequest,
  { history }: RoomForWeb,
  format: (entry: Entry) => string,
  last: number,
): AsyncGenerator<Uint8Array> {
  for (let number = history.first; number <= last;) {
    let text = "";
    const from = number;
    while (number <= last && text.length < PART_LENGTH) {
      const entry = history.get(number++);
      if (entry) text += format(entry);
    }
    if (text !== "") yield encoder.encode(text);
    await pay(priceOfAnswer(number - from, text.length));
  }
}

/** A message as one line that people can read. The time is in UTC. */
function formatText({ time, line }: Entry): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} ${line}\n`;
}

/** The messages as text. */
export const textHistoryRoute: Route = route("text/plain", formatText);

/** The messages as the lines of a transcript. */
export const jsonHistoryRoute: Route = route("application/jsonl", formatEntry);
