/**
 * What a person sees of a session: events to text.
 *
 * Pure: knows words and times, and no terminal.
 *
 * @module
 */

import { format as formatDuration } from "@std/fmt/duration";
import { formatAddress } from "../address.ts";
import { asctime } from "../asctime.ts";
import type { ServerEvent } from "../events.ts";
import { formatChat } from "../protocol.ts";
import type { SessionEvent } from "./session_event.ts";

/** Something to show: lines that somebody said, or one that the program says about itself. */
export interface Shown {
  /** One or more lines, without the last line ending. */
  text: string;
  /** Whether somebody said it, or it was asked for; otherwise it is for information. */
  kind: "message" | "status";
}

/** Options for {@linkcode showEvent}. */
export interface ViewOptions {
  /** Whether it is shown who joins, leaves and renames. @default true */
  presence?: boolean;
}

/** Shows a chat line as the original client did: under its time, with its odd spaces. */
export function showMessage(line: string, time: number): string {
  return `${asctime(new Date(time))} \n ${line}`;
}

/** What a person sees of an event; undefined for nothing. */
export function showEvent(event: SessionEvent, options: ViewOptions = {}): Shown | undefined {
  switch (event.type) {
    case "message":
      return { kind: "message", text: showMessage(event.line, event.time) };
    case "connected":
      return status(`Connect success! - ${formatAddress(event.address)}`);
    case "fault": {
      const where = formatAddress(event.address);
      const next = event.givenUp ? "" : "; trying again, /disconnect gives up";
      return status(`Connect fault!please check your network - ${where}: ${event.reason}${next}`);
    }
    case "locked":
      return aside(event.reason ?? "this room has a password: /pass SECRET gives it");
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
      return aside(`not sent: ${event.text}\n  ${event.reason}`);
    case "unsure":
      return aside(
        `the connection broke before ${
          event.name ?? "the room"
        } was known to have got: ${event.text}`,
      );
    case "server":
      return showServerEvent(event.event, options);
  }
}

function showServerEvent(event: ServerEvent, { presence = true }: ViewOptions): Shown | undefined {
  switch (event.verb) {
    case "join":
    case "leave":
      return presence
        ? aside(`${event.name} ${event.verb === "join" ? "joined" : "left"}`)
        : undefined;
    case "rename":
      return presence ? aside(`${event.from} is ${event.to} now`) : undefined;
    case "names":
      return {
        kind: "message",
        text: `Here: ${event.names.join(", ") || "nobody with a name"}${event.more ? "," : ""}`,
      };
    // A chat line always stands after a space: nothing anyone says can look like these.
    case "private":
      return { kind: "message", text: `>>> private from ${formatChat(event.name, event.text)}` };
    case "sent":
      return { kind: "message", text: `>>> private to ${formatChat(event.name, event.text)}` };
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

function aside(text: string): Shown {
  return status(`— ${text} —`);
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return formatDuration(seconds * 1000, { ignoreZero: true }).replace(/(\d)(?=[a-z])/g, "$1 ");
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
