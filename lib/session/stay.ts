/**
 * What a session needs in order to go on after its program was started anew, as a reloaded page is.
 *
 * @module
 */

import type { Hello } from "./greeting.ts";

/** A line without a receipt. */
export interface KeptLine {
  /** What it says. */
  text: string;
  /** The names under which the room may have relayed it; none if it was never sent. */
  names: string[];
}

/** How far a session has come in a room. It goes on only with the same key. */
export interface Stay {
  /** The ID of the room; undefined if it was not known yet. */
  room?: string | undefined;
  /** When the room was taken up from its transcript, if it was. */
  started?: number | undefined;
  /** The number of the latest message shown. */
  number: number;
  /** The lines without a receipt, oldest first. */
  lines: KeptLine[];
}

/** Reads a stay that was kept as JSON; undefined if it is malformed. */
export function parseStay(json: string): Stay | undefined {
  try {
    const stay = JSON.parse(json);
    return Number.isSafeInteger(stay.number) && stay.lines.every(isLine) ? stay : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a room still has every message that was shown, under the same number. */
export function hasKept({ room, last, started, kept }: Hello, stay: Stay): boolean {
  const upTo = started === stay.started ? last : kept ?? 0;
  return room === stay.room && upTo >= stay.number;
}

function isLine({ text, names }: KeptLine): boolean {
  return typeof text === "string" && names.every((name) => typeof name === "string");
}
