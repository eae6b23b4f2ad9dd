/**
 * Which room to join when nobody said which: the one on this PC, or one that is found.
 *
 * Knows what is said and asked; is given something to look, tell and ask with.
 *
 * @module
 */

import { formatTarget, Refusal } from "../protocol.ts";
import { readWhole } from "../program/arguments.ts";
import { ENGLISH, type Say } from "../language/language.ts";
import { formatPeople, formatRooms, type FoundRoom } from "../discovery/found_rooms.ts";

/** Asks a question and returns the answer. */
export type Ask = (question: string) => string;

/** What finding a room needs. */
export interface Finder {
  /** Looks for rooms on the network. */
  look(): Promise<FoundRoom[]>;
  /** Tells the user one line. */
  tell(line: string): void;
  /** Puts a sentence into the user's language. @default as it is */
  say?: Say;
  /** Asks the user; left out where there is nobody to ask. */
  ask?: Ask | undefined;
}

/** How often a question is asked again before it is taken for answered with none. */
const MAX_ASKED = 5;

/**
 * The room to join when no address was given and there is none on this PC: one that is found, if the
 * user wants to look. Undefined: the one on this PC. If that is not there the client goes on as it
 * always did: it tries again, and `/connect` joins another.
 */
export async function locate(
  { isThere, ...finder }: Finder & { isThere: () => Promise<boolean> },
): Promise<FoundRoom | undefined> {
  if (await isThere()) return undefined;
  const answer = finder.ask?.("No room on this PC. Look on the network? [Y/n]");
  return answer !== undefined && /^\s*(y(es)?)?\s*$/i.test(answer) ? findRoom(finder) : undefined;
}

/** Looks for rooms, and returns the one there is, or the one that was chosen, if any. */
export async function findRoom(
  { look, tell, ask, say = ENGLISH }: Finder,
): Promise<FoundRoom | undefined> {
  const rooms = await look();
  const [only] = rooms;
  if (!only) {
    tell("No room was found on the network: it may be hidden, or behind a firewall");
    return undefined;
  }
  if (rooms.length === 1) {
    tell(`Found "${only.title}", ${formatPeople(only.people)}, at ${formatTarget(only.address)}`);
    return only;
  }
  tell(`Found ${rooms.length} rooms:`);
  const width = String(rooms.length).length + 2;
  formatRooms(rooms, say).forEach((line, i) => tell(`${String(i + 1).padStart(width)}  ${line}`));
  if (ask) return choose(rooms, tell, ask);
  tell("Which one to join is for you to say: chat-client ADDRESS");
  return undefined;
}

function choose(rooms: FoundRoom[], tell: (line: string) => void, ask: Ask): FoundRoom | undefined {
  for (let asked = 0; asked < MAX_ASKED; asked++) {
    const answer = ask(`Which one? [1-${rooms.length}, Enter for none]`).trim();
    if (answer === "") return undefined;
    try {
      return rooms[readWhole(answer, "Which one", 1, rooms.length) - 1];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell(error.message);
    }
  }
  return undefined;
}
