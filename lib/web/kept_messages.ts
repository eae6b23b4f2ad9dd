/**
 * What was said, for scripts and for keeping: as lines of text and as JSON.
 *
 * @module
 */

import { priceOfAnswer } from "../room/price.ts";
import type { Entry } from "../room/history.ts";
import { formatEntry } from "../transcript/transcript_line.ts";
import { checkPassword } from "./bearer.ts";
import { BadRequest } from "./request_head.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route } from "./routes.ts";

/** A part of the answer ends past this length, in UTF-16 units. */
const PART_LENGTH = 16 * 1024;

const encoder = new TextEncoder();

/** The messages that are kept, or with `?n=N` the latest N; oldest first, without removed ones. */
function route(type: string, format: (entry: Entry) => string): Route {
  return {
    methods: ["GET"],
    answer: async (request, room) => {
      const most = readMost(request.query);
      await checkPassword(request, room);
      const last = room.history.committed;
      return {
        status: 200,
        headers: { "Content-Type": `${type}; charset=utf-8` },
        body: parts(request, room, format, { first: last - most + 1, last }),
      };
    },
  };
}

/** How many messages a query asks for. Throws a {@linkcode BadRequest} if it asks for anything else. */
function readMost(query: string): number {
  if (query === "") return Infinity;
  const [, digits] = /^n=(\d{1,9})$/.exec(query) ?? [];
  if (digits === undefined) throw new BadRequest(400, (t) => t.webHistoryQuery());
  return Number(digits);
}

/**
 * The messages from `first` to `last`, as far as they are kept. Makes each part only when the one before has been written,
 * and paid for as a replay is.
 */
async function* parts(
  { pay }: WebRequest,
  { history }: RoomForWeb,
  format: (entry: Entry) => string,
  { first, last }: { first: number; last: number },
): AsyncGenerator<Uint8Array> {
  for (let number = Math.max(first, history.first); number <= last;) {
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
