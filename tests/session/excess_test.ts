import { assert, assertEquals, assertLess } from "@std/assert";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { inEnglish } from "./fake_world.ts";
import { ADDRESS } from "./joining.ts";
import { ScriptedServer } from "./scripted_server.ts";

/** After how many lines the tests stop. */
const MOST = 400_000;

const TOO_MUCH = "the server sends more than a client can keep";

/** A session whose server sends what a test says, and what it tells, except messages. */
function setUp() {
  const server = new ScriptedServer();
  const events: SessionEvent[] = [];
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey: () => "0123456789abcdef",
    world: server.world,
    onEvent: (event) => void events.push(event),
  });
  session.connect(ADDRESS);
  server.clock.advance(2);
  return { server, session, events };
}

/** Lets the session in; its questions are answered. */
function letIn({ server }: ReturnType<typeof setUp>): void {
  server.say(HELLO, "*you foo", "*names foo", "*present 0");
}

const HELLO = "*hello version=1 room=x last=0 limit=4096";
const BLAH = "blah ".repeat(20);

/** Checks that the session leaves for good and says why, however long that goes on. */
function checkLeaves(all: ReturnType<typeof setUp>, what: string, line: (n: number) => string) {
  const { server, session, events } = all;
  let n = 0;
  while (session.address && n < MOST) {
    server.say(line(n++));
    // Only the end is looked at.
    if (events.length > 10) events.length = 0;
  }
  assertLess(n, MOST, what);
  const told = { type: "fault", address: ADDRESS, reason: TOO_MUCH, givenUp: true, refused: false };
  assertEquals(inEnglish(events.at(-1)!), told, what);
  server.clock.advance(10_000_000);
  assertEquals([server.dialled, server.clock.timers, session.online], [1, 0, false], what);
}

pure("Session leaves a server that sends an event without end", () => {
  const kinds: [what: string, line: (n: number) => string][] = [
    ["join", (n) => `*join person number ${n}`],
    ["one join", () => "*join bar"],
    ["leave", (n) => `*leave p${n}`],
    ["rename", (n) => n % 2 ? `*rename a${n - 1} :b${n}` : `*join a${n}`],
    ["names", (n) => `*names a${n} :b${n} :`],
    ["you", (n) => `*you foo${n}`],
    ["private", (n) => `*private p${n} :${BLAH}`],
    ["notice", () => `*notice ${BLAH}`],
    ["error", () => `*error ${BLAH}`],
    ["ping", () => "*ping"],
    ["skipped", (n) => n % 2 ? "*present 0" : "*skipped 1"],
    ["past that nobody asked for", (n) => `*past ${n} 1 bar :hi`],
    ["hello", () => HELLO],
    ["locked", () => "*locked"],
    ["unknown", (n) => `*what ${n}`],
    ["malformed", () => "*names_"],
    ["long names", (n) => `*names ${n} ${"x".repeat(4000)} :`],
  ];
  for (const [what, line] of kinds) {
    const all = setUp();
    letIn(all);
    checkLeaves(all, what, line);
  }
});

pure("Session leaves a server whose answers have no end", () => {
  const kinds: [what: string, line: (n: number) => string][] = [
    ["past", (n) => `*past ${n + 1} 1 bar :${BLAH}`],
    ["past in Chinese", (n) => `*past ${n + 1} 1 bar :${"说".repeat(1000)}`],
    ["gap", (n) => `*gap ${2 * n + 1} ${2 * n + 1}`],
    ["names", (n) => `*names a${n} :b${n} :`],
    ["unknown", () => "*what"],
  ];
  for (const [what, line] of kinds) {
    const all = setUp();
    all.server.say(HELLO);
    checkLeaves(all, what, line);
  }
});

pure("Session leaves a server that sends events without end before it lets anyone in", () => {
  for (const line of ["*what", "*error no", "*names a :"]) {
    const all = setUp();
    checkLeaves(all, line, () => line);
  }
});

pure("Session keeps 100,000 names and no more", () => {
  const all = setUp();
  letIn(all);
  let n = 0;
  for (; all.session.address && n < 1000; n++) {
    all.server.say(`*names ${Array.from({ length: 200 }, (_, i) => `p${200 * n + i}`).join(" :")}`);
  }
  assertEquals(n, 500, "foo is one more");
});

pure("Session leaves a server sooner if its events are long", () => {
  const all = setUp();
  letIn(all);
  let n = 0;
  while (all.session.address && n < MOST) all.server.say(`*join ${n++}${"x".repeat(4000)}`);
  assertLess(n, 5000);
});

pure("Session shows each message of a replay once, however often it comes", () => {
  const { server, events } = setUp();
  server.say(HELLO, "*you foo", "*names foo", "*gap 1 4", "*past 5 1 bar :5", "*past 5 1 bar :6");
  server.say("*past 4 1 bar :4", "*gap 2 5", "*gap 9 7", "*past 6 1 bar :6", "*present 6");
  const shown = events.slice(1).map((event) => event.type === "message" ? event.text : event.type);
  assertEquals(shown, ["gap", "5", "6", "live"]);
});

pure("Session leaves a server that names it without end while a line is in flight", () => {
  const all = setUp();
  letIn(all);
  all.session.say("hi");
  let n = 0;
  while (all.session.address && n < MOST) all.server.say(`*you foo${n++}`);
  assertLess(n, 200);
  assertEquals(all.session.waiting, ["hi"], "which is not lost");
});

pure("Session sends a line only a few times to a server that always wants it again", () => {
  const all = setUp();
  const { session, server } = all;
  letIn(all);
  session.say("hi");
  for (let n = 0; session.address && n < MOST; n++) server.say("*skipped 1", "*present 0");
  assertLess(server.sent.filter((text) => text.includes(":hi")).length, 20);
  assertEquals(session.address, undefined);
});

pure("Session leaves a server that answers no question", () => {
  const all = setUp();
  letIn(all);
  const { session, events, server } = all;
  let asked = 0;
  while (asked < 10_000 && session.ask({ verb: "who" })) asked++;
  assertLess(asked, 2000);
  const { reason, givenUp } = inEnglish(events.at(-1)!);
  const why = "the server has left 1000 lines and questions without an answer";
  assertEquals([reason, givenUp, server.clock.timers], [why, true, 0]);
});

pure("Session stays where many come and go, for hours", () => {
  const all = setUp();
  letIn(all);
  const { session, server } = all;
  for (let second = 0; second < 2000; second++) {
    server.clock.advance(1000);
    for (let n = 0; n < 100; n++) server.say(n % 2 ? "*leave bar" : "*join bar");
  }
  assert(session.online);
  // And after a restart of a room of 10,000.
  for (let n = 0; n < 10_000; n++) server.say(`*join p${n}`);
  assert(session.online);
});

pure("Session keeps and shows no name that breaks a rule", () => {
  const { session, server, events } = setUp();
  server.say(HELLO);
  for (const bad of ["x".repeat(33), "b\u200bob", "/bob", "*bob", "a, b", " ", "— bob"]) {
    for (const form of ["you X", "join X", "leave X", "rename X :bar", "rename foo :X"]) {
      server.say(`*${form.replace("X", bad)}`);
    }
    for (const form of ["private X :psst", "sent X :psst"]) {
      server.say(`*${form.replace("X", bad)}`);
    }
    server.say(`*names foo :${bad} :bar :`);
  }
  server.say("*names foo :Rene\u0301");
  server.say("*present 0");
  session.ask({ verb: "who" });
  server.say("*names foo :b\u200bob :bar");
  assertEquals([...session.people], ["foo", "René"]);
  assertEquals(session.name, "foo");
  assertEquals(events, [
    { type: "connected", address: ADDRESS },
    { type: "here", names: ["foo", "René"] },
    { type: "names", names: ["foo"] },
  ]);
});
