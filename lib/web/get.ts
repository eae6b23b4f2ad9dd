/**
 * `/get`: the room hands out the programs to join it.
 *
 * @module
 */

import { PROGRAM_SENTENCES, type ProgramSentences } from "../language/program_language.ts";
import { addressOfUrl, formatTarget } from "../protocol.ts";
import { type GetPage, type Listed, PAGE_HEADERS, pageHtml, pageText } from "./get_page.ts";
import { invitation } from "./invitation.ts";
import type { Offer } from "./programs.ts";
import { visitorsPc } from "./release_file.ts";
import { BadRequest } from "./request_head.ts";
import { requestLanguage } from "./request_language.ts";
import type { WebResponse } from "./response.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route } from "./routes.ts";

async function answer(request: WebRequest, room: RoomForWeb): Promise<WebResponse> {
  const { headers } = request;
  const { programs, title } = room;
  if (programs === "off") throw new BadRequest(404, (t) => t.webNoPrograms());
  const language = requestLanguage(request);
  const t = PROGRAM_SENTENCES[language];
  const origin = invitation(request, room);
  const files = await list(programs, origin);
  const pc = visitorsPc(headers.get("user-agent") ?? "");
  const page: GetPage = { title, origin, files, none: whyNone(programs, t), language, pc };
  const isBrowser = headers.get("accept")?.includes("text/html");
  if (isBrowser) return { status: 200, headers: PAGE_HEADERS, body: pageHtml(page, t) };
  const type = { ...PAGE_HEADERS, "Content-Type": "text/plain; charset=utf-8" };
  return { status: 200, headers: type, body: pageText(page, t) };
}

function whyNone(programs: Offer, t: ProgramSentences): string {
  return programs === "source" ? t.getFromSource() : t.getNothing();
}

async function list(programs: Offer, origin: string): Promise<Listed[]> {
  const files = typeof programs === "string" ? [] : [...programs.files.values()];
  const target = clientTarget(origin);
  const listed: Listed[] = [];
  // One checksum after another, because making one takes the time of the room.
  for (const file of files) {
    const { release, size } = file;
    const url = `${origin}/get/${release.name}`;
    listed.push({ release, size, sha256: await file.sha256(), url, target });
  }
  return listed;
}

/** What the client is given to join the room at `http://lab-pc:8001`. */
function clientTarget(origin: string): string {
  const url = new URL(origin);
  const target = formatTarget(addressOfUrl(url));
  return url.protocol === "https:" ? `--tls ${target}` : target;
}

/** The list of the programs, and how to join with each. */
export const getRoute: Route = { methods: ["GET"], answer };
