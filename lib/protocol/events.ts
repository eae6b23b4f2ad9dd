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

/** Reads what follows the verb of an event. Undefined if that is malformed. */
type Parser<V extends EventVerb> = (rest: string) => Rest<V> | undefined;

const named = (name: string) => name === "" ? undefined : { name };
const saying: Parser<"private" | "sent"> = (rest) => pair(rest, (name, text) => ({ name, text }));
const telling = (text: string) => ({ text });
const counting: Parser<"found" | "skipped"> = (rest) =>
  numbers(rest, 1, ([count]) => ({ count: count! }));
const numbered: Parser<"present" | "removed"> = (rest) =>
  numbers(rest, 1, ([number]) => ({ number: number! }));
const bare = () => ({});

const PARSERS: { [V in EventVerb]: Parser<V> } = {
  hello: parseHello,
  you: named,
  names: (rest) => {
    const names = rest === "" ? [] : rest.split(" :");
    const more = names.at(-1) === "";
    return { names: more ? names.slice(0, -1) : names, more };
  },
  join: named,
  leave: named,
  rename: (rest) => pair(rest, (from, to) => ({ from, to })),
  private: saying,
  sent: saying,
  past: (rest) => {
    const [, number, time, line] = /^(\d{1,15}) (\d{1,15}) (.*)$/s.exec(rest) ?? [];
    return line === undefined ? undefined : { number: Number(number), time: Number(time), line };
  },
  present: numbered,
  gap: (rest) => numbers(rest, 2, ([from, to]) => ({ from: from!, to: to! })),
  found: counting,
  skipped: counting,
  moderator: named,
  kicked: (rest) => pair(rest, (name, reason) => ({ name, reason })),
  muted: named,
  unmuted: named,
  floor: (who) => isFloor(who) ? { who } : undefined,
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
    Array.from(rest.matchAll(/([^ =]+)=([^ ]*)/g), ([, key, value]) => [key, value!]),
  );
  const [version, last, limit, kept, started] = ["version", "last", "limit", "kept", "started"]
    .map((key) => numbers(fields.get(key) ?? "", 1, ([number]) => number));
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
  if (verb === undefined || !Object.hasOwn(PARSERS, verb)) return undefined;
  const fields = PARSERS[verb as EventVerb](rest ?? "");
  return fields && { verb, ...fields } as ServerEvent;
}

/** Writes an event as its line, without a line ending. */
export function formatEvent(event: ServerEvent): string {
  const rest = formatRest(event);
  return rest === "" ? `*${event.verb}` : `*${event.verb} ${rest}`;
}

/** Writes a `*past` event as its line, more quickly than {@linkcode formatEvent}. */
export function formatPast(message: { number: number; time: number; line: string }): string {
  return `*past ${formatMessage(message)}`;
}

function formatMessage(
  { number, time, line }: { number: number; time: number; line: string },
): string {
  return `${number} ${time} ${line}`;
}

function formatRest(event: ServerEvent): string {
  switch (event.verb) {
    case "hello":
      return formatHello(event);
    case "you":
    case "join":
    case "leave":
    case "moderator":
    case "muted":
    case "unmuted":
      return event.name;
    case "names":
      return [...event.names, ...event.more ? [""] : []].join(" :");
    case "rename":
      return formatChat(event.from, event.to);
    case "private":
    case "sent":
      return formatChat(event.name, event.text);
    case "kicked":
      return formatChat(event.name, event.reason);
    case "past":
      return formatMessage(event);
    case "present":
    case "removed":
      return String(event.number);
    case "found":
    case "skipped":
      return String(event.count);
    case "gap":
      return `${event.from} ${event.to}`;
    case "floor":
      return event.who;
    case "topic":
    case "notice":
    case "error":
      return event.text;
    case "ping":
    case "locked":
      return "";
  }
}

function formatHello({ version, room, last, limit, kept, started }: Rest<"hello">): string {
  return `version=${version} room=${room} last=${last} limit=${limit}` +
    (kept === undefined ? "" : ` kept=${kept}`) +
    (started === undefined ? "" : ` started=${started}`);
}
