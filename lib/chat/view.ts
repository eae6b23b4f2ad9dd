/**
 * What a person sees of a session: events as text, but for those that the page in a browser draws in
 * another way (`text_view.ts`).
 *
 * @module
 */

import type { Sentences } from "../language/language.ts";
import { formatAddress } from "../protocol.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { clockTime } from "./asctime.ts";
import { listOfNames } from "./names_view.ts";
import type { Movers } from "./movements.ts";
import type { MessageOptions, Span } from "./message_view.ts";

export type { Span };

/** Something to show. */
export interface Shown {
  /** A message is what somebody said or what the user asked for. A status is information. */
  kind: "message" | "status";
  /** One or more lines, without the last line ending. */
  spans: Span[];
  /** Whether it is a heading and then names, which may stand in columns. @default not */
  isList?: true;
  /** The time of a message, in Unix milliseconds, if this only tells its day. */
  day?: number;
}

/** What somebody says, and who is here: events that the page in a browser draws in its own way. */
export type DrawnEvent = Extract<SessionEvent, { type: "message" | "private" | "sent" | "here" }>;

/** Options for {@linkcode showStatus}. */
export interface ViewOptions extends MessageOptions {
  /** Whether to show who joins, leaves and changes names. @default true */
  presence?: boolean;
  /** The user's language. */
  t: Sentences;
}

/** Puts an event into words; undefined for nothing. */
export type Describe = (event: SessionEvent, options: ViewOptions) => Shown | undefined;

/** How many of those who come or go at once are named. */
const MAX_NAMED = 5;

/** The most marks on a letter that are shown. More would be drawn over the lines around it. */
const MAX_MARKS = 8;

/** Marks after the eighth. Invisible characters between the marks do not separate them. */
const EXCESS_MARKS = new RegExp(
  String.raw`((?:\p{M}\p{Cf}*){${MAX_MARKS}})[\p{M}\p{Cf}]+`,
  "gu",
);

/** Returns what to show of any other event; undefined for nothing. */
export function showStatus(
  event: Exclude<SessionEvent, DrawnEvent>,
  options: ViewOptions,
): Shown | undefined {
  const shown = describe(event, options);
  return shown && withoutExcess(shown);
}

/** Shows that what follows was said on the day of this time (Unix ms). */
export function showDay(time: number, t: Sentences): Shown {
  return { ...message({ text: `— ${t.day(time)} —`, role: "faint" }), day: time };
}

/** Shows that these people joined or left. */
export function showMovers({ type, names }: Movers, t: Sentences): Shown {
  const [first, second] = names;
  if (second === undefined) {
    return withoutExcess(aside(type === "join" ? t.joined(first!) : t.left(first!), "faint"));
  }
  const named = names.slice(0, MAX_NAMED).join(", ") + (names.length > MAX_NAMED ? " …" : "");
  const many = type === "join" ? t.manyJoined : t.manyLeft;
  return withoutExcess(aside(many(names.length, named), "faint"));
}

/** Cuts the marks of each letter after the eighth. */
export function withoutExcess(shown: Shown): Shown {
  const spans = shown.spans.filter(({ text }) => text !== "")
    .map((span) => ({ ...span, text: limitMarks(span.text) }));
  return { ...shown, spans };
}

/** Cuts the marks of each letter after the eighth. */
export function limitMarks(text: string): string {
  return text.replace(EXCESS_MARKS, "$1");
}

/** The text of spans, without their roles. */
export function plainText(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}

function describe(
  event: Exclude<SessionEvent, DrawnEvent>,
  { presence = true, t }: ViewOptions,
): Shown | undefined {
  switch (event.type) {
    // The original client's own three sentences are English in every language.
    case "connected":
      return status(`Connect success! - ${formatAddress(event.address)}`);
    case "fault": {
      const why = `${formatAddress(event.address)}: ${event.reason(t)}`;
      // With the network of somebody whom the room refuses nothing is wrong.
      const fault = event.refused ? why : `Connect fault!please check your network - ${why}`;
      const show = event.refused ? aside : status;
      return show(event.givenUp ? fault : `${fault}; ${t.tryingAgain()}`);
    }
    case "closed":
      return status("Connect close,Good-bye!");
    case "locked":
      return aside(event.reason?.(t) ?? t.roomHasPassword());
    case "lost":
      return aside(t.connectionLost(event.reason(t)));
    case "back":
      return aside(t.backAfter(t.duration(event.after), event.missed));
    case "live":
      return aside(t.liveFromHere());
    case "another room":
      return aside(t.roomStartedAnew());
    case "forgot":
      return aside(t.messagesForgotten(event.from, event.to));
    case "gap":
      return aside(t.messagesGone(event.from, event.to));
    case "found":
      return showFound(event, t);
    case "you":
      return aside(t.youAre(event.name));
    case "refused":
      return aside(`${t.notSent()} ${event.text}\n  ${event.reason(t)}`);
    case "unsure": {
      const { name, text } = event;
      return aside(name === undefined ? t.unsureRoom(text) : t.unsurePerson(name, text));
    }
    case "join":
    case "leave":
      return presence ? showMovers({ type: event.type, names: [event.name] }, t) : undefined;
    case "rename":
      return presence ? aside(t.renamed(event.from, event.to), "faint") : undefined;
    case "names":
      return showNames(event, t);
    case "moderator":
      return aside(event.mine ? t.youModerate() : t.actModerator(event.name));
    case "kicked": {
      const { name, reason, mine } = event;
      // The fault that follows says why.
      return mine ? undefined : aside(t.personPutOut(name, reason));
    }
    case "muted":
      return aside(event.mine ? t.youAreMutedNow() : t.personMuted(event.name));
    case "unmuted":
      return aside(event.mine ? t.youAreUnmuted() : t.personUnmuted(event.name));
    case "floor":
      return aside(event.who === "moderators" ? t.floorModerators() : t.floorEveryone());
    case "topic":
      return aside(event.text === "" ? t.topicGone() : t.topicIs(event.text));
    case "removed": {
      const { message } = event;
      return message && aside(t.messageRemoved(clockTime(new Date(message.time)), message.name));
    }
    case "notice":
      return aside(event.sentence(t));
    case "error":
      return aside(t.refused(event.reason(t)));
    case "answered":
      return undefined;
    default:
      return event satisfies never;
  }
}

/** What stands above the messages that were found. */
function showFound(
  { asked, messages: { length }, count }: Extract<SessionEvent, { type: "found" }>,
  t: Sentences,
): Shown {
  if (asked.verb === "find") return aside(t.foundText(asked.text, length, count));
  return aside(t.foundLatest(length));
}

function showNames(
  { names, muted }: Extract<SessionEvent, { type: "names" }>,
  t: Sentences,
): Shown {
  if (names.length === 0) return message({ text: t.hereNobody() });
  return { ...message(...listOfNames(names, t, muted)), isList: true };
}

/** Shows what somebody said, or what the user asked for. */
export function message(...spans: Span[]): Shown {
  return { kind: "message", spans };
}

function status(text: string): Shown {
  return { kind: "status", spans: [{ text }] };
}

function aside(text: string, role?: "faint"): Shown {
  return { kind: "status", spans: [{ text: `— ${text} —`, role }] };
}
