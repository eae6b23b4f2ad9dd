import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { connect as connectByNode } from "node:net";
import { memoryOf, needsProc, openFilesOf } from "../programs/process.ts";
import { fromSource, Program, Raw, startServer } from "../programs/programs.ts";

/** A longer run shows more: HOSTILE_SECONDS=300 floods for five minutes. */
const SECONDS = Number(Deno.env.get("HOSTILE_SECONDS") ?? 5);

/** A longer line, too: HUGE_LINE_MB=1024. */
const HUGE_LINE_MB = Number(Deno.env.get("HUGE_LINE_MB") ?? 24);

/** How many connections are made and dropped. */
const CONNECTIONS = 10_000;

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: name + needsProc, ignore: needsProc !== "", fn });
}

const encoder = new TextEncoder();

// --- Floods, and readers that do not read ---------------------------------------------------------

const ORDINARY = 50;

/** How often each ordinary client says something, in ms. */
const EVERY_MS = 500;

/** People who talk, and how long what they say takes to reach each of them. */
class Ordinary implements AsyncDisposable {
  /** Delivery times in ms. */
  times: number[] = [];
  said = 0;
  heard = 0;
  readonly #conns: Deno.TcpConn[] = [];
  readonly #reading: Promise<void>[] = [];
  #talking: ReturnType<typeof setInterval> | undefined;

  async join(port: number): Promise<void> {
    for (let i = 0; i < ORDINARY; i++) {
      const conn = await Deno.connect({ hostname: "127.0.0.1", port });
      this.#conns.push(conn);
      this.#reading.push(this.#read(conn));
    }
  }

  /** Talks for so long, and waits until all of it has arrived everywhere; the p99 of that. */
  async talk(ms: number): Promise<number> {
    this.times = [];
    // One after the other, as people do, and not all at the same moment.
    let next = 0;
    this.#talking = setInterval(() => {
      this.said++;
      const i = next++ % ORDINARY;
      this.#conns[i]!.write(encoder.encode(`ordinary${i} :${performance.now()}\n`));
    }, EVERY_MS / ORDINARY);
    await new Promise((resume) => setTimeout(resume, ms));
    clearInterval(this.#talking);
    while (this.heard < this.said * ORDINARY) await new Promise((resume) => setTimeout(resume, 5));
    this.times.sort((a, b) => a - b);
    return this.times[Math.floor(this.times.length * 0.99)]!;
  }

  async #read(conn: Deno.TcpConn): Promise<void> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(64 * 1024);
    let rest = "";
    for (let length; (length = await conn.read(buffer).catch(() => null)) !== null;) {
      const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: true }))
        .split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        if (!line.startsWith("ordinary")) continue;
        this.heard++;
        this.times.push(performance.now() - Number(line.slice(line.indexOf(":") + 1)));
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#talking);
    for (const conn of this.#conns) conn.close();
    await Promise.all(this.#reading);
  }
}

/** Starts a client that nobody wants, and waits until it has begun. */
async function startNuisance(port: number, kind: "flood" | "deaf"): Promise<Program> {
  const script = new URL("nuisance.ts", import.meta.url).pathname;
  const run = [Deno.execPath(), "run", "-q", "--allow-net", script, String(port), kind];
  const program = new Program(run);
  await program.until("stdout", "connected\n");
  return program;
}

/**
 * How often this is tried: where other tests run beside it, what they take of the machine may fall
 * on either part of a comparison.
 */
const TRIES = 4;

test(`a flooder and a reader that does not read cost only themselves, for ${SECONDS} s`, async () => {
  await using room = await startServer(["--quiet"]);
  await using people = new Ordinary();
  await people.join(room.port);
  await people.talk(1000);
  let most = 0;
  const watching = setInterval(async () => {
    most = Math.max(most, await memoryOf(room.program.pid));
  }, 500);
  try {
    const figures: string[] = [];
    for (let isGood = false; !isGood;) {
      const before = await people.talk(3000);
      await using _flooder = await startNuisance(room.port, "flood");
      await using _deaf = await startNuisance(room.port, "deaf");
      // The 200 lines that anybody may say at once are through then.
      await people.talk(2000);
      const during = await people.talk(1000 * SECONDS);
      assertEquals(people.heard, people.said * ORDINARY, "nothing is lost, nothing doubled");
      isGood = during < 2 * before;
      figures.push(`p99 ${before.toFixed(2)} ms before, ${during.toFixed(2)} ms during`);
      assert(isGood || figures.length < TRIES, figures.join("; "));
    }
    console.error(`${figures.join("; ")}; memory ${Math.round(most / 1024)} MB at most`);
    // As README has it: 1.2 MiB for each of the two, some 10 MB of history in lines of 4 kB, and
    // what the engine has not yet taken back.
    assertLess(most, 180 * 1024);
  } finally {
    clearInterval(watching);
  }
});

test(`a line of ${HUGE_LINE_MB} MB costs its sender a refusal, and the server no memory`, async () => {
  // The page takes memory once it is made, which is soon after the start. Without a limit all is read
  // as fast as it comes.
  await using room = await startServer(["--no-window", "--rate", "0"]);
  using raw = await Raw.connect(room.port);
  using other = await Raw.connect(room.port);
  const chunk = new Uint8Array(1024 * 1024).fill("x".charCodeAt(0));
  // The first megabytes warm the engine up.
  for (let i = 0; i < 8; i++) await raw.send(chunk);
  const refusal = "*error A line holds at most 4096 bytes; yours is longer and was left out\n";
  assertEquals(await raw.until("\n"), refusal);
  const before = await memoryOf(room.program.pid);
  const start = performance.now();
  for (let i = 8; i < HUGE_LINE_MB; i++) await raw.send(chunk);
  await other.send("bar :meanwhile\n");
  assertEquals(await other.line(), "bar :meanwhile");
  await raw.send("\nfoo :fine\n");
  assertEquals(await raw.until("foo :fine\n"), "bar :meanwhile\nfoo :fine\n");
  const more = await memoryOf(room.program.pid) - before;
  console.error(`${more} kB more, in ${Math.round(performance.now() - start)} ms`);
  assertLess(more, 10 * 1024);
});

// --- Crowds ---------------------------------------------------------------------------------------

type Ending = (port: number, i: number) => Promise<void>;

function connect(port: number): Promise<Deno.TcpConn> {
  return Deno.connect({ hostname: "127.0.0.1", port });
}

/** Sends something, and ends the connection in one way or another. */
function sending(text: string | Uint8Array, end: (conn: Deno.TcpConn) => Promise<void>): Ending {
  return async (port) => {
    using conn = await connect(port);
    await conn.write(typeof text === "string" ? encoder.encode(text) : text);
    await end(conn);
  };
}

async function readToEnd(conn: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(4096);
  while (await conn.read(buffer).catch(() => null) !== null);
}

const closing = () => Promise.resolve();

/** Closing with unread bytes in the socket resets the connection. */
async function resetting(conn: Deno.TcpConn): Promise<void> {
  await conn.read(new Uint8Array(1));
}

async function halfClosing(conn: Deno.TcpConn): Promise<void> {
  await conn.closeWrite();
  await readToEnd(conn);
}

/** Resets the connection, before it is accepted for all one knows. */
function resetAtOnce(port: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connectByNode(port, "127.0.0.1");
  socket.on("connect", () => socket.resetAndDestroy());
  socket.on("error", () => {});
  socket.on("close", () => resolve());
  return promise;
}

const ENDINGS: Ending[] = [
  sending("", closing),
  resetAtOnce,
  sending("foo :cut off in the mid", closing),
  sending("foo :half \xe4", halfClosing),
  sending(Uint8Array.of(0, 255, 0xe4, 0xbd, 10, 0xc0), halfClosing),
  sending("\n", resetting),
  sending("\n/who\n/since 0\n", closing),
  sending("\n/since 0\n", resetting),
  sending("QUIT", readToEnd),
  sending("foo :last words", halfClosing),
  (port, i) => sending(`\n/name n${i}\n`, closing)(port, i),
  (port, i) => sending(`/name n${i} :0123456789abcdef${i}\nQUIT\n`, readToEnd)(port, i),
];

test("10,000 connections that end in every way leave nothing behind", async () => {
  // The engine never gives back what it once took for short-lived objects: kept small, what is
  // measured is what connections leave behind.
  const [deno, run, ...args] = fromSource("server");
  const command = [deno!, run!, "--v8-flags=--max-semi-space-size=1", ...args];
  await using room = await startServer(["--quiet"], command);
  const { pid } = room.program;
  using witness = await Raw.connect(room.port);
  // Somebody who is there all the while, and reads.
  let last = "";
  const reading = (async () => {
    while (last !== "foo :still works") last = await witness.line();
  })().catch(() => {});
  const hurt = async (from: number, to: number) => {
    let next = from;
    const worker = async () => {
      for (let i; (i = next++) < to;) await ENDINGS[i % ENDINGS.length]!(room.port, i);
    };
    await Promise.all(Array.from({ length: 50 }, worker));
  };
  // What is taken once, whatever happens, is taken then: code that is compiled, for instance.
  await hurt(0, CONNECTIONS);
  const open = await settled(pid);
  const memory = [await memoryOf(pid)];
  // What a connection leaves behind it leaves each time; the engine takes something now and then.
  for (let isGood = false; !isGood;) {
    const from = memory.length * CONNECTIONS;
    await hurt(from, from + CONNECTIONS);
    assertEquals(await settled(pid), open, "no descriptor is left");
    memory.push(await memoryOf(pid));
    isGood = memory.at(-1)! - memory.at(-2)! < 10 * 1024;
    assert(isGood || memory.length <= TRIES, memory.join(" kB, "));
  }
  console.error(`${memory.join(" kB, ")} kB; ${open} open files`);
  await witness.send("foo :still works\n");
  await reading;
  assertEquals(last, "foo :still works");
});

/** How many files a server has open once the connections that ended are closed. */
async function settled(pid: number): Promise<number> {
  for (let before = Infinity;;) {
    const now = await openFilesOf(pid);
    if (now === before) return now;
    before = now;
    await new Promise((resume) => setTimeout(resume, 300));
  }
}

test("a server that may open 64 files survives 200 connections, and serves when some leave", async () => {
  const command = fromSource("server").map((word) => `'${word}'`).join(" ");
  await using room = await startServer(
    [],
    ["sh", "-c", `ulimit -n 64; exec ${command} "$@"`, "sh"],
  );
  const { program, port } = room;
  const lacking = "Cannot accept more connections for now: too many open files\n";
  const again = "Connections are accepted again\n";
  const crowd = await Promise.all(Array.from({ length: 200 }, () => Raw.connect(port)));
  try {
    await program.until("stderr", lacking);
    // Those who are in can talk.
    await crowd[0]!.send("foo :are you there?\n");
    await crowd[0]!.until("foo :are you there?\n");
    for (const raw of crowd.splice(0, 190)) raw[Symbol.dispose]();
    using late = await Raw.connect(port);
    await late.send("bar :I am\n");
    await late.until("bar :I am\n");
    await program.until("stderr", again);
    for (const text of [lacking, again]) assertEquals(program.stderr.split(text).length, 2);
  } finally {
    for (const raw of crowd) raw[Symbol.dispose]();
  }
});

// --- The end --------------------------------------------------------------------------------------

Deno.test("what anyone was shown when the server is stopped is in the transcript and reached all", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = `${folder}/talk.jsonl`;
    await using room = await startServer(["--log", log, "--rate", "0", "--quiet"]);
    const conns = await Promise.all(Array.from({ length: 100 }, () => connect(room.port)));
    const enough = Promise.withResolvers<void>();
    const heard: string[] = conns.map(() => "");
    const arrived = conns.map(() => Promise.withResolvers<void>());
    const reading = conns.map(async (conn, i) => {
      const decoder = new TextDecoder();
      const buffer = new Uint8Array(64 * 1024);
      for (let length; (length = await conn.read(buffer).catch(() => null)) !== null;) {
        heard[i] += decoder.decode(buffer.subarray(0, length), { stream: true });
        if (heard[i]!.length > 200_000) enough.resolve();
        arrived[i]!.resolve();
        arrived[i] = Promise.withResolvers();
      }
      stopped = true;
      arrived[i]!.resolve();
    });
    /** Waits until a client has heard this, after where it was in what it had heard; where it is. */
    const hears = async (i: number, text: string, after: number) => {
      for (let at; !stopped; await arrived[i]!.promise) {
        if ((at = heard[i]!.indexOf(text, after)) >= 0) return at;
      }
      return after;
    };
    let stopped = false;
    // All are in, and have asked for events, before anything is said.
    for (const conn of conns) await conn.write(encoder.encode("\n"));
    await Promise.all(conns.map((_, i) => hears(i, "*hello ", 0)));
    const sending = conns.map(async (conn, i) => {
      for (let n = 0, at = 0; !stopped; n++) {
        await conn.write(encoder.encode(`人${i} :line ${n}\n`)).catch(() => stopped = true);
        // Always a few in flight, but not so many that somebody reads too slowly for them.
        if (n >= 5) at = await hears(i, `人${i} :line ${n - 5}\n`, at);
      }
    });
    await enough.promise;
    const start = performance.now();
    room.program.kill("SIGTERM");
    assertEquals(await room.program.code(), 0);
    const took = performance.now() - start;
    assertLess(took, 3000);
    stopped = true;
    await Promise.all(reading);
    for (const conn of conns) conn.close();
    await Promise.all(sending);
    const entries = (await Deno.readTextFile(log)).trimEnd().split("\n").slice(1)
      .map((line) => JSON.parse(line));
    const written = entries.map(({ name, text }) => `${name} :${text}`).join("\n");
    assertGreater(entries.length, 1000);
    for (const text of heard) {
      assert(text.endsWith("\n*notice The server is closing\n"), text.slice(-100));
      const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("*"));
      assertEquals(lines.join("\n") === written, true, `${lines.length} of ${entries.length}`);
    }
    console.error(`${entries.length} lines reached 100 clients; stopped in ${Math.round(took)} ms`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("nothing a client sends drives the server's console", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = `${folder}/talk.jsonl`;
    await using room = await startServer(["--log", log]);
    using raw = await Raw.connect(room.port);
    const bad = "\x1b[2J\x07\b\r\v\f\x7f\x9b1m\u2028\u202e\u2066\0";
    await raw.send(`\n/name a${bad}b\nfoo${bad} :hi${bad}\n${bad}\n/msg ${bad} :${bad}\n/${bad}\n`);
    await raw.send(Uint8Array.of(0x66, 0x9b, 0xff, 0xfe, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 10));
    await raw.send("foo :the end\n");
    const answers = await raw.until("foo :the end\n");
    room.program.kill("SIGTERM");
    assertEquals(await room.program.code(), 0);
    assertStringIncludes(room.program.stdout, "foo :the end\n");
    const written = answers + room.program.stdout + room.program.stderr +
      await Deno.readTextFile(log);
    // deno-lint-ignore no-control-regex -- what must not be there
    const unsafe = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
    assertEquals(unsafe.exec(written), null);
    assertMatch(room.program.stdout, /^ip: 127\.0\.0\.1:\d+ is connected!\n/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
