/**
 * `/room`: the handshake of a WebSocket that joins the room (RFC 6455, 4.2).
 *
 * @module
 */

import { originOf } from "./hosts.ts";
import { BadRequest } from "./request_head.ts";
import type { WebResponse } from "./response.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import type { Route } from "./routes.ts";

/** What every server adds to a key before it hashes it. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Sixteen bytes in base64. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

/** Turns a request into a WebSocket. */
export const socketRoute: Route = { methods: ["GET"], answer: shakeHands };

async function shakeHands(request: WebRequest, room: RoomForWeb): Promise<WebResponse> {
  const { method, headers } = request;
  const lists = (name: string, word: string) =>
    (headers.get(name) ?? "").toLowerCase().split(",").some((each) => each.trim() === word);
  const isUpgrade = lists("upgrade", "websocket") && lists("connection", "upgrade");
  if (method !== "GET" || !isUpgrade || headers.get("sec-websocket-version") !== "13") {
    const asked = { Upgrade: "websocket", "Sec-WebSocket-Version": "13" };
    throw new BadRequest(426, (t) => t.webSocketOnly(), { ...asked, Connection: "Upgrade, close" });
  }
  const key = headers.get("sec-websocket-key") ?? "";
  if (!KEY.test(key)) throw new BadRequest(400, (t) => t.webMalformed());
  // Any web page may open a WebSocket to any server. Only this room's own page gets in.
  const origin = originOf(request, room);
  if (headers.get("origin") !== origin) throw new BadRequest(403, (t) => t.webForeignPage(origin));
  const hash = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(key + GUID));
  const accept = new Uint8Array(hash).toBase64();
  return {
    status: 101,
    headers: { Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Accept": accept },
  };
}
