/**
 * Draws what is shown as rows of a log. Whatever somebody wrote becomes a text node.
 *
 * @module
 */

import { asctime } from "../chat/asctime.ts";
import { markMentions, type Span } from "../chat/message_view.ts";
import { nameHash } from "../chat/name_hash.ts";
import { limitMarks, plainText, showDay, type Shown, showStatus } from "../chat/view.ts";
import type { PageLanguage } from "../language/window_language.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { make } from "./dom.ts";
import type { TimedMessage } from "./grouping.ts";
import { splitLinks } from "./links.ts";

/** How many colors names have. */
const HUES = 12;

/** Something that somebody said. */
export interface Said extends TimedMessage {
  /** Its number in the room, if it has one. */
  number?: number | undefined;
  /** Whether the user said it. */
  mine: boolean;
}

/** Options for {@linkcode saidRow}. */
export interface SaidRowOptions {
  /** The user's name. */
  self: string;
  /** The language of the page. */
  language: PageLanguage;
  /** Whether its name and time are those of the row above, and need not be seen. @default false */
  goesOn?: boolean;
  /** Whether to show the day as well. @default false */
  withDay?: boolean;
  /** Stands before the text: for whom it is. @default everybody */
  badge?: string;
}

/** Draws a message. */
export function saidRow(said: Said, options: SaidRowOptions): HTMLElement {
  const { name, text, action, time, number, mine } = said;
  const { self, language, goesOn = false, withDay = false, badge } = options;
  const isOwn = mine || (name ?? said.resembles) === self;
  const body = make("span", "text", ...linkedText(text, isOwn ? undefined : self));
  body.dir = "auto";
  const row = make("div", "row said", timeElement(time, language, withDay), " ");
  if (name === undefined) row.classList.add("nobody");
  else row.append(nameElement(name), make("span", "unseen", action ? " " : ": "));
  if (badge !== undefined) row.append(make("span", "badge", badge), " ");
  row.append(body);
  row.classList.toggle("goes-on", goesOn);
  row.classList.toggle("action", action);
  row.classList.toggle("own", isOwn);
  row.classList.toggle("private", badge !== undefined);
  row.classList.toggle("for-user", body.querySelector("mark") !== null);
  if (number !== undefined) row.dataset.number = String(number);
  if (name !== undefined) row.dataset.name = name;
  return row;
}

/** Draws what stands in the place of a message that was removed, and had this row. */
export function removedRow(row: HTMLElement, { t }: PageLanguage): HTMLElement {
  const { number, name } = row.dataset;
  const message = { name, time: timeOf(row) };
  const event = { type: "removed", number: Number(number), message } as const;
  return shownRow(showStatus(event, { t })!);
}

/** Draws a private message. */
export function privateRow(
  event: Extract<SessionEvent, { type: "private" | "sent" }>,
  { self, language }: SaidRowOptions,
): HTMLElement {
  const { type, name, text, action, time } = event;
  const mine = type === "sent";
  const said = { name: mine ? self : name, text, action, resembles: undefined, time, mine };
  const { w } = language;
  return saidRow(said, { self, language, badge: mine ? w.privateTo(name) : w.privateFrom() });
}

/** Draws anything else. */
export function shownRow({ kind, spans, day }: Shown): HTMLElement {
  if (day !== undefined) {
    const row = dividerRow(plainText(spans).replace(/^— | —$/g, ""), "day");
    row.dataset.time = String(day);
    return row;
  }
  const row = make("div", `row ${kind === "status" ? "aside" : "answer"}`, ...spans.map(drawSpan));
  row.dir = "auto";
  return row;
}

/** Draws a line that tells the day of this time (Unix ms). */
export function dayRow(time: number, { t }: PageLanguage): HTMLElement {
  return shownRow(showDay(time, t));
}

/** The time of a message, or of the line that tells its day, in Unix milliseconds. */
export function timeOf(row: HTMLElement): number {
  return row.dataset.time
    ? Number(row.dataset.time)
    : Date.parse(row.querySelector("time")!.dateTime);
}

/** Draws a line across the log. */
export function dividerRow(text: string, className = ""): HTMLElement {
  return make("div", `row divider ${className}`, make("span", "", text));
}

function drawSpan({ text, role, name = text }: Span): Node {
  if (role === "name") return nameElement(name);
  if (role === "mention") return make("mark", "", text);
  return document.createTextNode(text);
}

/** A name in its color, whose writing direction changes nothing around it. */
export function nameElement(name: string): HTMLElement {
  const element = make("bdi", "name", limitMarks(name));
  element.style.setProperty("--hue", String(nameHash(name) % HUES * 360 / HUES));
  return element;
}

function timeElement(time: number, language: PageLanguage, withDay: boolean): HTMLTimeElement {
  const date = new Date(time);
  const { clock, day } = language;
  const formats = withDay ? [day, clock] : [clock];
  const element = make("time", "", formats.map((format) => format.format(date)).join(" "));
  element.title = asctime(date);
  element.dateTime = date.toISOString();
  return element;
}

function linkedText(text: string, self: string | undefined): Node[] {
  return splitLinks(limitMarks(text)).flatMap(({ text, href }) => {
    if (href === undefined) return markMentions(text, self).map(drawSpan);
    const link = make("a", "", text);
    link.href = href;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return [link];
  });
}
