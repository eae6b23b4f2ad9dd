import { assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { verbatim } from "../../lib/language/language.ts";
import { History } from "../../lib/room/history.ts";
import { Member, type Output } from "../../lib/room/member.ts";
import { Relay } from "../../lib/room/relay.ts";
import { Room } from "../../lib/room/room.ts";
import { pure } from "../pure.ts";
import { readLine } from "./read_line.ts";

const decoder = new TextDecoder();

/** Takes what is sent to one member, replays only when it is drained. */
class FakeOutput implements Output {
  text = "";
  readonly #queue: Iterator<Uint8Array>[] = [];

  push(chunk: Uint8Array, lines: number): boolean {
    if (lines > 0) assertEquals(decoder.decode(chunk).split("\n").length - 1, lines);
    this.#queue.push([chunk].values());
    return true;
  }

  pushLazily(chunks: Iterator<Uint8Array>): void {
    this.#queue.push(chunks);
  }

  drain(): void {
    for (let next; (next = this.#queue.shift()) !== undefined;) {
      for (let item; !(item = next.next()).done;) this.text += decoder.decode(item.value);
    }
  }
}

/** A room, where the test says when a moment is over. */
function setUp({ atOnce }: { atOnce: boolean }) {
  let waiting: (() => void)[] = [];
  const room = new Room({
    id: "3f2a9c1e",
    history: new History({ limit: 5 }),
    now: () => 5_000,
    ...!atOnce && { soon: (run) => void waiting.push(run) },
  });
  const people: { member: Member; output: FakeOutput }[] = [];
  return {
    room,
    people,
    enter(): void {
      const output = new FakeOutput();
      people.push({ output, member: room.enter(output, () => {}) });
    },
    endMoment(): void {
      const runs = waiting;
      waiting = [];
      for (const run of runs) run();
    },
  };
}

type SetUp = ReturnType<typeof setUp>;

const person = fc.nat({ max: 3 });
const line = fc.constantFrom(
  "",
  "hi",
  "a :hi",
  "b :hi",
  "/name a",
  "/name b",
  "/name a :0123456789abcdef",
  "/who",
  "/since -3",
  "/since 0",
  "/msg a :psst",
  "/nonsense",
  "*no",
  "QUIT",
);

/** Something that happens to a room. */
const step: fc.Arbitrary<(set: SetUp) => void> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(person, line).map(([i, line]) => ({ room, people }: SetUp) => {
      const one = people[i];
      if (!one) return;
      // As a server does: no command is handed in during a replay.
      if (one.member.replaying && line.startsWith("/")) one.output.drain();
      room.receive(one.member, readLine(line));
    }),
  },
  { weight: 2, arbitrary: fc.constant((set: SetUp) => set.enter()) },
  { weight: 1, arbitrary: person.map((i) => ({ people }: SetUp) => people[i]?.output.drain()) },
  {
    weight: 1,
    arbitrary: person.map((i) => ({ room, people }: SetUp) => {
      if (people[i]) room.leave(people[i].member);
    }),
  },
  {
    weight: 1,
    arbitrary: person.map((i) => ({ people }: SetUp) => {
      people[i]?.member.tell({ verb: "ping" });
    }),
  },
  { weight: 1, arbitrary: fc.constant(({ room }: SetUp) => room.notice(verbatim("it is late"))) },
  { weight: 3, arbitrary: fc.constant((set: SetUp) => set.endMoment()) },
);

pure("Everybody is sent the same whether lines go out at once or together", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [atOnce, together] = [true, false].map((atOnce) => {
        const set = setUp({ atOnce });
        set.enter();
        set.enter();
        for (const step of steps) step(set);
        set.endMoment();
        for (const { output } of set.people) output.drain();
        return set.people.map(({ output }) => output.text);
      });
      assertEquals(together, atOnce);
    }),
    { numRuns: 2000 },
  );
});

/** A relay with `count` members; `flush` ends the turn of the event loop. */
function setUpRelay(count: number) {
  const runs: (() => void)[] = [];
  const relay = new Relay((run) => void runs.push(run));
  const given: [chunk: Uint8Array, lines: number][] = [];
  const output: Output = {
    push: (chunk, lines) => given.push([chunk, lines]) > 0,
    pushLazily: () => {},
  };
  const members = Array.from({ length: count }, () => new Member(output, () => {}, relay.flush));
  for (const member of members) relay.add(member);
  return { relay, given, members, runs };
}

pure("Relay sends everybody the same bytes, once the turn of the event loop is over", () => {
  const { relay, given, runs } = setUpRelay(2);
  relay.say("a :hi");
  relay.say("小明 :你好");
  assertEquals(given, []);
  assertEquals(runs.length, 1);
  runs[0]!();
  const [[one, lines], [other]] = given as [typeof given[0], typeof given[0]];
  assertEquals(decoder.decode(one), "a :hi\n小明 :你好\n");
  assertEquals(lines, 2);
  assertEquals(one, other);
  assertEquals(one.buffer === other.buffer, true, "the same bytes");
  relay.flush();
  assertEquals(given.length, 2, "nothing is sent twice");
});

pure("Relay sends what waits before an event, and before somebody comes or goes", () => {
  const { relay, given, members: [a, b, c] } = setUpRelay(3);
  const sent = () => given.splice(0).map(([chunk]) => decoder.decode(chunk));
  a!.knocked = true;
  relay.say("1");
  relay.announce({ verb: "ping" });
  assertEquals(sent(), ["1\n", "1\n", "1\n", "*ping\n"]);
  relay.say("2");
  relay.delete(c!);
  assertEquals(sent(), ["2\n", "2\n", "2\n"]);
  relay.say("3");
  relay.add(c!);
  assertEquals(sent(), ["3\n", "3\n"]);
  relay.say("4");
  b!.tell({ verb: "locked" });
  assertEquals(sent(), ["4\n", "4\n", "4\n", "*locked\n"]);
  relay.say("5");
  relay.clear();
  relay.announce({ verb: "ping" });
  assertEquals([sent(), relay.size], [["5\n", "5\n", "5\n"], 0]);
});

pure("Relay bounds a chunk when much is said at once", () => {
  const { relay, given } = setUpRelay(1);
  for (let i = 0; i < 1000; i++) relay.say("x".repeat(1023));
  relay.flush();
  const lengths = given.map(([{ length }]) => length);
  assertEquals(lengths.reduce((sum, length) => sum + length, 0), 1000 * 1024);
  assertLessOrEqual(Math.max(...lengths), 65 * 1024);
});
