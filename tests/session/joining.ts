/**
 * Sessions that join a room of a fake world.
 *
 * @module
 */

import { formatChat } from "../../lib/protocol.ts";
import { Session, type SessionOptions } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { FakeWorld } from "./fake_world.ts";

/** How long a session doubts a server that asks for a password, in ms. */
export const DOUBT_MS = 300;

export const ADDRESS = { hostname: "lab", port: 8001 };

/** A session in a fake world, with everything it told. */
export function join(world: FakeWorld, name: string, options: Partial<SessionOptions> = {}) {
  const events: SessionEvent[] = [];
  const key = `key-of-${name}-0123456789`;
  const session = new Session({
    greeting: WaryGreeting,
    name,
    newKey: () => key,
    world,
    onEvent: (event) => events.push(event),
    ...options,
  });
  session.connect(ADDRESS);
  pass(world, 10);
  if (world.lock) pass(world, DOUBT_MS);
  return {
    session,
    events,
    link: () => world.links.findLast(({ member }) => member?.sessionKey === key)!,
    lines: () => linesOf(events),
    types: () => events.map(({ type }) => type),
  };
}

/** The chat lines that were shown, without the `/me ` of actions. */
export function linesOf(events: SessionEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type !== "message") return [];
    return [event.name === undefined ? event.text : formatChat(event.name, event.text)];
  });
}

/** The numbers of the messages that were shown. */
export function numbersOf(events: SessionEvent[]): (number | undefined)[] {
  return events.flatMap((event) => event.type === "message" ? [event.number] : []);
}

/** Lets time pass, and everything arrive. */
export function pass(world: FakeWorld, ms: number): void {
  world.advance(ms);
  world.settle();
}

/** A session whose link is open, and over which nothing has been carried. */
export function joinOnly(world: FakeWorld, options: Partial<SessionOptions>) {
  const events: SessionEvent[] = [];
  const key = "0123456789abcdef";
  const onEvent = (event: SessionEvent) => events.push(event);
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey: () => key,
    world,
    onEvent,
    ...options,
  });
  session.connect(ADDRESS);
  world.advance(1);
  return { session, events, link: world.links[0]! };
}
