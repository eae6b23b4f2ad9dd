/**
 * The options that tell how to look for a room, and what they do before a room is joined.
 *
 * @module
 */

import { check } from "../check/check.ts";
import { formatRooms, roomsToJson } from "../discovery/found_rooms.ts";
import { lookAround } from "../discovery/look.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import type { TlsOptions } from "../net/connect.ts";
import { DescribedError } from "../net/described_error.ts";
import type { Arguments, Option } from "../program/arguments.ts";
import type { Program } from "../program/program.ts";
import { type Address, quote } from "../protocol.ts";
import { findRoom, locate } from "./find.ts";
import { writeOut } from "./stdio.ts";
import type { TcpLinks } from "./tcp_link.ts";

/** The options, for the client's table. */
export const SEEK_OPTIONS = {
  find: { help: (t) => t.helpFind() },
  list: { help: (t) => t.helpList() },
  json: { help: (t) => t.helpJson() },
  check: { help: (t) => t.helpCheck() },
} as const satisfies Record<string, Option>;

/** What to do about a room. */
export interface Seek {
  /** What to do. `join` takes the address that was given, or looks if the user agrees. */
  task: "join" | "find" | "list" | "check";
  /** Whether an address was given. */
  named: boolean;
  /** Whether a list is for scripts. */
  json: boolean;
}

/**
 * Reads the options.
 *
 * @param address The address that was given, or that of the room on this PC.
 * @throws {DescribedError} if they do not go together.
 */
export function readSeek(given: Arguments, { hostname }: Address): Seek {
  const [first, second] = ["host-room", "find", "check"].filter((name) => given.has(name));
  if (second) throw new DescribedError((t) => t.optionsExclude(`--${first}`, `--${second}`));
  if (given.has("list") && !given.has("find")) throw new DescribedError((t) => t.listNeedsFind());
  if (given.has("json") && !given.has("list")) throw new DescribedError((t) => t.jsonNeedsList());
  if (given.has("find") && hostname !== "localhost") {
    throw new DescribedError((t) => t.findNeedsNoHost(quote(hostname)));
  }
  const find = given.has("list") ? "list" : "find";
  return {
    task: given.has("check") ? "check" : given.has("find") ? find : "join",
    named: given.operands.length > 0,
    json: given.has("json"),
  };
}

/** Where a room is, and whether it is encrypted. */
export interface Place {
  /** Where it is. */
  address: Address;
  /** Undefined for a room without TLS. */
  tls: TlsOptions | undefined;
}

/** A place that is still to be found. */
export interface Sought extends Place {
  /** How to look for it. */
  seek: Seek;
}

/** Checks or lists, and returns the exit code; undefined if the task is to join a room. */
export async function checkOrList(
  { seek: { task, json }, address, tls }: Sought,
  { t, report }: Program,
): Promise<number | undefined> {
  const write = (line: string) => void writeOut(line + "\n");
  if (task === "check") return await check(address, tls, t, write) ? 0 : 1;
  if (task !== "list") return undefined;
  const rooms = await lookAround(address.port);
  if (json) write(roomsToJson(rooms));
  else if (rooms.length === 0) report((t) => t.noRoomFound());
  else formatRooms(rooms, t).forEach(write);
  return rooms.length > 0 ? 0 : 1;
}

/**
 * Returns where to join a room, or undefined if none was found. Looks on the network only if an
 * option says so or the user agrees.
 *
 * @param options.links Connects to the room on this PC, to learn whether it is there.
 * @param options.attended Whether there is a user to ask.
 */
export async function whereToGo(
  { seek: { task, named }, address, tls }: Sought,
  { program: { t, report }, links, attended }: {
    program: Program;
    links: TcpLinks;
    attended: boolean;
  },
): Promise<Place | undefined> {
  // A user who answers with Ctrl-C or Ctrl-D wants to leave.
  const ask = attended
    ? (question: ProgramSentence) => prompt(question(t)) ?? Deno.exit(1)
    : undefined;
  const finder = { look: () => lookAround(address.port), tell: report, ask };
  const home = { address, tls };
  if (task !== "find" && (named || !ask)) return home;
  const isThere = () => links.dialAhead(address);
  const found = task === "find" ? await findRoom(finder) : await locate({ ...finder, isThere });
  if (!found) return undefined;
  if (found === "here") return home;
  return { address: found.address, tls: tls ?? (found.tls ? { caCerts: [] } : undefined) };
}

/** What to suggest when the room on this PC, which the user did not name, cannot be joined. */
export function seekHint({ task, named }: Seek): ProgramSentence | undefined {
  return task === "join" && !named ? (t) => t.findHint() : undefined;
}
