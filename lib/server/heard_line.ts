/**
 * What a connection must know of a line before the room hears it.
 *
 * @module
 */

import {
  cleanText,
  type ClientLine,
  type Decoded,
  orRefusal,
  parseClientLine,
  Refusal,
} from "../protocol.ts";

/** Reads a line, or tells why it is refused. */
export function readLine(decoded: Decoded): ClientLine | Refusal {
  if (decoded instanceof Refusal) return decoded;
  return orRefusal(() => parseClientLine(cleanText(decoded)));
}

/** Whether the sender of a line is certainly told something: it is a command, a knock or refused. */
export function isAnswered(line: Decoded): boolean {
  return line instanceof Refusal || line === "" || line.startsWith("/") || line.startsWith("*");
}

/** The password for moderators in a line, if it gives one. */
export function moderatorPasswordIn(line: ClientLine | Refusal): string | undefined {
  if (line instanceof Refusal || line.type !== "command") return undefined;
  return line.command.verb === "moderate" ? line.command.secret : undefined;
}
