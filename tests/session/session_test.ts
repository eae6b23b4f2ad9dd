import { assert, assertEquals, assertLessOrEqual, assertStringIncludes } from "@std/assert";
import { Session, type SessionOptions } from "../../lib/session/session.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { RETRY_MS, SILENCE_MS } from "../../lib/session/uplink.ts";
import { Lock } from "../../lib/room/gate.ts";
import { FakeWorld } from "./fake_world.ts";

const ADDRESS = { hostname: "lab", port: 8001 };

/** A session in a fake world, with all it told. */
function join(world: FakeWorld, name: string, options: Partial<SessionOptions> = {}) {
  const events: SessionEvent[] = [];
  const key = `key-of-${name}-0123456789`;
  const session = new Session({
    name,
    key,
    world,
    onEvent: (event) => events.push(event),
    ...options,
  });
  session.connect(ADDRESS);
  world.advance(10);
  world.settle();
  return {
    session,
    events,
    link: () => world.links.findLast(({ member }) => member?.sessionKey === key)!,
    lines: () => events.flatMap((event) => event.type === "message" ? [event.line] : []),
    types: () => events.map(({ type }) => type),
  };
}

const pure = { permissions: "none" } as const;

Deno.test("Session joins, says and gets its receipt", pure, () => {
  const world = new FakeWorld();
  const { session, events, lines } = join(world, "foo");
  assertEquals(events, [{ type: "connected", address: ADDRESS }]);
  session.say("Hello!");
  assertEquals([session.waiting, session.settled], [["Hello!"], false]);
  world.settle();
  assertEquals(lines(), ["foo :Hello!"]);
  assertEquals([session.waiting, session.settled], [[], true]);
});

Deno.test("Session shows the latest messages when it joins, under their times", pure, () => {
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
    line: "early :11",
    time: saidAt,
    mine: false,
  });
});

Deno.test("Session goes by the name it is given when its own is held", pure, () => {
  const world = new FakeWorld();
  join(world, "foo");
  const second = join(world, "FOO");
  assertEquals(second.session.name, "FOO#2");
  second.session.say("hi");
  world.settle();
  assertEquals(second.lines(), ["FOO#2 :hi"]);
  assert(second.session.settled);
});

Deno.test("Session renames in the room and its lines follow in order", pure, () => {
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

Deno.test("Session sends again only what the room never saw", pure, () => {
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

Deno.test("Session's old connection says nothing more once it has come back", pure, () => {
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
  assertEquals(witness.events.filter((event) => event.type === "server"), []);
});

Deno.test("Session tells how long it was away and what it missed", pure, () => {
  const world = new FakeWorld();
  const { session, events, link } = join(world, "foo");
  const other = join(world, "bar");
  session.say("in flight");
  world.toServer(link());
  world.cut(link());
  for (const text of ["1", "2"]) other.session.say(text);
  world.advance(RETRY_MS.most);
  world.settle();
  const told = events.slice(1).filter(({ type }) => type !== "server");
  assertEquals(told.map(({ type }) => type), ["lost", "back", "message", "message", "message"]);
  const back = told.find((event) => event.type === "back")!;
  assertEquals(back.type === "back" && back.missed, 2);
});

Deno.test("Session replaces a stalled link within 75 s", pure, () => {
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

Deno.test("Session answers pings and so is not taken for dead", pure, () => {
  const world = new FakeWorld();
  const { types } = join(world, "foo");
  for (let i = 0; i < 10; i++) {
    world.advance(30_000);
    world.room.ping();
    world.settle();
  }
  assertEquals(types(), ["connected"]);
});

Deno.test(
  "Session keeps its name through 100 reconnects, and nobody else can take it",
  pure,
  () => {
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
  },
);

Deno.test(
  "Session catches up after 10,000 messages, with a gap where the history ended",
  pure,
  () => {
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
  },
);

Deno.test(
  "Session does not say again what may have been said where the history has a gap",
  pure,
  () => {
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
  },
);

Deno.test("Session says when the server was started anew, and sends what had no echo", pure, () => {
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

Deno.test(
  "Session misses nothing when its room comes back with less than it had said",
  pure,
  () => {
    const world = new FakeWorld();
    const { session, types, lines } = join(world, "foo");
    for (let i = 0; i < 30; i++) session.say(`before ${i}`);
    world.settle();
    // As after a power cut: the transcript has lost its end, and others go on from there.
    world.transcript.length = 3;
    world.restart(true);
    for (let i = 0; i < 4; i++) {
      world.room.receive(
        world.room.enter(deaf, () => {}),
        `bar :new ${i}`,
      );
    }
    world.advance(RETRY_MS.most);
    world.settle();
    assert(types().includes("another room"));
    assertEquals(lines().slice(-4), [0, 1, 2, 3].map((i) => `bar :new ${i}`));
  },
);

/** An output that nobody reads. */
const deaf = { push: () => true, pushLazily: () => {} };

Deno.test("Session keeps trying with growing waits, and says so once", pure, () => {
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

Deno.test("Session gives up when it was told to, and keeps what was not delivered", pure, () => {
  const world = new FakeWorld();
  world.up = false;
  const first = join(world, "foo", { firstRetryFor: 0 });
  assertEquals(first.events.at(-1)?.type, "fault");
  assertEquals(first.session.address, undefined);
  world.up = true;
  const second = join(world, "bar", { retryFor: 5000 });
  second.session.say("lost?");
  world.up = false;
  world.cut(second.link());
  world.advance(4000);
  assertEquals(second.types(), ["connected", "lost"]);
  world.advance(2000);
  assertEquals(second.types(), ["connected", "lost", "fault"]);
  assertEquals(second.session.waiting, ["lost?"]);
});

Deno.test("Session shows what the server refuses, and goes on", pure, () => {
  const world = new FakeWorld();
  join(world, "foo");
  const { session, events, lines } = join(world, "FOO");
  session.say("x".repeat(4091));
  session.say("fine");
  world.settle();
  const refused = events.find((event) => event.type === "refused");
  assertStringIncludes(refused?.type === "refused" ? refused.reason : "", "4096");
  assertEquals(lines(), ["FOO#2 :fine"]);
  assert(session.settled);
});

Deno.test("Session fetches what was left out because it read too slowly", pure, () => {
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

Deno.test("Session says that a private message may not have arrived", pure, () => {
  const world = new FakeWorld();
  const { session, events, link } = join(world, "foo");
  assert(session.ask({ verb: "msg", name: "bar", text: "psst" }));
  world.cut(link());
  assertEquals(events[1], { type: "unsure", name: "bar", text: "psst" });
});

Deno.test("Session knows who is here without being asked", pure, () => {
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
  assertEquals(first.events.filter((e) => e.type === "server" && e.event.verb === "names"), []);
  first.session.ask({ verb: "who" });
  world.settle();
  assertEquals(first.events.at(-1), {
    type: "server",
    event: { verb: "names", names: ["foo"], more: false },
  });
});

/** A server as the original was: every chunk to everyone, as it stands. */
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

Deno.test("Session chats, renames and leaves on an original server", pure, () => {
  for (const relaysKnock of [true, false]) {
    const { world, sent, receive } = plainWorld(relaysKnock);
    const { session, events, lines } = join(world, "foo");
    world.advance(relaysKnock ? 10 : 3000);
    assert(session.isPlain && session.online);
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
    assert(session.settled);
    assert(!session.ask({ verb: "who" }));
    session.disconnect();
    assertEquals(sent, ["\n", "foo :Hello!\n", "小明 :你好\n", "小明 :glued\n", "QUIT"]);
    assertEquals(events.at(-1), { type: "closed" });
  }
});

// --- A room with a password -----------------------------------------------------------------------

/** A world whose room has a password. */
function lockedWorld(): FakeWorld {
  const world = new FakeWorld();
  world.lock = new Lock("secret");
  return world;
}

/** How often a session asked for a password, and why. */
function asked(events: SessionEvent[]): (string | undefined)[] {
  return events.flatMap((event) => event.type === "locked" ? [event.reason] : []);
}

/** Lets time pass, and everything arrive. */
function pass(world: FakeWorld, ms: number): void {
  world.advance(ms);
  world.settle();
}

Deno.test("Session gives the password it knows, every time it connects", pure, () => {
  const world = lockedWorld();
  const { session, types, lines, link } = join(world, "foo", { password: "secret" });
  session.say("one");
  world.settle();
  world.cut(link());
  session.say("two");
  pass(world, RETRY_MS.most);
  world.restart(true);
  session.say("three");
  pass(world, RETRY_MS.most);
  assertEquals(lines(), ["foo :one", "foo :two", "foo :three"]);
  assertEquals(
    types().filter((type) => type !== "message"),
    ["connected", "lost", "back", "lost", "back"],
  );
  assert(session.settled);
});

Deno.test("Session asks for a password it does not know, and goes on with it", pure, () => {
  const world = lockedWorld();
  const { session, events, types, lines } = join(world, "foo");
  session.say("said before");
  world.settle();
  assertEquals([asked(events), session.locked, session.online], [[undefined], true, false]);
  assertEquals(types(), ["locked"], "and says nothing else");
  session.unlock("secret");
  world.settle();
  assertEquals(lines(), ["foo :said before"]);
  assertEquals([session.locked, session.settled], [false, true]);
});

Deno.test("Session takes a password before it is asked for", pure, () => {
  const world = lockedWorld();
  const session = new Session({
    name: "foo",
    key: "0123456789abcdef",
    world,
    onEvent: ({ type }) => assertEquals(type, "connected"),
  });
  session.unlock("secret");
  session.connect(ADDRESS);
  pass(world, 10);
  assert(session.online);
});

Deno.test("Session gives a wrong password once, and asks for another", pure, () => {
  const world = lockedWorld();
  const { session, events } = join(world, "foo", { password: "wrong" });
  const reasons = ["Wrong password; 2 tries are left"];
  assertEquals([asked(events), session.locked], [reasons, true]);
  session.unlock("wrong, too");
  world.settle();
  reasons.push("Wrong password; 1 try is left");
  assertEquals(asked(events), reasons);
  session.unlock("secret");
  world.settle();
  assertEquals([asked(events), session.online], [reasons, true]);
});

Deno.test("Session does not come back by itself where its password was wrong", pure, () => {
  const world = lockedWorld();
  const { session, events, types } = join(world, "foo");
  for (const password of ["a", "b", "c"]) {
    session.unlock(password);
    world.settle();
  }
  // The third is answered, and the connection closed.
  assertEquals(asked(events).at(-1), "Wrong password; that was the last try on this connection");
  const { length } = world.links;
  pass(world, 1_000_000);
  assertEquals([world.links.length, session.locked, world.timers], [length, true, 0]);
  session.unlock("secret");
  pass(world, 10);
  assertEquals([session.online, types().includes("fault")], [true, false]);
});

Deno.test("Session waits for a password when the room does not any longer", pure, () => {
  const world = lockedWorld();
  const { session, events } = join(world, "foo");
  world.links[0]!.toClient.push("*error This room has a password, and it was not given\n");
  world.shut(world.links[0]!);
  pass(world, 1_000_000);
  assertEquals([asked(events), session.locked, world.links.length], [[undefined], true, 0]);
  world.up = false;
  session.unlock("secret");
  pass(world, 10);
  assertEquals(session.locked, false);
  world.up = true;
  pass(world, RETRY_MS.most);
  assert(session.online);
});

Deno.test("Session asks for the password when it was changed while it was away", pure, () => {
  const world = lockedWorld();
  const { session, events, lines } = join(world, "foo", { password: "secret" });
  world.lock = new Lock("another");
  world.restart(true);
  session.say("waits");
  pass(world, RETRY_MS.most);
  assertEquals(asked(events), ["Wrong password; 2 tries are left"]);
  session.unlock("another");
  world.settle();
  assertEquals(lines(), ["foo :waits"]);
});

Deno.test("Session gives its password to the room it was meant for, and to no other", pure, () => {
  const world = lockedWorld();
  const { session, events } = join(world, "foo", { password: "secret" });
  session.connect({ hostname: "another", port: 8001 });
  pass(world, 10);
  assertEquals(asked(events), [undefined]);
  session.connect(ADDRESS);
  pass(world, 10);
  assertEquals(asked(events), [undefined, undefined]);
});

Deno.test("Session gives no password to a server that relays what others say", pure, () => {
  for (const before of ["bar :hi\n", "\n"]) {
    const world = new FakeWorld();
    const { session, link } = joinOnly(world, { password: "secret" });
    link.events.received(before.trimEnd());
    link.events.received("*locked");
    assertEquals(link.toServer.join("").includes("secret"), false);
    assertEquals(session.locked, false);
  }
});

Deno.test("Session says why a room turned it away, once, and goes on trying", pure, () => {
  const world = new FakeWorld();
  world.lock = lockedWorld().lock;
  const { events, session } = joinOnly(world, {});
  const full = "The room is full: it takes at most 1 connections";
  const dialled = () => {
    while (world.links.length === 0) world.advance(100);
    world.advance(1);
    return world.links[0]!;
  };
  for (let i = 0; i < 3; i++) {
    dialled().toClient.push(`*error ${full}\n`);
    world.shut(dialled());
  }
  assertEquals(events, [{ type: "fault", address: ADDRESS, reason: full, givenUp: false }]);
  world.lock = undefined;
  dialled();
  world.settle();
  assert(session.online);
});

/** A session whose link is open, and over which nothing has been carried. */
function joinOnly(world: FakeWorld, options: Partial<SessionOptions>) {
  const events: SessionEvent[] = [];
  const key = "0123456789abcdef";
  const onEvent = (event: SessionEvent) => events.push(event);
  const session = new Session({ name: "foo", key, world, onEvent, ...options });
  session.connect(ADDRESS);
  world.advance(1);
  return { session, events, link: world.links[0]! };
}
