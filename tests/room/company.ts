/**
 * People in a room without sockets.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Refusal } from "../../lib/protocol.ts";
import { History } from "../../lib/room/history.ts";
import type { Output } from "../../lib/room/member.ts";
import type { ModerationOptions } from "../../lib/room/moderation_options.ts";
import type { PresenceChange } from "../../lib/room/presence.ts";
import { Room } from "../../lib/room/room.ts";
import type { Act } from "../../lib/room/standing.ts";
import { readLine } from "./read_line.ts";

/** Collects the lines sent to one member. While `held`, all waits until it is released. */
class FakeOutput implements Output {
  held = false;
  /** Whether what is pushed is left out, as for a reader that is too slow. */
  full = false;
  readonly lines: string[] = [];
  /** Those of the lines that count as chat lines. */
  readonly counted: string[] = [];
  readonly #queue: Iterator<Uint8Array>[] = [];

  push(chunk: Uint8Array, lines: number): boolean {
    if (this.full) return false;
    const all = decodeLines(chunk);
    assertEquals(all.length, 1, "what is not replayed comes line by line");
    if (lines > 0) this.counted.push(...all);
    this.pushLazily([chunk].values());
    return true;
  }

  pushLazily(chunks: Iterator<Uint8Array>): void {
    this.#queue.push(chunks);
    if (!this.held) this.release();
  }

  /** Lets out the next `count` chunks of what is held. */
  release(count = Infinity): void {
    for (let left = count; left > 0 && this.#queue.length > 0;) {
      const next = this.#queue[0]!.next();
      if (next.done) this.#queue.shift();
      else {
        this.lines.push(...decodeLines(next.value));
        left--;
      }
    }
  }
}

export function decodeLines(chunk: Uint8Array): string[] {
  const lines = new TextDecoder().decode(chunk).split("\n");
  assertEquals(lines.pop(), "", "every chunk is whole lines");
  return lines;
}

/** Somebody in a room, with the lines that reached them. */
interface Person {
  says(...lines: (string | Refusal)[]): void;
  /** The lines that arrived since the last time. */
  hears(): string[];
  /** Breaks the connection. */
  leaves(): void;
  /** How often their connection was ended from inside. */
  ends: number;
  output: FakeOutput;
}

export const KEY = "0123456789abcdef";

interface SetUpOptions {
  limit?: number;
  at?: number;
  resumed?: { kept: number; started: number };
  moderation?: ModerationOptions;
  onPresence?: (change: PresenceChange) => void;
}

export function setUp(
  { limit = 1000, at = 5_000, resumed, moderation, onPresence }: SetUpOptions = {},
) {
  const clock = { now: at, monotonic: 0 };
  const printed: string[] = [];
  const acts: Act[] = [];
  const timers = new Set<{ at: number; run: () => void }>();
  const transcript = { append: () => {}, record: (act: Act) => void acts.push(act) };
  const history = new History({ limit, transcript });
  const room = new Room({
    id: "3f2a9c1e",
    history,
    resumed,
    onPresence,
    print: (line) => printed.push(line),
    now: () => clock.now,
    monotonic: () => clock.monotonic,
    setTimer: (run, ms) => {
      const timer = { at: clock.now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    ...moderation && { moderation },
  });
  /** Moves the clocks, and runs the timers that fall due. */
  const wait = (ms: number) => {
    clock.now += ms;
    clock.monotonic += ms;
    for (const timer of timers) if (timer.at <= clock.now && timers.delete(timer)) timer.run();
  };
  /** Where those who come in come from. */
  const origin = { address: "", isOwn: false };
  /** An original client, or netcat: says these lines on coming in. */
  const enter = (...lines: string[]): Person => {
    const output = new FakeOutput();
    const member = room.enter(output, { ...origin, end: () => person.ends++ });
    const person: Person = {
      output,
      ends: 0,
      says: (...lines) => lines.forEach((line) => room.receive(member, readLine(line))),
      hears: () => output.lines.splice(0),
      leaves: () => room.leave(member),
    };
    person.says(...lines);
    return person;
  };
  /** A client that knocks and takes a name; it has heard everything that came of that. */
  const join = (name: string, key?: string): Person => {
    const person = enter("", key ? `/name ${name} :${key}` : `/name ${name}`);
    person.hears();
    return person;
  };
  return { room, history, clock, printed, enter, join, acts, wait, origin };
}
