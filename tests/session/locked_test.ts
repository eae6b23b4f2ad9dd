import { assert, assertEquals } from "@std/assert";
import { Lock } from "../../lib/room/gate.ts";
import { Greeting } from "../../lib/session/greeting.ts";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { RETRY_MS } from "../../lib/session/uplink.ts";
import { pure } from "../pure.ts";
import { FakeWorld, inEnglish } from "./fake_world.ts";
import { ADDRESS, DOUBT_MS, join, joinOnly, pass } from "./joining.ts";
import { ScriptedServer } from "./scripted_server.ts";

/** A world whose room has a password. */
function lockedWorld(): FakeWorld {
  const world = new FakeWorld();
  world.lock = new Lock("secret");
  return world;
}

/** How often a session asked for a password, and why. */
function asked(events: SessionEvent[]): unknown[] {
  return events.map(inEnglish).flatMap(({ type, reason }) => type === "locked" ? [reason] : []);
}

pure("Session gives the password it knows, every time it connects", () => {
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

pure("Session asks for a password it does not know, and goes on with it", () => {
  const world = lockedWorld();
  const { session, events, types, lines } = join(world, "foo");
  session.say("said before");
  world.settle();
  assertEquals([asked(events), session.locked, session.online], [[undefined], true, false]);
  assertEquals(types(), ["locked"], "and tells nothing else");
  session.unlock("secret");
  world.settle();
  assertEquals(lines(), ["foo :said before"]);
  assertEquals([session.locked, session.settled], [false, true]);
});

pure("Session asks for a password until the answer to it is known", () => {
  const world = lockedWorld();
  const { session, link } = joinOnly(world, {});
  world.settle();
  assertEquals(session.asksPassword, false);
  const states: [locked: boolean, asks: boolean][] = [];
  const note = () => states.push([session.locked, session.asksPassword]);
  pass(world, DOUBT_MS);
  note();
  for (const password of ["wrong", "secret"]) {
    session.unlock(password);
    note();
    world.toServer(link);
    while (world.toClient(link));
    note();
  }
  assertEquals(states, [[true, true], [false, true], [true, true], [false, true], [false, false]]);
});

pure("Session tells what became of a guess though another was made meanwhile", () => {
  const world = lockedWorld();
  const { session, events } = joinOnly(world, { read: (text) => () => `<${text}>` });
  world.settle();
  pass(world, DOUBT_MS);
  session.unlock("wrong");
  session.unlock("secret");
  world.settle();
  assertEquals(asked(events), [undefined, "<Wrong password; 2 tries are left>"]);
  assert(session.online);
});

pure("Session that is led to none but our servers gives the password at once", () => {
  const world = lockedWorld();
  const { session, events } = joinOnly(world, { greeting: Greeting });
  world.settle();
  assertEquals([asked(events), session.locked], [[undefined], true]);
  session.unlock("wrong");
  world.settle();
  assertEquals(asked(events), [undefined, "Wrong password; 2 tries are left"]);
  session.unlock("secret");
  world.settle();
  assert(session.online);
});

pure("Session asks for no password any more when the connection breaks meanwhile", () => {
  const world = lockedWorld();
  const { session, link } = joinOnly(world, {});
  world.settle();
  pass(world, DOUBT_MS);
  session.unlock("secret");
  world.cut(link);
  assertEquals([session.locked, session.asksPassword], [false, false]);
  pass(world, RETRY_MS.most);
  pass(world, DOUBT_MS);
  assert(session.online);
});

pure("Session takes a password before it is asked for", () => {
  const world = lockedWorld();
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey: () => "0123456789abcdef",
    world,
    onEvent: ({ type }) => assertEquals(type, "connected"),
  });
  session.unlock("secret");
  session.connect(ADDRESS);
  pass(world, 10);
  pass(world, DOUBT_MS);
  assert(session.online);
});

pure("Session asks once though a slow server answers its first knocks late", () => {
  const server = new ScriptedServer();
  const events: SessionEvent[] = [];
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey: () => "0123456789abcdef",
    world: server.world,
    password: "wrong",
    onEvent: (event) => events.push(event),
  });
  session.connect(ADDRESS);
  server.clock.advance(1);
  server.say("*locked");
  server.clock.advance(DOUBT_MS);
  server.say("*locked", "*locked");
  assertEquals([server.sent, asked(events)], [["\n", "\n\n", "/pass wrong\n\n"], []]);
  server.say("*error Wrong password; 2 tries are left", "*locked");
  assertEquals(asked(events), ["Wrong password; 2 tries are left"]);
});

pure("Session gives a wrong password once, and asks for another", () => {
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

pure("Session does not come back by itself where its password was wrong", () => {
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
  pass(world, DOUBT_MS);
  assertEquals([session.online, types().includes("fault")], [true, false]);
});

pure("Session waits for a password when the room does not any longer", () => {
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
  pass(world, DOUBT_MS);
  assert(session.online);
});

pure("Session asks for the password when it was changed while it was away", () => {
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

pure("Session gives its password to the room it was meant for, and to no other", () => {
  const world = lockedWorld();
  const { session, events } = join(world, "foo", { password: "secret" });
  session.connect({ hostname: "another", port: 8001 });
  pass(world, 10);
  pass(world, DOUBT_MS);
  assertEquals(asked(events), [undefined]);
  session.connect(ADDRESS);
  pass(world, 10);
  pass(world, DOUBT_MS);
  assertEquals(asked(events), [undefined, undefined]);
});

pure("Session gives no password to a server that relays what others say", () => {
  for (const before of ["bar :hi\n", "\n"]) {
    const world = new FakeWorld();
    const { session, link } = joinOnly(world, { password: "secret" });
    link.events.received(before.trimEnd());
    link.events.received("*locked");
    assertEquals(link.toServer.join("").includes("secret"), false);
    assertEquals(session.locked, false);
  }
});

pure("Session tells why a room turned it away, once, and goes on trying", () => {
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
  assertEquals(events.map(inEnglish), [
    { type: "fault", address: ADDRESS, reason: full, givenUp: false, refused: true },
  ]);
  world.lock = undefined;
  dialled();
  world.settle();
  assert(session.online);
});

pure("Session keeps its password when the room behind it is full", () => {
  const world = new FakeWorld();
  const { events, session } = joinOnly(world, { password: "secret" });
  const full = "The room is full: it takes at most 1 connections";
  for (let i = 0; i < 3; i++) {
    for (let n = 0; n < 200 && world.links.length === 0; n++) world.advance(100);
    world.advance(1);
    const [link] = world.links;
    for (const line of ["*locked", "*locked", "*locked"]) link!.events.received(line);
    world.advance(DOUBT_MS);
    assert(link!.toServer.includes("/pass secret\n\n"));
    for (const line of ["*notice That is the password", `*error ${full}`]) {
      link!.events.received(line);
    }
    world.shut(link!);
    world.settle();
  }
  assertEquals(events.map(inEnglish).map(({ type, reason }) => [type, reason]), [["fault", full]]);
  assertEquals([session.locked, asked(events)], [false, []]);
});
