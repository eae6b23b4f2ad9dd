/**
 * The rooms that answered: each once, in an order that stays, and as a list for people or scripts.
 *
 * Pure: knows what was answered and from where, and nothing of sockets.
 *
 * @module
 */

import { type Address, formatTarget } from "../protocol.ts";
import type { RoomFacts } from "./datagrams.ts";
import { ENGLISH, type Say } from "../language/language.ts";

/** The most rooms that are kept: someone may answer as a thousand. */
export const MAX_ROOMS = 64;

/** A room that answered. */
export interface FoundRoom extends RoomFacts {
  /** Where it is joined. */
  address: Address;
}

/** The rooms that answered so far. */
export class FoundRooms {
  readonly #rooms = new Map<string, FoundRoom>();

  /** Takes an answer that came from this IP address. */
  add(facts: RoomFacts, hostname: string): void {
    const { room, port, title } = facts;
    const key = `${room} ${port} ${title}`;
    const known = this.#rooms.get(key);
    if (!known && this.#rooms.size >= MAX_ROOMS) return;
    // A room answers over every network it shares with us: the plainest address is kept.
    if (known && plainness(known.address.hostname) <= plainness(hostname)) return;
    this.#rooms.set(key, { ...facts, address: { hostname, port } });
  }

  /** The rooms by title, and by address where they are called the same. */
  list(): FoundRoom[] {
    const key = ({ title, address }: FoundRoom) => `${title}\n${formatTarget(address)}`;
    return [...this.#rooms.values()].sort((a, b) => key(a) < key(b) ? -1 : 1);
  }
}

/** The lower, the easier to read and type: this PC, IPv4, IPv6, an IPv6 address of one link only. */
function plainness(hostname: string): number {
  if (hostname.startsWith("127.")) return 0;
  if (hostname === "::1") return 1;
  if (!hostname.includes(":")) return 2;
  return hostname.includes("%") ? 4 : 3;
}

/** The list as lines: address, people, title, and what it takes to join. */
export function formatRooms(
  rooms: readonly FoundRoom[],
  say: Say = ENGLISH,
): string[] {
  const addresses = rooms.map(({ address }) => formatTarget(address));
  const people = rooms.map((room) => say(formatPeople(room.people)));
  const width = (texts: string[]) => Math.max(...texts.map((text) => text.length));
  return rooms.map((room, i) => {
    const needs = [...room.password ? [say("password")] : [], ...room.tls ? ["TLS"] : []];
    return `${addresses[i]!.padEnd(width(addresses))}  ${people[i]!.padStart(width(people))}  ` +
      room.title + (needs.length > 0 ? ` (${needs.join(", ")})` : "");
  });
}

/** How many people there are, in words. */
export function formatPeople(people: number): string {
  return people === 1 ? "1 person" : `${people} people`;
}

/** The list for scripts: one JSON array. */
export function roomsToJson(rooms: readonly FoundRoom[]): string {
  return JSON.stringify(rooms.map(({ address, title, people, password, tls, room }) => (
    { address: formatTarget(address), ...address, title, people, password, tls, room }
  )));
}
