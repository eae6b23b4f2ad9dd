import { assertEquals, assertGreater, assertLess, assertMatch } from "@std/assert";
import { lookFor } from "../../lib/discovery/look.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import {
  fromSource,
  NO_SIGNALS,
  Program,
  Raw,
  startServer,
  testUnless,
} from "../programs/programs.ts";
import { serveHere } from "./serve_here.ts";

const { en } = PROGRAM_SENTENCES;

const SECRET = "open sesame";
const KEY = "0123456789abcdef";
const OUT = /^\*error A moderator has put you out of this room(: enough)?; come back in 10 min\n$/;
const TAKEN = "*error The moderators have the floor";

/** Somebody who knocked and took a name. */
async function join(port: number, name: string, key?: string): Promise<Raw> {
  const raw = await Raw.connect(port);
  await raw.send(`\n/name ${name}${key === undefined ? "" : ` :${key}`}\n`);
  await raw.until(`*you ${name}\n`);
  return raw;
}

/** A moderator. */
async function moderator(port: number): Promise<Raw> {
  const raw = await join(port, "Teacher", KEY);
  await raw.send(`/moderate ${SECRET}\n`);
  await raw.until("*moderator Teacher\n");
  return raw;
}

Deno.test("ChatServer answers wrong passwords for moderators slowly, and goes on", async () => {
  const acts: string[] = [];
  const server = serveHere({
    ...{ moderatorPassword: SECRET, limits: { wrongPassMs: 200 } },
    onAct: (sentence) => acts.push(sentence(en)),
  });
  try {
    using raw = await join(server.port, "Ann");
    using other = await join(server.port, "Bob");
    const start = performance.now();
    await raw.send(
      `/moderate a\nstill here\n/moderate b\n/moderate c\n/moderate ${SECRET}\n/pong\nhi\n`,
    );
    await other.send("hello\n");
    await raw.until("2 tries are left\n");
    assertGreater(performance.now() - start, 190);
    await raw.until("Ann :still here\n");
    await raw.until("*error Wrong password; that was the last try on this connection\n");
    await raw.until("*error Wrong password; that was the last try on this connection\n");
    assertGreater(performance.now() - start, 790);
    await raw.until("Ann :hi\n");
    // Another connection has tries of its own, but waits as long as a wrong one does.
    const again = performance.now();
    await other.send(`/moderate ${SECRET}\n`);
    await other.until("*moderator Bob\n");
    assertGreater(performance.now() - again, 190);
    assertEquals(acts, ["Bob is a moderator"]);
  } finally {
    await server.close();
  }
});

Deno.test("ChatServer that closes waits for no password for moderators", async () => {
  const server = serveHere({ moderatorPassword: SECRET, limits: { wrongPassMs: 60_000 } });
  using raw = await join(server.port, "Ann");
  using other = await join(server.port, "Bob");
  await raw.send("hi\n/moderate a\n");
  await other.until("Ann :hi\n");
  const start = performance.now();
  await server.close();
  assertLess(performance.now() - start, 30_000);
});

Deno.test("ChatServer refuses original clients while the moderators have the floor", async () => {
  const server = serveHere({ moderatorPassword: SECRET });
  try {
    using teacher = await moderator(server.port);
    using original = await Raw.connect(server.port);
    await original.send("foo :Hello!");
    assertEquals(await original.line(), "foo :Hello!");
    await teacher.send("/floor moderators\n");
    await teacher.until("*floor moderators\n");
    await original.send("foo :May I?");
    assertEquals(await original.line(), TAKEN);
    await teacher.send("Not now\n/floor everyone\n");
    assertEquals(await original.line(), "Teacher :Not now");
    await teacher.until("*floor everyone\n");
    await original.send("foo :Thanks");
    assertEquals(await original.line(), "foo :Thanks");
  } finally {
    await server.close();
  }
});

Deno.test("ChatServer keeps a kicked person out by name and key on its own PC", async () => {
  const server = serveHere({ moderatorPassword: SECRET });
  try {
    using teacher = await moderator(server.port);
    using bob = await join(server.port, "Bob", "fedcba9876543210");
    using original = await Raw.connect(server.port);
    await original.send("foo :spam");
    await teacher.until("foo :spam\n");
    await teacher.send("/kick Bob :enough\n/kick foo\n");
    assertMatch(await bob.rest(), /\*kicked Bob :enough\n$/);
    assertEquals(await original.rest(), "foo :spam\n");
    const tries = ["/name bob\n", "/name Rob :fedcba9876543210\n", "foo :me again", "BOB :hi\n"];
    for (const line of tries) {
      using raw = await Raw.connect(server.port);
      await raw.send(line);
      assertMatch(await raw.rest(), OUT, line);
    }
    using other = await join(server.port, "Ann");
    await other.send("hi\n");
    await other.until("Ann :hi\n");
  } finally {
    await server.close();
  }
});

Deno.test("ChatServer takes no connection from a kicked address, nor lines from a script", async () => {
  // Known by address everywhere: the connections of this test come from this PC.
  const server = serveHere({ moderatorPassword: SECRET, kickBy: "name" });
  try {
    using teacher = await moderator(server.port);
    using _bob = await join(server.port, "Bob");
    await teacher.send("/kick Bob\n/mute Teacher\n");
    await teacher.until("cannot mute or put out each other\n");
    const say = (name: string) =>
      fetch(`http://127.0.0.1:${server.port}/say`, {
        method: "POST",
        headers: { name },
        body: "hi",
      });
    const refused = await say("Bob");
    assertEquals(refused.status, 403);
    assertMatch(await refused.text(), /has put you out/);
    const said = await say("Ann");
    assertEquals([said.status, await said.text()], [200, "1\n"]);
  } finally {
    await server.close();
  }
});

testUnless(
  NO_SIGNALS,
  "server.ts knows after kill -9 what was acknowledged of moderators' acts",
  async () => {
    const folder = await Deno.makeTempDir();
    const args = ["--log", `${folder}/talk.jsonl`, "--kick-minutes", "10"];
    const options = { env: { CHAT_MODERATOR_PASSWORD: SECRET } };
    const start = () => startServer(args, fromSource("server"), options);
    /** What somebody finds who comes in and says something. */
    const visit = async (port: number, name: string, key: string): Promise<string> => {
      using raw = await Raw.connect(port);
      await raw.send(`\n/since 0\n/name ${name} :${key}\nhi\nQUIT\n`);
      return (await raw.rest()).replace(/(\*hello|\*past \d+) \S+.*?( \w+ :|$)/gm, "$1$2");
    };
    const keys = { Bob: "b".repeat(16), Carl: "c".repeat(16) };
    /** Each act, and what shows it afterwards. */
    const acts: [
      lines: string,
      answer: string,
      shown: (port: number) => Promise<string>,
      RegExp,
    ][] = [
      ["/topic Optics", "*topic Optics\n", (port) => visit(port, "Ann", KEY), /^\*topic Optics$/m],
      ["/mute Bob", "*muted Bob\n", (port) => visit(port, "Bob", keys.Bob), /has muted you/],
      [
        "/kick Carl :x",
        "*kicked Carl :x\n",
        (port) => visit(port, "Carl", keys.Carl),
        /has put you out/,
      ],
      ["/remove 1", "*removed 1\n", (port) => visit(port, "Ann", KEY), /^\*removed 1$/m],
      [
        "/floor moderators",
        "*floor moderators\n",
        (port) => visit(port, "Ann", KEY),
        /has? the floor|have the floor/,
      ],
      ["/unmute Bob", "*unmuted Bob\n", (port) => visit(port, "Bob", keys.Bob), /have the floor/],
    ];
    try {
      for (const [i, [line, answer]] of acts.entries()) {
        await using room = await start();
        const bob = await join(room.port, "Bob", keys.Bob).catch(() => undefined);
        const carl = i < 3 ? await join(room.port, "Carl", keys.Carl) : undefined;
        using teacher = await moderator(room.port);
        if (i === 0) await bob!.send("bad\n");
        if (i === 0) await teacher.until("Bob :bad\n");
        await teacher.send(`${line}\n`);
        await teacher.until(answer);
        room.program.kill("SIGKILL");
        await room.program.code();
        for (const one of [bob, carl]) one?.[Symbol.dispose]();
        await using again = await start();
        for (const [, , shown, expected] of acts.slice(0, i + 1)) {
          if (expected.source === "has muted you" && i === acts.length - 1) continue;
          assertMatch(await shown(again.port), expected, line);
        }
        again.program.kill("SIGKILL");
        await again.program.code();
      }
      const log = await Deno.readTextFile(`${folder}/talk.jsonl`);
      assertEquals(log.match(/"act":"kicked".*"name":"Carl"/g)?.length, 1);
      assertMatch(log, /"name":"Bob","text":"bad"/);
      assertEquals(log.includes(SECRET) || log.includes(keys.Bob), false);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

testUnless(NO_SIGNALS, "server.ts tells on its console what moderators did", async () => {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, SECRET + "\n");
    await using room = await startServer(["--moderator-password-file", file]);
    using teacher = await moderator(room.port);
    using bob = await join(room.port, "Bob");
    await bob.send("hi\n/moderate no\n");
    await teacher.send(
      "/topic T\n/mute Bob\n/unmute Bob\n/floor moderators\n/floor everyone\n/remove 1\n",
    );
    await teacher.send("/kick Bob :why\n/topic\n");
    await teacher.until("*topic\n");
    room.program.kill("SIGTERM");
    assertEquals(await room.program.code(), 0);
    const said = [
      ...["Teacher is a moderator", "Teacher set the topic: T", "Teacher muted Bob"],
      ...["Teacher unmuted Bob", "Teacher gave the floor to the moderators"],
      ...["Teacher gave the floor to everyone", "Teacher removed message 1"],
      ...["Teacher put Bob out: why", "Teacher took the topic away"],
    ];
    const lines = room.program.stderr.split("\n")
      .filter((line) => /^Teacher (?!joined|left)/.test(line));
    assertEquals(lines, said);
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("client.ts makes its host a moderator of the room that it hosts, and nobody else", async () => {
  const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = probe.addr;
  probe.close();
  await using program = new Program([
    ...fromSource("client"),
    "--host-room",
    `:${port}`,
    "--name",
    "Host",
  ]);
  await program.until("stderr", "you are a moderator now");
  using raw = await join(port, "Ann");
  await raw.send("/moderate \n");
  await raw.until("*error Wrong password; 2 tries are left\n");
  await program.type("/topic Optics\n/mute Ann\n");
  await raw.until("*muted Ann\n");
  await program.end();
  assertEquals(await program.code(), 0);
});

Deno.test("ChatServer tells those who look for a room its title, and then its topic", async () => {
  const server = serveHere({ moderatorPassword: SECRET, title: "Lab 3" });
  try {
    assertEquals(await server.findable, true);
    using teacher = await moderator(server.port);
    await teacher.send("/topic Optics\n");
    await teacher.until("*topic Optics\n");
    const rooms = await lookFor(server.port, [{ from: "127.0.0.1", to: "127.0.0.1", zone: "" }]);
    assertEquals(rooms.map(({ title }) => title), ["Lab 3: Optics"]);
  } finally {
    await server.close();
  }
});

Deno.test("ChatServer with a password tells its topic to nobody outside", async () => {
  const password = "let me in";
  const server = serveHere({ moderatorPassword: SECRET, password, title: "Lab 3" });
  try {
    assertEquals(await server.findable, true);
    using teacher = await Raw.connect(server.port);
    await teacher.send(`\n/pass ${password}\n\n/name Teacher :${KEY}\n/moderate ${SECRET}\n`);
    await teacher.until("*moderator Teacher\n");
    await teacher.send("/topic Optics\n");
    await teacher.until("*topic Optics\n");
    const rooms = await lookFor(server.port, [{ from: "127.0.0.1", to: "127.0.0.1", zone: "" }]);
    assertEquals(rooms.map(({ title }) => title), ["Lab 3"]);
  } finally {
    await server.close();
  }
});
