import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatChat } from "../../lib/protocol.ts";
import { Lock } from "../../lib/room/gate.ts";
import type { ModerationOptions } from "../../lib/room/moderation_options.ts";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { RETRY_MS } from "../../lib/session/uplink.ts";
import { pure } from "../pure.ts";
import { clientLine, type FakeLink, FakeWorld } from "./fake_world.ts";

/** How many interleavings are tried. */
const RUNS = 3000;

const SESSIONS = ["foo", "bar", "foo"];

const WHAT = [
  ...["say", "say", "say", "to server", "to server", "to client", "to client"] as const,
  ...["lose", "lose", "reap", "cut", "time", "settle", "settle", "restart", "rename"] as const,
] as const;

/** What a moderator does. Only the last session is put out. */
const MODERATION = ["mute", "unmute", "remove", "remove", "floor", "no floor", "kick"] as const;

/** One thing that happens `n` times to the session number `who`. */
interface Step {
  what: typeof WHAT[number] | "roll back" | typeof MODERATION[number];
  who: number;
  n: number;
}

function stepsOf(...what: Step["what"][]) {
  const who = fc.nat(SESSIONS.length - 1);
  const step = fc.record({
    what: fc.constantFrom(...what),
    who,
    n: fc.integer({ min: 1, max: 4 }),
  });
  return fc.array(step, { maxLength: 120 });
}

/** What one session shows. */
class Shown {
  /** The lines with their numbers. Those that the room was said to have lost are left out. */
  lines: [number: number, line: string][] = [];
  /** The texts whose echo was shown. */
  readonly receipts = new Set<string>();
  /** The texts that the room refused, and those of which nobody knows. */
  readonly refused: string[] = [];
  readonly unsure: string[] = [];
  forgot = 0;

  take(event: SessionEvent): void {
    if (event.type === "forgot") {
      this.forgot++;
      this.lines = this.lines.filter(([number]) => number < event.from);
    } else if (event.type === "message") {
      this.lines.push([event.number!, formatChat(event.name ?? "", event.text)]);
      if (event.mine) this.receipts.add(event.text);
    } else if (event.type === "removed") {
      this.lines = this.lines.filter(([number]) => number !== event.number);
    } else if (event.type === "refused") this.refused.push(event.text);
    else if (event.type === "unsure") this.unsure.push(event.text);
  }
}

/** Three sessions in a room, in a world in which everything may break. */
class Play {
  readonly world = new FakeWorld();
  readonly shown = SESSIONS.map(() => new Shown());
  readonly sessions: Session[];
  readonly said: string[] = [];
  /** How many different texts are said. */
  readonly #texts: number;
  readonly #ghosts: FakeLink[] = [];

  constructor(texts: number, moderation: ModerationOptions = {}) {
    this.#texts = texts;
    this.world.moderation = moderation;
    this.world.restart(false);
    this.sessions = SESSIONS.map((name, i) => {
      const newKey = () => `session-key-0000000${i}`;
      const onEvent = (event: SessionEvent) => this.shown[i]!.take(event);
      const session = new Session({
        greeting: WaryGreeting,
        name,
        newKey,
        world: this.world,
        onEvent,
      });
      session.connect({ hostname: "lab", port: 8001 });
      return session;
    });
    // Everyone is in before the first line, so everyone must see every line.
    this.settle();
  }

  /** Lets everything work again, and everybody come back. */
  settle(): void {
    for (let waited = 0; waited < 3 * RETRY_MS.most; waited += RETRY_MS.most) {
      this.world.advance(RETRY_MS.most);
      this.world.ping();
      this.world.settle();
    }
  }

  step({ what, who, n }: Step): void {
    const { world } = this;
    const session = this.sessions[who]!;
    const link = this.#linkOf(who);
    for (let i = 0; i < n; i++) {
      if (what === "say") this.#say(who);
      else if (what === "to server" && link) world.toServer(link);
      else if (what === "to client" && link) world.toClient(link);
    }
    if (what === "lose" && link) {
      world.lose(link);
      this.#ghosts.push(link);
    } else if (what === "reap") {
      const ghost = this.#ghosts.shift();
      if (ghost) world.reap(ghost, n);
    } else if (what === "cut" && link) world.cut(link);
    else if (what === "time") world.advance(n * 1000);
    else if (what === "settle") {
      // Everything works again, except old connections that the server still believes alive.
      world.advance(1000);
      world.settle(this.#ghosts);
    } else if (what === "restart") world.restart(true);
    else if (what === "roll back") {
      world.restart(true, Math.max(0, world.transcript.length - 2 * n));
    } else if (what === "rename") session.rename(`name${who}${n}`);
    else if (what !== "say" && !what.startsWith("to ")) this.#moderate(what, who, n);
  }

  /** A moderator does something. */
  #moderate(what: Step["what"], who: number, n: number): void {
    const { room, transcript } = this.world;
    const name = this.#linkOf(what === "kick" ? SESSIONS.length - 1 : who)?.member?.name?.text;
    const line = {
      kick: `/kick ${name}`,
      mute: `/mute ${name}`,
      unmute: `/unmute ${name}`,
      remove: `/remove ${Math.max(1, transcript.length + 1 - n)}`,
      floor: "/floor moderators",
      "no floor": "/floor everyone",
    }[what as typeof MODERATION[number]];
    if (line === undefined) return;
    const member = room.enter({ push: () => true, pushLazily: () => {} }, { end: () => {} });
    for (const one of ["/name T", "/moderate x", line]) room.receive(member, clientLine(one));
    room.receive(member, { type: "quit" });
  }

  /** Nobody is muted any more, and who was put out comes back. */
  forgive(): void {
    for (const who of SESSIONS.keys()) this.step({ what: "unmute", who, n: 1 });
    this.step({ what: "no floor", who: 0, n: 1 });
    const last = this.sessions.at(-1)!;
    if (!last.address) last.connect({ hostname: "lab", port: 8001 });
    this.settle();
  }

  #say(who: number): void {
    const text = `${who} ${this.said.length % this.#texts}`;
    this.said.push(text);
    this.sessions[who]!.say(text);
  }

  #linkOf(who: number): FakeLink | undefined {
    return this.world.links.findLast(({ member, dead }) =>
      !dead && member?.sessionKey === `session-key-0000000${who}`
    );
  }

  /** What the room has now, without names. */
  get spoken(): string[] {
    return this.world.transcript.map(({ line }) => line.slice(line.indexOf(" :") + 2));
  }

  /** Everyone sees every line of the room, in the same order, and nothing is on its way. */
  checkAllSeeAll(): void {
    const lines = this.world.transcript.map(({ number, line }) => [number, line]);
    for (const shown of this.shown) assertEquals(shown.lines as unknown[], lines);
    for (const session of this.sessions) assertEquals(session.settled, true);
  }
}

/** The texts that one session said, in order. */
function textsOf(who: number, texts: readonly string[]): string[] {
  return texts.filter((text) => text.startsWith(`${who} `));
}

pure("Session loses no line and doubles none, whatever happens in whatever order", () => {
  fc.assert(
    fc.property(stepsOf(...WHAT), (steps) => {
      // With few different texts, one line could be taken for another.
      const play = new Play(3);
      for (const step of steps) play.step(step);
      play.settle();
      assertEquals(play.spoken.toSorted(), play.said.toSorted());
      // The lines of each session are in the order in which it said them.
      for (const who of SESSIONS.keys()) {
        assertEquals(textsOf(who, play.spoken), textsOf(who, play.said));
      }
      play.checkAllSeeAll();
      assertEquals(play.shown.map(({ forgot }) => forgot), [0, 0, 0]);
    }),
    { numRuns: RUNS },
  );
});

pure("Session misses nothing that is said after its room has lost the end of its log", () => {
  fc.assert(
    fc.property(stepsOf(...WHAT, "roll back", "roll back"), (steps) => {
      const play = new Play(Infinity);
      for (const step of steps) play.step(step);
      play.settle();
      const { spoken, said } = play;
      for (const who of SESSIONS.keys()) {
        const own = textsOf(who, spoken);
        // Nothing is said twice, and all in order.
        assertEquals(own, textsOf(who, said).filter((text) => own.includes(text)));
        // What is missing was said before the room lost it.
        const missing = textsOf(who, said).filter((text) => !own.includes(text));
        for (const text of missing) assert(play.shown[who]!.receipts.has(text), text);
      }
      play.checkAllSeeAll();
    }),
    { numRuns: RUNS },
  );
});

pure(
  "Session loses and doubles nothing while others are muted, put out, and messages removed",
  () => {
    fc.assert(
      fc.property(stepsOf(...WHAT, ...MODERATION), (steps) => {
        const play = new Play(Infinity, { lock: new Lock("x"), kickMinutes: 0 });
        for (const step of steps) play.step(step);
        play.settle();
        play.forgive();
        const { spoken, said, world } = play;
        assertEquals(new Set(spoken).size, spoken.length, "nothing is said twice");
        const removed = new Set(world.removed);
        const kept = world.transcript.filter(({ number }) => !removed.has(number))
          .map(({ number, line }) => [number, line]);
        // The last one may have been put out, and so have lost what was on its way.
        for (const who of [...SESSIONS.keys()].slice(0, -1)) {
          const { lines, refused, unsure } = play.shown[who]!;
          assertEquals(lines as unknown[], kept);
          assertEquals(play.sessions[who]!.settled, true);
          // Each line was said, refused, or is told not to be known. A refused one was not said.
          const own = textsOf(who, spoken);
          assertEquals(own, textsOf(who, said).filter((text) => own.includes(text)));
          for (const text of textsOf(who, said)) {
            const times = [own, refused, unsure].map((all) => all.includes(text));
            assert(times.includes(true), text);
            assert(!(own.includes(text) && refused.includes(text)), text);
          }
        }
      }),
      { numRuns: RUNS / 3 },
    );
  },
);
