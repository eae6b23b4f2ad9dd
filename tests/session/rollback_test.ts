import { assertEquals } from "@std/assert";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { RETRY_MS } from "../../lib/session/uplink.ts";
import { pure } from "../pure.ts";
import { clientLine, FakeWorld } from "./fake_world.ts";
import { join, linesOf, numbersOf, pass } from "./joining.ts";

/** Somebody else says lines. */
function say(world: FakeWorld, lines: string[]): void {
  const member = world.room.enter({ push: () => true, pushLazily: () => {} }, { end: () => {} });
  for (const line of lines) world.room.receive(member, clientLine(`bar :${line}`));
  world.room.leave(member);
}

/** `from 1`, `from 2`, … */
function lines(text: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${text} ${i + 1}`);
}

/** What was told but messages, joins and leaves, since `at`. */
function toldSince(events: SessionEvent[], at: number): SessionEvent[] {
  return events.slice(at).filter(({ type }) => !["message", "join", "leave"].includes(type));
}

/** Joins, and sees 100 messages. */
function see100(history?: number) {
  const world = new FakeWorld(history);
  const foo = join(world, "foo");
  say(world, lines("old", 100));
  world.settle();
  const { length } = foo.events;
  return {
    world,
    foo,
    /** What was told since then. */
    told: () => toldSince(foo.events, length),
    /** The lines shown since then. */
    shown: () => linesOf(foo.events.slice(length)).map((line) => line.replace("bar :", "")),
    back: () => {
      world.up = true;
      pass(world, RETRY_MS.most);
    },
  };
}

pure(
  "Session shows all that was said after a transcript lost its end, and tells of the loss",
  () => {
    for (const [left, said] of [[50, 60], [50, 10], [50, 0], [99, 1], [0, 3], [0, 200]] as const) {
      const { world, foo, told, shown, back } = see100();
      world.restart(true, left);
      world.up = false;
      say(world, lines("new", said));
      back();
      assertEquals(shown(), lines("new", said), `${left} ${said}`);
      const forgot = told().filter(({ type }) => type === "forgot");
      assertEquals(forgot, [{ type: "forgot", from: left + 1, to: 100 }]);
      const live = said > 0 ? ["live"] : [];
      assertEquals(told().map(({ type }) => type), ["lost", "back", "forgot", ...live]);
      const [, back2] = told();
      assertEquals(back2?.type === "back" && back2.missed, said);
      say(world, ["live"]);
      world.settle();
      assertEquals(numbersOf(foo.events).at(-1), left + said + 1);
    }
  },
);

pure("Session shows all that was said though the room was started more than once meanwhile", () => {
  const table: [...lives: [left: number, said: number][]][] = [
    [[50, 10], [Infinity, 0]],
    [[50, 10], [Infinity, 100]],
    [[50, 100], [Infinity, 1]],
    [[98, 1], [99, 50]],
    [[100, 7], [103, 7]],
    [[100, 7], [90, 20], [100, 5], [Infinity, 0]],
    [[0, 100], [Infinity, 0]],
  ];
  for (const lives of table) {
    const { world, foo, told, shown, back } = see100();
    for (const [life, [left, said]] of lives.entries()) {
      world.restart(true, left);
      world.up = false;
      say(world, lines(`life ${life},`, said));
    }
    back();
    const first = Math.min(100, ...lives.map(([left]) => left)) + 1;
    const now = world.transcript.map(({ line }) => line.replace("bar :", ""));
    assertEquals(shown(), now.slice(first - 1), JSON.stringify(lives));
    assertEquals(numbersOf(foo.events).at(-1), Math.max(now.length, 0) || undefined);
    const lost = first > 100 ? [] : [{ type: "forgot", from: first, to: 100 }];
    assertEquals(told().filter(({ type }) => type === "forgot"), lost as SessionEvent[]);
  }
});

pure("Session tells of no loss when a transcript was taken up whole", () => {
  const { world, told, shown, back } = see100();
  for (let life = 0; life < 3; life++) {
    world.restart(true);
    world.up = false;
    say(world, ["next"]);
    back();
  }
  assertEquals(shown(), ["next", "next", "next"]);
  const once = ["lost", "back", "live"];
  assertEquals(told().map(({ type }) => type), [...once, ...once, ...once]);
});

pure("Session finds the loss though the connection breaks while it looks", () => {
  for (let carried = 0; carried < 20; carried++) {
    const { world, foo, told, shown, back } = see100();
    world.restart(true, 50);
    world.up = false;
    say(world, lines("new", 60));
    world.up = true;
    world.advance(RETRY_MS.most);
    const link = world.links.at(-1)!;
    for (let i = 0; i < carried; i++) if (!world.toServer(link)) world.toClient(link);
    world.cut(link);
    back();
    assertEquals(shown(), lines("new", 60), `${carried}`);
    const forgot = told().filter(({ type }) => type === "forgot");
    assertEquals(forgot, [{ type: "forgot", from: 51, to: 100 }]);
    assertEquals(numbersOf(foo.events).at(-1), 110);
  }
});

pure("Session tells of the loss and the gap when the rest is not kept either", () => {
  const { world, told, shown, back } = see100(10);
  world.restart(true, 50);
  world.up = false;
  say(world, lines("new", 60));
  back();
  assertEquals(shown(), lines("new", 60).slice(-10));
  assertEquals(told().slice(2), [
    { type: "forgot", from: 51, to: 100 },
    { type: "gap", from: 51, to: 100 },
    { type: "live" },
  ]);
});

pure("Session says again what a room has lost before its echo came, and nothing else", () => {
  const { world, foo, back } = see100();
  foo.session.say("echoed");
  world.settle();
  foo.session.say("in flight");
  world.toServer(foo.link());
  foo.session.say("not sent");
  world.restart(true, 50);
  back();
  assertEquals(world.transcript.slice(50).map(({ line }) => line), [
    "foo :in flight",
    "foo :not sent",
  ]);
  assertEquals(foo.session.settled, true);
});
