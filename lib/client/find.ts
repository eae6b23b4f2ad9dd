/**
 * Finds the room to join when no address was given.
 *
 * @module
 */

import { formatRooms, type FoundRoom } from "../discovery/found_rooms.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import { clientCommand } from "../program/launcher.ts";
import { formatTarget, quote } from "../protocol.ts";

/** Asks the user a question and returns the answer. */
export type Ask = (question: ProgramSentence) => string;

/** What finding a room needs. */
export interface Finder {
  /** Looks for rooms on the network. */
  look(): Promise<FoundRoom[]>;
  /** Tells the user something. */
  tell(sentence: ProgramSentence): void;
  /** Asks the user. @default there is no user to ask */
  ask?: Ask | undefined;
}

/** How often a question is repeated before the answer counts as none. */
const MAX_ASKED = 5;

/**
 * Looks for a room if there is none on this PC and the user agrees. Returns `here` if the room on this
 * PC is to be joined, and undefined if there is none to join; the user is then told how to open one.
 */
export async function locate(
  { isThere, ...finder }: Finder & { isThere: () => Promise<boolean> },
): Promise<FoundRoom | "here" | undefined> {
  if (await isThere()) return "here";
  const answer = finder.ask?.((t) => t.askLook());
  const agrees = answer !== undefined && /^\s*(y(es)?)?\s*$/i.test(answer);
  const found = agrees ? await findRoom(finder) : undefined;
  if (!found) finder.tell((t) => t.hostRoomHint(`${clientCommand()} --host-room`));
  return found;
}

/** Looks for rooms. Returns the only one, or the one that the user chooses, if any. */
export async function findRoom({ look, tell, ask }: Finder): Promise<FoundRoom | undefined> {
  const rooms = await look();
  const [only] = rooms;
  if (!only) {
    tell((t) => t.noRoomFound());
    return undefined;
  }
  if (rooms.length === 1) {
    tell((t) => t.foundRoom(only.title, t.people(only.people), formatTarget(only.address)));
    return only;
  }
  const width = String(rooms.length).length + 2;
  tell((t) => {
    const lines = formatRooms(rooms, t).map((line, i) =>
      `${String(i + 1).padStart(width)}  ${line}`
    );
    return [t.foundRooms(rooms.length), ...lines].join("\n");
  });
  if (ask) return choose(rooms, tell, ask);
  tell((t) => t.chooseByAddress(`${clientCommand()} ADDRESS`));
  return undefined;
}

function choose(rooms: FoundRoom[], tell: Finder["tell"], ask: Ask): FoundRoom | undefined {
  for (let asked = 0; asked < MAX_ASKED; asked++) {
    const answer = ask((t) => t.askWhich(rooms.length)).trim();
    if (answer === "") return undefined;
    const chosen = rooms[Number(answer) - 1];
    if (chosen) return chosen;
    tell((t) => t.notWhole(t.whichOne(), 1, rooms.length, quote(answer)));
  }
  return undefined;
}
