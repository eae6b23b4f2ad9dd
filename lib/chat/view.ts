/**
 * What a person sees of a session: events to text.
 *
 * Pure: knows words and times, and no terminal.
 *
 * @module
 */

import { format as formatDuration } from "@std/fmt/duration";
import { formatAddress, formatChat, type ServerEvent } from "../protocol.ts";
import { ENGLISH, type Say } from "../language/language.ts";
import { type MessageOptions, showLine, showMessage } from "./message_view.ts";
import { PLAIN } from "../terminal/colors.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** Something to show: lines that somebody said, or one that the program says about itself. */
export interface Shown {
  /** One or more lines, without the last line ending. */
  text: string;
  /** Whether somebody said it, or it was asked for; otherwise it is for information. */
  kind: "message" | "status";
}

/** Options for {@linkcode showEvent}. */
export interface ViewOptions extends MessageOptions {
  /** Whether it is shown who joins, leaves and renames. @default true */
  presence?: boolean;
  /** Puts a sentence of the program's own into the user's language. @default as it is */
  say?: Say;
}

/** The most marks on one letter that are shown: more would be drawn over the lines around. */
const MAX_MARKS = 8;

/** Invisible characters between the marks do not part them. */
const EXCESS_MARKS = new RegExp(
  String.raw`((?:\p{M}\p{Cf}*){${MAX_MARKS}})[\p{M}\p{Cf}]+`,
  "gu",
);

/** What a person sees of an event; undefined for nothing. */
export function showEvent(event: SessionEvent, options: ViewOptions = {}): Shown | undefined {
  const shown = describe(event, options);
  return shown && { ...shown, text: shown.text.replace(EXCESS_MARKS, "$1") };
}

function describe(event: SessionEvent, options: ViewOptions): Shown | undefined {
  const { say = ENGLISH } = options;
  const aside = (sentence: string) => status(`— ${say(sentence)} —`);
  switch (event.type) {
    case "message":
      return { kind: "message", text: showMessage(event.line, event.time, options) };
    // The three sentences of the original client stay as they are, in every language.
    case "connected":
      return status(`Connect success! - ${formatAddress(event.address)}`);
    case "fault": {
      const why = `${formatAddress(event.address)}: ${say(event.reason)}`;
      const next = event.givenUp ? "" : `; ${say("trying again, /disconnect gives up")}`;
      return status(`Connect fault!please check your network - ${why}${next}`);
    }
    case "locked":
      return aside(event.reason ?? "this room has a password");
    case "closed":
      return status("Connect close,Good-bye!");
    case "lost":
      return aside(`connection lost (${event.reason}), trying again`);
    case "back":
      return aside(
        `back after ${duration(event.after)}, ${plural(event.missed, "message")} missed`,
      );
    case "another room":
      return aside("the server was started anew and has forgotten what was said before");
    case "gap":
      return aside(
        event.from === event.to
          ? `message ${event.from} is no longer kept`
          : `messages ${event.from} to ${event.to} are no longer kept`,
      );
    case "you":
      return aside(`you are ${event.name} now`);
    case "refused":
      return status(`— ${say("not sent:")} ${event.text}\n  ${say(event.reason)} —`);
    case "unsure":
      return aside(
        event.name === undefined
          ? `the connection broke before the room was known to have got: ${event.text}`
          : `the connection broke before ${event.name} was known to have got: ${event.text}`,
      );
    case "server":
      return showServerEvent(event.event, { ...options, say });
  }
}

function showServerEvent(
  event: ServerEvent,
  options: ViewOptions & { say: Say },
): Shown | undefined {
  const { presence = true, paint = PLAIN, say } = options;
  const aside = (sentence: string) => status(`— ${say(sentence)} —`);
  const whoIsHere = (sentence: string) =>
    presence ? status(paint.faint(`— ${say(sentence)} —`)) : undefined;
  switch (event.verb) {
    case "join":
      return whoIsHere(`${event.name} joined`);
    case "leave":
      return whoIsHere(`${event.name} left`);
    case "rename":
      return whoIsHere(`${event.from} is ${event.to} now`);
    case "names": {
      const names = event.names.map((name) => paint.name(name, name)).join(", ");
      const here = names === "" ? say("Here: nobody with a name") : say(`Here: ${names}`);
      return { kind: "message", text: here + (event.more ? "," : "") };
    }
    // A chat line always stands after a space or a time: nothing anyone says can look like these.
    case "private":
    case "sent": {
      const way = say(event.verb === "private" ? ">>> private from" : ">>> private to");
      // One's own words to another name nobody.
      const self = event.verb === "private" ? options.self : undefined;
      const line = showLine(formatChat(event.name, event.text), { ...options, self });
      return { kind: "message", text: `${way} ${line}` };
    }
    case "notice":
      return aside(event.text);
    case "error":
      return aside(`refused: ${event.text}`);
    default:
      return undefined;
  }
}

function status(text: string): Shown {
  return { kind: "status", text };
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return formatDuration(seconds * 1000, { ignoreZero: true }).replace(/(\d)(?=[a-z])/g, "$1 ");
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
