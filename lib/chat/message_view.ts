/**
 * What a person sees of a chat line.
 *
 * Pure: knows words, times and colours, and no terminal.
 *
 * @module
 */

import { asctime, clockTime } from "./asctime.ts";
import { readClaim } from "../protocol.ts";
import { type Paint, PLAIN } from "../terminal/colors.ts";
import { beginsWord, endsWord, SPACED_LETTER } from "./words.ts";

/** How an action stands on the wire, `NAME :/me ACTION`: the way of XMPP (XEP-0245). */
export const ACTION = "/me ";

/** Options for {@linkcode showMessage}. */
export interface MessageOptions {
  /** Whether time and text stand on one line, `10:15:30 foo: Hello!`. @default false */
  compact?: boolean;
  /** The colours. @default PLAIN */
  paint?: Paint;
  /** The user's name, which stands out where another says it. @default none */
  self?: string | undefined;
}

/**
 * Shows a line said at `time` (Unix ms) as the original client did, under its time and with its odd
 * spaces; or compact.
 */
export function showMessage(line: string, time: number, options: MessageOptions = {}): string {
  const { compact = false, paint = PLAIN } = options;
  const date = new Date(time);
  return compact
    ? `${paint.faint(clockTime(date))} ${showLine(line, options)}`
    : `${paint.faint(asctime(date) + " ")}\n ${showLine(line, options)}`;
}

/** Shows a line `NAME :TEXT`, or any other, without its time. */
export function showLine(line: string, options: MessageOptions = {}): string {
  const { compact = false, paint = PLAIN, self } = options;
  const claim = readClaim(line);
  const marked = (text: string) =>
    self === undefined || claim?.name === self
      ? text
      : text.replace(mentionOf(self), (name) => paint.mention(name));
  // What is nobody's must not pass for somebody's where a colon follows the name at once.
  if (!claim?.exact || (compact && claim.name.includes(":"))) {
    return (compact ? "| " : "") + marked(line);
  }
  const name = paint.name(line.slice(0, line.indexOf(" :")), claim.name);
  if (claim.text.startsWith(ACTION)) {
    return `* ${name} ${marked(claim.text.slice(ACTION.length))}`;
  }
  return `${name}${compact ? ": " : " :"}${marked(claim.text)}`;
}

/** Whether somebody else's line names `self`. */
export function mentions(line: string, self: string): boolean {
  const claim = readClaim(line);
  return claim?.name !== self && mentionOf(self).test(claim?.text ?? line);
}

/** The user's name as a word of its own, in any case. */
function mentionOf(self: string): RegExp {
  const before = beginsWord(self) ? `(?<!${SPACED_LETTER})` : "";
  const after = endsWord(self) ? `(?!${SPACED_LETTER})` : "";
  return new RegExp(before + RegExp.escape(self) + after, "giv");
}
