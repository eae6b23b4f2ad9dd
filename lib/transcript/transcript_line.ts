/**
 * The lines of a transcript: JSON objects, the first of which names the room.
 *
 * Pure: knows text, and nothing of files.
 *
 * @module
 */

import { cleanText, formatChat } from "../protocol.ts";
import type { Entry } from "../room/history.ts";

/** How every transcript begins. */
export const HEADER_START = '{"room":"';

/** Makes the first line, which names the room, with its ending. */
export function formatHeader(room: string): string {
  return `${HEADER_START}${room}","started":"${new Date().toISOString()}"}\n`;
}

/** Reads a first line: which room it names; undefined if it is none. */
export function parseHeader(line: string): string | undefined {
  const { room, started } = parseJson(line) ?? {};
  const good = typeof started === "string" && typeof room === "string" && /^\w{1,32}$/.test(room);
  return good ? room : undefined;
}

/** Makes a message's line, with its ending. `name` is left out where the line had none. */
export function formatEntry({ number, time, line }: Entry): string {
  const at = line.indexOf(" :");
  const said = at < 1 ? { text: line } : { name: line.slice(0, at), text: line.slice(at + 2) };
  return JSON.stringify({ number, time: new Date(time).toISOString(), ...said }) + "\n";
}

/** Reads a message's line; undefined if it is none. */
export function parseEntry(json: string): Entry | undefined {
  const { number, time, name, text } = parseJson(json) ?? {};
  const ms = typeof time === "string" ? Date.parse(time) : NaN;
  const good = Number.isSafeInteger(number) && (number as number) > 0 && Number.isFinite(ms) &&
    typeof text === "string" && (name === undefined || typeof name === "string");
  if (!good) return undefined;
  const line = name === undefined ? text : formatChat(name as string, text);
  return { number: number as number, time: ms, line: cleanText(line) };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
