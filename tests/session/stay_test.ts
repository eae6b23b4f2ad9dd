import { assertEquals } from "@std/assert";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { parseStay } from "../../lib/session/stay.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "./fake_world.ts";
import { ADDRESS, join, linesOf, pass } from "./joining.ts";

/** The session of a page that was reloaded: it knows the key, the name and what was kept. */
function reload(world: FakeWorld, before: ReturnType<typeof join>) {
  const stay = parseStay(JSON.stringify(before.session.stay))!;
  const events: SessionEvent[] = [];
  const onEvent = (event: SessionEvent) => void events.push(event);
  const newKey = () => "key-of-foo-0123456789";
  const session = new Session({ greeting: WaryGreeting, name: "foo", newKey, world, onEvent });
  session.connect(ADDRESS, stay);
  pass(world, 10);
  return { session, events };
}

pure("Session goes on after a reload and sends again only what the room never saw", () => {
  for (const seen of [0, 1, 2, 3]) {
    for (const isSilent of [false, true]) {
      const world = new FakeWorld();
      const before = join(world, "foo");
      const witness = join(world, "bar");
      // The same text has its receipt already.
      before.session.say("a");
      world.settle();
      for (const text of ["a", "a", "b"]) before.session.say(text);
      const link = before.link();
      for (let i = 0; i < seen; i++) world.toServer(link);
      // The server may not have noticed that the old page is gone.
      if (isSilent) world.lose(link);
      else world.cut(link);
      before.session.say("typed while offline");
      const { session, events } = reload(world, before);
      const expected = ["foo :a", "foo :a", "foo :a", "foo :b", "foo :typed while offline"];
      assertEquals(witness.lines(), expected);
      assertEquals(linesOf(events), expected);
      assertEquals([session.name, session.waiting], ["foo", []]);
      assertEquals(events.filter(({ type }) => type === "unsure"), []);
    }
  }
});

pure("Session shows the latest messages after a reload, and all that were said meanwhile", () => {
  for (const meanwhile of [5, 30]) {
    const world = new FakeWorld();
    const before = join(world, "foo");
    const bar = join(world, "bar");
    for (let i = 1; i <= 30; i++) bar.session.say(`${i}`);
    world.settle();
    world.cut(before.link());
    for (let i = 31; i <= 30 + meanwhile; i++) bar.session.say(`${i}`);
    world.settle();
    const { events } = reload(world, before);
    assertEquals(linesOf(events).length, Math.max(20, meanwhile));
    assertEquals(linesOf(events).at(-1), `bar :${30 + meanwhile}`);
  }
});

pure("Session goes on after a reload in a room that was restarted", () => {
  const table: [keepsTranscript: boolean, left: number, said: string[], unsure: string[]][] = [
    [true, Infinity, ["foo :seen", "foo :lost"], []],
    // Another room saw nothing.
    [false, 0, ["foo :lost"], []],
    // Nobody knows what a room has lost.
    [true, 0, [], ["lost"]],
  ];
  for (const [keepsTranscript, left, said, unsure] of table) {
    const world = new FakeWorld();
    const before = join(world, "foo");
    before.session.say("seen");
    world.settle();
    before.session.say("lost");
    world.restart(keepsTranscript, left);
    const { session, events } = reload(world, before);
    assertEquals(linesOf(events), said);
    assertEquals(events.flatMap((one) => one.type === "unsure" ? [one.text] : []), unsure);
    assertEquals(session.waiting, []);
  }
});

pure("parseStay refuses what is malformed", () => {
  const good = { number: 3, lines: [{ text: "a", names: ["foo"] }] };
  assertEquals(parseStay(JSON.stringify(good)), good);
  for (const bad of ["", "null", "{}", '{"number":1}', '{"number":1,"lines":[{"text":1}]}']) {
    assertEquals(parseStay(bad), undefined);
  }
});
