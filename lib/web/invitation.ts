/**
 * The address of the room, for those who are to come: as text and as a QR code.
 *
 * @module
 */

import { qrSvg } from "../program/qr_code.ts";
import { formatHost, isLoopback } from "../protocol.ts";
import { BadRequest } from "./request_head.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route, Routes } from "./routes.ts";

/** A host as it may stand in a command line and in a page; browsers write no others. */
const HARMLESS_HOST = /^[\w.:[\]-]+$/;

/**
 * Where a visitor has reached the room: `http://lab-pc:8001`.
 *
 * @throws {BadRequest} if the host is none, or holds what no name of a PC does.
 */
export function originOf({ host }: Pick<WebRequest, "host">, { tls }: { tls: boolean }): string {
  const url = HARMLESS_HOST.test(host)
    ? URL.parse(`${tls ? "https" : "http"}://${host}`)
    : undefined;
  if (!url) throw new BadRequest(400, (t) => t.webMalformed());
  return url.origin;
}

/**
 * The address for others. It is the one that the visitor used, unless that leads every PC to itself.
 *
 * @throws {BadRequest} as {@linkcode originOf} does.
 */
export function invitation(
  request: Pick<WebRequest, "host">,
  room: Pick<RoomForWeb, "tls" | "networkAddress">,
): string {
  const url = new URL(originOf(request, room));
  const address = isOwn(url.hostname) ? room.networkAddress() : undefined;
  if (address !== undefined) url.hostname = formatHost(address);
  return url.origin;
}

/** Whether a name leads every PC to itself. */
function isOwn(hostname: string): boolean {
  return isLoopback(hostname.replace(/^\[|\]$/g, "")) || /(^|\.)localhost$/.test(hostname);
}

const qr: Route = {
  methods: ["GET"],
  answer: (request, room) => ({
    status: 200,
    headers: { "Content-Type": "image/svg+xml" },
    body: qrSvg(invitation(request, room)),
  }),
};

const address: Route = {
  methods: ["GET"],
  answer: (request, room) => ({
    status: 200,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: invitation(request, room) + "\n",
  }),
};

/** The picture, and what it says. */
export const INVITATION_ROUTES: Routes = { "/qr.svg": qr, "/address.txt": address };
