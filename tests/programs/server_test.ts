import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { UdpSocket } from "../../lib/discovery/udp_socket.ts";
import { fromSource, NO_SIGNALS, Program, Raw, startServer, testUnless } from "./programs.ts";

const server = fromSource("server");
const canMount = Deno.build.os === "linux" && Deno.uid() === 0;

Deno.test("server.ts prints on its console what the original printed", async () => {
  await using room = await startServer();
  using raw = await Raw.connect(room.port);
  await raw.send("foo :你好!");
  await raw.until("foo :你好!\n");
  await raw.send("QUIT");
  await raw.rest();
  await room.program.until("stdout", "QUIT\n");
  assertEquals(
    room.program.stdout,
    `ip: 127.0.0.1:${raw.port} is connected!\nfoo :你好!\nQUIT\n`,
  );
});

testUnless(NO_SIGNALS, "server.ts prints nothing of that when it is to be quiet", async () => {
  await using room = await startServer(["--quiet"]);
  using raw = await Raw.connect(room.port);
  await raw.send("foo :hi\nQUIT\n");
  await raw.rest();
  room.program.kill("SIGTERM");
  assertEquals(await room.program.code(), 0);
  assertEquals(room.program.stdout, "");
});

Deno.test("server.ts holds no line back until its reader has acknowledged the one before", async () => {
  await using room = await startServer();
  using one = await Raw.connect(room.port);
  using other = await Raw.connect(room.port);
  const waits: number[] = [];
  // Who has talked acknowledges the next thing that arrives only after 40 ms.
  for (let i = 0; i < 41; i++) {
    const talker = i % 2 === 0 ? other : one;
    const start = performance.now();
    await talker.send(`foo :${i}\n`);
    await other.until(`foo :${i}\n`);
    waits.push(performance.now() - start);
  }
  assertLess(waits.toSorted((a, b) => a - b)[30]!, 20);
});

testUnless(
  NO_SIGNALS,
  "server.ts tells who asked for events that it closes, and ends with 0",
  async () => {
    await using room = await startServer();
    using raw = await Raw.connect(room.port);
    await raw.send("\n");
    await raw.until("\n");
    room.program.kill("SIGINT");
    assertEquals(await raw.rest(), "*notice The server is closing\n");
    assertEquals(await room.program.code(), 0);
  },
);

testUnless(NO_SIGNALS, "server.ts ends at once at the second signal", async () => {
  await using room = await startServer(["--rate", "0"]);
  using raw = await Raw.connect(room.port);
  using witness = await Raw.connect(room.port);
  await witness.send("\n");
  await witness.line();
  // Somebody who reads nothing of what waits: it is sent for 2 seconds, unless told otherwise.
  const line = `foo :${"x".repeat(4000)}\n`;
  await raw.send("/name unread\n");
  for (let sent = 0; sent < 8_000_000; sent += line.length) {
    await witness.send(line);
    await witness.until(line);
  }
  const start = performance.now();
  room.program.kill("SIGTERM");
  await witness.until("*notice The server is closing\n");
  room.program.kill("SIGTERM");
  assertEquals(await room.program.code(), 1);
  assertLess(performance.now() - start, 1500);
});

Deno.test("server.ts tells where it listens and how to join", async () => {
  await using program = new Program([...server, "--port", "0"]);
  const [, port] = await program.until("stderr", /Listening on port (\d+) of every address/);
  await program.until("stderr", `To join from this PC:     deno task client localhost:${port}\n`);
  await program.until(
    "stderr",
    `Without the address:      deno task client --find :${port}  (finds "${Deno.hostname()}")\n`,
  );
});

Deno.test("server.ts tells of its title, and how to do without the client", async () => {
  await using room = await startServer(["--title", " 实验室  3 "]);
  await room.program.until(
    "stderr",
    `To join:                  deno task client 127.0.0.1:${room.port}\n` +
      `Without the address:      deno task client --find :${room.port}  (finds "实验室 3")\n` +
      `Without this program:     nc 127.0.0.1 ${room.port}\n`,
  );
  await using hidden = await startServer(["--no-discovery"]);
  await hidden.program.until("stderr", "Without this program:");
  assert(!hidden.program.stderr.includes("--find"));
});

Deno.test("server.ts serves a room though its UDP port is in use, and says so in one line", async () => {
  // One that is free for TCP, as far as one can know: asked for and given back.
  const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken = await UdpSocket.open({ hostname: "127.0.0.1", port: probe.addr.port });
  probe.close();
  try {
    await using room = await startServer(["--port", String(taken.port)]);
    await room.program.until("stderr", "Without this program:");
    assertStringIncludes(
      room.program.stderr,
      `Nobody can find this room without its address: UDP port ${taken.port}: the port is in use\n`,
    );
    assert(!room.program.stderr.includes("--find"));
    using raw = await Raw.connect(room.port);
    await raw.send("foo :hi\n");
    await raw.until("foo :hi\n");
  } finally {
    await taken.close();
  }
});

Deno.test("server.ts goes on after a kill from where its transcript ends", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = ["--log", `${folder}/talk.jsonl`, "--history", "10000", "--rate", "0"];
    const said: string[] = [];
    let hello = "";
    for (const part of [0, 1]) {
      await using room = await startServer(log);
      using raw = await Raw.connect(room.port);
      await raw.send("\n");
      const [, id, last] = (await raw.line()).match(/room=(\w+) last=(\d+)/)!;
      assertEquals(last, String(said.length));
      if (part === 1) assertEquals(id, hello);
      hello = id!;
      const lines = Array.from({ length: 5000 }, (_, i) => `foo :第 ${part * 5000 + i + 1}`);
      const sending = raw.send(lines.map((line) => line + "\n").join(""));
      // From the first line of the first part on, everything comes back as it was said.
      for (const line of lines) {
        let got = await raw.line();
        while (got.startsWith("*")) got = await raw.line();
        assertEquals(got, line);
      }
      await sending;
      said.push(...lines);
      room.program.kill("SIGKILL");
    }
    await using room = await startServer(log);
    using raw = await Raw.connect(room.port);
    await raw.send("/since 0\n");
    for (const [i, line] of said.entries()) {
      assertMatch(await raw.line(), new RegExp(`^\\*past ${i + 1} \\d{13} ${line}$`));
    }
    assertEquals(await raw.line(), "*present 10000");
    const entries = (await Deno.readTextFile(`${folder}/talk.jsonl`)).trim().split("\n");
    assertEquals(JSON.parse(entries.at(-1)!).number, 10_000);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  // Only root may mount a disk that is small enough to fill.
  name: "server.ts goes on without its transcript when the disk is full, and says so" +
    (canMount ? "" : " (skipped: mounting a small disk takes root on Linux)"),
  ignore: !canMount,
  fn: async () => {
    const disk = await Deno.makeTempDir();
    const mount = new Deno.Command("mount", {
      args: ["-t", "tmpfs", "-o", "size=8k", "none", disk],
    });
    assertEquals((await mount.output()).code, 0);
    try {
      const log = `${disk}/talk.jsonl`;
      await using room = await startServer(["--log", log]);
      using raw = await Raw.connect(room.port);
      await raw.send("\n");
      await raw.until("\n");
      const line = `foo :${"x".repeat(400)}`;
      const sayAll = async (count: number) => {
        for (let i = 0; i < count; i++) await raw.send(line + "\n");
        const notices: string[] = [];
        for (let relayed = 0; relayed < count;) {
          const got = await raw.line();
          if (got === line) relayed++;
          else if (got.startsWith("*notice")) notices.push(got);
        }
        return notices;
      };
      // No line is lost to those who are here, and they are told once.
      const told = await sayAll(40);
      assertEquals(told.length, 1);
      assertStringIncludes(told[0]!, "The transcript cannot be written (No space left on device)");
      await room.program.until("stderr", "The transcript cannot be written (No space");
      const kept = await Deno.readTextFile(log);
      for (const whole of kept.trimEnd().split("\n")) JSON.parse(whole);
      // With space again, what was said meanwhile is written as well.
      const more = new Deno.Command("mount", { args: ["-o", "remount,size=1m", disk] });
      assertEquals((await more.output()).code, 0);
      assertEquals(await sayAll(1), ["*notice The transcript is being written again"]);
      const numbers = (await Deno.readTextFile(log)).trimEnd().split("\n").slice(1)
        .map((entry) => JSON.parse(entry).number);
      assertEquals(numbers, Array.from({ length: 41 }, (_, i) => i + 1));
    } finally {
      await new Deno.Command("umount", { args: [disk] }).output();
      await Deno.remove(disk);
    }
  },
});

Deno.test("server.ts says what is wrong with its command line, in one line and with the code", async () => {
  const folder = await Deno.makeTempDir();
  await using room = await startServer();
  await Deno.writeTextFile(`${folder}/letter.txt`, "Dear teacher,\n");
  const host = ["--host", "127.0.0.1"];
  const cases: [string[], number, RegExp][] = [
    [["--nonsense"], 2, /^chat-server: Unknown option --nonsense; --help shows what there is\n$/],
    [
      ["--port", "99999"],
      2,
      /^chat-server: --port takes a whole number from 0 to 65535, not "99999"\n$/,
    ],
    [["--port", "abc"], 2, /^chat-server: --port takes a whole number .*, not "abc"\n$/],
    [["--port"], 2, /^chat-server: Option --port needs a value: --port PORT; .*\n$/],
    [["--history", "-1"], 2, /^chat-server: .*\n$/],
    [["--title", "x".repeat(49)], 2, /^chat-server: A title has 1 to 48 .*; this one has 49\n$/],
    [["--rate", "many"], 2, /^chat-server: --rate takes a whole number from 0 .*, not "many"\n$/],
    [["--max-clients", "0"], 2, /^chat-server: --max-clients takes a whole number from 1 .*\n$/],
    [["--max-per-address", "x"], 2, /^chat-server: --max-per-address takes a whole .*\n$/],
    [["extra"], 2, /^chat-server: Unexpected argument "extra"; .*\n$/],
    [["--fsync"], 2, /^chat-server: --fsync needs --log FILE\n$/],
    [
      [...host, "--port", String(room.port)],
      1,
      /^chat-server: Cannot listen on 127\.0\.0\.1:\d+: the port is in use\n$/,
    ],
    [
      ["--host", "no.such.host.invalid"],
      1,
      /^chat-server: Cannot listen on .*: no such host name\n$/,
    ],
    [
      [...host, "--port", "0", "--log", `${folder}/letter.txt`],
      1,
      /^chat-server: Cannot use .* as the transcript: .*\n$/,
    ],
    [
      [...host, "--port", "0", "--log", `${folder}/none/talk`],
      1,
      /^chat-server: Cannot use .*: no such file or folder\n$/,
    ],
  ];
  try {
    for (const [args, code, said] of cases) {
      await using program = new Program([...server, ...args]);
      assertEquals(await program.code(), code, args.join(" "));
      assertMatch(program.stderr, said);
      assertEquals(program.stdout, "");
    }
    assertEquals(await Deno.readTextFile(`${folder}/letter.txt`), "Dear teacher,\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("server.ts shows on stderr who comes and goes, unless it is quiet", async () => {
  for (const quiet of [false, true]) {
    await using room = await startServer(quiet ? ["--quiet"] : []);
    using alice = await Raw.connect(room.port);
    using foo = await Raw.connect(room.port);
    await foo.send("\n/name foo\n");
    await foo.until("*you foo\n");
    await alice.send("/name Alice\n/name 安\nQUIT\n");
    await foo.until("*leave 安\n");
    const changes = "foo joined from 127.0.0.1\nAlice joined from 127.0.0.1\nAlice is 安 now\n" +
      "安 left; 1 here\n";
    if (!quiet) await room.program.until("stderr", changes);
    assert(!room.program.stdout.includes("joined"));
    assert(!quiet || !room.program.stderr.includes("joined"));
  }
});

Deno.test("server.ts answers --help and --version on stdout with 0", async () => {
  for (
    const [option, text] of [["--help", "--log FILE"], ["-h", "Usage: chat-server"], [
      "--version",
      "chat-server 1.",
    ]]
  ) {
    await using program = new Program([...server, option!]);
    assertEquals(await program.code(), 0);
    assertStringIncludes(program.stdout, text!);
    assertEquals(program.stderr, "");
  }
});
