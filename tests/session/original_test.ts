import { assert, assertEquals } from "@std/assert";
import { Session, type SessionOptions } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "./fake_world.ts";
import { ADDRESS, linesOf } from "./joining.ts";
import { OriginalRoom } from "./original_room.ts";

const HELLO = "*hello version=1 room=x last=0 limit=4096";

/** A room of an original server, and a session that is about to join it. */
function setUp(options: Partial<SessionOptions> = {}) {
  const world = new FakeWorld();
  const room = new OriginalRoom(world);
  const events: SessionEvent[] = [];
  const onEvent = (event: SessionEvent) => void events.push(event);
  const newKey = () => "0123456789abcdef";
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey,
    world: room.world,
    onEvent,
    ...options,
  });
  return { world, room, session, events };
}

/** Checks that a session found out what the room is, and told nobody the password. */
function checkIsPlain({ room, session, events }: ReturnType<typeof setUp>, how: string): void {
  const said = room.sent.join("");
  assertEquals([room.link?.isPlain, session.asksPassword], [true, false], how);
  assert(!said.includes("secret") && !said.includes("/pass"), how);
  assertEquals(events.filter(({ type }) => type === "locked"), [], how);
}

pure("Session tells nobody its password who says *locked in a room of an original server", () => {
  for (const password of ["secret", undefined]) {
    for (const everyMs of [1, 2, 7, 50, 149, 299, 300, 301, 1000, 2999]) {
      for (const ending of ["", "\n"]) {
        for (const joinsAfter of [0, 1, 2, 3, 4, 5, 48]) {
          const how = JSON.stringify({ password, everyMs, ending, joinsAfter });
          const all = setUp({ password });
          all.room.say("*locked" + ending, everyMs);
          all.world.advance(joinsAfter);
          all.session.connect(ADDRESS);
          all.world.advance(7000);
          checkIsPlain(all, how);
        }
      }
    }
  }
});

pure("Session tells nobody its password who answers every knock with *locked", () => {
  for (const answer of ["*locked", "*locked\n", "\n*locked\n", "*locked\n*locked\n*locked"]) {
    for (const before of ["", "*locked", "*locked\n"]) {
      const all = setUp({ password: "secret" });
      const { room, world, session } = all;
      room.onRelay = (chunk) => {
        if (/^\n+$/.test(chunk)) world.setTimer(() => room.relay(answer.repeat(chunk.length)), 1);
      };
      session.connect(ADDRESS);
      world.advance(1);
      if (before) room.relay(before);
      world.advance(7000);
      checkIsPlain(all, JSON.stringify([answer, before]));
    }
  }
});

pure("Session tells nobody its password who says *locked and then something else", () => {
  for (const next of ["foo :hi", "*locked", "*notice x", "*what", "*error x\n*locked", HELLO]) {
    for (const password of ["secret", undefined]) {
      const all = setUp({ password });
      const { room, world, session } = all;
      // Nothing of what the session sends is relayed.
      room.relay = (chunk) =>
        chunk.trim() === "" ? undefined : OriginalRoom.prototype.relay.call(room, chunk);
      session.connect(ADDRESS);
      world.advance(5);
      room.relay("*locked\n");
      world.advance(250);
      room.relay(next + "\n*locked\n*locked\n");
      world.advance(7000);
      checkIsPlain(all, next);
    }
  }
});

pure("Session stops asking for a password when it hears others", () => {
  const all = setUp();
  const { room, world, session, events } = all;
  room.relay = (chunk) =>
    chunk.trim() === "" ? undefined : OriginalRoom.prototype.relay.call(room, chunk);
  session.connect(ADDRESS);
  world.advance(5);
  room.relay("*locked\n");
  world.advance(400);
  assert(session.locked);
  room.relay("bar :hi\n");
  world.advance(5);
  assertEquals([room.link?.isPlain, session.asksPassword], [true, false]);
  assertEquals(linesOf(events), ["bar :hi"]);
  session.unlock("secret");
  room.relay("*locked\n");
  world.advance(400);
  assert(!room.sent.join("").includes("secret"));
});

pure("Session is not deceived for long by who says *hello in a room of an original server", () => {
  for (const everyMs of [1, 7, 100]) {
    for (const ending of ["", "\n"]) {
      const all = setUp({ password: "secret" });
      const { room, world, session } = all;
      room.say(HELLO + ending, everyMs);
      world.advance(1);
      session.connect(ADDRESS);
      session.say("hello");
      world.advance(7000);
      checkIsPlain(all, `${everyMs}`);
      room.say("*locked\n", 1);
      world.advance(1000);
      checkIsPlain(all, `${everyMs}`);
      assert(session.settled);
    }
  }
});
