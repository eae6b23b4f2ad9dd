/**
 * Looks for rooms: asks, and collects the answers for a short while.
 *
 * @module
 */

import { isLinkLocal } from "../protocol.ts";
import { formatQuery, newNonce, parseAnswer } from "./datagrams.ts";
import { type FoundRoom, FoundRooms } from "./found_rooms.ts";
import { type Way, waysToAll } from "./networks.ts";
import { UdpSocket } from "./udp_socket.ts";

/** How long looking takes, in ms. */
export const LOOK_MS = 650;

/**
 * When to ask, in ms from the start. A datagram may be lost, and a PC that looks twice in a row is
 * not answered again within a second.
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
    const onDatagram = (datagram: Uint8Array, { hostname }: { hostname: string }) => {
      const facts = parseAnswer(datagram, nonce);
      const zone = isLinkLocal(hostname) ? way.zone : "";
      if (facts) rooms.add(facts, hostname + zone);
    };
    // A network that has just gone must not keep the others from being asked.
    const socket = await UdpSocket.open({ hostname: way.from, onDatagram }).catch(() => undefined);
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
