import { assert, assertEquals } from "@std/assert";
import {
  MAX_KEPT,
  MAX_KEPT_PER_ADDRESS,
  NAME_GRACE_MS,
  type Reservation,
  Reservations,
} from "../../lib/room/reservations.ts";
import { keyed } from "../../lib/room/roster.ts";
import { pure } from "../pure.ts";

/** Reservations with a clock that stands still until it is moved. */
function setUp() {
  const clock = { now: 1_000_000 };
  const reservations = new Reservations(() => clock.now);
  let count = 0;
  return {
    clock,
    reservations,
    /** Keeps names from an address, each for a session of its own, whose key it also is. */
    keep(address: string, heldMs: number, names = [`name ${count}`]): string {
      count++;
      for (const text of names) {
        const name = keyed(text);
        reservations.keep({ sessionKey: text, address, name, asked: name, heldMs });
      }
      return names[0]!;
    },
    isKept: (name: string) => reservations.isKept(name, undefined),
  };
}

/** Distinct names. */
function namesOf(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix} ${i}`);
}

pure("Reservations keep a name from everybody but its session, for two minutes", () => {
  const { clock, reservations, keep } = setUp();
  const name = keep("here", 0);
  assert(reservations.isKept(name, undefined));
  assert(reservations.isKept(name, "another"));
  assert(!reservations.isKept(name, name), "the session itself");
  assert(!reservations.isKept("another", undefined));
  clock.now += NAME_GRACE_MS - 1;
  assert(reservations.isKept(name, undefined));
  clock.now += 1;
  assert(!reservations.isKept(name, undefined));
  assertEquals(reservations.take(name), undefined);
});

pure("Reservations end when the session takes its name back", () => {
  const { reservations, isKept } = setUp();
  const reservation: Reservation = {
    sessionKey: "key",
    address: "here",
    name: keyed("Alice#2"),
    asked: keyed("Alice"),
    heldMs: 5,
  };
  reservations.keep(reservation);
  assert(isKept("alice#2"));
  const { name, asked } = reservations.take("key")!;
  assertEquals([name.text, asked.text], ["Alice#2", "Alice"]);
  assert(!isKept("alice#2"));
  assertEquals(reservations.take("key"), undefined);
});

pure("Reservations of a full address push out only what was held for no longer", () => {
  const { keep, isKept } = setUp();
  const held = keep("here", 600_000);
  const early = keep("here", 100);
  keep("here", 59_000, namesOf("flood", 1000));
  assert(isKept(held));
  assert(isKept(early), "a few seconds more or less do not count");
  assert(isKept("flood 0") && !isKept("flood 999"), "the latest goes");
  const later = keep("here", 700_000);
  assert(isKept(later) && isKept(held));
  keep("here", 600_000, namesOf("patient", MAX_KEPT_PER_ADDRESS));
  assert(isKept(later) && isKept(held));
});

pure("Reservations of one address push out none of another, however many they are", () => {
  const { keep, isKept } = setUp();
  const victims = Array.from({ length: 20 }, (_, i) => keep(`victim ${i}`, 0));
  for (let i = 0; i < 20; i++) keep(`attacker ${i}`, 600_000, namesOf(`flood ${i}`, 1000));
  assert(victims.every(isKept));
  const late = keep("late victim", 0);
  assert(isKept(late), "the address with the most makes way");
});

pure("Reservations are bounded in all, and make way for none where nobody has more", () => {
  const { keep, isKept } = setUp();
  const names = Array.from({ length: MAX_KEPT }, (_, i) => keep(`address ${i}`, 0));
  const further = keep("one more", 600_000);
  assert(names.every(isKept) && !isKept(further));
});

pure("Reservations that have ended make room", () => {
  const { clock, keep, isKept } = setUp();
  keep("here", 600_000, namesOf("old", MAX_KEPT_PER_ADDRESS));
  clock.now += NAME_GRACE_MS;
  const names = namesOf("new", MAX_KEPT_PER_ADDRESS);
  keep("here", 0, names);
  assert(names.every(isKept));
  assert(!isKept("old 0"));
});
