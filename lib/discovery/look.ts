/**
 * Looks for rooms: asks, and takes what is answered for a short while.
 *
 * Knows UDP sockets; sends to the network only when it is called.
 *
 * @module
 */

import { isLinkLocal } from "../protocol.ts";
import { formatQuery, newNonce, parseAnswer } from "./datagrams.ts";
import { type Way, waysToAll } from "./networks.ts";
import { UdpSocket } from "./udp_socket.ts";
import { type FoundRoom, FoundRooms } from "./found_rooms.ts";

/** How long looking takes, in ms. */
export const LOOK_MS = 650;

/**
 * When to ask, in ms from the start: a datagram may be lost, and whoever looks twice in a row is not
 * answered before a second has passed since the first time.
 */
const ASK_AT_MS = [0, 250, 550];

/** Asks everyone on every network of this PC, and this PC, for rooms at this UDP port. */
export function lookAround(port: number): Promise<FoundRoom[]> {
  return lookFor(port, waysToAll(Deno.networkInterfaces(), Deno.build.os === "windows"));
}

/** Asks along each way for rooms at this UDP port, and returns those that answered, each once. */
export async function lookFor(port: number, ways: readonly Way[]): Promise<FoundRoom[]> {
  const rooms = new FoundRooms();
  const nonce = newNonce();
  const query = formatQuery(nonce);
  const asking = ways.map(async (way) => {
    // A way that has just gone, or never was one, is no reason not to ask along the others.
    const socket = await openOn(way, (datagram, from) => {
      const facts = parseAnswer(datagram, nonce);
      const zone = isLinkLocal(from) ? way.zone : "";
      if (facts) rooms.add(facts, from + zone);
    }).catch(() => undefined);
    const timers = ASK_AT_MS.map((ms) =>
      setTimeout(() => socket?.send(query, { hostname: way.to, port }), ms)
    );
    return { timers, socket };
  });
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  for (const { timers, socket } of await Promise.all(asking)) {
    for (const timer of timers) clearTimeout(timer);
    await socket?.close();
  }
  return rooms.list();
}

function openOn(way: Way, take: (datagram: Uint8Array, from: string) => void): Promise<UdpSocket> {
  return UdpSocket.open({
    hostname: way.from,
    onDatagram: (datagram, { hostname }) => take(datagram, hostname),
  });
}
