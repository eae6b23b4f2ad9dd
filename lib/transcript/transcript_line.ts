/**
 * The lines of a transcript: JSON objects, the first of which names the room.
 *
 * @module
 */

import { cleanText, formatChat } from "../protocol.ts";
import type { Entry } from "../room/history.ts";

/** The beginning of every transcript. */
export const HEADER_START = '{"room":"';

/** Writes the first line, with its ending. */
export function formatHeader(room: string): string {
  return `${HEADER_START}${room}","started":"${new Date().toISOString()}"}\n`;
}

/** Reads a first line and returns the room's ID; undefined if it is malformed. */
export function parseHeader(line: string): string | undefined {
  const { room, started } = parseJson(line) ?? {};
  const isGood = typeof started === "string" && typeof room === "string" &&
    /^\w{1,32}$/.test(room);
  return isGood ? room : undefined;
}

/** Writes a message's line, with its ending. `name` is left out where the message has none. */
export function formatEntry({ number, time, line }: Entry): string {
  const at = line.indexOf(" :");
  const said = at < 1 ? { text: line } : { name: line.slice(0, at), text: line.slice(at + 2) };
  return JSON.stringify({ number, time: new Date(time).toISOString(), ...said }) + "\n";
}

/** Reads a message's line; undefined if it is malformed. */
export function parseEntry(json: string): Entry | undefined {
  const { number, time, name, text } = parseJson(json) ?? {};
  const ms = parseTime(time);
  const isGood = Number.isSafeInteger(number) && (number as number) > 0 && ms !== undefined &&
    typeof text === "string" && (name === undefined || typeof name === "string");
  if (!isGood) return undefined;
  const line = name === undefined ? text : formatChat(name as string, text);
  return { number: number as number, time: ms, line: cleanText(line) };
}

/** Reads a time in ISO 8601, in Unix milliseconds; undefined if it is none. */
export function parseTime(time: unknown): number | undefined {
  const ms = typeof time === "string" ? Date.parse(time) : NaN;
  return Number.isFinite(ms) ? ms : undefined;
}

/** Reads an object; undefined if the text is something else. */
export function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
