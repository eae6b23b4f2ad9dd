import { assertEquals, assertGreater } from "@std/assert";
import { TcpLinks } from "../../lib/client/tcp_link.ts";
import { PROGRAM_SENTENCES, type ProgramSentence } from "../../lib/language/program_language.ts";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import { serve, type Served } from "../../lib/server/serve.ts";
import { settlesWithin } from "../../lib/net/settles_within.ts";
import { BadLink, seededRandom } from "./bad_link.ts";
import { startServer } from "./programs.ts";

const { en } = PROGRAM_SENTENCES;

const SESSIONS = 10;
const LINES = 500;

/** How long all lines may take to arrive everywhere, in ms. */
const PATIENCE_MS = 120_000;

/**
 * Has every session say its lines through the port, and checks that each of them shows every line
 * exactly once, in one order. `onLine` is called with the number of lines that the first one has shown.
 */
async function everyoneSaysEverything(port: number, onLine = (_: number) => {}): Promise<void> {
  const seen = Array.from({ length: SESSIONS }, (): string[] => []);
  const allIn = Promise.withResolvers<void>();
  const allSeen = Promise.withResolvers<void>();
  const links = new TcpLinks(en);
  let joined = 0;
  let missing = SESSIONS * SESSIONS * LINES;
  const sessions = seen.map((lines, i) =>
    new Session({
      greeting: WaryGreeting,
      name: `人${i}`,
      newKey: () => crypto.randomUUID(),
      world: links.world(),
      onEvent: (event) => {
        if (event.type === "connected" && ++joined === SESSIONS) allIn.resolve();
        if (event.type !== "message") return;
        lines.push(`${event.name} :${event.text}`);
        if (i === 0) onLine(lines.length);
        if (--missing === 0) allSeen.resolve();
      },
    })
  );
  try {
    for (const session of sessions) session.connect({ hostname: "127.0.0.1", port });
    await allIn.promise;
    for (let n = 0; n < LINES; n++) {
      for (const session of sessions) session.say(`line ${n}`);
    }
    const all = await settlesWithin(allSeen.promise, PATIENCE_MS);
    if (!all) console.error(`After ${PATIENCE_MS} ms ${missing} lines are missing`);
    const counts = Map.groupBy(seen[0]!, (line) => line);
    const wrong = sessions.flatMap((_, i) =>
      Array.from({ length: LINES }, (_, n) => `人${i} :line ${n}`)
    ).filter((line) => counts.get(line)?.length !== 1);
    assertEquals(wrong, []);
    for (const lines of seen) assertEquals(lines.join("\n") === seen[0]!.join("\n"), true);
    for (const session of sessions) assertEquals(session.waiting, []);
  } finally {
    for (const session of sessions) session.disconnect();
    await links.closed();
  }
}

/** Opens a room that keeps every line. */
function openRoom(): Served {
  const report = (sentence: ProgramSentence) => console.error(sentence(en));
  return serve({ hostname: "127.0.0.1", port: 0, history: 2 * SESSIONS * LINES, report });
}

/** Runs with a random seed, and prints that on failure; SEED=… deno task test repeats the run. */
async function seeded(run: (seed: number) => Promise<void>): Promise<void> {
  const seed = Number(Deno.env.get("SEED") ?? Math.floor(Math.random() * 2 ** 31));
  try {
    await run(seed);
  } catch (error) {
    console.error(`SEED=${seed}`);
    throw error;
  }
}

Deno.test("no line is lost and none doubled through 200 broken connections", () =>
  seeded(async (seed) => {
    const server = openRoom();
    {
      const options = { breaks: 200, random: seededRandom(seed) };
      await using link = new BadLink(() => server.port, options);
      await everyoneSaysEverything(link.port);
      const total = Object.values(link.broken).reduce((sum, count) => sum + count, 0);
      assertEquals(total, 200, JSON.stringify(link.broken));
      for (const count of Object.values(link.broken)) assertGreater(count, 20);
    }
    await server.close();
  }));

Deno.test("no line is lost and none doubled when the server is killed ten times", async () => {
  const folder = await Deno.makeTempDir();
  const log = ["--log", `${folder}/talk.jsonl`, "--history", "10000", "--quiet"];
  let room = await startServer(log);
  let kills = 0;
  let restarting = Promise.resolve();
  const restart = async () => {
    room.program.kill("SIGKILL");
    await room.program.code();
    room = await startServer([...log, "--port", String(room.port)]);
  };
  try {
    // Lines come in bursts, one for each life of the server.
    await everyoneSaysEverything(room.port, (lines) => {
      if (kills < 10 && lines > kills * 450) {
        kills++;
        restarting = restarting.then(restart);
      }
    });
    await restarting;
    assertEquals(kills, 10);
  } finally {
    await room[Symbol.asyncDispose]();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("no line is lost and none doubled over a link that carries single bytes", async () => {
  const server = openRoom();
  {
    const random = seededRandom(1);
    await using link = new BadLink(() => server.port, { breaks: 20, random, byteByByte: true });
    await everyoneSaysEverything(link.port);
  }
  await server.close();
});
