/**
 * What a person sees of a message.
 *
 * @module
 */

import { asPattern } from "../language/as_pattern.ts";
import { ACTION, formatChat, type Message } from "../protocol.ts";
import { asctime, clockTime } from "./asctime.ts";
import { beginsWord, endsWord, SPACED_LETTER } from "./spaced_letter.ts";

/** A piece of text to show. */
export interface Span {
  /** Clean text; it may hold line breaks. */
  text: string;
  /** What it is, if it should stand out or step back. */
  role?: "name" | "mention" | "faint" | undefined;
  /** For the role `name`: whose name it is, and so whose color it has. @default text */
  name?: string;
}

/** Options for {@linkcode showMessage} and {@linkcode showText}. */
export interface MessageOptions {
  /** Whether to show the time and the text on one line, `10:15:30 foo: Hello!`. @default false */
  compact?: boolean;
  /** The user's name, which is marked where others say it. @default nothing is marked */
  self?: string | undefined;
  /**
   * Whether the message stands below another of the same second. Unless it is compact, it then needs
   * no line with the time. @default false
   */
  sharesTime?: boolean;
  /** The number of the message, shown after its time. @default none is shown */
  number?: number | undefined;
}

/** Shows a message of time `time` (Unix ms), as the original client did or compact. */
export function showMessage(message: Message, time: number, options: MessageOptions = {}): Span[] {
  const stamp = showTime(time, options);
  return [...stamp, { text: " " }, ...showText(message, options)];
}

/** Shows a time before the text or, with its line ending, above it. */
export function showTime(time: number, options: MessageOptions = {}): Span[] {
  const { compact, sharesTime, number } = options;
  const which = number === undefined ? "" : ` #${number}`;
  if (compact) return [{ text: clockTime(new Date(time)) + which, role: "faint" }];
  if (sharesTime && which === "") return [];
  return [{ text: `${asctime(new Date(time))}${which} `, role: "faint" }, { text: "\n" }];
}

/** Shows a message without its time. */
export function showText(message: Message, options: MessageOptions = {}): Span[] {
  const { name, action, text } = message;
  const { compact = false, self } = options;
  const marked = (text: string) => isBy(message, self) ? [{ text }] : markMentions(text, self);
  if (name === undefined) return [{ text: compact ? "| " : "" }, ...marked(text)];
  // Marked like a line without a name, which could imitate `name:` too.
  if (compact && name.includes(":")) {
    return [{ text: "| " }, ...marked(formatChat(name, action ? ACTION + text : text))];
  }
  const who: Span = { text: name, role: "name", name };
  if (action) return [{ text: "* " }, who, { text: " " }, ...marked(text)];
  return [who, { text: compact ? ": " : " :" }, ...marked(text)];
}

/** Whether a message of somebody else contains the name `self`. */
export function mentions(message: Message, self: string): boolean {
  return !isBy(message, self) && mentionOf(self).test(message.text);
}

/** Whether the message is by `self`, or looks as if it were. */
function isBy({ name, resembles }: Message, self: string | undefined): boolean {
  return self !== undefined && (name ?? resembles) === self;
}

/** Marks a name where a text holds it as a word of its own. */
export function markMentions(text: string, self: string | undefined): Span[] {
  if (self === undefined) return [{ text }];
  // With a group, every second part is what matched.
  return text.split(mentionOf(self)).map((text, i) => i % 2 ? { text, role: "mention" } : { text });
}

/** The expression made last: the user's name seldom changes. */
let lastMention: { self: string; pattern: RegExp } | undefined;

/** Matches the user's name as a word of its own, in any case, in its only group. */
function mentionOf(self: string): RegExp {
  if (lastMention?.self !== self) lastMention = { self, pattern: makeMention(self) };
  return lastMention.pattern;
}

function makeMention(self: string): RegExp {
  const before = beginsWord(self) ? `(?<!${SPACED_LETTER})` : "";
  const after = endsWord(self) ? `(?!${SPACED_LETTER})` : "";
  return new RegExp(`${before}(${asPattern(self)})${after}`, "iv");
}
