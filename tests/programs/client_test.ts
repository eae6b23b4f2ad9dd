import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import stringWidth from "string-width";
import { OriginalServer } from "./original_server.ts";
import { fromSource, NO_SIGNALS, Program, Raw, startServer, testUnless } from "./programs.ts";

const client = fromSource("client");
const TIME = String.raw`\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4} `;

Deno.test("client.ts says each line of its input, shows the echoes and ends with 0", async () => {
  await using room = await startServer();
  await using program = new Program([...client, `127.0.0.1:${room.port}`, "--name", "小明"]);
  await program.type("你好\n\nsecond\r\nlast, without an ending");
  await program.end();
  assertEquals(await program.code(), 0);
  const shown = ["你好", "second", "last, without an ending"];
  assertMatch(
    program.stdout,
    new RegExp(`^${shown.map((text) => `${TIME}\n 小明 :${text}\n`).join("")}$`),
  );
  assertEquals(
    program.stderr,
    `Connect success! - 127.0.0.1:${room.port}\nConnect close,Good-bye!\n`,
  );
  await room.program.until("stdout", "QUIT\n");
});

Deno.test("client.ts carries out commands from its input", async () => {
  await using room = await startServer();
  using raw = await Raw.connect(room.port);
  await raw.send("\n/name Li Lei\n");
  await raw.until("*you Li Lei\n");
  await using program = new Program([...client, `127.0.0.1:${room.port}`]);
  await program.type("/name 小明\n/who\n/msg Li Lei psst\n//slash\n/etc/passwd\n/quit\n");
  await program.end();
  assertEquals(await program.code(), 0);
  assertMatch(
    program.stdout,
    new RegExp(`2 here: 小明, Li Lei\n${TIME}\n>>> private to Li Lei :psst\n`),
  );
  assertStringIncludes(program.stdout, "\n 小明 :/slash\n");
  assertStringIncludes(program.stdout, "\n 小明 :/etc/passwd\n");
  await raw.until("*private 小明 :psst\n");
});

testUnless(
  NO_SIGNALS,
  "client.ts ends with 1 when a line cannot be delivered, and reports the line",
  async () => {
    await using room = await startServer();
    await using program = new Program([...client, `127.0.0.1:${room.port}`, "--retry", "0"]);
    await program.type("before\n");
    await program.until("stdout", "foo :before");
    await room.program.stop();
    await program.type("never\n");
    await program.end();
    await room.program[Symbol.asyncDispose]();
    assertEquals(await program.code(), 1);
    assertStringIncludes(program.stderr, "chat-client: not delivered: never\n");
  },
);

testUnless(NO_SIGNALS, "client.ts delivers its input though nobody reads its output", async () => {
  await using room = await startServer();
  using witness = await Raw.connect(room.port);
  await witness.send("bar :here\n");
  await witness.until("bar :here\n");
  const input = Array.from({ length: 300 }, (_, i) => `echo ${i};`).join(" ");
  const command = [...client, `127.0.0.1:${room.port}`].map((word) => `'${word}'`).join(" ");
  const script = `( ${input} ) | ( ${command}; echo "code $?" >&2 ) | head -n 1`;
  await using program = new Program(["sh", "-c", script]);
  await witness.until("foo :299\n");
  await program.until("stderr", "code 0\n");
});

testUnless(NO_SIGNALS, "client.ts reports in one line that its input cannot be read", async () => {
  await using room = await startServer();
  const command = [...client, `127.0.0.1:${room.port}`].map((word) => `'${word}'`).join(" ");
  await using program = new Program(["sh", "-c", `${command} < /`]);
  assertEquals(await program.code(), 1);
  assertMatch(program.stderr, /^chat-client: Cannot read the input: .*\n/);
});

testUnless(NO_SIGNALS, "client.ts leaves the room in order when a signal ends it", async () => {
  await using room = await startServer();
  for (let i = 0; i < 2; i++) {
    await using program = new Program([...client, `127.0.0.1:${room.port}`, "--name", "bot"]);
    await program.type("hi\n");
    // The second client gets the same name at once.
    await program.until("stdout", "\n bot :hi\n");
    program.kill(i ? "SIGTERM" : "SIGINT");
    assertEquals(await program.code(), 1);
    await room.program.until("stdout", new RegExp(`(bot :hi\nQUIT\n[^]*){${i + 1}}`));
  }
});

Deno.test("client.ts delivers across a kill of the server that comes back", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = ["--log", `${folder}/talk.jsonl`];
    await using program = await (async () => {
      await using room = await startServer(log);
      const program = new Program([...client, `127.0.0.1:${room.port}`, "--retry", "60"]);
      await program.type("one\n");
      await program.until("stdout", "foo :one");
      room.program.kill("SIGKILL");
      await program.until("stderr", "— connection lost");
      await program.type("two\n");
      await program.end();
      await room.program.code();
      await using again = await startServer([...log, "--port", String(room.port)]);
      assertEquals(await program.code(), 0);
      assertEquals(again.program.stderr.match(/goes on after message 1/)?.length, 1);
      return program;
    })();
    assertMatch(program.stdout, new RegExp(`^${TIME}\n foo :one\n${TIME}\n foo :two\n$`));
    assertMatch(program.stderr, /— back after \d+ s, 0 messages missed —\n/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("client.ts shows who joins and leaves, and private messages to the right people only", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = `${folder}/talk.jsonl`;
    await using room = await startServer(["--log", log]);
    const join = (name: string, ...args: string[]) =>
      new Program([...client, `127.0.0.1:${room.port}`, "--name", name, ...args]);
    using netcat = await Raw.connect(room.port);
    await netcat.send("foo :first\n");
    await netcat.until("foo :first\n");
    await using ann = join("Ann");
    await ann.until("stdout", "foo :first");
    await using bob = join("Bob Lee", "--no-presence");
    await ann.until("stderr", "— Bob Lee joined —\n");
    await using eve = join("Eve");
    await ann.until("stderr", "— Eve joined —\n");
    await ann.type("/name 安\n");
    await eve.until("stderr", "— Ann is 安 now —\n");
    await ann.type("/msg Bob Lee the secret\n");
    await bob.until("stdout", ">>> private from 安 :the secret\n");
    await ann.until("stdout", ">>> private to Bob Lee :the secret\n");
    await eve.type("/who\n");
    await eve.until("stdout", "4 here: 安, Bob Lee, Eve, foo\n");
    await bob.type("/msg nobody x\n");
    await bob.until("stderr", 'Nobody here is called "nobody"');
    await bob.end();
    assertEquals(await bob.code(), 1);
    await ann.until("stderr", "— Bob Lee left —\n");
    await eve.type("last\n");
    await eve.end();
    assertEquals(await eve.code(), 0);
    await netcat.until("Eve :last\n");
    await netcat.send("/since 0\n");
    assertMatch(await netcat.until("*present 2\n"), /^\*past 1 .*\n\*past 2 .*\n\*present 2\n$/);
    // The private message is nowhere else, and --no-presence shows no presence.
    assert(!(eve.stdout + eve.stderr + room.program.stdout).includes("the secret"));
    assert(!(await Deno.readTextFile(log)).includes("the secret"));
    assert(!/joined|left|now —/.test(bob.stderr));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("client.ts chats, renames and leaves on a server that relays raw bytes", async () => {
  await using server = new OriginalServer();
  using raw = await Raw.connect(server.port);
  await raw.send("bar :here");
  await raw.until("bar :here");
  await using program = new Program([...client, `127.0.0.1:${server.port}`]);
  await program.type("Hello!\n");
  await program.until("stdout", "\n foo :Hello!\n");
  await raw.send("bar :你好");
  await program.until("stdout", "\n bar :你好\n");
  await program.type("/name 小明\n/who\n/msg bar hi\n再见\n");
  await program.end();
  // An original server knows neither command. Both are refused, so the code is 1.
  assertEquals(await program.code(), 1);
  const shown = ["foo :Hello!", "bar :你好", "小明 :再见"];
  assertMatch(
    program.stdout,
    new RegExp(`^${shown.map((line) => `${TIME}\n ${line}\n`).join("")}$`),
  );
  assertEquals(program.stderr.match(/This room's server is an original one/g)?.length, 2);
  assertEquals(server.received, [
    "bar :here",
    "\n",
    "foo :Hello!\n",
    "bar :你好",
    "小明 :再见\n",
    "QUIT",
  ]);
});

Deno.test("client.ts hosts a room that others can talk to", async () => {
  // Most likely a free port.
  const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = probe.addr;
  probe.close();
  await using program = new Program([...client, "--host-room", `:${port}`]);
  await program.until("stderr", "Connect success!");
  using raw = await Raw.connect(port);
  await raw.send("bar :hello");
  await program.until("stdout", "\n bar :hello\n");
  await program.type("hi\n");
  await raw.until("foo :hi\n");
  await using second = new Program([...client, "--host-room", `:${port}`, "--name", "two"]);
  await second.until("stderr", `A room runs on port ${port} of this PC already: joining it\n`);
  await second.until("stderr", "Connect success!");
  await second.type("me too\n");
  await raw.until("two :me too\n");
  await second.end();
  assertEquals(await second.code(), 0);
  await program.end();
  assertEquals(await program.code(), 0);
});

Deno.test("client.ts hosts no room where another program uses the port", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  await using program = new Program([...client, "--host-room", `:${port}`]);
  (await listener.accept()).close();
  assertEquals(await program.code(), 1);
  assertEquals(
    program.stderr,
    `chat-client: Cannot open a room on port ${port}: the port is in use\n`,
  );
});

Deno.test("client.ts reports a wrong command line in one line, with its exit code", async () => {
  const unused = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = unused.addr;
  unused.close();
  const fault = "Connect fault!please check your network - ";
  const cases: [string[], number, string | RegExp][] = [
    [["--nonsense"], 2, "chat-client: Unknown option --nonsense; --help shows what there is\n"],
    [["--name", "a\x07b"], 2, "chat-client: A name cannot hold control or invisible characters\n"],
    [["--name", ""], 2, /^chat-client: .*--name.*\n$/],
    [["--name", "*x"], 2, "chat-client: A name cannot start with * or /\n"],
    [["lab:99999"], 2, /^chat-client: The port of an address .* not "99999"\n$/],
    [["lab:abc"], 2, /^chat-client: The port of an address .* not "abc"\n$/],
    [["http://lab"], 2, /^chat-client: "http:\/\/lab" is no address: .*\n$/],
    [["a", "b"], 2, /^chat-client: Unexpected argument "b"; .*\n$/],
    [["--host-room", "lab"], 2, /^chat-client: --host-room opens a room on this PC: .*\n$/],
    [["--find", "lab"], 2, /^chat-client: --find looks for a room: leave "lab" out, or .*\n$/],
    [["--find", "--check"], 2, /^chat-client: --find and --check do not go together: .*\n$/],
    [["--host-room", "--find"], 2, /^chat-client: --host-room and --find do not go together.*\n$/],
    [["--retry", "-1"], 2, /^chat-client: --retry takes a whole number from 0 to .*, not "-1"\n$/],
    [["--retry=-1"], 2, /^chat-client: --retry takes a whole number from 0 to .*, not "-1"\n$/],
    [["--wait", "0"], 2, /^chat-client: --wait takes a whole number from 1 to .*, not "0"\n$/],
    [["--list"], 2, "chat-client: --list goes with --find\n"],
    [["--find", "--json"], 2, "chat-client: --json goes with --find --list\n"],
    [[`127.0.0.1:${port}`], 1, `${fault}127.0.0.1:${port}: nothing answers there\n`],
    [["no.such.host.invalid"], 1, `${fault}no.such.host.invalid:8001: no such host name\n`],
  ];
  for (const [args, code, said] of cases) {
    const start = performance.now();
    await using program = new Program([...client, ...args]);
    await program.end();
    assertEquals(await program.code(), code, args.join(" "));
    if (typeof said === "string") assertEquals(program.stderr, said);
    else assertMatch(program.stderr, said);
    assertEquals(program.stdout, "");
    assertLess(performance.now() - start, 5000);
  }
});

Deno.test("client.ts reports refused lines and goes on", async () => {
  await using room = await startServer();
  await using program = new Program([...client, `127.0.0.1:${room.port}`]);
  await program.type(`/nonsense\n${"x".repeat(4092)}\n${"y".repeat(5000)}\nfine\n`);
  await program.end();
  assertEquals(await program.code(), 1);
  assertStringIncludes(program.stderr, "chat-client: Unknown command /nonsense");
  assertStringIncludes(program.stderr, "it takes 4097 bytes, and a line holds at most 4096");
  assertStringIncludes(program.stderr, "chat-client: A line holds at most 4096 bytes");
  assertMatch(program.stdout, new RegExp(`^${TIME}\n foo :fine\n$`));
});

for (const program of ["client", "server"] as const) {
  for (const language of ["en", "zh"]) {
    Deno.test(`${program}.ts --help --lang ${language} fits 80 columns`, async () => {
      await using help = new Program([...fromSource(program), "--help", "--lang", language]);
      assertEquals(await help.code(), 0);
      const lines = help.stdout.split("\n");
      assertGreater(lines.length, 15);
      for (const line of lines) assertLessOrEqual(stringWidth(line), 80, line);
    });
  }
}

Deno.test("client.ts ends with 1 and names every line when the server only takes them", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const target = `127.0.0.1:${listener.addr.port}`;
  await using program = new Program([...client, target, "--wait", "1"]);
  using conn = await listener.accept();
  await conn.write(new TextEncoder().encode("*hello version=1 room=a last=0 limit=4096\n"));
  await conn.write(new TextEncoder().encode("*you foo\n*names foo\n*present 0\n"));
  const lines = Array.from({ length: 450 }, (_, i) => `line ${i}`);
  await program.type(lines.join("\n"));
  await program.end();
  assertEquals(await program.code(), 1);
  assertEquals(program.stderr.match(/(?<=not delivered: ).*/g), lines);
  assertStringIncludes(program.stderr, "nothing of what was said for 1 s; --wait SECONDS waits");
});
