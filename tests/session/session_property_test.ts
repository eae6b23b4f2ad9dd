import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatChat } from "../../lib/protocol.ts";
import { Session } from "../../lib/session/session.ts";
import { RETRY_MS } from "../../lib/session/uplink.ts";
import { pure } from "../pure.ts";
import { type FakeLink, FakeWorld } from "./fake_world.ts";

/** How many interleavings are tried. */
const RUNS = 3000;

const SESSIONS = ["foo", "bar", "foo"];

/** One thing that happens `n` times to the session number `who`. */
const step = fc.record({
  what: fc.constantFrom(
    ...["say", "say", "say", "to server", "to server", "to client", "to client"] as const,
    ...["lose", "lose", "reap", "cut", "time", "settle", "settle", "restart", "rename"] as const,
  ),
  who: fc.nat(SESSIONS.length - 1),
  n: fc.integer({ min: 1, max: 4 }),
});

pure("Session loses no line and doubles none, whatever happens in whatever order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const world = new FakeWorld();
      const seen: string[][] = [];
      const sessions = SESSIONS.map((name, i) => {
        const lines: string[] = seen[i] = [];
        const session = new Session({
          name,
          key: `session-key-0000000${i}`,
          world,
          onEvent: (event) =>
            event.type === "message" &&
            lines.push(`${event.number} ${formatChat(event.name ?? "", event.text)}`),
        });
        session.connect({ hostname: "lab", port: 8001 });
        return session;
      });
      const said: string[] = [];
      const ghosts: FakeLink[] = [];
      const linkOf = (who: number) =>
        world.links.findLast(({ member, dead }) =>
          !dead && member?.sessionKey === `session-key-0000000${who}`
        );
      const settle = () => {
        for (let waited = 0; waited < 3 * RETRY_MS.most; waited += RETRY_MS.most) {
          world.advance(RETRY_MS.most);
          world.ping();
          world.settle();
        }
      };
      // Everyone is in before the first line, so everyone must see every line.
      settle();
      for (const { what, who, n } of steps) {
        const link = linkOf(who);
        for (let i = 0; i < n; i++) {
          if (what === "say") {
            // With few different texts, one line could be taken for another.
            const text = `${who} ${said.length % 3}`;
            said.push(text);
            sessions[who]!.say(text);
          } else if (what === "to server" && link) world.toServer(link);
          else if (what === "to client" && link) world.toClient(link);
        }
        if (what === "lose" && link) {
          world.lose(link);
          ghosts.push(link);
        } else if (what === "reap") {
          const ghost = ghosts.shift();
          if (ghost) world.reap(ghost, n);
        } else if (what === "cut" && link) world.cut(link);
        else if (what === "time") world.advance(n * 1000);
        else if (what === "settle") {
          // Everything works again, except old connections that the server still believes alive.
          world.advance(1000);
          world.settle(ghosts);
        } else if (what === "restart") world.restart(true);
        else if (what === "rename") sessions[who]!.rename(`name${who}${n}`);
      }
      settle();
      const spoken = world.transcript.map(({ line }) => line.slice(line.indexOf(" :") + 2));
      assertEquals(spoken.toSorted(), said.toSorted());
      // The lines of each session are in the order in which it said them.
      for (const who of SESSIONS.keys()) {
        const own = (texts: string[]) => texts.filter((text) => text.startsWith(`${who} `));
        assertEquals(own(spoken), own(said));
      }
      // Everyone saw every line, in the same order.
      const lines = world.transcript.map(({ number, line }) => `${number} ${line}`);
      for (const mine of seen) assertEquals(mine, lines);
      for (const session of sessions) assertEquals(session.settled, true);
    }),
    { numRuns: RUNS },
  );
});
