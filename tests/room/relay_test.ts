import { assert, assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
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
    assertEquals(messagesIn(decoder.decode(chunk)), lines);
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

function messagesIn(text: string): number {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("*")).length;
}

/** A room, where the test says when a moment is over. */
function setUp({ atOnce }: { atOnce: boolean }) {
  let waiting: (() => void)[] = [];
  const room = new Room({
    id: "3f2a9c1e",
    history: new History({ limit: 5 }),
    now: () => 5_000,
    monotonic: () => 5_000,
    ...!atOnce && { soon: (run) => void waiting.push(run) },
  });
  const people: { member: Member; output: FakeOutput }[] = [];
  return {
    room,
    people,
    enter(): void {
      const output = new FakeOutput();
      people.push({ output, member: room.enter(output, { end: () => {} }) });
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
  "a long line ".repeat(400),
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

/** A relay with members; `endTurn` ends the turn of the event loop. */
function setUpRelay(count: number) {
  const runs: (() => void)[] = [];
  let commits = 0;
  const relay = new Relay({ soon: (run) => void runs.push(run), commit: () => commits++ });
  const given: { to: number; chunk: Uint8Array; lines: number }[] = [];
  const members = Array.from({ length: count }, (_, to) => {
    const output: Output = {
      push: (chunk, lines) => given.push({ to, chunk, lines }) > 0,
      pushLazily: () => {},
    };
    return new Member(output, { address: "", end: () => {}, catchUp: relay.catchUp });
  });
  for (const member of members) relay.add(member);
  return {
    relay,
    given,
    members,
    endTurn: () => runs.splice(0).forEach((run) => run()),
    commits: () => commits,
    /** What was sent since the last time: to whom, and what. */
    sent: () => given.splice(0).map(({ to, chunk }) => [to, decoder.decode(chunk)]),
  };
}

pure("Relay sends everybody the same bytes, once the turn of the event loop is over", () => {
  const { relay, given, members, endTurn } = setUpRelay(3);
  relay.listen(members[2]!);
  relay.say("a :hi");
  relay.say("小明 :你好");
  assertEquals(given, []);
  endTurn();
  const [one, other, listener] = given;
  assertEquals(decoder.decode(one!.chunk), "a :hi\n小明 :你好\n");
  assertEquals(one!.lines, 2);
  assert(one!.chunk === other!.chunk && one!.chunk === listener!.chunk, "the same bytes");
  relay.flush();
  assertEquals(given.length, 3, "nothing is sent twice");
});

pure("Relay sends messages and presence of a turn together, in order", () => {
  const { relay, given, members: [a, b, c], endTurn } = setUpRelay(3);
  relay.listen(a!);
  relay.listen(c!);
  relay.announce({ verb: "join", name: "x" });
  relay.say("x :1");
  relay.announce({ verb: "leave", name: "x" });
  relay.say("2");
  assertEquals(given, []);
  endTurn();
  assertEquals(given.map(({ to, lines }) => [to, lines]), [[0, 2], [1, 2], [2, 2]]);
  const texts = given.map(({ chunk }) => decoder.decode(chunk));
  assertEquals(texts, ["*join x\nx :1\n*leave x\n2\n", "x :1\n2\n", texts[0]!]);
  assert(given[0]!.chunk === given[2]!.chunk, "the same bytes");
  relay.delete(b!);
});

pure("Relay tells nobody of its own name, and catches up only those who are told more", () => {
  const { relay, members: [a, b, c], sent, endTurn } = setUpRelay(3);
  for (const member of [a, b, c]) relay.listen(member!);
  relay.say("1");
  relay.announce({ verb: "join", name: "a" }, a);
  assertEquals(sent(), [[0, "1\n"]]);
  a!.tell({ verb: "you", name: "a" });
  relay.announce({ verb: "join", name: "b" }, b);
  relay.say("2");
  assertEquals(sent(), [[0, "*you a\n"], [1, "1\n*join a\n"]]);
  endTurn();
  assertEquals(sent(), [[0, "*join b\n2\n"], [1, "2\n"], [2, "1\n*join a\n*join b\n2\n"]]);
});

pure("Relay needs few chunks to tell of a thousand who join at once", () => {
  const { relay, given, members, endTurn } = setUpRelay(1000);
  for (const member of members) relay.listen(member);
  for (const [i, member] of members.entries()) {
    relay.announce({ verb: "join", name: `member ${i}` }, member);
    member.tell({ verb: "you", name: `member ${i}` });
  }
  endTurn();
  assertEquals(given.length, 3 * 1000 - 2, "what came before, *you, and what came after");
  assertEquals(relay.told, 1000 * 999);
});

pure("Relay sends what is said between somebody's coming and going", () => {
  const { relay, members: [a, b, c], sent, endTurn } = setUpRelay(3);
  relay.say("1");
  relay.delete(c!);
  assertEquals(sent(), [[2, "1\n"]]);
  relay.say("2");
  relay.add(c!);
  relay.say("3");
  b!.tell({ verb: "locked" });
  assertEquals(sent(), [[1, "1\n2\n3\n"], [1, "*locked\n"]]);
  relay.say("4");
  endTurn();
  assertEquals(sent(), [[0, "1\n2\n3\n4\n"], [1, "4\n"], [2, "3\n4\n"]]);
  relay.say("5");
  relay.delete(a!);
  a!.tell({ verb: "ping" });
  assertEquals(sent(), [[0, "5\n"], [0, "*ping\n"]], "who has left is told nothing of the room");
  relay.clear();
  relay.say("6");
  endTurn();
  assertEquals([sent(), relay.size], [[[1, "5\n"], [2, "5\n"]], 0]);
});

pure("Relay sends events only to those who asked for them, from then on", () => {
  const { relay, members: [a, b], sent, endTurn } = setUpRelay(2);
  relay.announce({ verb: "join", name: "nobody hears it" });
  relay.listen(a!);
  relay.announce({ verb: "join", name: "x" });
  relay.listen(b!);
  relay.listen(b!);
  relay.announce({ verb: "join", name: "y" });
  endTurn();
  assertEquals(sent(), [[0, "*join x\n*join y\n"], [1, "*join y\n"]]);
  assertEquals(relay.told, 3);
  relay.delete(a!);
  relay.announce({ verb: "leave", name: "x" });
  assertEquals(relay.told, 4);
});

pure("Relay commits before it sends, and not where there is nothing new", () => {
  const { relay, members: [a], commits, endTurn } = setUpRelay(1);
  a!.tell({ verb: "ping" });
  relay.flush();
  assertEquals(commits(), 0);
  relay.say("1");
  assertEquals(commits(), 0);
  a!.tell({ verb: "ping" });
  assertEquals(commits(), 1);
  relay.say("2");
  endTurn();
  assertEquals(commits(), 2);
});

pure("Relay sends what was said even if something goes wrong before", () => {
  const runs: (() => void)[] = [];
  const texts: string[] = [];
  const relay = new Relay({
    soon: (run) => void runs.push(run),
    commit: () => {
      throw new Error("Out of paper");
    },
  });
  const output = {
    push: (c: Uint8Array) => texts.push(decoder.decode(c)) > 0,
    pushLazily: () => {},
  };
  relay.add(new Member(output, { address: "", end: () => {}, catchUp: relay.catchUp }));
  for (const line of ["1", "2"]) {
    relay.say(line);
    assertThrows(runs.pop()!, Error, "Out of paper");
  }
  assertEquals(texts, ["1\n", "2\n"]);
});

pure("Relay tells first what is announced while it commits", () => {
  for (const atOnce of [false, true]) {
    const runs: (() => void)[] = [];
    const texts: string[] = [];
    let isTrouble = true;
    const relay: Relay = new Relay({
      ...!atOnce && { soon: (run) => void runs.push(run) },
      commit: () => {
        if (!isTrouble) return;
        isTrouble = false;
        relay.announce({ verb: "notice", text: "Out of paper" });
      },
    });
    const output: Output = {
      push: (chunk) => texts.push(decoder.decode(chunk)) > 0,
      pushLazily: () => {},
    };
    const member = new Member(output, { address: "", end: () => {}, catchUp: relay.catchUp });
    relay.add(member);
    relay.listen(member);
    relay.say("1");
    for (const run of runs) run();
    assertEquals(texts, ["*notice Out of paper\n", "1\n"]);
  }
});

pure("Relay bounds a chunk when much is said at once", () => {
  const { relay, given } = setUpRelay(1);
  for (let i = 0; i < 1000; i++) relay.say("x".repeat(1023));
  relay.flush();
  const lengths = given.map(({ chunk }) => chunk.length);
  assertEquals(lengths.reduce((sum, length) => sum + length, 0), 1000 * 1024);
  assertLessOrEqual(Math.max(...lengths), 65 * 1024);
});
