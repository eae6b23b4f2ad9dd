/**
 * A relayed line as data: who said what. A line is read once, where it arrives.
 *
 * @module
 */

import { readClaim } from "./names.ts";

/** How an action begins on the wire, `NAME :/me ACTION`. From XMPP (XEP-0245). */
export const ACTION = "/me ";

/** What a relayed line says. */
export interface Message {
  /** Who said it, by a valid name; undefined for a line that names nobody. */
  name: string | undefined;
  /** What was said, without `/me ` if it is an action; the whole line if it names nobody. */
  text: string;
  /** Whether the text tells what `name` does. */
  action: boolean;
  /** If `name` is undefined: the name that the line seems to be from, to a reader. */
  resembles: string | undefined;
}

/** Reads the text of a message, which may be an action. */
export function readAction(text: string): Pick<Message, "text" | "action"> {
  const action = text.startsWith(ACTION);
  return { text: action ? text.slice(ACTION.length) : text, action };
}

/** Reads a relayed line. The line must be clean text. */
export function readMessage(line: string): Message {
  const claim = readClaim(line);
  if (!claim?.exact) {
    return { name: undefined, text: line, action: false, resembles: claim?.name };
  }
  return { name: claim.name, ...readAction(claim.text), resembles: undefined };
}
