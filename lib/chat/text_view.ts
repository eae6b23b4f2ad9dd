/**
 * What a person sees of a session where everything is text, as in a terminal.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { type MessageOptions, showMessage, showText, showTime } from "./message_view.ts";
import { namesOnJoining } from "./names_view.ts";
import {
  type Describe,
  type DrawnEvent,
  message,
  type Shown,
  showStatus,
  type ViewOptions,
  withoutExcess,
} from "./view.ts";

/** Begins a private message. */
const PRIVATE = ">>>";

/** Puts events into words of a language. */
export function textView(t: ProgramSentences): Describe {
  return (event, options) => showEvent(event, { ...options, t });
}

/** Returns what to show of an event; undefined for nothing. */
export function showEvent(
  event: SessionEvent,
  options: ViewOptions & { t: ProgramSentences },
): Shown | undefined {
  const { presence = true, t } = options;
  switch (event.type) {
    case "message":
      return withoutExcess(message(...showMessage(event, event.time, options)));
    case "private":
      return showPrivate(event, t.privateFrom(), options);
    case "sent":
      // The user's own words do not mention the user.
      return showPrivate(event, t.privateTo(), { ...options, self: undefined });
    case "here":
      if (!presence) return undefined;
      return withoutExcess({ kind: "status", spans: namesOnJoining(event.names, t) });
    default:
      return showStatus(event, options);
  }
}

/** A chat line begins with a space or a time, so nobody can say what looks like this. */
function showPrivate(
  { name, text, action, time }: Extract<DrawnEvent, { type: "private" | "sent" }>,
  direction: string,
  options: MessageOptions,
): Shown {
  const stamp = showTime(time, options);
  const said = showText({ name, text, action, resembles: undefined }, options);
  return withoutExcess(
    options.compact
      ? message({ text: `${PRIVATE} ` }, ...stamp, { text: ` ${direction} ` }, ...said)
      : message(...stamp, { text: `${PRIVATE} ${direction} ` }, ...said),
  );
}
