/**
 * The address of the room, for those who are to come: as text and as a QR code.
 *
 * @module
 */

import { qrSvg } from "../program/qr_code.ts";
import { addressOfUrl, formatHost, isLoopback } from "../protocol.ts";
import { originOf } from "./hosts.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route } from "./routes.ts";

/** What making the picture costs, in tokens. It takes a few milliseconds. */
const PRICE_OF_PICTURE = 10;

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
  const address = isOwn(url) ? room.networkAddress() : undefined;
  if (address !== undefined) url.hostname = formatHost(address);
  return url.origin;
}

/** Whether a name leads every PC to itself. */
function isOwn(url: URL): boolean {
  const { hostname } = addressOfUrl(url);
  return isLoopback(hostname) || /(^|\.)localhost$/.test(hostname);
}

/** The address as a picture. */
export const qrRoute: Route = {
  methods: ["GET"],
  answer: async (request, room) => {
    const url = invitation(request, room);
    await request.pay(PRICE_OF_PICTURE);
    return { status: 200, headers: { "Content-Type": "image/svg+xml" }, body: qrSvg(url) };
  },
};

/** The address as text. */
export const addressRoute: Route = {
  methods: ["GET"],
  answer: (request, room) => ({
    status: 200,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: invitation(request, room) + "\n",
  }),
};
