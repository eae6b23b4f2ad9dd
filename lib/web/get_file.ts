/**
 * `/get/FILE`: one of the programs, or a part of it.
 *
 * @module
 */

import { formatHost } from "../protocol.ts";
import { readRange } from "./byte_range.ts";
import type { OfferedFile } from "./offered_file.ts";
import { BadRequest } from "./request_head.ts";
import type { WebResponse } from "./response.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route } from "./routes.ts";

/** What no link here asks for: other folders, encoded ones, devices of Windows. */
const ODD_NAME = /[^\w.-]|\.\.|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** How many addresses are remembered that asked for such a thing. */
const MAX_REMEMBERED = 1_000;

const TYPES = { zip: "application/zip", gz: "application/gzip", SHA256SUMS: "text/plain" } as const;

/** Hands out the files of an offer. No other file can be had: only names that are known lead to one. */
export const fileRoute: Route = {
  methods: ["GET"],
  answer: (request, room) => {
    const name = request.path.slice("/get/".length);
    const { programs } = room;
    const file = typeof programs === "string" ? undefined : programs.files.get(name);
    if (typeof programs === "string" || !file) {
      if (ODD_NAME.test(name)) remarkOnce(request, room);
      throw new BadRequest(404, (t) => t.webNotFound());
    }
    return answer(
      request,
      file,
      (from, to) => programs.downloads.start(file, { from, to, address: request.address }),
    );
  },
};

function answer(
  { method, headers }: WebRequest,
  file: OfferedFile,
  download: (from: number, to: number) => AsyncIterable<Uint8Array>,
): WebResponse {
  const { size, etag, modified, release: { name } } = file;
  const common = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "no-cache",
    ETag: etag,
    "Last-Modified": modified.toUTCString(),
  };
  if (headers.get("if-none-match") === etag) return { status: 304, headers: common };
  const range = readRange(headers, file);
  if (range === "none") {
    const whole = { ...common, "Content-Range": `bytes */${size}` };
    throw new BadRequest(416, (t) => t.webNoSuchRange(size), whole);
  }
  const { from, to } = range ?? { from: 0, to: size };
  const type = TYPES[name.split(".").at(-1) as keyof typeof TYPES] ?? "application/octet-stream";
  return {
    status: range ? 206 : 200,
    headers: {
      ...common,
      ...range && { "Content-Range": `bytes ${from}-${to - 1}/${size}` },
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Content-Length": String(to - from),
    },
    ...method === "HEAD" ? {} : { body: download(from, to) },
  };
}

/** The addresses that the owner has been told of, by room. */
const remarked = new WeakMap<RoomForWeb, Set<string>>();

/** Tells the owner of an address that tries to get at other files; once, however often it does. */
function remarkOnce({ address }: WebRequest, room: RoomForWeb): void {
  const known = remarked.get(room) ?? new Set();
  remarked.set(room, known);
  if (known.has(address)) return;
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.add(address);
  room.remark(`ip: ${formatHost(address)} asked for a file that is not handed out`);
}
