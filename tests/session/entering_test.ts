import { assertEquals } from "@std/assert";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { RETRY_MS } from "../../lib/session/uplink.ts";
import { pure } from "../pure.ts";
import { FakeWorld, inEnglish } from "./fake_world.ts";
import { ADDRESS, join, pass } from "./joining.ts";
import { ScriptedServer } from "./scripted_server.ts";

pure("Session tells where a replay ends, and who is in a room that it joins", () => {
  const world = new FakeWorld();
  const first = join(world, "foo");
  first.session.say("before");
  world.settle();
  const newKey = () => "key-of-another-foo";
  const { session, events } = join(world, "foo", { newKey });
  session.say("now");
  world.settle();
  assertEquals(events.map((event) => event.type === "message" ? event.text : event.type), [
    ...["connected", "before", "live", "you", "notice", "here", "now"],
  ]);
  assertEquals(events[5], { type: "here", names: ["foo", "foo#2"] });
  events.length = 0;
  // Nobody has said anything meanwhile, and it is the same room.
  world.cut(world.links.at(-1)!);
  pass(world, RETRY_MS.most);
  assertEquals(events.map(({ type }) => type), ["lost", "back"]);
});

pure("Session holds what happens while it enters a room until it has entered", () => {
  const server = new ScriptedServer();
  const { world } = server;
  const events: SessionEvent[] = [];
  const newKey = () => "0123456789abcdef";
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey,
    world,
    onEvent: (event) => events.push(event),
  });
  session.connect(ADDRESS);
  server.clock.advance(2);
  server.say("*hello version=1 room=x last=1 limit=4096", "*notice one", "*you foo", "*names foo");
  server.say("*join bar", "*past 1 1 bar :old");
  assertEquals(events, []);
  server.say("*present 1", "*join baz");
  assertEquals(events.map(({ type }) => type), [
    ...["connected", "message", "live", "notice", "join", "here", "join"],
  ]);
});

pure("Session does not know what it missed of a room that forgot it", () => {
  const world = new FakeWorld();
  const { events } = join(world, "foo");
  world.restart(false);
  pass(world, RETRY_MS.most);
  assertEquals(events.slice(-2).map(inEnglish), [
    { type: "another room" },
    { type: "back", after: (events.at(-1) as { after: number }).after, missed: undefined },
  ]);
});

pure("Session keeps no name of its own that it had before", () => {
  const world = new FakeWorld();
  const { session, events } = join(world, "foo");
  session.rename("bar");
  world.settle();
  assertEquals([...session.people], ["bar"]);
  session.rename("bar");
  world.settle();
  assertEquals(events.slice(1), [{ type: "you", name: "bar" }, { type: "you", name: "bar" }]);
});
