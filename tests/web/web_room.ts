/**
 * A room as the routes know it, for tests.
 *
 * @module
 */

import { History } from "../../lib/room/history.ts";
import { Room } from "../../lib/room/room.ts";
import { Hosts } from "../../lib/web/hosts.ts";
import type { RoomForWeb, WebRequest } from "../../lib/web/room_for_web.ts";

/** A new room without a password; or the given one. */
export function webRoom(options: Partial<RoomForWeb> = {}): RoomForWeb {
  const history = options.history ?? new History();
  return {
    history,
    room: options.room ?? new Room({ id: "3f2a9c1e", history }),
    lock: undefined,
    judge: () => Promise.resolve(true),
    programs: "off",
    remark: () => {},
    networkAddress: () => undefined,
    title: "lab",
    openedAt: 0,
    tls: false,
    hosts: new Hosts(),
    window: true,
    ...options,
  };
}

/** A request without a body, from a program on another PC. */
export function webRequest(options: Partial<WebRequest> = {}): WebRequest {
  return {
    ...{ method: "GET", path: "/", query: "", headers: new Map() },
    ...{ address: "10.0.0.7", isOwn: false, host: "lab-pc:8001" },
    body: () => Promise.resolve(new Uint8Array()),
    gone: () => new Promise(() => {}),
    pay: () => Promise.resolve(),
    ...options,
  };
}
