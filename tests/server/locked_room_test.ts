import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import {
  fromSource,
  NO_SIGNALS,
  Program,
  Raw,
  startServer,
  testUnless,
} from "../programs/programs.ts";
import { serveHere } from "./serve_here.ts";

const client = fromSource("client");
const PASSWORD = "open sesame 芝麻";
const WRONG = "*error Wrong password; ";

/** A folder with the password in a file, while `run` runs. */
async function withFolder(run: (folder: string, file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/password`, PASSWORD + "\n");
    await run(folder, `${folder}/password`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

testUnless(
  NO_SIGNALS,
  "ChatServer with a password tells nothing to, and takes nothing from, who has not given it",
  () =>
    withFolder(async (folder, file) => {
      const log = `${folder}/talk.jsonl`;
      await using room = await startServer(["--password-file", file, "--log", log]);
      using member = await Raw.connect(room.port);
      using outsider = await Raw.connect(room.port);
      await member.send(`/pass ${PASSWORD}\n\n/name Ann\n`);
      assertEquals(await member.line(), "*notice That is the password");
      assertMatch(await member.line(), /^\*hello /);
      assertEquals(await member.line(), "*you Ann");
      await member.send("the secret plan\n");
      await member.until("Ann :the secret plan\n");
      // A knock, talk, commands, an event: all get the one answer.
      await outsider.send("\nfoo :let me in\n/since 0\n/who\n/msg Ann :hi\n*join x\n");
      for (let i = 0; i < 6; i++) assertEquals(await outsider.line(), "*locked");
      await outsider.send("/pass 芝麻\n");
      assertEquals(await outsider.line(), `${WRONG}2 tries are left`);
      await member.send("/who\n");
      assertEquals(await member.line(), "*names Ann", "nobody else is here, and nothing was said");
      await outsider.send(`/pass ${PASSWORD}\n/since 0\n`);
      assertEquals(await outsider.line(), "*notice That is the password");
      assertMatch(await outsider.line(), /^\*past 1 \d+ Ann :the secret plan$/);
      // No password, right or wrong, was written anywhere.
      room.program.kill("SIGTERM");
      assertEquals(await room.program.code(), 0);
      const written = room.program.stdout + room.program.stderr + await Deno.readTextFile(log);
      assert(!/芝麻|sesame/.test(written), written);
      assertMatch(room.program.stdout, new RegExp(`ip: 127.0.0.1:${outsider.port} gave a wrong`));
    }),
);

Deno.test("ChatServer with a password answers three wrong ones slowly, and closes", async () => {
  const server = serveHere({ password: PASSWORD, limits: { wrongPassMs: 200 } });
  try {
    using raw = await Raw.connect(server.port);
    const start = performance.now();
    // All at once: the last is right, but comes too late.
    await raw.send(`/pass a\n/pass b\n/pass c\n/pass ${PASSWORD}\nfoo :hi\n`);
    assertEquals(await raw.line(), `${WRONG}2 tries are left`);
    assertEquals(await raw.line(), `${WRONG}1 try is left`);
    assertEquals(await raw.line(), `${WRONG}that was the last try on this connection`);
    assertEquals(await raw.rest(), "");
    assertGreater(performance.now() - start, 590);
  } finally {
    await server.close();
  }
});

Deno.test("ChatServer with a password waits for it only so long, whatever else is sent", async () => {
  const server = serveHere({ password: PASSWORD, limits: { passMs: 300 } });
  try {
    const late = "*error This room has a password, and it was not given within 0.3 s\n";
    using silent = await Raw.connect(server.port);
    using slow = await Raw.connect(server.port);
    using inTime = await Raw.connect(server.port);
    await slow.send("/pass open ses");
    await inTime.send(`/pass ${PASSWORD}\n`);
    assertEquals(await inTime.line(), "*notice That is the password");
    assertEquals(await silent.rest(), late);
    assertEquals(await slow.rest(), late);
    await inTime.send("foo :still here\n");
    assertEquals(await inTime.line(), "foo :still here");
  } finally {
    await server.close();
  }
});

Deno.test("ChatServer with a password tells an original client why it cannot join", async () => {
  const server = serveHere({ password: PASSWORD });
  try {
    using raw = await Raw.connect(server.port);
    await raw.send("foo :Hello!");
    assertEquals(
      await raw.rest(),
      "*error This room has a password, which your program cannot give: use chat-client\n",
    );
    using leaver = await Raw.connect(server.port);
    await leaver.send("QUIT");
    assertEquals(await leaver.rest(), "");
  } finally {
    await server.close();
  }
});

Deno.test("client.ts takes the password from a file, the environment or its input", () =>
  withFolder(async (_, file) => {
    await using room = await startServer([], fromSource("server"), {
      env: { CHAT_PASSWORD: PASSWORD },
    });
    const target = `127.0.0.1:${room.port}`;
    const ways: [string[], Deno.CommandOptions, string][] = [
      [["--password-file", file], {}, "hi\n"],
      [[], { env: { CHAT_PASSWORD: PASSWORD } }, "hi\n"],
      [[], {}, `/pass ${PASSWORD}\nhi\n`],
    ];
    for (const [args, options, input] of ways) {
      await using program = new Program([...client, target, ...args], options);
      await program.type(input);
      await program.end();
      assertEquals(await program.code(), 0, program.stderr);
      // Where the room asks before the input is read, that is said.
      const asked = "— this room has a password —\n" +
        "chat-client: /pass SECRET, --password-file or CHAT_PASSWORD gives the password\n";
      const said = input.startsWith("/pass") ? program.stderr.replace(asked, "") : program.stderr;
      assertEquals(said, `Connect success! - ${target}\nConnect close,Good-bye!\n`);
      assert(!program.stdout.includes("sesame"));
    }
  }));

Deno.test("client.ts tells in one line that a password is needed, or wrong, and ends with 1", async () => {
  await using room = await startServer([], fromSource("server"), {
    env: { CHAT_PASSWORD: PASSWORD },
  });
  const target = `127.0.0.1:${room.port}`;
  const rest = "chat-client: not delivered: hi\nConnect close,Good-bye!\n";
  const ways: [Deno.CommandOptions, string, string][] = [
    [
      {},
      "hi\n",
      "— this room has a password —\n" +
      "chat-client: /pass SECRET, --password-file or CHAT_PASSWORD gives the password\n",
    ],
    [{ env: { CHAT_PASSWORD: "no" } }, "hi\n", "— Wrong password; 2 tries are left —\n"],
  ];
  for (const [options, input, said] of ways) {
    await using program = new Program([...client, target, "--retry", "60"], options);
    await program.type(input);
    await program.end();
    assertEquals(await program.code(), 1);
    assertEquals([program.stdout, program.stderr], ["", said + rest]);
  }
});

Deno.test("client.ts hosts a room with a password", () =>
  withFolder(async (_, file) => {
    const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = probe.addr;
    probe.close();
    await using program = new Program(
      [...client, "--host-room", `:${port}`, "--password-file", file],
    );
    await program.until("stderr", "Connect success!");
    using raw = await Raw.connect(port);
    await raw.send("hi\n");
    assertEquals(await raw.line(), "*locked");
    await program.type("hello\n");
    await program.end();
    assertEquals(await program.code(), 0);
    assertMatch(program.stdout, /foo :hello/);
  }));

Deno.test("the programs tell in one line what is wrong with a password", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/empty`, "\n");
    await Deno.writeTextFile(`${folder}/lines`, "one\ntwo\n");
    await Deno.writeFile(`${folder}/utf16`, Uint8Array.of(255, 254, 97, 0, 10, 0));
    const cannot = "Cannot take the password: ";
    const form = "must be one line of UTF-8 text without control characters";
    const cases: [string[], Deno.CommandOptions, string][] = [
      [
        ["--password-file", `${folder}/none`],
        {},
        `Cannot read ${folder}/none: no such file or folder`,
      ],
      [
        ["--password-file", `${folder}/empty`],
        {},
        `${cannot}${folder}/empty is empty: a password needs a character or more`,
      ],
      [["--password-file", `${folder}/lines`], {}, `${cannot}${folder}/lines ${form}`],
      [["--password-file", `${folder}/utf16`], {}, `${cannot}${folder}/utf16 ${form}`],
      [
        [],
        { env: { CHAT_PASSWORD: "" } },
        `${cannot}CHAT_PASSWORD is empty: a password needs a character or more`,
      ],
    ];
    for (const name of ["server", "client"] as const) {
      for (const [args, options, said] of cases) {
        await using program = new Program([...fromSource(name), ...args], options);
        assertEquals(await program.code(), 1);
        assertEquals([program.stdout, program.stderr], ["", `chat-${name}: ${said}\n`]);
      }
    }
  }));
