/**
 * `POST /say`: a script says one line.
 *
 * The required `Name` header keeps the pages of others out: a browser asks before it sends such a
 * header to another server, and is told no.
 *
 * @module
 */

import {
  byteLength,
  cleanText,
  type ClientLine,
  formatChat,
  MAX_LINE_BYTES,
  normalizeName,
  orRefusal,
  parseClientLine,
  parseEvent,
  quote,
  Refusal,
} from "../protocol.ts";
import { type ServerSentence, verbatim } from "../language/language.ts";
import { priceOfLine } from "../room/price.ts";
import type { Origin } from "../room/restraints.ts";
import { checkPassword } from "./bearer.ts";
import { originOf } from "./hosts.ts";
import { BadRequest } from "./request_head.ts";
import type { WebResponse } from "./response.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route } from "./routes.ts";

/** A line, and its ending. */
const MAX_BODY = MAX_LINE_BYTES + "\r\n".length;

async function answer(request: WebRequest, room: RoomForWeb): Promise<WebResponse> {
  const origin = request.headers.get("origin");
  if (origin !== undefined && origin !== originOf(request, room)) {
    throw new BadRequest(403, (t) => t.webForeignOrigin());
  }
  const name = readName(request.headers.get("name"));
  const text = readText(await request.body());
  await checkPassword(request, room);
  const { number, price, refusal } = say(room, request, { name, text });
  await request.pay(price);
  if (refusal) throw new BadRequest(403, refusal);
  return {
    status: 200,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: `${number}\n`,
  };
}

function readName(given: string | undefined): string {
  if (given === undefined) throw new BadRequest(400, (t) => t.webNameNeeded());
  const name = orRefusal(() => normalizeName(given));
  if (name instanceof Refusal) throw new BadRequest(400, name.sentence);
  return name;
}

function readText(body: Uint8Array): string {
  const text = new TextDecoder().decode(body).replace(/\r?\n$/, "");
  if (text.trim() === "") throw new BadRequest(400, (t) => t.webNothingSaid());
  // Each line could be refused or delayed by itself, and one answer could not tell of all.
  if (/[\r\n]/.test(text)) throw new BadRequest(400, (t) => t.webOneLine());
  return text;
}

/**
 * Says a line as a connection would that comes, takes a name, says it and goes. When this returns,
 * the line is written down and on its way to everyone, or there is a `refusal`. Nobody is told of a
 * visitor who may say nothing.
 *
 * @throws {BadRequest} if somebody else has the name.
 */
function say(
  { room, history }: RoomForWeb,
  from: Origin,
  { name, text }: { name: string; text: string },
): { number: number; price: number; refusal?: ServerSentence | undefined } {
  const before = history.last;
  const line = cleanText(formatChat(name, text));
  const price = priceOfLine(byteLength(line));
  const refusal = room.refusalOf(from, name);
  if (refusal) return { number: before, price, refusal };
  const heard: string[] = [];
  const output = {
    push: (chunk: Uint8Array) => {
      heard.push(new TextDecoder().decode(chunk));
      return true;
    },
    pushLazily: () => {},
  };
  const member = room.enter(output, { address: from.address, isOwn: from.isOwn, end: () => {} });
  try {
    if (room.isTaken(name, member)) throw new BadRequest(409, (t) => t.webNameTaken(quote(name)));
    const lines: (ClientLine | Refusal)[] = [
      { type: "command", command: { verb: "name", name } },
      orRefusal(() => parseClientLine(line)),
    ];
    const more = lines.reduce((sum, line) => sum + room.receive(member, line).price, 0);
    const isSaid = history.last > before;
    return {
      number: history.last,
      price: price + more,
      refusal: isSaid ? undefined : verbatim(refusalIn(heard.join(""))),
    };
  } finally {
    room.leave(member);
  }
}

/** What the room said instead of taking a line. */
function refusalIn(heard: string): string {
  for (const line of heard.split("\n")) {
    const event = parseEvent(line);
    if (event?.verb === "error") return event.text;
  }
  return "";
}

/** Says a line. */
export const sayRoute: Route = { methods: ["POST"], maxBody: MAX_BODY, answer };
