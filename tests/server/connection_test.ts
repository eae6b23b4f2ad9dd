import { assertEquals, assertMatch } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { FairWork } from "../../lib/net/fair_work.ts";
import { type Entry, History } from "../../lib/room/history.ts";
import { Room } from "../../lib/room/room.ts";
import { Connection } from "../../lib/server/connection.ts";
import { GuessBrake } from "../../lib/server/guess_brake.ts";
import { DEFAULT_LIMITS, type Limits } from "../../lib/server/limits.ts";
import { pure } from "../pure.ts";
import { FakeStream } from "./fake_stream.ts";

const { en } = PROGRAM_SENTENCES;

const KEY = "0123456789abcdef";

/** A room, and connections to it without sockets. */
function setUp(
  { limits = { rate: 0 }, entries = [], print = () => {} }: {
    limits?: Partial<Limits>;
    entries?: Entry[];
    print?: (line: string) => void;
  } = {},
) {
  const reported: string[] = [];
  const room = new Room({ id: "3f2a9c1e", history: new History({ entries }), print });
  const options = {
    room,
    limits: { ...DEFAULT_LIMITS, ...limits },
    lock: undefined,
    brake: new GuessBrake(DEFAULT_LIMITS.wrongPassMs),
    moderatorBrake: new GuessBrake(DEFAULT_LIMITS.wrongPassMs),
    work: new FairWork(),
    report: (sentence: (t: typeof en) => string) => void reported.push(sentence(en)),
  };
  const connect = (...lines: string[]) => {
    const stream = new FakeStream();
    const connection = new Connection(stream, options, () => {});
    stream.feed(...lines.map((line) => line + "\n"));
    return { stream, connection };
  };
  /** A client that knocks and takes a name; what came of that has been read. */
  const join = async (name: string, key?: string) => {
    const joined = connect("", key ? `/name ${name} :${key}` : `/name ${name}`);
    await joined.stream.take(`*you ${name}\n`);
    return joined;
  };
  return { room, reported, connect, join };
}

type Joined = ReturnType<ReturnType<typeof setUp>["connect"]>;

/** Sends a line and one that is answered, and returns what arrived until that answer. */
function answer({ stream }: Joined, line: string): Promise<string> {
  stream.feed(`${line}\n/pass x\n`);
  return stream.take("*notice No password is needed: you are in\n");
}

async function end(...all: Joined[]): Promise<void> {
  for (const { stream } of all) stream.feed(null);
  await Promise.all(all.map(({ connection }) => connection.end()));
}

// --- Pings ----------------------------------------------------------------------------------------

pure("Connection ends when two pings are unanswered", async () => {
  const { room, connect, join } = setUp();
  const [a, b, original] = [await join("alice"), await join("bob"), connect("foo :Hello!")];
  for (const { stream } of [a, b, original]) await stream.take("foo :Hello!\n");
  let heard = "";
  for (let i = 0; i < 3; i++) {
    for (const { connection } of [a, b, original]) connection.ping();
    heard = await answer(a, "/pong");
  }
  await b.stream.until("end");
  assertEquals(b.stream.written, "*ping\n*ping\n");
  assertMatch(heard, /^\*ping\n\*leave bob\n/);
  assertEquals([room.size, original.stream.written], [2, ""]);
  await end(a, b, original);
});

pure("Connection takes any line as the answer to a ping", async () => {
  const { room, join } = setUp();
  const a = await join("alice");
  for (const line of ["/pong", "hello", "", "*refused", "x".repeat(5000), "/who"]) {
    a.connection.ping();
    a.connection.ping();
    await answer(a, line);
  }
  assertEquals(room.size, 1);
  await end(a);
});

pure("Connection is not pinged while it is not read because it sent too much", async () => {
  const { room, join } = setUp({ limits: { rate: 1, burst: 3 } });
  const paused = await join("alice");
  paused.stream.feed("the last line of the burst\n");
  await paused.stream.take("burst\n");
  for (let i = 0; i < 10; i++) paused.connection.ping();
  assertEquals([room.size, paused.stream.written], [1, ""]);
  await end(paused);
});

pure("Connection is not pinged during a replay", async () => {
  // More than is written at once.
  const entries = Array.from({ length: 50 }, (_, i) => (
    { number: i + 1, time: 0, line: "x".repeat(4000) }
  ));
  const { room, join } = setUp({ entries });
  const replaying = await join("alice");
  const reader = replaying.stream.stall();
  replaying.stream.feed("/since 0\n");
  await replaying.stream.until("wait");
  for (let i = 0; i < 10; i++) replaying.connection.ping();
  reader.resolve();
  assertMatch(await replaying.stream.take("*present 50\n"), /^\*past 1 /);
  assertEquals([room.size, replaying.stream.written], [1, ""]);
  await end(replaying);
});

pure("Connection counts no ping that was left out", async () => {
  const { room, join } = setUp();
  const [slow, talker] = [await join("alice"), await join("bob")];
  const reader = slow.stream.stall();
  // More than may wait for one reader.
  talker.stream.feed(`${"x".repeat(4000)}\n`.repeat(300), "the end\n");
  await talker.stream.take("the end\n");
  for (let i = 0; i < 10; i++) slow.connection.ping();
  assertEquals(room.size, 2);
  reader.resolve();
  await slow.stream.take("*skipped ");
  assertEquals(slow.stream.written.includes("*ping"), false);
  await end(slow, talker);
});

pure("Connection keeps its name for the session when pings are unanswered", async () => {
  const { room, join, connect } = setUp();
  const lost = await join("alice", KEY);
  for (let i = 0; i < 3; i++) lost.connection.ping();
  assertEquals(room.size, 0);
  const other = connect("/name alice");
  assertEquals(await other.stream.take("\n"), "*you alice#2\n");
  const back = connect(`/name alice :${KEY}`);
  assertEquals(await back.stream.take("\n"), "*you alice\n");
  await end(lost, other, back);
});

// --- The end --------------------------------------------------------------------------------------

pure("Connection reads on after its last words until the other side ends", async () => {
  const { connect } = setUp();
  const { stream, connection } = connect("foo :bye", "QUIT");
  await stream.take("foo :bye\n");
  await stream.until("end");
  for (let i = 0; i < 10; i++) {
    stream.feed("foo :too late\n");
    await stream.consumed();
    assertEquals(stream.log, ["end"], "nothing more is written, but it is open");
  }
  stream.feed(null);
  await connection.ended;
  assertEquals([stream.log, stream.written], [["end", "close"], ""]);
});

pure("Connection closes when the other side falls silent", async () => {
  const { stream, connection } = setUp().connect("QUIT");
  await connection.ended;
  assertEquals(stream.log, ["end", "close"]);
});

pure("Connection ends once, and leaves the room at once", async () => {
  const { room, join } = setUp();
  const [a, b] = [await join("alice"), await join("bob")];
  await a.stream.take("*join bob\n");
  const ends = [b.connection.end(), b.connection.end()];
  assertEquals(room.size, 1);
  await Promise.all(ends);
  assertEquals(await a.stream.take("\n"), "*leave bob\n");
  assertEquals(b.stream.log, ["end", "close"]);
  await end(a);
});

pure("Connection reports a bug of the room, and goes on after that line", async () => {
  const { reported, connect } = setUp({
    print: (line) => {
      if (line === "foo :1") throw new Error("Out of paper");
    },
  });
  const one = connect("foo :1", "foo :2");
  await one.stream.take("foo :2\n");
  assertEquals(reported.length, 1);
  assertMatch(reported[0]!, /^Bug: Error: Out of paper\n +at /);
  await end(one);
});
