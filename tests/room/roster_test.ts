import { assert, assertEquals, assertLess } from "@std/assert";
import { nameKey } from "../../lib/protocol.ts";
import { type Bearer, NAME_GRACE_MS, Roster } from "../../lib/room/roster.ts";
import { pure } from "../pure.ts";

/** A roster with a clock that stands still until it is moved. */
function setUp() {
  const clock = { now: 1_000_000 };
  return { clock, roster: new Roster(() => clock.now) };
}

function bearer(): Bearer {
  return { name: undefined, holds: false, sessionKey: undefined };
}

pure(
  "Roster lets several share a name when none of them holds it",
  () => {
    const { roster } = setUp();
    const [a, b] = [bearer(), bearer()];
    assertEquals(roster.claim(a, "foo", false), "foo");
    assertEquals(roster.claim(b, "foo", false), "foo");
    assertEquals([a.name, a.holds, b.name, b.holds], ["foo", false, "foo", false]);
    assertEquals(roster.holder("foo"), undefined);
  },
);

pure("Roster numbers claimants when a name is held", () => {
  const { roster } = setUp();
  const [alice, ...others] = Array.from({ length: 4 }, bearer);
  assertEquals(roster.claim(alice!, "alice", true), "alice");
  assert(roster.holder("alice") === alice);
  const given = ["alice", "ALICE", "ａｌｉｃｅ"].map((name, i) =>
    roster.claim(others[i]!, name, i === 0)
  );
  assertEquals(given, ["alice#2", "ALICE#3", "ａｌｉｃｅ#4"]);
  assert(others.every(({ holds }) => holds), "a numbered name is always held");
});

pure("Roster knows a name under every spelling of it", () => {
  const { roster } = setUp();
  const holder = bearer();
  roster.claim(holder, "Straße Élan", true);
  for (const name of ["STRASSE ÉLAN", "straße e\u0301lan", "Straße  Élan", " strasse élan "]) {
    assert(roster.holder(name) === holder, name);
    assert(roster.isTaken(name, bearer()), name);
    assert(!roster.isTaken(name, holder), "one's own name is not taken");
  }
});

pure(
  "Roster keeps a claimant's number when it claims the name again",
  () => {
    const { roster } = setUp();
    const [a, b, c] = [bearer(), bearer(), bearer()];
    roster.claim(a, "alice", true);
    roster.claim(b, "alice", false);
    roster.claim(c, "alice", false);
    roster.remove(b, false);
    assertEquals(roster.claim(c, "Alice", false), "alice#3");
    assertEquals(roster.claim(bearer(), "alice", false), "alice#2");
  },
);

pure("Roster takes no other name for a number of the one that is claimed", () => {
  for (const before of ["carl", "carl#2", "alice#two"]) {
    const { roster } = setUp();
    const other = bearer();
    roster.claim(bearer(), "alice", true);
    roster.claim(other, before, true);
    assertEquals(roster.claim(other, "alice", true), "alice#2");
    assertEquals(roster.holder(before), undefined);
  }
});

pure(
  "Roster keeps the number of a long name that had to be cut",
  () => {
    const { roster } = setUp();
    const name = "n".repeat(32);
    const second = bearer();
    roster.claim(bearer(), name, true);
    assertEquals(roster.claim(second, name, false), "n".repeat(30) + "#2");
    assertEquals(roster.claim(second, name, false), "n".repeat(30) + "#2");
  },
);

pure("Roster gives the name itself when it has become free", () => {
  const { roster } = setUp();
  const [a, b] = [bearer(), bearer()];
  roster.claim(a, "alice", true);
  roster.claim(b, "alice", true);
  roster.remove(a, false);
  assertEquals(roster.claim(b, "alice", true), "alice");
  assertEquals(roster.holder("alice#2"), undefined);
});

pure("Roster frees the former name when another is claimed", () => {
  const { roster } = setUp();
  const a = bearer();
  roster.claim(a, "alice", true);
  roster.claim(a, "bob", true);
  assertEquals(roster.holder("alice"), undefined);
  assertEquals(roster.claim(bearer(), "alice", true), "alice");
});

pure(
  "Roster frees a name at once when its bearer cannot come back",
  () => {
    const { roster } = setUp();
    const [withSecret, without] = [bearer(), bearer()];
    roster.takeSession("key-of-one", withSecret);
    roster.claim(withSecret, "one", true);
    roster.claim(without, "two", true);
    roster.remove(withSecret, false);
    roster.remove(without, true);
    assert(!roster.isTaken("one", bearer()));
    assert(!roster.isTaken("two", bearer()));
  },
);

pure(
  "Roster keeps a name for its session until the grace is over",
  () => {
    const { roster, clock } = setUp();
    const before = bearer();
    roster.takeSession("key", before);
    roster.claim(before, "alice", true);
    roster.remove(before, true);

    assertEquals(roster.holder("alice"), undefined);
    clock.now += NAME_GRACE_MS - 1;
    const other = bearer();
    assertEquals(roster.claim(other, "alice", false), "alice#2");
    const wrongKey = bearer();
    assertEquals(roster.takeSession("another key", wrongKey), undefined);
    assert(roster.isTaken("alice", wrongKey));

    clock.now += 1;
    assertEquals(roster.claim(other, "alice", true), "alice");
  },
);

pure("Roster gives a kept name back when its session returns with the key", () => {
  const { roster } = setUp();
  const [before, after] = [bearer(), bearer()];
  assertEquals(roster.takeSession("key", before), undefined);
  roster.claim(before, "alice", true);
  roster.remove(before, true);
  assertEquals(roster.takeSession("key", after), undefined, "its connection is gone already");
  assertEquals(roster.claim(after, "alice", true), "alice");
  assert(roster.holder("alice") === after);
});

pure("Roster tells the connection a session had when that is not gone yet", () => {
  const { roster } = setUp();
  const [before, after] = [bearer(), bearer()];
  roster.takeSession("key", before);
  roster.claim(before, "alice", true);
  assertEquals(roster.takeSession("key", before), undefined, "it is the same connection");
  assert(roster.takeSession("key", after) === before);
  assertEquals(roster.claim(after, "alice", true), "alice");
});

pure("Roster keeps nothing for a connection whose session went on in another", () => {
  const { roster } = setUp();
  const [before, after] = [bearer(), bearer()];
  roster.takeSession("key", before);
  roster.claim(before, "alice", true);
  roster.takeSession("key", after);
  roster.remove(before, true);
  assert(!roster.isTaken("alice", bearer()));
  assert(roster.takeSession("key", bearer()) === after, "the session is still the other's");
});

pure("Roster keeps no name when it was not held", () => {
  const { roster } = setUp();
  const [a, b] = [bearer(), bearer()];
  roster.takeSession("a", a);
  roster.takeSession("b", b);
  roster.claim(b, "foo", false);
  roster.remove(a, true);
  roster.remove(b, true);
  assert(!roster.isTaken("foo", bearer()));
});

pure("Roster keeps at most 1000 names of sessions that left, the latest", () => {
  const { roster } = setUp();
  const here = bearer();
  roster.claim(here, "here", true);
  for (let i = 0; i < 1100; i++) {
    const session = bearer();
    roster.takeSession(`key ${i}`, session);
    roster.claim(session, `name ${i}`, true);
    roster.remove(session, true);
  }
  assert(!roster.isTaken("name 0", bearer()));
  assert(!roster.isTaken("name 98", bearer()));
  assert(roster.isTaken("name 101", bearer()));
  assert(roster.isTaken("name 1099", bearer()));
  assert(roster.holder("here") === here, "who is here loses nothing");
});

pure(
  "Roster forgets names kept too long when it keeps another",
  () => {
    const { roster, clock } = setUp();
    const [early, late, again] = [bearer(), bearer(), bearer()];
    roster.takeSession("early", early);
    roster.claim(early, "early", true);
    roster.remove(early, true);
    clock.now += NAME_GRACE_MS;
    roster.takeSession("late", late);
    roster.claim(late, "late", true);
    roster.remove(late, true);
    assert(roster.isTaken("late", again));
    assert(!roster.isTaken("early", again));
  },
);

pure("Roster numbers a thousand claimants of one name in no time, however it is written", () => {
  for (const name of ["alice", "Ａｌｉｃｅ", "x".repeat(32), "名".repeat(31) + "é"]) {
    const roster = new Roster<Bearer>(() => 0);
    const given = new Set<string>();
    const start = performance.now();
    for (let i = 0; i < 1000; i++) given.add(nameKey(roster.claim(bearer(), name, true)));
    assertEquals(given.size, 1000);
    // With the key made anew for each of those before it takes 1.5 s.
    assertLess(performance.now() - start, 700);
  }
});
