import { assert, assertEquals, assertLess } from "@std/assert";
import { nameKey } from "../../lib/protocol.ts";
import { MAX_KEPT_PER_ADDRESS, NAME_GRACE_MS } from "../../lib/room/reservations.ts";
import { type Bearer, keyed, Roster } from "../../lib/room/roster.ts";
import { pure } from "../pure.ts";

interface Person extends Bearer {
  address: string;
}

/** A roster with a clock that stands still until it is moved. */
function setUp() {
  const clock = { now: 1_000_000 };
  const roster = new Roster<Person>(() => clock.now);
  const claim = (bearer: Person, name: string, hold: boolean) =>
    roster.claim(bearer, keyed(name), hold).text;
  const isTaken = (name: string, bearer: Person) => roster.isTaken(nameKey(name), bearer);
  const find = (name: string) => roster.find(nameKey(name));
  return { clock, roster, claim, isTaken, find };
}

function bearer(): Person {
  return {
    ...{ name: undefined, asked: undefined, holds: false, since: 0, sessionKey: undefined },
    address: "192.0.2.1",
  };
}

pure(
  "Roster lets several share a name when none of them holds it",
  () => {
    const { claim } = setUp();
    const [a, b] = [bearer(), bearer()];
    assertEquals(claim(a, "foo", false), "foo");
    assertEquals(claim(b, "foo", false), "foo");
    assertEquals([a.name?.text, a.holds, b.name?.text, b.holds], ["foo", false, "foo", false]);
  },
);

pure("Roster numbers claimants when a name is held", () => {
  const { claim, find } = setUp();
  const [alice, ...others] = Array.from({ length: 4 }, bearer);
  assertEquals(claim(alice!, "alice", true), "alice");
  assert(find("alice") === alice);
  const given = ["alice", "ALICE", "ａｌｉｃｅ"].map((name, i) => claim(others[i]!, name, i === 0));
  assertEquals(given, ["alice#2", "ALICE#3", "ａｌｉｃｅ#4"]);
  assert(others.every(({ holds }) => holds), "a numbered name is always held");
});

pure("Roster knows a name under every spelling of it", () => {
  const { claim, isTaken, find } = setUp();
  const holder = bearer();
  claim(holder, "Straße Élan", true);
  for (const name of ["STRASSE ÉLAN", "straße e\u0301lan", "Straße  Élan", " strasse élan "]) {
    assert(find(name) === holder, name);
    assert(isTaken(name, bearer()), name);
    assert(!isTaken(name, holder), "one's own name is not taken");
  }
});

pure(
  "Roster keeps a claimant's number when it claims the name again",
  () => {
    const { roster, claim } = setUp();
    const [a, b, c] = [bearer(), bearer(), bearer()];
    claim(a, "alice", true);
    claim(b, "alice", false);
    claim(c, "alice", false);
    roster.remove(b, false);
    assertEquals(claim(c, "Alice", false), "alice#3");
    assertEquals(claim(bearer(), "alice", false), "alice#2");
  },
);

pure("Roster takes no other name for a number of the one that is claimed", () => {
  for (const before of ["carl", "carl#2", "alice#two"]) {
    const { claim, find } = setUp();
    const other = bearer();
    claim(bearer(), "alice", true);
    claim(other, before, true);
    assertEquals(claim(other, "alice", true), "alice#2");
    assertEquals(find(before), undefined);
  }
});

pure(
  "Roster keeps the number of a long name that had to be cut",
  () => {
    const { claim } = setUp();
    const name = "n".repeat(32);
    const second = bearer();
    claim(bearer(), name, true);
    assertEquals(claim(second, name, false), "n".repeat(30) + "#2");
    assertEquals(claim(second, name, false), "n".repeat(30) + "#2");
  },
);

pure("Roster gives the name itself when it has become free", () => {
  const { roster, claim, find } = setUp();
  const [a, b] = [bearer(), bearer()];
  claim(a, "alice", true);
  claim(b, "alice", true);
  roster.remove(a, false);
  assertEquals(claim(b, "alice", true), "alice");
  assertEquals(find("alice#2"), undefined);
});

pure("Roster frees the former name when another is claimed", () => {
  const { claim, find } = setUp();
  const a = bearer();
  claim(a, "alice", true);
  claim(a, "bob", true);
  assertEquals(find("alice"), undefined);
  assertEquals(claim(bearer(), "alice", true), "alice");
});

pure(
  "Roster frees a name at once when its bearer cannot come back",
  () => {
    const { roster, claim, isTaken } = setUp();
    const [withSecret, without] = [bearer(), bearer()];
    roster.takeSession("key-of-one", withSecret);
    claim(withSecret, "one", true);
    claim(without, "two", true);
    roster.remove(withSecret, false);
    roster.remove(without, true);
    assert(!isTaken("one", bearer()));
    assert(!isTaken("two", bearer()));
  },
);

pure(
  "Roster keeps a name for its session until the grace is over",
  () => {
    const { clock, roster, claim, isTaken, find } = setUp();
    const before = bearer();
    roster.takeSession("key", before);
    claim(before, "alice", true);
    roster.remove(before, true);

    assertEquals(find("alice"), undefined);
    clock.now += NAME_GRACE_MS - 1;
    const other = bearer();
    assertEquals(claim(other, "alice", false), "alice#2");
    const wrongKey = bearer();
    assertEquals(roster.takeSession("another key", wrongKey), undefined);
    assert(isTaken("alice", wrongKey));

    clock.now += 1;
    assertEquals(claim(other, "alice", true), "alice");
  },
);

pure("Roster gives a kept name back when its session returns with the key", () => {
  const { roster, claim, find } = setUp();
  const [before, after] = [bearer(), bearer()];
  assertEquals(roster.takeSession("key", before), undefined);
  claim(before, "alice", true);
  roster.remove(before, true);
  assertEquals(roster.takeSession("key", after), undefined, "its connection is gone already");
  assertEquals(claim(after, "alice", true), "alice");
  assert(find("alice") === after);
});

pure("Roster tells the connection a session had when that is not gone yet", () => {
  const { roster, claim } = setUp();
  const [before, after] = [bearer(), bearer()];
  roster.takeSession("key", before);
  claim(before, "alice", true);
  assertEquals(roster.takeSession("key", before), undefined, "it is the same connection");
  assert(roster.takeSession("key", after) === before);
  roster.succeed(after, before);
  assertEquals(claim(after, "alice", true), "alice");
});

pure("Roster keeps nothing for a connection whose session went on in another", () => {
  const { roster, claim, isTaken } = setUp();
  const [before, after] = [bearer(), bearer()];
  roster.takeSession("key", before);
  claim(before, "alice", true);
  roster.takeSession("key", after);
  roster.remove(before, true);
  assert(!isTaken("alice", bearer()));
  assert(roster.takeSession("key", bearer()) === after, "the session is still the other's");
});

pure("Roster keeps no name when it was not held", () => {
  const { roster, claim, isTaken } = setUp();
  const [a, b] = [bearer(), bearer()];
  roster.takeSession("a", a);
  roster.takeSession("b", b);
  claim(b, "foo", false);
  roster.remove(a, true);
  roster.remove(b, true);
  assert(!isTaken("foo", bearer()));
});

pure("Roster keeps the names of others when an address breaks a thousand connections", () => {
  const { roster, claim, isTaken, find } = setUp();
  const [here, other] = [bearer(), { ...bearer(), address: "192.0.2.2" }];
  claim(here, "here", true);
  roster.takeSession("key of the other", other);
  claim(other, "other", true);
  roster.remove(other, true);
  for (let i = 0; i < 1000; i++) {
    const session = bearer();
    roster.takeSession(`key ${i}`, session);
    claim(session, `name ${i}`, true);
    roster.remove(session, true);
  }
  const kept = Array.from({ length: 1000 }, (_, i) => isTaken(`name ${i}`, bearer()));
  assertEquals(kept.filter((kept) => kept).length, MAX_KEPT_PER_ADDRESS);
  assert(isTaken("other", bearer()));
  assert(find("here") === here, "who is here loses nothing");
});

pure("Roster keeps a name for as long as it was held, not its bearer", () => {
  const { clock, roster, claim, isTaken } = setUp();
  const [long, short] = [bearer(), bearer()];
  for (const [i, one] of [long, short].entries()) {
    roster.takeSession(`key of ${i}`, one);
    claim(one, i === 0 ? "long" : "before", true);
  }
  clock.now += 600_000;
  claim(short, "short", true);
  claim(long, "Long", true);
  roster.remove(short, true);
  roster.remove(long, true);
  for (let i = 0; i < MAX_KEPT_PER_ADDRESS; i++) {
    const session = bearer();
    roster.takeSession(`key ${i}`, session);
    claim(session, `name ${i}`, true);
    session.since -= 60_000;
    roster.remove(session, true);
  }
  assertEquals([isTaken("Long", bearer()), isTaken("short", bearer())], [true, false]);
});

pure("Roster gives a session its number back, whichever numbers are free", () => {
  const { roster, claim } = setUp();
  const all = Array.from({ length: 5 }, bearer);
  const given = all.map((one, i) => {
    roster.takeSession(`key ${i}`, one);
    return claim(one, "alice", true);
  });
  assertEquals(given, ["alice", "alice#2", "alice#3", "alice#4", "alice#5"]);
  roster.remove(all[1]!, false);
  roster.remove(all[3]!, true);
  const back = bearer();
  roster.takeSession("key 3", back);
  assertEquals(claim(back, "Alice", true), "alice#4");
  const replacing = bearer();
  const replaced = roster.takeSession("key 4", replacing)!;
  roster.succeed(replacing, replaced);
  assertEquals(claim(replacing, "alice", true), "alice#5");
  roster.takeSession("key 3", back);
  assertEquals(claim(back, "carl", true), "carl");
});

pure("Roster finds the first of those who share a name, until it changes", () => {
  const { roster, claim, find } = setUp();
  const [a, b, holder] = [bearer(), bearer(), bearer()];
  assertEquals(find("foo"), undefined);
  claim(a, "foo", false);
  claim(b, "FOO", false);
  assert(find("Foo") === a);
  claim(holder, "foo", true);
  assert(find("foo") === holder);
  roster.remove(holder, false);
  claim(a, "bar", false);
  assert(find("foo") === b);
  roster.remove(b, false);
  assertEquals(find("foo"), undefined);
});

pure("Roster knows when a claim would change nothing", () => {
  const { roster, claim } = setUp();
  const [a, holder] = [bearer(), bearer()];
  assert(!roster.isSettled(a));
  claim(a, "foo", false);
  assert(roster.isSettled(a));
  claim(holder, "foo", true);
  assert(!roster.isSettled(a), "it has to become foo#2");
  claim(a, "foo", false);
  assert(roster.isSettled(a));
  roster.remove(holder, false);
  assert(!roster.isSettled(a), "it can be foo again");
});

pure("Roster numbers a thousand claimants of one name in no time, however it is written", () => {
  for (const name of ["alice", "Ａｌｉｃｅ", "x".repeat(32), "名".repeat(31) + "é"]) {
    const { claim } = setUp();
    const given = new Set<string>();
    const start = performance.now();
    for (let i = 0; i < 1000; i++) given.add(nameKey(claim(bearer(), name, true)));
    assertEquals(given.size, 1000);
    // With the key made anew for each of those before it takes 1.5 s.
    assertLess(performance.now() - start, 700);
  }
});
