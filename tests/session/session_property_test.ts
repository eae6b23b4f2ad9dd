import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatChat } from "../../lib/protocol.ts";
import { Session } from "../../lib/session/session.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { RETRY_MS } from "../../lib/session/uplink.ts";
import { pure } from "../pure.ts";
import { type FakeLink, FakeWorld } from "./fake_world.ts";

/** How many interleavings are tried. */
const RUNS = 3000;

const SESSIONS = ["foo", "bar", "foo"];

const WHAT = [
  ...["say", "say", "say", "to server", "to server", "to client", "to client"] as const,
  ...["lose", "lose", "reap", "cut", "time", "settle", "settle", "restart", "rename"] as const,
] as const;

/** One thing that happens `n` times to the session number `who`. */
interface Step {
  what: typeof WHAT[number] | "roll back";
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
  forgot = 0;

  take(event: SessionEvent): void {
    if (event.type === "forgot") {
      this.forgot++;
      this.lines = this.lines.filter(([number]) => number < event.from);
    } else if (event.type === "message") {
      this.lines.push([event.number!, formatChat(event.name ?? "", event.text)]);
      if (event.mine) this.receipts.add(event.text);
    }
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

  constructor(texts: number) {
    this.#texts = texts;
    this.sessions = SESSIONS.map((name, i) => {
      const newKey = () => `session-key-0000000${i}`;
      const onEvent = (event: SessionEvent) => this.shown[i]!.take(event);
      const session = new Session({ name, newKey, world: this.world, onEvent });
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
