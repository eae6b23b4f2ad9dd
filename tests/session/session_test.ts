import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { RETRY_MS, SILENCE_MS } from "../../lib/session/uplink.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { clientLine, FakeWorld, inEnglish } from "./fake_world.ts";
import { ADDRESS, join, joinOnly, linesOf, numbersOf, pass } from "./joining.ts";

pure("Session joins, says and gets its receipt", () => {
  const world = new FakeWorld();
  const { session, events, lines } = join(world, "foo");
  assertEquals(events, [{ type: "connected", address: ADDRESS }]);
  session.say("Hello!");
  assertEquals([session.waiting, session.settled], [["Hello!"], false]);
  world.settle();
  assertEquals(lines(), ["foo :Hello!"]);
  assertEquals([session.waiting, session.settled], [[], true]);
});

pure("Session shows the latest messages when it joins, under their times", () => {
  const world = new FakeWorld();
  const early = join(world, "early");
  for (let i = 1; i <= 30; i++) early.session.say(`${i}`);
  world.settle();
  const saidAt = world.now();
  world.advance(5000);
  const late = join(world, "late");
  assertEquals(late.lines().length, 20);
  assertEquals(late.events.find(({ type }) => type === "message"), {
    type: "message",
    ...{ name: "early", text: "11", action: false, resembles: undefined },
    number: 11,
    time: saidAt,
    mine: false,
  });
});

pure("Session goes by the name it is given when its own is held", () => {
  const world = new FakeWorld();
  join(world, "foo");
  const second = join(world, "FOO");
  assertEquals(second.session.name, "FOO#2");
  second.session.say("hi");
  world.settle();
  assertEquals(second.lines(), ["FOO#2 :hi"]);
  assert(second.session.settled);
});

pure("Session keeps its numbered name whoever comes back first to a server started anew", () => {
  for (const keepsTranscript of [true, false]) {
    const world = new FakeWorld();
    const first = join(world, "foo");
    const second = join(world, "FOO");
    assertEquals(second.session.name, "FOO#2");
    world.cut(second.link());
    pass(world, 1);
    world.restart(keepsTranscript);
    second.session.say("mine");
    pass(world, 60_000);
    assertEquals([first, second].map(({ session }) => session.name), ["foo", "FOO#2"]);
    assertEquals(first.lines().at(-1), "FOO#2 :mine");
    second.session.rename("bar");
    second.session.say("still mine");
    world.settle();
    assertEquals(first.lines().at(-1), "bar :still mine");
  }
});

pure("Session renames in the room and its lines follow in order", () => {
  const world = new FakeWorld();
  const { session, lines, types } = join(world, "foo");
  session.say("one");
  session.rename("小明");
  session.say("two");
  world.settle();
  assertEquals(lines(), ["foo :one", "小明 :two"]);
  assertEquals(types().filter((type) => type === "you").length, 1);
  assertEquals(session.name, "小明");
});

pure("Session sends again only what the room never saw", () => {
  for (const seen of [0, 1, 2, 3]) {
    const world = new FakeWorld();
    const { session, lines, link } = join(world, "foo");
    const witness = join(world, "bar");
    for (const text of ["a", "a", "b"]) session.say(text);
    const broken = link();
    for (let i = 0; i < seen; i++) world.toServer(broken);
    world.lose(broken);
    session.say("typed while offline");
    world.advance(RETRY_MS.most);
    world.settle();
    const expected = ["foo :a", "foo :a", "foo :b", "foo :typed while offline"];
    assertEquals(witness.lines(), expected);
    assertEquals(lines(), expected);
    assertEquals(session.name, "foo");
  }
});

pure("Session sends a line again over as many connections as it takes", () => {
  const world = new FakeWorld();
  const { session, lines } = join(world, "foo");
  const link = () => world.links.at(-1)!;
  session.say("at last");
  for (let i = 0; i < 30; i++) {
    world.cut(link());
    world.advance(RETRY_MS.most);
    // All but the line itself arrives.
    while (link().toServer[0] !== "foo :at last\n") {
      world.toServer(link()) || world.toClient(link());
    }
  }
  world.settle();
  assertEquals([lines(), session.settled], [["foo :at last"], true]);
});

pure("Session's old connection says nothing more once it has come back", () => {
  const world = new FakeWorld();
  const { session, link } = join(world, "foo");
  const witness = join(world, "bar");
  session.say("once");
  const ghost = link();
  world.lose(ghost);
  world.advance(RETRY_MS.most);
  world.settle();
  // The line was on its way all the time, and arrives now.
  ghost.toServer.push("foo :once\n");
  world.reap(ghost, 10);
  assertEquals(witness.lines(), ["foo :once"]);
  assertEquals(witness.types(), ["connected", "here", "message"]);
});

pure("Session tells how long it was away and what it missed", () => {
  const world = new FakeWorld();
  const { session, events, link } = join(world, "foo");
  const other = join(world, "bar");
  session.say("in flight");
  world.toServer(link());
  world.cut(link());
  for (const text of ["1", "2"]) other.session.say(text);
  world.advance(RETRY_MS.most);
  world.settle();
  const told = events.slice(1).filter(({ type }) => type !== "join");
  assertEquals(told.map(({ type }) => type), [
    ...["lost", "back", "message", "message", "message", "live"],
  ]);
  const back = told.find((event) => event.type === "back")!;
  assertEquals(back.type === "back" && back.missed, 2);
});

pure("Session replaces a stalled link within 75 s", () => {
  const world = new FakeWorld();
  const { session, types, link } = join(world, "foo");
  const stalled = link();
  session.say("into the void");
  for (let s = 0; s < 75; s++) {
    world.advance(1000);
    for (const one of world.links) {
      if (one !== stalled) { while (world.toServer(one) || world.toClient(one)); }
    }
  }
  assertEquals(types().filter((type) => type === "lost" || type === "back"), ["lost", "back"]);
  assert(session.settled);
  assertLessOrEqual(SILENCE_MS + 2 * RETRY_MS.least, 75_000);
});

pure("Session notices a dead link in time though the clock is set back or forward", () => {
  for (const error of [-3_600_000, 3_600_000]) {
    const world = new FakeWorld();
    const { events, link } = join(world, "foo");
    const stalled = link();
    world.clockError = error;
    world.advance(SILENCE_MS - 1000);
    assertEquals(events.at(-1)?.type, "connected");
    world.advance(1000);
    assertEquals(events.at(-1)?.type, "lost", `${error}`);
    world.advance(RETRY_MS.most);
    world.settle([stalled]);
    const back = events.at(-1)!;
    assert(back.type === "back" && back.after >= 0 && back.after <= RETRY_MS.most);
  }
});

pure("Session answers pings and so is not taken for dead", () => {
  const world = new FakeWorld();
  const { types } = join(world, "foo");
  for (let i = 0; i < 10; i++) {
    world.advance(30_000);
    world.ping();
    world.settle();
  }
  assertEquals(types(), ["connected"]);
});

pure("Session keeps its name through 100 reconnects, and nobody else can take it", () => {
  const world = new FakeWorld();
  const { session, link, events } = join(world, "foo");
  const rival = join(world, "rival");
  const timers = world.timers;
  for (let i = 0; i < 100; i++) {
    if (i % 2) world.cut(link());
    else world.lose(link());
    rival.session.rename("foo");
    world.settle();
    assertEquals(rival.session.name, "foo#2");
    rival.session.rename("rival");
    world.advance(RETRY_MS.most);
    world.settle();
    assertEquals(session.name, "foo");
  }
  assertEquals(events.filter(({ type }) => type === "back").length, 100);
  assertEquals(world.timers, timers);
  session.disconnect();
  world.settle();
  rival.session.rename("foo");
  world.settle();
  assertEquals(rival.session.name, "foo");
});

pure("Session catches up after 10,000 messages, with a gap where the history ended", () => {
  const world = new FakeWorld(1000);
  const { events, lines, link } = join(world, "foo");
  const other = join(world, "bar");
  world.up = false;
  world.cut(link());
  for (let i = 1; i <= 10_000; i++) {
    other.session.say(`${i}`);
    if (i % 100 === 0) world.settle();
  }
  world.up = true;
  world.advance(2 * RETRY_MS.most);
  world.settle();
  assertEquals(events.filter(({ type }) => type === "gap"), [{ type: "gap", from: 1, to: 9000 }]);
  assertEquals(lines().length, 1000);
  assertEquals(lines().at(-1), "bar :10000");
});

pure("Session does not say again what may have been said where the history has a gap", () => {
  for (const limit of [0, 10]) {
    const world = new FakeWorld(limit);
    const { session, events, link } = join(world, "foo");
    const other = join(world, "bar");
    session.say("said, perhaps");
    world.toServer(link());
    world.up = false;
    world.cut(link());
    session.say("not said yet");
    for (let i = 0; i < 15; i++) other.session.say(`${i}`);
    world.settle();
    world.up = true;
    world.advance(RETRY_MS.most);
    world.settle();
    const spoken = world.transcript.map(({ line }) => line).filter((line) => /^foo/.test(line));
    assertEquals(spoken, ["foo :said, perhaps", "foo :not said yet"]);
    assertEquals(events.filter(({ type }) => type === "unsure"), [
      { type: "unsure", text: "said, perhaps" },
    ]);
    assert(session.settled);
  }
});

pure("Session tells when the server was started anew, and sends what had no echo", () => {
  const world = new FakeWorld();
  const { session, types, lines } = join(world, "foo");
  session.say("echoed");
  world.settle();
  session.say("never echoed");
  world.restart(false);
  world.advance(RETRY_MS.most);
  world.settle();
  assert(types().includes("another room"));
  assertEquals(lines(), ["foo :echoed", "foo :never echoed"]);
  assertEquals(world.transcript.map(({ line }) => line), ["foo :never echoed"]);
});

pure("Session misses nothing when its room comes back with less than it had said", () => {
  const world = new FakeWorld();
  world.tellsResumed = false;
  const { session, types, lines } = join(world, "foo");
  for (let i = 0; i < 30; i++) session.say(`before ${i}`);
  world.settle();
  // As after a power cut: the transcript has lost its end, and others go on from there.
  world.transcript.length = 3;
  world.restart(true);
  for (let i = 0; i < 4; i++) {
    world.room.receive(
      world.room.enter(deaf, { end: () => {} }),
      clientLine(`bar :new ${i}`),
    );
  }
  world.advance(RETRY_MS.most);
  world.settle();
  assert(types().includes("another room"));
  assertEquals(lines().slice(-4), [0, 1, 2, 3].map((i) => `bar :new ${i}`));
});

/** An output that nobody reads. */
const deaf = { push: () => true, pushLazily: () => {} };

pure("Session keeps trying with growing waits, and tells so once", () => {
  const world = new FakeWorld();
  world.up = false;
  const { types } = join(world, "foo");
  world.advance(10 * 60_000);
  assertEquals(types(), ["fault"]);
  world.up = true;
  world.advance(RETRY_MS.most);
  world.settle();
  assertEquals(types(), ["fault", "connected"]);
});

pure("Session gives up when it was told to, and keeps what was not delivered", () => {
  const world = new FakeWorld();
  world.up = false;
  const first = join(world, "foo", { retryFor: (isLost) => isLost ? Infinity : 0 });
  assertEquals(first.events.at(-1)?.type, "fault");
  assertEquals(first.session.address, undefined);
  world.up = true;
  const second = join(world, "bar", { retryFor: (isLost) => isLost ? 5000 : Infinity });
  second.session.say("lost?");
  world.up = false;
  world.cut(second.link());
  world.advance(4000);
  assertEquals(second.types(), ["connected", "lost"]);
  world.advance(2000);
  assertEquals(second.types(), ["connected", "lost", "fault"]);
  assertEquals(second.session.waiting, ["lost?"]);
});

pure("Session shows what the server refuses, and goes on", () => {
  const world = new FakeWorld();
  join(world, "foo");
  const { session, events, lines } = join(world, "FOO");
  session.say("x".repeat(4091));
  session.say("fine");
  world.settle();
  const refused = events.map(inEnglish).find(({ type }) => type === "refused");
  assertEquals(refused, {
    type: "refused",
    text: "x".repeat(4091),
    reason: "A line holds at most 4096 bytes; yours would be 4098",
  });
  assertEquals(lines(), ["FOO#2 :fine"]);
  assert(session.settled);
});

pure("Session fetches what was left out because it read too slowly", () => {
  const world = new FakeWorld();
  const { lines, link, session } = join(world, "foo");
  const other = join(world, "bar");
  for (const text of ["1", "2", "3"]) other.session.say(text);
  session.say("mine");
  while (world.toServer(other.link()));
  while (world.toServer(link()));
  // What a full outbox does: two lines left out, then the notice, then the rest.
  const { toClient } = link();
  toClient.splice(1, 2, "*skipped 2\n");
  world.settle();
  assertEquals(lines(), ["bar :1", "bar :2", "bar :3", "foo :mine"]);
  assert(session.settled);
});

pure("Session collects what it asked for of the past", () => {
  const world = new FakeWorld();
  const { session, events } = join(world, "foo");
  for (const text of ["1", "2", "exam", "4"]) session.say(text);
  world.settle();
  const [, ...said] = events.splice(0);
  const again = said.map((event) => ({ ...event, mine: false }));
  assert(session.ask({ verb: "past", from: 2, to: 3 }));
  assert(session.ask({ verb: "find", text: "EXAM" }));
  session.say("5");
  world.settle();
  const [past, found, live] = events;
  assertEquals(past, {
    ...{ type: "found", asked: { verb: "past", from: 2, to: 3 }, count: 2 },
    messages: again.slice(1, 3),
  } as SessionEvent);
  assertEquals(found, {
    ...{ type: "found", asked: { verb: "find", text: "EXAM" }, count: 1 },
    messages: again.slice(2, 3),
  } as SessionEvent);
  assertEquals(live!.type, "message");
  assert(session.settled);
  assertEquals(session.lastNumber, 5);
});

pure("Session keeps what it found apart from a replay that it asked for next", () => {
  const world = new FakeWorld();
  const { session, events, link } = join(world, "foo");
  const other = join(world, "bar");
  for (const text of ["1", "2", "3"]) other.session.say(text);
  session.ask({ verb: "find", text: "2" });
  while (world.toServer(other.link()));
  while (world.toServer(link()));
  // A full outbox left the three messages out.
  link().toClient.splice(0, 3, "*skipped 3\n");
  world.settle();
  const found = events.findLast(({ type }) => type === "found")!;
  assertEquals(found.type === "found" && numbersOf(found.messages), [2]);
  assertEquals(linesOf(events), ["bar :1", "bar :2", "bar :3"]);
  assert(session.settled);
});

pure("Session tells that a private message may not have arrived", () => {
  const world = new FakeWorld();
  const { session, events, link } = join(world, "foo");
  assert(session.ask({ verb: "msg", name: "bar", text: "psst" }));
  world.cut(link());
  assertEquals(events[1], { type: "unsure", name: "bar", text: "psst" });
});

pure("Session knows who is here without being asked", () => {
  const world = new FakeWorld();
  const first = join(world, "foo");
  const second = join(world, "bar");
  assertEquals([...first.session.people], ["foo", "bar"]);
  second.session.rename("baz");
  world.settle();
  assertEquals([...first.session.people], ["foo", "baz"]);
  second.session.disconnect();
  world.settle();
  assertEquals([...first.session.people], ["foo"]);
  assertEquals(first.types().includes("names"), false);
  first.session.ask({ verb: "who" });
  world.settle();
  assertEquals(first.events.at(-1), { type: "names", names: ["foo"] });
});

pure("Session numbers messages as the room does, whether live or replayed", () => {
  const world = new FakeWorld();
  const early = join(world, "early");
  for (let i = 1; i <= 25; i++) early.session.say(`${i}`);
  world.settle();
  const { events, link } = join(world, "foo");
  early.session.say("live");
  world.settle();
  world.cut(link());
  early.session.say("missed");
  world.settle();
  world.advance(RETRY_MS.most);
  world.settle();
  early.session.say("live again");
  world.settle();
  assertEquals(numbersOf(early.events), Array.from({ length: 28 }, (_, i) => i + 1));
  assertEquals(numbersOf(events), Array.from({ length: 23 }, (_, i) => i + 6));
});

pure("Session tells as data what the server says", () => {
  const world = new FakeWorld();
  const foo = join(world, "foo");
  const bar = join(world, "bar");
  foo.session.say("/me waves");
  foo.session.ask({ verb: "msg", name: "bar", text: "psst" });
  foo.session.ask({ verb: "msg", name: "bar", text: "/me nods" });
  foo.session.ask({ verb: "msg", name: "nobody", text: "psst" });
  world.settle();
  bar.session.rename("baz");
  world.settle();
  bar.session.disconnect();
  world.settle();
  world.room.notice((t) => t.transcriptWorks());
  world.settle();
  assertEquals(foo.events.slice(1).map(inEnglish), [
    { type: "join", name: "bar" },
    {
      ...{ type: "message", name: "foo", text: "waves", action: true, resembles: undefined },
      ...{ number: 1, time: world.now(), mine: true },
    },
    { type: "sent", name: "bar", text: "psst", action: false, time: world.now() },
    { type: "sent", name: "bar", text: "nods", action: true, time: world.now() },
    { type: "error", reason: 'Nobody here is called "nobody"; /who tells who is here' },
    { type: "rename", from: "bar", to: "baz" },
    { type: "leave", name: "baz" },
    { type: "notice", sentence: "The transcript is being written again" },
  ]);
  assertEquals(bar.events.slice(3, 5), [
    { type: "private", name: "foo", text: "psst", action: false, time: world.now() },
    { type: "private", name: "foo", text: "nods", action: true, time: world.now() },
  ]);
});

pure("Session reads what the server says in English as it is told to", () => {
  const world = new FakeWorld();
  const { session, events } = join(world, "foo", { read: (text) => () => `<${text}>` });
  session.ask({ verb: "msg", name: "nobody", text: "psst" });
  world.settle();
  world.room.notice((t) => t.serverClosing());
  world.settle();
  assertEquals(events.slice(1).map(inEnglish), [
    { type: "error", reason: '<Nobody here is called "nobody"; /who tells who is here>' },
    { type: "notice", sentence: "<The server is closing>" },
  ]);
});

/** An original server: it relays every chunk to everyone. */
function plainWorld(relaysKnock: boolean) {
  const world = new FakeWorld();
  const sent: string[] = [];
  const dial = world.dial.bind(world);
  world.up = false;
  world.dial = (address, events) => {
    const link = dial(address, { ...events, closed: () => {} });
    link.send = (text) => {
      sent.push(text);
      if (text === "\n" && !relaysKnock) return;
      if (text !== "QUIT") world.setTimer(() => events.received(text.replace("\n", "")), 1);
    };
    world.setTimer(() => events.opened(), 1);
    return link;
  };
  return { world, sent, receive: (line: string) => world.links.at(-1)!.events.received(line) };
}

pure("Session chats, renames and leaves on an original server", () => {
  for (const relaysKnock of [true, false]) {
    const { world, sent, receive } = plainWorld(relaysKnock);
    const { session, events, lines } = join(world, "foo");
    world.advance(relaysKnock ? 10 : 3000);
    assert(world.links[0]!.isPlain && session.online);
    session.say("Hello!");
    session.rename("小明");
    session.say("你好");
    world.advance(10);
    // Two messages of original clients, the second glued to the echo of one of ours.
    session.say("glued");
    receive("bar :hi");
    receive("bar :yo小明 :glued");
    receive("*join nobody said this");
    if (relaysKnock) receive("*hello version=1 room=x last=0 limit=4096");
    assertEquals(lines(), [
      "foo :Hello!",
      "小明 :你好",
      "bar :hi",
      "bar :yo",
      "小明 :glued",
      "*join nobody said this",
      ...relaysKnock ? ["*hello version=1 room=x last=0 limit=4096"] : [],
    ]);
    assertEquals(new Set(numbersOf(events)), new Set([undefined]));
    assert(session.settled);
    assert(!session.ask({ verb: "who" }));
    session.disconnect();
    assertEquals(sent, ["\n", "foo :Hello!\n", "小明 :你好\n", "小明 :glued\n", "QUIT"]);
    assertEquals(events.at(-1), { type: "closed" });
  }
});

pure("Session takes a server for an original one only until it answers", () => {
  const world = new FakeWorld();
  const { session, events, link } = joinOnly(world, {});
  world.advance(3000);
  assertEquals([link.isPlain, session.online], [true, true]);
  session.say("early");
  world.settle();
  assertEquals([link.isPlain, session.settled], [false, true]);
  assertEquals(world.transcript.map(({ line }) => line), ["foo :early"]);
  assertEquals(linesOf(events), ["foo :early"]);
});
