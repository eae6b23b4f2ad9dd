import { assertEquals } from "@std/assert";
import { Lock } from "../../lib/room/gate.ts";
import { pure } from "../pure.ts";
import { FakeWorld, inEnglish } from "./fake_world.ts";
import { ADDRESS, join, pass } from "./joining.ts";

const SECRET = "open sesame";

/** A room with moderators, and sessions in it. */
function setUp(...names: string[]) {
  const world = new FakeWorld();
  world.moderation = { lock: new Lock(SECRET) };
  world.restart(false);
  const people = names.map((name) => join(world, name));
  for (const { events } of people) events.length = 0;
  return { world, people };
}

/** What was told since the last time, in English, without joining and leaving. */
function told({ events }: ReturnType<typeof join>) {
  const silent = ["join", "leave", "message", "answered"];
  return events.splice(0).filter(({ type }) => !silent.includes(type)).map(inEnglish);
}

pure("Session becomes a moderator, and everyone is told", () => {
  const { world, people: [ann, bob] } = setUp("Ann", "Bob");
  ann!.session.moderate("wrong");
  world.settle();
  assertEquals(told(ann!), [{ type: "error", reason: "Wrong password; 2 tries are left" }]);
  assertEquals(ann!.session.order.isModerator, false);
  ann!.session.moderate(SECRET);
  world.settle();
  assertEquals(told(ann!), [{ type: "moderator", name: "Ann", mine: true }]);
  assertEquals(told(bob!), [{ type: "moderator", name: "Ann", mine: false }]);
  assertEquals([ann!, bob!].map(({ session }) => session.order.isModerator), [true, false]);
  ann!.session.rename("Anna");
  world.settle();
  assertEquals([...bob!.session.order.moderators], ["Anna"]);
  ann!.session.disconnect();
  world.settle();
  assertEquals([...bob!.session.order.moderators], []);
});

pure("Session is no moderator because it asks for the name of one", () => {
  const { world, people: [ann] } = setUp("Ann");
  ann!.session.moderate(SECRET);
  world.settle();
  const other = join(world, "ann");
  assertEquals(told(other).filter(({ type }) => type === "moderator"), [
    { type: "moderator", name: "Ann", mine: false },
  ]);
  assertEquals(other.session.order.isModerator, false);
  assertEquals(other.session.name, "ann#2");
});

pure("Session says once that it is a moderator, however often it comes back", () => {
  const { world, people: [ann] } = setUp("Ann");
  ann!.session.moderate(SECRET);
  world.settle();
  told(ann!);
  for (const breakOff of [() => world.cut(ann!.link()), () => world.restart(true)]) {
    breakOff();
    pass(world, 60_000);
    assertEquals(told(ann!).filter(({ type }) => type === "moderator"), []);
    assertEquals(ann!.session.order.isModerator, true);
  }
});

pure("Session tells why it may not come back when a moderator has put it out", () => {
  const { world, people: [ann, bob] } = setUp("Ann", "Bob");
  ann!.session.moderate(SECRET);
  ann!.session.ask({ verb: "kick", name: "Bob", reason: "noise" });
  world.settle();
  told(bob!);
  bob!.session.connect(ADDRESS);
  pass(world, 100);
  assertEquals(told(bob!).map(({ reason, refused }) => [reason, refused]), [
    ["A moderator has put you out of this room: noise; come back in 10 min", true],
  ]);
});

pure("Session tells what moderators do, and what holds when it joins", () => {
  const { world, people: [ann, bob] } = setUp("Ann", "Bob");
  bob!.session.say("bad");
  world.settle();
  ann!.session.moderate(SECRET);
  world.settle();
  told(ann!);
  told(bob!);
  const { session } = ann!;
  session.ask({ verb: "topic", text: "Optics" });
  session.ask({ verb: "mute", name: "bob" });
  session.ask({ verb: "unmute", name: "bob" });
  session.ask({ verb: "floor", who: "moderators" });
  session.ask({ verb: "remove", number: 1 });
  world.settle();
  const removed = { type: "removed", number: 1, message: { name: "Bob", time: world.now() } };
  const events = (mine: boolean) => [
    { type: "topic", text: "Optics" },
    { type: "muted", name: "Bob", mine },
    { type: "unmuted", name: "Bob", mine },
    { type: "floor", who: "moderators" },
    removed,
  ];
  assertEquals(told(ann!), events(false));
  assertEquals(told(bob!), events(true));
  assertEquals(session.settled, true);
  const late = join(world, "late");
  const order = late.session.order;
  assertEquals([order.topic, order.floor, [...order.moderators]], ["Optics", "moderators", [
    "Ann",
  ]]);
  assertEquals(told(late).filter(({ type }) => type === "floor" || type === "topic"), [
    { type: "floor", who: "moderators" },
    { type: "topic", text: "Optics" },
  ]);
});

pure("Session keeps a refused line's text, and knows whose refusal it is", () => {
  const { world, people: [ann, bob, carl] } = setUp("Ann", "Bob", "Carl");
  for (const one of [ann!, bob!]) one.session.moderate(SECRET);
  world.settle();
  for (const one of [ann!, bob!, carl!]) told(one);
  // Both mute at the same time, and say something at once. Then Carl leaves.
  for (const one of [ann!, bob!]) {
    one.session.ask({ verb: "mute", name: "Carl" });
    one.session.ask({ verb: "kick", name: "nobody", reason: "" });
    one.session.say(`from ${one.session.name}`);
  }
  carl!.session.say("may I?");
  world.settle();
  const muted = { type: "muted", name: "Carl" };
  const nobody = 'Nobody here is called "nobody"; /who tells who is here';
  assertEquals(told(ann!), [
    { ...muted, mine: false },
    { type: "error", reason: nobody },
  ]);
  assertEquals(told(bob!).at(-1), { type: "error", reason: nobody });
  assertEquals(told(carl!), [{ ...muted, mine: true }, {
    type: "refused",
    text: "may I?",
    reason: "A moderator has muted you: you can only write to moderators, with /msg",
  }]);
  assertEquals(world.transcript.map(({ line }) => line), ["Ann :from Ann", "Bob :from Bob"]);
  assertEquals([ann!, bob!, carl!].map(({ session }) => session.settled), [true, true, true]);
});

pure("Session tells once that it is muted, and again where it comes anew", () => {
  const { world, people: [ann, bob] } = setUp("Ann", "Bob");
  ann!.session.moderate(SECRET);
  ann!.session.ask({ verb: "mute", name: "Bob" });
  world.settle();
  const muted = (one: typeof bob) => told(one!).filter(({ type }) => type === "muted").length;
  assertEquals(muted(bob), 1);
  world.cut(bob!.link());
  pass(world, 2_000);
  assertEquals([bob!.session.online, muted(bob)], [true, 0]);
  bob!.session.disconnect();
  bob!.session.connect(ADDRESS);
  pass(world, 100);
  assertEquals(muted(bob), 1);
  // Unmuted while it was away, it is told of the next time.
  world.cut(bob!.link());
  ann!.session.ask({ verb: "unmute", name: "Bob" });
  world.settle();
  pass(world, 2_000);
  ann!.session.ask({ verb: "mute", name: "Bob" });
  world.settle();
  assertEquals(muted(bob), 1);
});

pure("Session of a moderator knows who is muted, and tells it once", () => {
  const { world, people: [ann, bob, carl] } = setUp("Ann", "Bob", "Carl");
  ann!.session.moderate(SECRET);
  ann!.session.ask({ verb: "mute", name: "Bob" });
  world.settle();
  const muted = ({ session }: typeof bob & object) => [...session.order.muted];
  assertEquals([muted(ann!), muted(carl!)], [["Bob"], ["Bob"]]);
  // Whoever comes later is told on becoming a moderator.
  const late = join(world, "Late");
  assertEquals(muted(late), []);
  told(late);
  late.session.moderate(SECRET);
  world.settle();
  assertEquals(told(late), [
    { type: "moderator", name: "Late", mine: true },
    { type: "muted", name: "Bob", mine: false },
  ]);
  for (const one of [late, carl!]) one.session.ask({ verb: "who" });
  world.settle();
  assertEquals(told(late), [
    { type: "names", names: ["Ann", "Bob", "Carl", "Late"], muted: ["Bob"] },
  ]);
  assertEquals(told(carl!).at(-1), { type: "names", names: ["Ann", "Bob", "Carl", "Late"] });
  world.cut(late.link());
  pass(world, 2_000);
  assertEquals(told(late).filter(({ type }) => type === "muted"), []);
  assertEquals(muted(late), ["Bob"]);
  bob!.session.disconnect();
  world.settle();
  const other = join(world, "Bob", { newKey: () => "another-key-0123456789" });
  ann!.session.ask({ verb: "unmute", name: "Bob" });
  world.settle();
  assertEquals([muted(ann!), muted(late), muted(other)], [[], [], []]);
  // Whoever becomes a moderator is muted no more.
  ann!.session.ask({ verb: "mute", name: "Carl" });
  world.settle();
  assertEquals(muted(late), ["Carl"]);
  carl!.session.moderate(SECRET);
  world.settle();
  assertEquals(muted(late), []);
});

pure(
  "Session stays a moderator when its connection breaks, and when the server starts anew",
  () => {
    const { world, people: [ann] } = setUp("Ann");
    ann!.session.moderate(SECRET);
    world.settle();
    ann!.session.ask({ verb: "topic", text: "Optics" });
    world.settle();
    told(ann!);
    world.cut(ann!.link());
    pass(world, 2_000);
    assertEquals(ann!.session.order.isModerator, true);
    world.restart(true);
    pass(world, 2_000);
    pass(world, 2_000);
    assertEquals(ann!.session.order.isModerator, true);
    // The topic held all the time, so it is told only once.
    assertEquals(ann!.events.filter(({ type }) => type === "topic"), []);
    assertEquals(world.acts.filter(({ act }) => act === "moderator").length, 2);
    // Another room learns no password.
    world.restart(false);
    pass(world, 2_000);
    pass(world, 2_000);
    assertEquals(ann!.session.order.isModerator, false);
    assertEquals(ann!.events.filter(({ type }) => type === "topic"), [{ type: "topic", text: "" }]);
  },
);

pure("Session gives no password for moderators again that was refused", () => {
  const { world, people: [ann] } = setUp("Ann");
  ann!.session.moderate(SECRET);
  world.settle();
  world.moderation = { lock: new Lock("another") };
  told(ann!);
  for (let i = 0; i < 2; i++) {
    world.restart(true);
    pass(world, 2_000);
    pass(world, 2_000);
  }
  assertEquals(told(ann!).map(({ type }) => type), ["lost", "back", "lost", "back"]);
  assertEquals(ann!.session.order.isModerator, false);
});

pure("Session takes nobody for itself who moderates under the name that it wants", () => {
  const { world, people: [ann] } = setUp("Ann");
  ann!.session.moderate(SECRET);
  world.settle();
  const other = join(world, "Ann", { newKey: () => "another-key-0123456789" });
  assertEquals([other.session.name, other.session.order.isModerator], ["Ann#2", false]);
});

pure("Session that is put out is told why, and does not come back by itself", () => {
  const { world, people: [ann, bob] } = setUp("Ann", "Bob");
  ann!.session.moderate(SECRET);
  world.settle();
  told(bob!);
  bob!.session.say("on its way");
  ann!.session.ask({ verb: "kick", name: "Bob", reason: "enough" });
  world.settle();
  pass(world, 60_000);
  assertEquals(told(bob!), [
    { type: "notice", sentence: "A moderator has put you out of this room; come back in 10 min" },
    { type: "kicked", name: "Bob", reason: "enough", mine: true },
    {
      ...{ type: "fault", address: ADDRESS, givenUp: true, refused: true },
      reason: "a moderator has put you out: enough",
    },
  ]);
  assertEquals(bob!.session.address, undefined);
  // A network that is down later has another reason.
  world.up = false;
  bob!.session.connect(ADDRESS);
  pass(world, 100);
  assertEquals(told(bob!).map(({ refused }) => refused), [false]);
  assertEquals(told(ann!).at(-1), { type: "kicked", name: "Bob", reason: "enough", mine: false });
});

pure(
  "Session that comes back after it was put out is not told again what was said at the door",
  () => {
    const { world, people: [ann, bob] } = setUp("Ann", "Bob");
    ann!.session.moderate(SECRET);
    ann!.session.ask({ verb: "kick", name: "Bob", reason: "enough" });
    world.settle();
    bob!.session.connect(ADDRESS);
    pass(world, 3_000);
    told(bob!);
    for (let minutes = 0; minutes < 11; minutes++) pass(world, 60_000);
    const types = told(bob!).map(({ type }) => type);
    assertEquals([bob!.session.online, types.filter((type) => type === "error")], [true, []]);
    assertEquals(types.filter((type) => type === "moderator").length, 1);
  },
);

pure("Session learns after a broken connection what was removed meanwhile", () => {
  const { world, people: [ann, bob] } = setUp("Ann", "Bob");
  for (const text of ["one", "two", "three"]) ann!.session.say(text);
  ann!.session.moderate(SECRET);
  world.settle();
  const time = world.now();
  world.cut(bob!.link());
  ann!.session.say("four");
  ann!.session.ask({ verb: "remove", number: 2 });
  ann!.session.ask({ verb: "remove", number: 4 });
  world.settle();
  told(bob!);
  pass(world, 2_000);
  assertEquals(told(bob!).filter(({ type }) => type === "removed"), [
    { type: "removed", number: 4, message: undefined },
    { type: "removed", number: 2, message: { name: "Ann", time } },
  ]);
  assertEquals(bob!.session.lastNumber, 4);
  assertEquals(bob!.session.latestBy("ann"), 3);
  ann!.session.say("five");
  world.settle();
  assertEquals(bob!.events.at(-1), {
    ...{ type: "message", name: "Ann", text: "five", action: false, resembles: undefined },
    ...{ number: 5, time: world.now(), mine: false },
  });
});
