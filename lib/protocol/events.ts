/**
 * Events of the wire: lines that start with `*` and come from the server only.
 *
 * @module
 */

import { type Floor, formatChat, isFloor } from "./commands.ts";

/** An event, as `lib/protocol/README.md` describes it. */
export type ServerEvent =
  | {
    verb: "hello";
    version: number;
    room: string;
    last: number;
    limit: number;
    /** The last message that a room taken up again from a transcript had then. */
    kept?: number;
    /** When that was, in Unix milliseconds. */
    started?: number;
  }
  | { verb: "you"; name: string }
  /** `more`: the list goes on in the next `*names`. */
  | { verb: "names"; names: string[]; more: boolean }
  | { verb: "join"; name: string }
  | { verb: "leave"; name: string }
  | { verb: "rename"; from: string; to: string }
  | { verb: "private"; name: string; text: string }
  | { verb: "sent"; name: string; text: string }
  /** `time`: Unix milliseconds. */
  | { verb: "past"; number: number; time: number; line: string }
  | { verb: "present"; number: number }
  /** The end of what `/past` or `/find` asked for. `count`: how many messages match. */
  | { verb: "found"; count: number }
  | { verb: "gap"; from: number; to: number }
  | { verb: "skipped"; count: number }
  | { verb: "moderator"; name: string }
  /** `reason` may be empty. */
  | { verb: "kicked"; name: string; reason: string }
  | { verb: "muted"; name: string }
  | { verb: "unmuted"; name: string }
  | { verb: "floor"; who: Floor }
  /** An empty text: the room has no topic. */
  | { verb: "topic"; text: string }
  | { verb: "removed"; number: number }
  | { verb: "ping" }
  | { verb: "locked" }
  | { verb: "notice"; text: string }
  | { verb: "error"; text: string };

/** The words events begin with. */
export type EventVerb = ServerEvent["verb"];

type Rest<V extends EventVerb> = Omit<Extract<ServerEvent, { verb: V }>, "verb">;

/** Reads (undefined: malformed) and writes what follows an event's verb. */
interface EventForm<V extends EventVerb> {
  parse(rest: string): Rest<V> | undefined;
  format(event: Rest<V>): string;
}

const named: EventForm<"you" | "join" | "leave" | "moderator" | "muted" | "unmuted"> = {
  parse: (name) => name === "" ? undefined : { name },
  format: ({ name }) => name,
};

const saying: EventForm<"private" | "sent"> = {
  parse: (rest) => pair(rest, (name, text) => ({ name, text })),
  format: ({ name, text }) => formatChat(name, text),
};

const telling: EventForm<"notice" | "error" | "topic"> = {
  parse: (text) => ({ text }),
  format: ({ text }) => text,
};

const counting: EventForm<"found" | "skipped"> = {
  parse: (rest) => numbers(rest, 1, ([count]) => ({ count: count! })),
  format: ({ count }) => String(count),
};

const bare: EventForm<"ping" | "locked"> = { parse: () => ({}), format: () => "" };

const numbered: EventForm<"present" | "removed"> = {
  parse: (rest) => numbers(rest, 1, ([number]) => ({ number: number! })),
  format: ({ number }) => String(number),
};

/** The parser and the formatter are made from this table. */
const EVENTS: { [V in EventVerb]: EventForm<V> } = {
  hello: {
    parse: parseHello,
    format: ({ version, room, last, limit, kept, started }) =>
      `version=${version} room=${room} last=${last} limit=${limit}` +
      (kept === undefined ? "" : ` kept=${kept}`) +
      (started === undefined ? "" : ` started=${started}`),
  },
  you: named,
  names: {
    parse: (rest) => {
      const names = rest === "" ? [] : rest.split(" :");
      const more = names.at(-1) === "";
      return { names: more ? names.slice(0, -1) : names, more };
    },
    format: ({ names, more }) => [...names, ...more ? [""] : []].join(" :"),
  },
  join: named,
  leave: named,
  rename: {
    parse: (rest) => pair(rest, (from, to) => ({ from, to })),
    format: ({ from, to }) => formatChat(from, to),
  },
  private: saying,
  sent: saying,
  past: {
    parse: (rest) => {
      const [, number, time, line] = /^(\d{1,15}) (\d{1,15}) (.*)$/s.exec(rest) ?? [];
      return line === undefined ? undefined : { number: Number(number), time: Number(time), line };
    },
    format: ({ number, time, line }) => `${number} ${time} ${line}`,
  },
  present: numbered,
  gap: {
    parse: (rest) => numbers(rest, 2, ([from, to]) => ({ from: from!, to: to! })),
    format: ({ from, to }) => `${from} ${to}`,
  },
  found: counting,
  skipped: counting,
  moderator: named,
  kicked: {
    parse: (rest) => pair(rest, (name, reason) => ({ name, reason })),
    format: ({ name, reason }) => formatChat(name, reason),
  },
  muted: named,
  unmuted: named,
  floor: {
    parse: (who) => isFloor(who) ? { who } : undefined,
    format: ({ who }) => who,
  },
  topic: telling,
  removed: numbered,
  ping: bare,
  locked: bare,
  notice: telling,
  error: telling,
};

/** Fields are `key=value`. Unknown fields are ignored, so that later servers may add some. */
function parseHello(rest: string): Rest<"hello"> | undefined {
  const fields = new Map(
    rest.split(" ").map((field) => {
      const [key, ...value] = field.split("=");
      return [key, value.join("=")];
    }),
  );
  const [version, last, limit, kept, started] = ["version", "last", "limit", "kept", "started"]
    .map((key) => {
      const value = fields.get(key) ?? "";
      return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
    });
  const room = fields.get("room");
  if (!room || version === undefined || last === undefined || limit === undefined) return undefined;
  return {
    ...{ version, room, last, limit },
    ...kept !== undefined && { kept },
    ...started !== undefined && { started },
  };
}

function pair<T>(rest: string, make: (left: string, right: string) => T): T | undefined {
  const at = rest.indexOf(" :");
  return at < 1 ? undefined : make(rest.slice(0, at), rest.slice(at + 2));
}

function numbers<T>(rest: string, count: number, make: (n: number[]) => T): T | undefined {
  const words = rest.split(" ");
  const good = words.length === count && words.every((word) => /^\d{1,15}$/.test(word));
  return good ? make(words.map(Number)) : undefined;
}

/** Reads a line that starts with `*`. Undefined if it is unknown or malformed; clients ignore those. */
export function parseEvent(line: string): ServerEvent | undefined {
  const [, verb, rest] = /^\*([a-z]+)(?: (.*))?$/s.exec(line) ?? [];
  if (verb === undefined || !Object.hasOwn(EVENTS, verb)) return undefined;
  const fields = EVENTS[verb as EventVerb].parse(rest ?? "");
  return fields && { verb, ...fields } as ServerEvent;
}

/** Writes a `*past` event as its line, more quickly than {@linkcode formatEvent}. */
export function formatPast(message: { number: number; time: number; line: string }): string {
  return `*past ${EVENTS.past.format(message)}`;
}

/** Writes an event as its line, without a line ending. */
export function formatEvent(event: ServerEvent): string {
  const form = EVENTS[event.verb] as EventForm<EventVerb>;
  const rest = form.format(event as never);
  return rest === "" ? `*${event.verb}` : `*${event.verb} ${rest}`;
}
