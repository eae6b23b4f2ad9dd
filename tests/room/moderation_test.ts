import { assertEquals } from "@std/assert";
import { byteLength, MAX_LINE_BYTES, readMessage } from "../../lib/protocol.ts";
import { DEPARTED_MS, MAX_DEPARTED } from "../../lib/room/departed.ts";
import { FLOOR_GRACE_MS } from "../../lib/room/floor_watch.ts";
import { Lock } from "../../lib/room/gate.ts";
import { fingerprint, MAX_MARKS } from "../../lib/room/marks.ts";
import { History } from "../../lib/room/history.ts";
import type { ModerationOptions } from "../../lib/room/moderation_options.ts";
import { Room } from "../../lib/room/room.ts";
import { PRICE_OF_ACT } from "../../lib/room/price.ts";
import { type Act, Standing } from "../../lib/room/standing.ts";
import { pure } from "../pure.ts";
import { KEY, setUp } from "./company.ts";
import { readLine } from "./read_line.ts";

const SECRET = "open sesame";
const OTHER_KEY = "fedcba9876543210";
const TAKEN = "*error The moderators have the floor";
const MUTED = "*error A moderator has muted you: you can only write to moderators, with /msg";
const OUT = "*error A moderator has put you out of this room; come back in 10 min";
/** The same after a kick with a reason. */
const outFor = (reason: string) => OUT.replace(";", `: ${reason};`);

/** A room with a moderator, whose lines so far are heard. */
function withModerator(options: ModerationOptions = {}) {
  const room = setUp({ moderation: { lock: new Lock(SECRET), ...options } });
  const teacher = room.join("Teacher", KEY);
  teacher.says(`/moderate ${SECRET}`);
  assertEquals(teacher.hears(), ["*moderator Teacher"]);
  const hearAll = (...people: { hears(): string[] }[]) => people.map((one) => one.hears());
  return { ...room, teacher, hearAll };
}

// --- Who ------------------------------------------------------------------------------------------

pure("Room has no moderators without a password for them, and says so", () => {
  const { join } = setUp();
  const ann = join("Ann");
  for (const line of ["/moderate x", "/kick Ann", "/topic x", "/floor everyone", "/remove 1"]) {
    ann.says(line);
    assertEquals(ann.hears(), [
      "*error This room has no moderators: its server was given no password for them",
    ]);
  }
});

pure("Room takes each command of moderators from moderators alone", () => {
  const { join, enter, teacher, acts, history } = withModerator();
  const people = [join("Bob"), enter("foo :hi")];
  for (const person of people) {
    person.hears();
    for (
      const line of [
        ...["/kick Teacher :why", "/mute Teacher", "/unmute Teacher", "/floor moderators"],
        ...["/topic x", "/topic", "/remove 1"],
      ]
    ) {
      person.says(line);
      const [command] = line.split(" ");
      assertEquals(person.hears(), [`*error Only moderators can use ${command}`]);
    }
  }
  teacher.hears();
  teacher.says("still here");
  assertEquals(teacher.hears(), ["Teacher :still here"]);
  assertEquals(history.get(1)?.line, "foo :hi");
  assertEquals(acts.map(({ act }) => act), ["moderator"]);
});

pure("Room judges three passwords for moderators a connection, and needs a name first", () => {
  const { enter, join, room } = withModerator();
  const [nobody, bob] = [enter(), join("Bob")];
  const needsName = "*error Cannot moderate without a name: take one with /name NAME";
  for (const secret of [SECRET, "x", "x", "x", "x"]) {
    nobody.says(`/moderate ${secret}`);
    assertEquals(nobody.hears(), [needsName]);
  }
  bob.says("/moderate x", "/moderate", "/moderate y", `/moderate ${SECRET}`, "/topic mine");
  const wrong = (rest: string) => `*error Wrong password; ${rest}`;
  assertEquals(bob.hears(), [
    wrong("2 tries are left"),
    wrong("1 try is left"),
    wrong("that was the last try on this connection"),
    wrong("that was the last try on this connection"),
    "*error Only moderators can use /topic",
  ]);
  assertEquals(room.topic, "");
  const again = join("Bob#9");
  again.says(`/moderate ${SECRET}`);
  assertEquals(again.hears(), ["*moderator Bob#9"]);
});

pure("Room tells of wrong passwords which are judged, so that they can be slowed down", () => {
  const { room } = withModerator();
  const member = room.enter({ push: () => true, pushLazily: () => {} }, { end: () => {} });
  const receive = (line: string) => room.receive(member, readLine(line));
  // Without a name none is judged, so that an answer at once tells nothing.
  assertEquals([room.isWrong(member, "x"), room.isWrong(member, SECRET)], [false, false]);
  receive("/name Bob");
  assertEquals([room.isWrong(member, "x"), room.isWrong(member, SECRET)], [true, false]);
  for (let i = 0; i < 3; i++) receive("/moderate x");
  assertEquals(room.isWrong(member, SECRET), true);
  assertEquals(setUp().room.isWrong(member, "x"), false, "where there are no moderators");
});

pure("Room tells everyone who is a moderator, those who come later too", () => {
  const { join, enter, teacher } = withModerator();
  const [bob, nc, original] = [join("Bob"), enter("/name Nc"), enter("foo :hi")];
  nc.says(`/moderate ${SECRET}`, `/moderate ${SECRET}`);
  assertEquals(bob.hears().slice(-3), ["foo :hi", "*moderator Nc", "*moderator Nc"]);
  assertEquals(nc.hears(), ["*you Nc", "foo :hi", "*moderator Nc", "*moderator Nc"]);
  assertEquals(original.hears(), ["foo :hi"]);
  teacher.says("/topic Optics :1", "/floor moderators");
  const late = enter("");
  assertEquals(late.hears().slice(1), [
    "*floor moderators",
    "*topic Optics :1",
    "*moderator Teacher",
    "*moderator Nc",
  ]);
});

pure("Room knows a moderator again by the session's key, and nobody by the name", () => {
  const { join, enter, teacher, acts } = withModerator();
  const bob = join("Bob");
  teacher.leaves();
  // The name is reserved for the key.
  const thief = enter("", "/name Teacher", "/topic mine");
  assertEquals(thief.hears().slice(1), [
    "*you Teacher#2",
    "*notice Teacher is kept for 120 s more, for somebody whose connection broke",
    "*error Only moderators can use /topic",
  ]);
  bob.hears();
  const back = enter("", `/name Teacher :${KEY}`, "/topic ours");
  assertEquals(back.hears().slice(1), ["*you Teacher", "*moderator Teacher", "*topic ours"]);
  assertEquals(bob.hears(), ["*join Teacher", "*moderator Teacher", "*topic ours"]);
  // And over the head of a connection that is not known to be broken.
  const again = enter("", `/name Teacher :${KEY}`, "/topic later");
  assertEquals(back.ends, 1);
  assertEquals(again.hears().slice(-2), ["*moderator Teacher", "*topic later"]);
  // Who leaves is a moderator no more, whoever has the key.
  again.says("QUIT");
  const after = enter("", `/name Teacher :${KEY}`, "/topic x");
  assertEquals(after.hears().at(-1), "*error Only moderators can use /topic");
  const heir = enter("", "/name Teacher#7", "/topic x");
  assertEquals(heir.hears().at(-1), "*error Only moderators can use /topic");
  assertEquals(acts.filter(({ act }) => act === "moderator").length, 1);
});

pure("Room knows a moderator again who took a session only after giving the password", () => {
  const { enter } = withModerator();
  const first = enter("", "/name Ann", `/moderate ${SECRET}`, `/name Ann :${OTHER_KEY}`);
  first.leaves();
  const second = enter("", `/name Ann :${OTHER_KEY}`);
  assertEquals(second.hears().at(-1), "*moderator Ann");
});

// --- Mute -----------------------------------------------------------------------------------------

pure("Room refuses what a muted person says, whatever the name, and reads on", () => {
  const { join, teacher, hearAll } = withModerator();
  const [ann, bob] = [join("Ann"), join("Bob", OTHER_KEY)];
  hearAll(ann, bob, teacher);
  teacher.says("/mute bob");
  assertEquals(hearAll(ann, bob, teacher), [["*muted Bob"], ["*muted Bob"], ["*muted Bob"]]);
  bob.says("hi", "Bob :hi", "/me hi", "/name Rob", "/msg Ann :psst", "/msg Teacher :sorry", "/who");
  assertEquals(bob.hears(), [
    MUTED,
    MUTED,
    '*error Unknown command "/me": there are ' + [
      ...[
        "/name",
        "/who",
        "/msg",
        "/since",
        "/past",
        "/find",
        "/pass",
        "/moderate",
        "/kick",
        "/mute",
        "/unmute",
      ],
      ...["/floor", "/topic", "/remove", "/pong", "/help"],
    ].join(" "),
    "*error You cannot change your name while you are muted",
    MUTED,
    "*sent Teacher :sorry",
    "*names Teacher :Ann :Bob",
  ]);
  assertEquals(teacher.hears(), ["*private Bob :sorry"]);
  ann.says("who is quiet?");
  assertEquals(hearAll(ann, bob), [["Ann :who is quiet?"], ["Ann :who is quiet?"]]);
  // The same name again is no other name: a session that comes back asks for it.
  bob.says("/name Bob");
  assertEquals(bob.hears(), ["*you Bob", "*muted Bob"]);
  teacher.says("/unmute Bob");
  bob.says("thanks");
  assertEquals(ann.hears(), ["*unmuted Bob", "Bob :thanks"]);
});

pure("Room knows a muted person again by key and by address, and nobody else", () => {
  const { join, enter, teacher, origin } = withModerator();
  origin.address = "10.0.0.7";
  const [bob, tab, early] = [join("Bob", OTHER_KEY), join("Tab"), enter()];
  origin.address = "10.0.0.9";
  const neighbor = join("Neighbor");
  teacher.says("/mute Bob");
  neighbor.says("not me");
  assertEquals(neighbor.hears().at(-1), "Neighbor :not me");
  // What the person had open already is muted, too.
  for (const one of [tab, early]) {
    one.says("hi");
    assertEquals(one.hears().at(-1), MUTED);
  }
  bob.leaves();
  origin.address = "10.0.0.7";
  // Another name, another connection, an original client, another PC with the same key.
  const tries = [enter("", "/name Rob", "hi"), enter("foo :hi"), enter("hi")];
  origin.address = "10.0.0.8";
  tries.push(enter("", `/name Bob :${OTHER_KEY}`, "hi"));
  for (const one of tries) assertEquals(one.hears().includes(MUTED), true);
  const other = join("Bobby");
  other.says("hi");
  assertEquals(other.hears(), ["Bobby :hi"]);
  // The mute holds for the person, so it is lifted by any of the names.
  teacher.says("/unmute Rob");
  for (const one of tries) one.says("x :hi again");
  assertEquals(tries.map((one) => one.hears().includes(MUTED)), [false, false, false, false]);
});

pure("Room counts key and name alone on its own PC, or everywhere if it is told so", () => {
  for (const knownBy of ["address", "name"] as const) {
    const { join, enter, teacher, origin } = withModerator({ knownBy });
    Object.assign(origin, { address: "127.0.0.1", isOwn: knownBy === "address" });
    const bob = join("Bob", OTHER_KEY);
    teacher.says("/mute Bob");
    const other = join("Ann");
    other.says("hi");
    assertEquals(other.hears().at(-1), "Ann :hi");
    bob.says("QUIT");
    const tries = [enter("", "/name bob", "hi"), enter("BOB :hi")];
    tries.push(enter("", `/name Rob :${OTHER_KEY}`, "hi"));
    for (const one of tries) assertEquals(one.hears().includes(MUTED), true, knownBy);
  }
});

pure("Room mutes the one who spoke last, where several go by a name", () => {
  const { enter, teacher } = withModerator();
  const [a, b, c] = [enter("foo :a"), enter("foo :b"), enter("foo :c")];
  b.says("foo :rude");
  teacher.says("/mute foo");
  for (const one of [a, b, c]) one.says("foo :next");
  assertEquals([a, b, c].map((one) => one.hears().includes(MUTED)), [false, true, false]);
  teacher.says("/mute foo");
  for (const one of [a, b, c]) one.says("foo :next");
  assertEquals([a, b, c].map((one) => one.hears().includes(MUTED)), [false, true, true]);
  teacher.says("/unmute foo");
  for (const one of [a, b, c]) one.says("foo :next");
  assertEquals([a, b, c].map((one) => one.hears().includes(MUTED)), [false, false, false]);
});

pure("Room tells a moderator who is muted, those who were so before and who come back", () => {
  const { join, enter, teacher, origin, hearAll, wait } = withModerator();
  const from = (address: string, name: string, key?: string) => {
    origin.address = address;
    return join(name, key);
  };
  const [ann, assistant] = [join("Ann"), join("Assistant")];
  const [bob, tab] = [from("10.0.0.7", "Bob", OTHER_KEY), from("10.0.0.7", "Tab")];
  hearAll(ann, teacher, bob, tab);
  teacher.says("/mute Bob");
  // What the person has open elsewhere is told to whom it concerns.
  assertEquals(hearAll(ann, bob, tab, teacher), [
    ["*muted Bob"],
    ["*muted Bob"],
    ["*muted Bob", "*muted Tab"],
    ["*muted Bob", "*muted Tab"],
  ]);
  assistant.hears();
  assistant.says(`/moderate ${SECRET}`);
  assertEquals(assistant.hears(), ["*moderator Assistant", "*muted Bob", "*muted Tab"]);
  hearAll(ann, teacher);
  bob.leaves();
  origin.address = "10.0.0.7";
  const rob = enter("", "/name Rob");
  assertEquals(rob.hears().slice(-2), ["*you Rob", "*muted Rob"]);
  assertEquals(ann.hears(), ["*leave Bob", "*join Rob"]);
  assertEquals(teacher.hears(), ["*leave Bob", "*join Rob", "*muted Rob"]);
  rob.says("/name Rob");
  assertEquals(hearAll(teacher, rob), [[], ["*you Rob", "*muted Rob"]], "moderators know it");
  // A moderator who comes back is told again.
  teacher.leaves();
  wait(1);
  const again = enter("", `/name Teacher :${KEY}`);
  const told = again.hears();
  assertEquals(told.slice(told.indexOf("*you Teacher")), [
    ...["*you Teacher", "*moderator Teacher", "*muted Tab", "*muted Rob"],
  ]);
  hearAll(ann, tab, rob);
  again.says("/unmute Rob");
  assertEquals(hearAll(ann, tab, rob, again), [
    ["*unmuted Rob"],
    ["*unmuted Rob", "*unmuted Tab"],
    ["*unmuted Rob"],
    ["*unmuted Rob", "*unmuted Tab"],
  ]);
});

pure("Room tells of a muted name once, however many connections go by it", () => {
  const { join, enter, teacher, origin, hearAll } = withModerator();
  const assistant = join("Assistant");
  origin.address = "10.0.0.7";
  const foos = [enter("foo :hi"), enter("", "foo :hi"), enter("foo :hi")];
  hearAll(teacher, ...foos);
  teacher.says("/mute foo");
  assertEquals(hearAll(teacher, ...foos), [["*muted foo"], [], ["*muted foo"], []]);
  assistant.says(`/moderate ${SECRET}`);
  assertEquals(assistant.hears().slice(-2), ["*moderator Assistant", "*muted foo"]);
  hearAll(teacher, ...foos);
  teacher.says("/unmute foo");
  assertEquals(hearAll(teacher, ...foos), [["*unmuted foo"], [], ["*unmuted foo"], []]);
});

// --- Kick -----------------------------------------------------------------------------------------

pure("Room puts a kicked person out, with the reason, and keeps it out for a while", () => {
  const { join, enter, room, teacher, origin, wait, hearAll } = withModerator();
  const ann = join("Ann");
  Object.assign(origin, { address: "10.0.0.7" });
  const bob = join("Bob", OTHER_KEY);
  hearAll(ann, bob, teacher);
  teacher.says("/kick bob :enough :(");
  const told = ["*kicked Bob :enough :(", "*leave Bob"];
  const howLong = OUT.replace("*error", "*notice");
  assertEquals(hearAll(ann, bob, teacher), [told, [howLong, told[0]!], told]);
  assertEquals(bob.ends, 1);
  bob.says("one more word");
  assertEquals(hearAll(ann, bob), [[], []]);
  // The PC is not let in at all; the session is known anywhere.
  const english = (address: string) => room.refusalOf({ address, isOwn: false })?.name;
  assertEquals(english("10.0.0.7") !== undefined, true);
  assertEquals(room.refusalOf({ address: "10.0.0.8", isOwn: false }), undefined);
  origin.address = "10.0.0.8";
  const back = enter("", `/name Rob :${OTHER_KEY}`, "hi");
  assertEquals(back.hears().slice(1), ["*moderator Teacher", outFor("enough :(")]);
  assertEquals(back.ends, 1);
  // The name is nobody's, and others may have it.
  const other = join("Bob");
  other.says("hi");
  assertEquals(other.hears(), ["Bob :hi"]);
  wait(10 * 60_000);
  assertEquals(room.refusalOf({ address: "10.0.0.7", isOwn: false }), undefined);
  assertEquals(enter("", `/name Rob :${OTHER_KEY}`).hears().at(-1), "*you Rob");
});

pure("Room puts out and keeps nobody out where that holds for 0 minutes", () => {
  const { join, enter, room, teacher, origin } = withModerator({ kickMinutes: 0 });
  origin.address = "10.0.0.7";
  const [bob, tab] = [join("Bob", OTHER_KEY), join("Tab")];
  bob.hears();
  bob.says("spam");
  teacher.says("/kick Bob :enough");
  assertEquals([bob.hears(), bob.ends], [["Bob :spam", "*kicked Bob :enough"], 1]);
  teacher.hears();
  teacher.says("/kick Bob");
  assertEquals(teacher.hears(), ['*error Nobody here is called "Bob"; /who tells who is here']);
  assertEquals([tab.ends, room.refusalOf({ address: "10.0.0.7", isOwn: false })], [0, undefined]);
  const back = enter("", `/name Bob :${OTHER_KEY}`, "sorry");
  assertEquals(back.hears().slice(-2), ["*you Bob", "Bob :sorry"]);
});

pure("Room puts out what a kicked person has open, and no moderator", () => {
  const { join, enter, room, teacher, origin } = withModerator();
  Object.assign(origin, { address: "10.0.0.7" });
  const [bob, tab, unnamed, assistant] = [join("Bob"), join("Tab"), enter(), join("Assistant")];
  assistant.says(`/moderate ${SECRET}`);
  origin.address = "10.0.0.8";
  const ann = join("Ann");
  teacher.hears();
  teacher.says("/kick Bob");
  assertEquals(teacher.hears(), ["*kicked Bob :", "*leave Bob", "*leave Tab"]);
  assertEquals([bob, tab, unnamed, assistant, ann].map(({ ends }) => ends), [1, 1, 1, 0, 0]);
  assertEquals([tab.hears().at(-1), unnamed.hears()], [OUT, []], "only who knocked is told why");
  assertEquals(room.size, 3);
  assistant.says("calm down");
  assertEquals(ann.hears().at(-1), "Assistant :calm down");
});

pure("Room lets others of its own PC stay when one of them is put out or muted", () => {
  const { join, teacher, origin } = withModerator();
  Object.assign(origin, { address: "127.0.0.1", isOwn: true });
  const [bob, ann] = [join("Bob", OTHER_KEY), join("Ann"), join("Carl")];
  teacher.says("/mute Carl", "/kick Bob");
  ann.says("hi");
  assertEquals([bob.ends, ann.ends, ann.hears().at(-1)], [1, 0, "Ann :hi"]);
});

pure("Room keeps a kicked person of its own PC out by key and by name", () => {
  const { enter, join, room, teacher, origin } = withModerator({ kickMinutes: 3 });
  const out = OUT.replace("10", "3");
  Object.assign(origin, { address: "127.0.0.1", isOwn: true });
  const bob = join("Bob", OTHER_KEY);
  teacher.says("/kick Bob");
  assertEquals(bob.hears().at(-1), "*kicked Bob :");
  assertEquals(room.refusalOf({ address: "127.0.0.1", isOwn: true }), undefined);
  for (const lines of [["", "/name BOB"], ["bob :hi"], ["", `/name Rob :${OTHER_KEY}`]]) {
    const one = enter(...lines);
    assertEquals([one.hears().at(-1), one.ends], [out, 1], lines.join());
  }
  const ann = join("Ann");
  ann.says("hi");
  assertEquals(ann.hears(), ["Ann :hi"]);
});

pure("Room neither mutes nor puts out a moderator, nor who is not here", () => {
  const { join, teacher, hearAll } = withModerator();
  const ann = join("Ann");
  ann.says(`/moderate ${SECRET}`);
  hearAll(ann, teacher);
  const alike = (name: string) =>
    `*error ${name} is a moderator, and moderators cannot mute or put out each other`;
  teacher.says(
    "/kick Ann",
    "/mute Ann",
    "/kick Teacher",
    "/kick nobody",
    "/mute x :y",
    "/unmute x",
  );
  assertEquals(teacher.hears(), [
    ...[alike("Ann"), alike("Ann"), alike("Teacher")],
    '*error Nobody here is called "nobody"; /who tells who is here',
    '*error Nobody here is called "x :y"; /who tells who is here',
    '*error Nobody called "x" is muted',
  ]);
  assertEquals(ann.hears(), []);
});

pure("Room mutes no moderator who was muted before, and tells them once of their release", () => {
  const { join, teacher, origin, hearAll } = withModerator();
  origin.address = "10.0.0.7";
  const [, tab] = [join("Bob"), join("Tab")];
  teacher.says("/mute Bob");
  tab.says(`/moderate ${SECRET}`);
  hearAll(tab, teacher);
  teacher.says("/mute Tab");
  assertEquals(teacher.hears(), [
    "*error Tab is a moderator, and moderators cannot mute or put out each other",
  ]);
  teacher.says("/unmute Bob");
  assertEquals(hearAll(tab, teacher), Array(2).fill(["*unmuted Bob", "*unmuted Tab"]));
});

pure("Room answers two moderators who do the same at once alike", () => {
  const { join, enter, teacher, acts, hearAll } = withModerator();
  const [ann, bob, carl] = [join("Ann"), join("Bob"), join("Carl")];
  ann.says(`/moderate ${SECRET}`);
  const said = enter("foo :bad");
  hearAll(ann, bob, carl, said, teacher);
  const before = acts.length;
  const lines = ["/mute Bob", "/kick Carl :x", "/topic T", "/floor moderators", "/remove 1"];
  teacher.says(...lines);
  const events = teacher.hears();
  assertEquals(ann.hears(), events);
  ann.says("/mute bob", "/kick CARL :y", ...lines.slice(2));
  const answers = events.filter((event) => !event.startsWith("*leave"));
  assertEquals(ann.hears(), [...answers, "*notice Message 1 is removed already"]);
  teacher.says("/unmute Bob");
  ann.hears();
  ann.says("/unmute bob");
  assertEquals(ann.hears(), ["*unmuted Bob"]);
  assertEquals(teacher.hears(), ["*unmuted Bob"], "only the first changed something");
  assertEquals(acts.length - before, lines.length + 1);
});

// --- Who has left ---------------------------------------------------------------------------------

pure("Room keeps out who has just spoken and left, as if they were still here", () => {
  const { join, enter, room, teacher, origin, acts, hearAll } = withModerator();
  const ann = join("Ann");
  origin.address = "10.0.0.7";
  const bob = join("Bob", OTHER_KEY);
  const tab = join("Tab");
  bob.says("flood");
  bob.says("QUIT");
  hearAll(ann, tab, teacher);
  teacher.says("/kick bob :enough");
  const told = ["*kicked Bob :enough", "*leave Tab"];
  assertEquals(hearAll(ann, teacher), [told, told]);
  assertEquals([tab.hears().at(-1), tab.ends], [outFor("enough"), 1]);
  assertEquals(room.refusalOf({ address: "10.0.0.7", isOwn: false }) !== undefined, true);
  origin.address = "10.0.0.8";
  const back = enter("", `/name Rob :${OTHER_KEY}`);
  assertEquals([back.hears().at(-1), back.ends], [outFor("enough"), 1]);
  // Another moderator who does the same is answered alike.
  const before = acts.length;
  teacher.says("/kick Bob");
  assertEquals(teacher.hears(), ["*kicked Bob :enough"]);
  assertEquals([ann.hears(), acts.length], [[], before]);
});

pure("Room mutes who has just left, and unmutes them", () => {
  const { join, enter, teacher, origin, hearAll, acts } = withModerator();
  const ann = join("Ann");
  origin.address = "10.0.0.7";
  const script = enter("/name Bob", "flood");
  script.leaves();
  hearAll(ann, teacher);
  teacher.says("/mute Bob", "/mute Bob");
  assertEquals(hearAll(ann, teacher), [["*muted Bob"], ["*muted Bob", "*muted Bob"]]);
  assertEquals(acts.filter(({ act }) => act === "muted").length, 1);
  const back = enter("Rob :hi");
  assertEquals(back.hears(), [MUTED]);
  teacher.says("/unmute Bob");
  back.says("Rob :hi");
  assertEquals(back.hears(), ["Rob :hi"]);
  teacher.says("/mute Bob");
  back.says("Rob :hi");
  assertEquals(back.hears(), [MUTED]);
});

pure("Room means who is here before who has left, and of these the one who spoke last", () => {
  const { join, enter, room, teacher, origin } = withModerator();
  const from = (address: string, ...lines: string[]) => {
    origin.address = address;
    return enter(...lines);
  };
  const leaving = [from("10.0.0.7", "foo :a"), from("10.0.0.8", "foo :b"), from("10.0.0.9", "foo")];
  leaving[0]!.says("foo :rude");
  const here = from("10.0.0.10", "foo :c");
  for (const one of leaving) one.leaves();
  const isOut = (address: string) => room.refusalOf({ address, isOwn: false }) !== undefined;
  const out = () => ["10.0.0.7", "10.0.0.8", "10.0.0.9", "10.0.0.10"].map(isOut);
  teacher.says("/kick foo");
  assertEquals([out(), here.ends], [[false, false, false, true], 1]);
  teacher.says("/kick foo");
  assertEquals(out(), [true, false, false, true]);
  teacher.says("/kick foo");
  assertEquals(out(), [true, true, false, true], "who said nothing under the name is not known");
  origin.address = "10.0.0.11";
  const silent = join("Silent");
  silent.leaves();
  teacher.hears();
  teacher.says("/kick Silent");
  assertEquals(teacher.hears().at(-1)?.startsWith("*error Nobody here is called"), true);
});

pure("Room knows who spoke before a broken connection, and no moderator who left", () => {
  const { enter, join, room, teacher, origin } = withModerator();
  origin.address = "10.0.0.7";
  const bob = join("Bob", OTHER_KEY);
  bob.says("flood");
  const again = join("Bob", OTHER_KEY);
  assertEquals(bob.ends, 1);
  bob.leaves();
  again.says("QUIT");
  origin.address = "10.0.0.8";
  const ann = enter("", "/name Ann", `/moderate ${SECRET}`, "hi");
  ann.leaves();
  teacher.hears();
  teacher.says("/kick Ann", "/kick Bob");
  assertEquals(teacher.hears(), [
    '*error Nobody here is called "Ann"; /who tells who is here',
    "*kicked Bob :",
  ]);
  assertEquals(room.refusalOf({ address: "10.0.0.7", isOwn: false }) !== undefined, true);
});

pure("Room forgets who left after a while, and an address pushes out its own first", () => {
  const { enter, teacher, origin, wait } = withModerator();
  const visit = (address: string, line: string) => {
    origin.address = address;
    enter(line).leaves();
  };
  const nobody = (name: string) => `*error Nobody here is called "${name}"; /who tells who is here`;
  visit("10.0.0.7", "Bob :flood");
  for (let i = 0; i < 2 * MAX_DEPARTED; i++) visit("10.0.0.8", `p${i} :hi`);
  teacher.hears();
  teacher.says("/mute p0", "/mute Bob", `/mute p${2 * MAX_DEPARTED - 1}`);
  assertEquals(teacher.hears(), [nobody("p0"), "*muted Bob", `*muted p${2 * MAX_DEPARTED - 1}`]);
  visit("10.0.0.9", "Carl :hi");
  wait(DEPARTED_MS);
  teacher.hears();
  teacher.says("/kick Carl");
  assertEquals(teacher.hears(), [nobody("Carl")]);
  // Those who are forgotten take no place from others.
  for (let i = 0; i < MAX_DEPARTED; i++) visit("10.0.0.10", `q${i} :hi`);
  teacher.hears();
  teacher.says("/mute q0");
  assertEquals(teacher.hears(), ["*muted q0"]);
});

// --- Floor and topic ------------------------------------------------------------------------------

pure("Room lets moderators alone speak while they have the floor, original clients too", () => {
  const { join, enter, teacher, printed } = withModerator();
  const [ann, original, nc] = [join("Ann"), enter("foo :hi"), enter()];
  teacher.says("/floor moderators");
  const heard = [ann, original, nc].map((one) => one.hears());
  assertEquals(heard.map((lines) => lines.at(-1)), ["*floor moderators", "foo :hi", undefined]);
  for (const one of [ann, original, nc]) one.says("foo :may I?", "hello");
  for (const one of [ann, original, nc]) assertEquals(one.hears(), [TAKEN, TAKEN]);
  ann.says("/msg Teacher :may I?");
  assertEquals(ann.hears(), ["*sent Teacher :may I?"]);
  teacher.says("quiet, please");
  assertEquals(original.hears(), ["Teacher :quiet, please"]);
  teacher.says("/floor everyone");
  original.says("foo :thanks");
  assertEquals(ann.hears().slice(-2), ["*floor everyone", "foo :thanks"]);
  assertEquals(printed, ["foo :hi", "Teacher :quiet, please", "foo :thanks"]);
});

pure("Room takes no other name from anybody while moderators have the floor", () => {
  const { join, enter, teacher } = withModerator();
  const ann = join("Ann");
  teacher.says("/floor moderators");
  ann.hears();
  ann.says("/name this lesson is boring", "/name ANN", "/name Ann");
  assertEquals(ann.hears(), [TAKEN, "*you ANN", "*you Ann"]);
  const late = enter("", "/name Bob");
  assertEquals(late.hears().at(-1), "*you Bob", "who comes in may take a name");
  teacher.says("/name Professor");
  assertEquals(ann.hears().at(-1), "*rename Teacher :Professor");
});

pure("Room takes the floor back once the last moderator has been gone for two minutes", () => {
  const { join, enter, teacher, acts, wait } = withModerator();
  const [ann, bob] = [join("Ann"), join("Bob")];
  ann.says(`/moderate ${SECRET}`, "/floor moderators");
  bob.hears();
  teacher.leaves();
  wait(2 * FLOOR_GRACE_MS);
  bob.says("now?");
  assertEquals(bob.hears(), ["*leave Teacher", TAKEN], "one moderator is still here");
  ann.says("QUIT");
  wait(FLOOR_GRACE_MS - 1);
  bob.says("now?");
  assertEquals(bob.hears(), ["*leave Ann", TAKEN]);
  // Somebody who comes back in time keeps it.
  const back = enter("", `/name Teacher :${KEY}`);
  wait(FLOOR_GRACE_MS);
  bob.says("now?");
  assertEquals(bob.hears().at(-1), TAKEN);
  back.leaves();
  wait(FLOOR_GRACE_MS);
  bob.says("now?");
  assertEquals(bob.hears(), ["*leave Teacher", "*floor everyone", "Bob :now?"]);
  assertEquals(acts.at(-1)?.by, undefined);
});

// --- Removing -------------------------------------------------------------------------------------

pure("Room takes a removed message out of what it keeps, and its number stays", () => {
  const { join, enter, teacher, history, hearAll } = withModerator();
  const bob = join("Bob");
  bob.says("one", "two", "three");
  hearAll(bob, teacher);
  teacher.says("/remove 2", "/remove 4", "/remove 2");
  assertEquals(teacher.hears(), [
    ...["*removed 2", "*error Message 4 is not kept"],
    ...["*removed 2", "*notice Message 2 is removed already"],
  ]);
  assertEquals(bob.hears(), ["*removed 2"]);
  assertEquals([history.get(2), history.last], [undefined, 3]);
  bob.says("/since 0", "four");
  assertEquals(bob.hears(), [
    "*past 1 5000 Bob :one",
    "*removed 2",
    "*past 3 5000 Bob :three",
    "*present 3",
    "Bob :four",
  ]);
  assertEquals(enter("/since -1").hears(), ["*past 4 5000 Bob :four", "*present 4"]);
  bob.says("/past 2 3", "/find two", "/find three");
  assertEquals(bob.hears(), [
    ...["*removed 2", "*past 3 5000 Bob :three", "*found 1"],
    "*found 0",
    ...["*past 3 5000 Bob :three", "*found 1"],
  ]);
});

pure("Room forgets a removed message with those of its age", () => {
  const { join, teacher, room, history } = (() => {
    const company = setUp({ limit: 2, moderation: { lock: new Lock(SECRET) } });
    const teacher = company.join("Teacher");
    teacher.says(`/moderate ${SECRET}`);
    return { ...company, teacher };
  })();
  const bob = join("Bob");
  bob.says("one", "two");
  teacher.says("/remove 1");
  bob.says("three", "four");
  teacher.hears();
  teacher.says("/remove 1", "/remove 2", "/remove 3", "/since 0");
  assertEquals(teacher.hears(), [
    "*error Message 1 is not kept",
    "*error Message 2 is not kept",
    "*removed 3",
    "*gap 1 2",
    "*removed 3",
    "*past 4 5000 Bob :four",
    "*present 4",
  ]);
  assertEquals([history.last, room.size], [4, 2]);
});

// --- Records --------------------------------------------------------------------------------------

pure("Room writes every act down before it tells anybody, and takes it up again", () => {
  const company = withModerator();
  const { join, teacher, acts, origin, clock, wait } = company;
  const joinFrom = (address: string, name: string, key?: string) => {
    origin.address = address;
    return join(name, key);
  };
  const bob = joinFrom("10.0.0.7", "Bob", OTHER_KEY);
  const [carl, dora] = [joinFrom("10.0.0.8", "Carl"), joinFrom("10.0.0.9", "Dora")];
  bob.says("bad");
  teacher.says("/mute Bob", "/kick Carl :x", "/mute Dora", "/unmute Dora", "/floor moderators");
  teacher.says("/topic T", "/remove 1");
  assertEquals([carl.ends, dora.ends], [1, 0]);
  const by = { time: 5000, by: "Teacher" };
  const key = fingerprint(OTHER_KEY);
  const address = "10.0.0.8";
  const written: Act[] = [
    { act: "moderator", ...by },
    { act: "muted", name: "Bob", key, address: "10.0.0.7", ...by },
    { act: "kicked", name: "Carl", address, reason: "x", until: 605_000, ...by },
    { act: "muted", name: "Dora", address: "10.0.0.9", ...by },
    { act: "unmuted", name: "Dora", address: "10.0.0.9", ...by },
    { act: "floor", who: "moderators", ...by },
    { act: "topic", text: "T", ...by },
    { act: "removed", message: 1, ...by },
  ];
  assertEquals(acts, written);
  const standing = new Standing();
  for (const act of acts) standing.apply(act);
  const later = setUp({ at: clock.now, moderation: { lock: new Lock(SECRET), standing } });
  assertEquals(later.room.topic, "T");
  assertEquals(later.room.refusalOf({ address, isOwn: false }) !== undefined, true);
  const again = later.enter("", `/name Bob :${OTHER_KEY}`, "hi");
  assertEquals(again.hears().slice(1), [
    "*floor moderators",
    "*topic T",
    "*you Bob",
    "*muted Bob",
    MUTED,
  ]);
  const ann = later.join("Ann");
  later.wait(FLOOR_GRACE_MS);
  ann.says("hi");
  assertEquals(ann.hears(), ["*floor everyone", "Ann :hi"]);
  wait(1);
});

pure("Room makes moderators pay for what they do, and for telling everyone", () => {
  const { room, enter } = withModerator();
  const member = room.enter({ push: () => true, pushLazily: () => {} }, { end: () => {} });
  const receive = (line: string) => room.receive(member, readLine(line)).price;
  for (const line of ["/name Ann", `/moderate ${SECRET}`]) receive(line);
  for (let i = 0; i < 99; i++) enter("");
  assertEquals(receive("/topic x"), PRICE_OF_ACT + 100 / 10);
  assertEquals(receive("/topic x"), PRICE_OF_ACT);
});

pure("Room remembers so many muted people, and forgets the first of more", () => {
  const { enter, teacher, origin } = withModerator();
  origin.isOwn = true;
  const people = Array.from({ length: MAX_MARKS + 1 }, (_, i) => enter(`/name p${i}`));
  for (let i = 0; i < people.length; i++) teacher.says(`/mute p${i}`);
  people[0]!.says("hi");
  assertEquals(people[0]!.hears().at(-1), MUTED, "the connection stays muted");
  for (const one of people) one.leaves();
  const [first, last] = [enter("/name p0", "hi"), enter(`/name p${MAX_MARKS}`, "hi")];
  assertEquals(first.hears().includes("p0 :hi"), true);
  assertEquals(last.hears().includes(MUTED), true);
});

pure("Room's longest event of a moderator fits in a line, whatever the names are", () => {
  const { join, teacher } = withModerator();
  const name = "\u{1f642}".repeat(32);
  join(name);
  teacher.says(`/kick ${name} :${"\u{1f642}".repeat(200)}`);
  const [kicked] = teacher.hears().slice(-2);
  assertEquals(byteLength(kicked!) <= MAX_LINE_BYTES, true);
  assertEquals(readMessage(kicked!).name, undefined);
});

pure("Room writes what was said in the same turn down before an act that concerns it", () => {
  const written: string[] = [];
  const runs: (() => void)[] = [];
  const history = new History({
    transcript: {
      append: (entries) => void written.push(...entries.map(({ line }) => line)),
      record: ({ act }) => void written.push(act),
    },
  });
  const room = new Room({
    ...{ id: "3f2a9c1e", history, soon: (run) => void runs.push(run) },
    moderation: { lock: new Lock(SECRET) },
  });
  const member = room.enter({ push: () => true, pushLazily: () => {} }, { end: () => {} });
  for (const line of ["/name Ann", `/moderate ${SECRET}`, "oops", "/remove 1"]) {
    room.receive(member, readLine(line));
  }
  for (const run of runs) run();
  assertEquals(written, ["moderator", "Ann :oops", "removed"]);
});
