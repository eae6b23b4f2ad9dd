/**
 * The lines of a transcript that tell what moderators did, such as
 * `{"act":"muted","time":"2014-05-23T10:15:30.000Z","by":"Ann","name":"Bob"}`.
 *
 * A message's line begins with its number, and JSON has no line endings in it. So nothing that
 * anyone says can pass for such a line.
 *
 * @module
 */

import { asName, cleanText, MAX_TOPIC_LENGTH } from "../protocol.ts";
import type { Act, NewAct } from "../room/standing.ts";
import { parseJson, parseTime } from "./transcript_line.ts";

/** The beginning of every such line. */
export const ACT_START = '{"act":"';

/** Writes the line of an act, with its ending. */
export function formatAct(act: Act): string {
  const { act: what, time, by, ...rest } = act;
  const until = "until" in rest && rest.until !== undefined && { until: isoTime(rest.until) };
  return JSON.stringify({ act: what, time: isoTime(time), by, ...rest, ...until }) + "\n";
}

/** Whether a line tells of an act, even if this version does not know it. */
export function isActLine(line: string): boolean {
  return line.startsWith(ACT_START) && parseJson(line) !== undefined;
}

/** Reads the line of an act; undefined if it is malformed, or none that this version knows. */
export function parseAct(line: string): Act | undefined {
  const fields = line.startsWith(ACT_START) ? parseJson(line) : undefined;
  const time = parseTime(fields?.["time"]);
  const act = fields && readAct(fields);
  if (!act || time === undefined) return undefined;
  const by = readName(fields["by"]);
  return { ...act, time, ...by !== undefined && { by } };
}

function readAct(fields: Record<string, unknown>): NewAct | undefined {
  const { act, who, message } = fields;
  const mark = readMark(fields);
  const until = parseTime(fields["until"]);
  const [text, reason] = [readText(fields["text"]), readText(fields["reason"])];
  if (act === "moderator") return { act };
  if (act === "muted" || act === "unmuted") return mark && { act, ...mark };
  if (act === "floor" && (who === "moderators" || who === "everyone")) return { act, who };
  if (act === "topic" && text !== undefined) return { act, text };
  if (act === "removed" && Number.isSafeInteger(message)) return { act, message: Number(message) };
  const isKick = act === "kicked" && mark && until !== undefined && reason !== undefined;
  return isKick ? { act, ...mark, reason, until } : undefined;
}

function readMark({ name: given, key, address }: Record<string, unknown>) {
  const name = readName(given);
  return name === undefined ? undefined : {
    name,
    ...typeof key === "string" && { key },
    ...typeof address === "string" && { address },
  };
}

function readName(given: unknown): string | undefined {
  return typeof given === "string" ? asName(cleanText(given)) : undefined;
}

function readText(given: unknown): string | undefined {
  const isGood = typeof given === "string" && given.length <= 2 * MAX_TOPIC_LENGTH;
  return isGood ? cleanText(given) : undefined;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
