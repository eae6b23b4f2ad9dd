/**
 * The options that say how a room is sought, and what is done about them before any is joined.
 *
 * @module
 */

import { type Address, quote, Refusal } from "../protocol.ts";
import type { Arguments, Option } from "../program/arguments.ts";
import { say, warn } from "../program/program.ts";
import { check } from "../check/check.ts";
import { findRoom, locate } from "./find.ts";
import { formatRooms, roomsToJson } from "../discovery/found_rooms.ts";
import { dialAhead, type TlsOptions } from "./tcp_link.ts";
import { lookAround } from "../discovery/look.ts";

/** The options, for the client's table. */
export const SEEK_OPTIONS = {
  find: {
    help: "Look for a room on the network and join it; where there are several, ask\n" +
      "which. :PORT in place of HOST looks for rooms at another port",
  },
  list: { help: "With --find: only list the rooms that were found" },
  json: { help: "With --find --list: as JSON, for scripts" },
  check: { help: "Say why HOST, or the room on this PC, may not be joined from here" },
} as const satisfies Record<string, Option>;

/** How a room is sought. */
export interface Seek {
  /** What to do; `join` takes the address that was given, or looks if the user wants to. */
  task: "join" | "find" | "list" | "check";
  /** Whether an address was given. */
  named: boolean;
  /** Whether a list is for scripts. */
  json: boolean;
}

/**
 * Reads the options; `address` is what was given, or the room on this PC.
 *
 * @throws {Refusal} if they do not go together.
 */
export function readSeek(given: Arguments, { hostname }: Address): Seek {
  const [first, second] = ["host-room", "find", "check"].filter((name) => given.has(name));
  if (second) throw new Refusal(`--${first} and --${second} do not go together: leave one out`);
  if (given.has("list") && !given.has("find")) throw new Refusal("--list goes with --find");
  if (given.has("json") && !given.has("list")) throw new Refusal("--json goes with --find --list");
  if (given.has("find") && hostname !== "localhost") {
    throw new Refusal(`--find looks for a room: leave ${quote(hostname)} out, or write :PORT`);
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
  /** What is needed to speak TLS there; undefined for a room that is not encrypted. */
  tls: TlsOptions | undefined;
}

/** Checks or lists, if that is the task, and returns the exit code; undefined: there is more to do. */
export async function checkOrList(
  { seek: { task, json }, address, tls }: Place & { seek: Seek },
  writeLine: (line: string) => void,
): Promise<number | undefined> {
  if (task === "check") return await check(address, tls, writeLine) ? 0 : 1;
  if (task !== "list") return undefined;
  const rooms = await lookAround(address.port);
  if (json) writeLine(roomsToJson(rooms));
  else for (const line of formatRooms(rooms, say)) writeLine(line);
  return rooms.length > 0 ? 0 : 1;
}

/**
 * Where the room to join is; undefined if none was found. Looks on the network only if told to, by
 * an option or, `inTerminal`, by the user.
 */
export async function whereToGo(
  { seek: { task, named }, address, tls }: Place & { seek: Seek },
  inTerminal: boolean,
): Promise<Place | undefined> {
  // Whoever answers with Ctrl-C or Ctrl-D wants to be out of here.
  const ask = inTerminal ? (question: string) => prompt(say(question)) ?? Deno.exit(1) : undefined;
  const finder = {
    look: () => lookAround(address.port),
    tell: (line: string) => warn(say(line)),
    say,
    ask,
  };
  const home = { address, tls };
  if (task !== "find" && (named || !ask)) return home;
  const isThere = () => dialAhead(address);
  const found = task === "find" ? await findRoom(finder) : await locate({ ...finder, isThere });
  if (!found) return task === "find" ? undefined : home;
  return { address: found.address, tls: tls ?? (found.tls ? { caCerts: [] } : undefined) };
}

/** What to say where the room on this PC, which nobody named, cannot be joined. */
export function seekHint({ task, named }: Seek): string | undefined {
  return task === "join" && !named ? "--find would look for a room on the network" : undefined;
}
