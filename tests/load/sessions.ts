/**
 * Many sessions in a process of their own. Some of them talk, and all check what they hear.
 *
 *     deno run --allow-net tests/load/sessions.ts PORT FIRST SESSIONS TALKERS
 *
 * FIRST tells these sessions from those of other processes. Prints `ready` when all are in the room.
 * Reads `talk` and begins to talk; prints `back` when all have lost their connection and are back.
 * Reads `end` and falls silent; prints `said N`. Reads `heard N`, where N lines were said in the room,
 * and prints a {@linkcode SessionsReport} when everybody has heard them.
 *
 * @module
 */

import { TcpLinks } from "../../lib/client/tcp_link.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";

/** How often each of those who talk says a line, in ms. */
const EVERY_MS = 500;

/** How many join at a time. */
const JOINING_AT_ONCE = 50;

/** What came of it. */
export interface SessionsReport {
  /** What somebody heard that was not to come, such as a line twice; the first few. */
  wrong: string[];
  /** Milliseconds from when a line was said until its own talker heard it, before anything broke. */
  calm: number[];
  /** The same of lines that were said by those who were back while others were not. */
  meanwhile: number[];
}

/** A line that its talker has not heard yet. */
interface Said {
  at: number;
  online: boolean;
}

const [port, first, count, talkers] = Deno.args.map(Number) as [number, number, number, number];
const links = new TcpLinks(PROGRAM_SENTENCES.en);
const changes: (() => void)[] = [];
const wrong: string[] = [];
const times: { at: number; took: number; online: boolean }[] = [];
let joined = 0;
let away = 0;
let lost = 0;
let firstLost = Infinity;
let firstBack = Infinity;
let lastBack = -Infinity;

/** Resolves when something is so; asked whenever something happens. */
function until(isSo: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  changes.push(() => isSo() && resolve());
  if (isSo()) resolve();
  return promise;
}

/** One person. */
class Person {
  readonly session: Session;
  /** How many lines it has heard, in all and of each talker. */
  heard = 0;
  readonly #heardOf = new Map<string, number>();
  readonly #onWay: Said[] = [];
  #said = 0;

  constructor(number: number) {
    this.session = new Session({
      greeting: WaryGreeting,
      name: `person${number}`,
      newKey: () => crypto.randomUUID(),
      world: links.world(),
      onEvent: (event) => {
        this.#take(event);
        for (const change of changes) change();
      },
    });
  }

  get said(): number {
    return this.#said;
  }

  say(): void {
    this.#onWay.push({ at: performance.now(), online: this.session.online });
    this.session.say(String(this.#said++));
  }

  #take(event: SessionEvent): void {
    if (event.type === "connected") joined++;
    else if (event.type === "lost") {
      away++;
      if (lost++ === 0) firstLost = performance.now();
    } else if (event.type === "back") {
      if (--away === 0) lastBack = performance.now();
      firstBack = Math.min(firstBack, performance.now());
    } else if (event.type === "message") this.#hear(event.name!, event);
    else if (["fault", "gap", "forgot", "another room", "refused"].includes(event.type)) {
      note(`${this.session.name}: ${JSON.stringify(event)}`);
    }
  }

  #hear(name: string, { number, text, mine }: Extract<SessionEvent, { type: "message" }>): void {
    const n = this.#heardOf.get(name) ?? 0;
    if (text !== String(n) || number !== this.heard + 1) {
      note(`${this.session.name} heard ${name} :${text} as ${number} after ${this.heard}`);
    }
    this.#heardOf.set(name, n + 1);
    this.heard++;
    if (!mine) return;
    const { at, online } = this.#onWay.shift()!;
    times.push({ at, online, took: performance.now() - at });
  }
}

function note(what: string): void {
  if (wrong.length < 10) wrong.push(what);
}

async function main(): Promise<void> {
  const people = Array.from({ length: count }, (_, i) => new Person(first + i));
  for (const [i, { session }] of people.entries()) {
    session.connect({ hostname: "127.0.0.1", port });
    if ((i + 1) % JOINING_AT_ONCE === 0) await until(() => joined === i + 1);
  }
  await until(() => joined === count);
  console.log("ready");
  const chatting = people.slice(0, talkers);
  const timers: ReturnType<typeof setInterval>[] = [];
  const commands = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
  for await (const command of commands) {
    const [verb, number] = command.trim().split(" ");
    if (verb === "talk") {
      for (const person of chatting) timers.push(setInterval(() => person.say(), EVERY_MS));
      until(() => lost >= count && away === 0).then(() => console.log("back"));
    } else if (verb === "end") {
      for (const timer of timers) clearInterval(timer);
      await until(() => chatting.every(({ session }) => session.settled));
      console.log(`said ${chatting.reduce((sum, { said }) => sum + said, 0)}.`);
    } else {
      await until(() => people.every(({ heard }) => heard >= Number(number)));
      if (people.some(({ heard }) => heard > Number(number))) note("Somebody heard too much");
      const isMeanwhile = (at: number) => at >= firstBack && at <= lastBack;
      const took = (some: typeof times) => some.map(({ took }) => took);
      const report: SessionsReport = {
        wrong,
        calm: took(times.filter(({ at, took }) => at + took < firstLost)),
        meanwhile: took(times.filter(({ at, online }) => online && isMeanwhile(at))),
      };
      console.log(JSON.stringify(report));
    }
  }
  Deno.exit();
}

if (import.meta.main) await main();
