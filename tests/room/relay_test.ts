import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { History } from "../../lib/room/history.ts";
import type { Member, Output } from "../../lib/room/member.ts";
import { Relay } from "../../lib/room/relay.ts";
import { Room } from "../../lib/room/room.ts";

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
      room.receive(one.member, line);
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
  { weight: 1, arbitrary: fc.constant(({ room }: SetUp) => room.ping()) },
  { weight: 1, arbitrary: fc.constant(({ room }: SetUp) => room.notice("it is late")) },
  { weight: 3, arbitrary: fc.constant((set: SetUp) => set.endMoment()) },
);

Deno.test("Everybody is sent the same whether lines go out at once or together", {
  permissions: "none",
}, () => {
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

Deno.test("Relay gives everybody the same bytes, once the moment is over", {
  permissions: "none",
}, () => {
  const given: [chunk: Uint8Array, lines: number][] = [];
  const member = {
    relay: (chunk: Uint8Array, lines: number) => void given.push([chunk, lines]),
  } as unknown as Member;
  const runs: (() => void)[] = [];
  const relay = new Relay([member, member], (run) => void runs.push(run));
  relay.add("a :hi");
  relay.add("小明 :你好");
  assertEquals(given, []);
  assertEquals(runs.length, 1);
  runs[0]!();
  const [[one, lines], [other]] = given as [typeof given[0], typeof given[0]];
  assertEquals(decoder.decode(one), "a :hi\n小明 :你好\n");
  assertEquals(lines, 2);
  assertEquals(one, other);
  assertEquals(one.buffer === other.buffer, true, "the same bytes");
  relay.flush();
  assertEquals(given.length, 2, "nothing is handed over twice");
});

Deno.test("Relay bounds a piece when much is said at once", { permissions: "none" }, () => {
  let bytes = 0;
  let most = 0;
  const member = {
    relay: ({ length }: Uint8Array) => {
      bytes += length;
      most = Math.max(most, length);
    },
  } as unknown as Member;
  const relay = new Relay([member], () => {});
  for (let i = 0; i < 1000; i++) relay.add("x".repeat(1023));
  relay.flush();
  assertEquals(bytes, 1000 * 1024);
  assertEquals(most <= 65 * 1024, true, `${most}`);
});
