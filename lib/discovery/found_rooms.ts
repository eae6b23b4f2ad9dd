/**
 * The rooms that answered, each once, and their list for people or scripts.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";
import { type Address, formatTarget } from "../protocol.ts";
import type { RoomFacts } from "./datagrams.ts";

/** The most rooms that are kept: one PC could answer as a thousand rooms. */
export const MAX_ROOMS = 64;

/** A room that answered. */
export interface FoundRoom extends RoomFacts {
  /** Where it is joined. */
  address: Address;
}

/** The rooms that answered so far. */
export class FoundRooms {
  readonly #rooms = new Map<string, FoundRoom>();

  /** Adds an answer that came from this IP address. */
  add(facts: RoomFacts, hostname: string): void {
    const { room, port, title } = facts;
    const key = `${room} ${port} ${title}`;
    const known = this.#rooms.get(key);
    if (!known && this.#rooms.size >= MAX_ROOMS) return;
    // A room answers over every network that it shares with this PC: keep the easiest address.
    if (known && effort(known.address.hostname) <= effort(hostname)) return;
    this.#rooms.set(key, { ...facts, address: { hostname, port } });
  }

  /** The rooms by title, and by address where titles are the same. */
  list(): FoundRoom[] {
    const key = ({ title, address }: FoundRoom) => `${title}\n${formatTarget(address)}`;
    return [...this.#rooms.values()].sort((a, b) => key(a) < key(b) ? -1 : 1);
  }
}

/** How hard an address is to read and type: this PC's own, IPv4, IPv6, IPv6 with a zone. */
function effort(hostname: string): number {
  if (hostname.startsWith("127.")) return 0;
  if (hostname === "::1") return 1;
  if (!hostname.includes(":")) return 2;
  return hostname.includes("%") ? 4 : 3;
}

/** Writes a line for each room: address, people, title, and what it takes to join. */
export function formatRooms(rooms: readonly FoundRoom[], t: ProgramSentences): string[] {
  const addresses = rooms.map(({ address }) => formatTarget(address));
  const people = rooms.map((room) => t.people(room.people));
  const width = (texts: string[]) => Math.max(...texts.map((text) => text.length));
  return rooms.map(({ title, password, tls }, i) => {
    const needs = [...password ? [t.needsPassword()] : [], ...tls ? ["TLS"] : []].join(", ");
    return `${addresses[i]!.padEnd(width(addresses))}  ${people[i]!.padStart(width(people))}  ` +
      (needs === "" ? title : `${title} (${needs})`);
  });
}

/** Writes the rooms for scripts, as one JSON array. */
export function roomsToJson(rooms: readonly FoundRoom[]): string {
  return JSON.stringify(rooms.map(({ address, title, people, password, tls, room }) => (
    { address: formatTarget(address), ...address, title, people, password, tls, room }
  )));
}
