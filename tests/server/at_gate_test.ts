import { assertEquals } from "@std/assert";
import { pure } from "../pure.ts";
import { FakeClock } from "./fake_clock.ts";
import { type Connected, FakeRoom } from "./fake_room.ts";

const PASSWORD = "open sesame";
const RIGHT = `/pass ${PASSWORD}\n`;
const OPENED = "*notice That is the password\n";
const WRONG = "*error Wrong password; 2 tries are left\n";
const LATE = "*error This room has a password, and it was not given within 10 s\n";
const QUEUE =
  "*error Your password was not looked at: others are guessing; connect again, and send nothing after it\n";

/** A locked room in which time stands still, and somebody who has just given a wrong password. */
async function setUp() {
  const clock = FakeClock.install();
  const room = new FakeRoom({ password: PASSWORD, clock });
  const guesser = room.connect({ text: "/pass x\n" });
  await clock.advance(0);
  return { clock, room, guesser };
}

async function close(clock: FakeClock, ...all: Connected[]): Promise<void> {
  for (const { connection } of all) connection.end();
  await clock.advance(5_000);
  await Promise.all(all.map(({ connection }) => connection.ended));
}

pure("Connection at the gate is told of a wrong password after a second", async () => {
  const { clock, guesser } = await setUp();
  using _ = clock;
  await clock.advance(999);
  assertEquals([guesser.stream.written, guesser.remarks], ["", []]);
  await clock.advance(1);
  assertEquals([guesser.stream.written, guesser.remarks], [WRONG, ["gave a wrong password"]]);
  await close(clock, guesser);
});

pure(
  "Connection at the gate gets in at once with the password, unless its address guesses",
  async () => {
    const { clock, room, guesser } = await setUp();
    using _ = clock;
    const [other, same] = [
      room.connect({ hostname: "10.0.0.8", text: RIGHT }),
      room.connect({ text: RIGHT }),
    ];
    await clock.advance(999);
    assertEquals([other.stream.written, same.stream.written], [OPENED, ""]);
    await clock.advance(1);
    assertEquals([same.stream.written, room.room.size], [OPENED, 2]);
    await close(clock, guesser, other, same);
  },
);

pure(
  "Connection at the gate is not judged when it hangs up, and others get its place",
  async () => {
    const { clock, room, guesser } = await setUp();
    using _ = clock;
    const gone = Array.from({ length: 20 }, () => room.connect({ text: "/pass y\n" }));
    const stays = room.connect({ text: RIGHT });
    await clock.advance(15);
    for (const { stream } of gone) stream.feed(null);
    await clock.advance(1_000);
    assertEquals(stays.stream.written, OPENED);
    assertEquals(gone.flatMap(({ remarks }) => remarks), []);
    for (const { connection } of gone) await connection.ended;
    await close(clock, guesser, stays);
  },
);

pure("Connection at the gate keeps what it sends after the password", async () => {
  const { clock, room, guesser } = await setUp();
  using _ = clock;
  const eager = room.connect({ text: RIGHT + "foo :one\n" });
  await clock.advance(500);
  eager.stream.feed("foo :two\n");
  await clock.advance(500);
  assertEquals(room.printed, ["foo :one", "foo :two"]);
  await close(clock, guesser, eager);
});

pure(
  "Connection at the gate is closed when it sends much before its password is judged",
  async () => {
    const { clock, room, guesser } = await setUp();
    using _ = clock;
    const chatty = room.connect({ text: RIGHT });
    await clock.advance(0);
    chatty.stream.feed("foo :hi\n".repeat(2_000));
    await clock.advance(100);
    assertEquals([chatty.stream.written, room.printed], [QUEUE, []]);
    await close(clock, guesser, chatty);
  },
);

pure("Connection at the gate has its time for itself, not for others who are judged", async () => {
  const { clock, room, guesser } = await setUp();
  using _ = clock;
  // Each of them takes 3 s: 4 of an address are judged at a time.
  const busy = Array.from({ length: 48 }, () => room.connect({ text: "/pass y\n/pass y\n" }));
  await clock.advance(10);
  const last = room.connect({ text: RIGHT });
  await clock.advance(9_000);
  assertEquals(last.stream.written, "");
  await clock.advance(16_000);
  assertEquals(last.stream.written, OPENED);
  await close(clock, guesser, last, ...busy);
});

pure("Connection at the gate has 10 s in all for what it does itself", async () => {
  const { clock, guesser } = await setUp();
  using _ = clock;
  await clock.advance(1_000 + 9_999);
  assertEquals(guesser.stream.written, WRONG);
  await clock.advance(1);
  assertEquals(guesser.stream.written, WRONG + LATE);
  await close(clock, guesser);
});

pure("Connection is told that the room is full only after the password", async () => {
  const { clock, room, guesser } = await setUp();
  using _ = clock;
  room.full = "The room is full: it takes at most 7 connections";
  const late = room.connect({ hostname: "10.0.0.8", text: "\n" + RIGHT });
  await clock.advance(5_000);
  assertEquals(late.stream.written, `*locked\n${OPENED}*error ${room.full}\n`);
  assertEquals([room.room.size, late.stream.log], [0, ["end", "close"]]);
  assertEquals(late.remarks, [`was turned away: ${room.full}`]);
  await close(clock, guesser, late);
});
