import { assert, assertEquals, assertLessOrEqual, assertStringIncludes } from "@std/assert";
import { verbatim } from "../../lib/language/language.ts";
import { serverEn } from "../../lib/language/server_en.ts";
import { byteLength, COMMANDS, Refusal } from "../../lib/protocol.ts";
import { type Entry, History } from "../../lib/room/history.ts";
import {
  ANSWERED_PER_TOKEN,
  MAX_PRESENCE_PRICE,
  priceOfPrivate,
  SEARCHED_PER_TOKEN,
  SENT_PER_TOKEN,
  TOLD_PER_TOKEN,
} from "../../lib/room/price.ts";
import { PIECE_LENGTH } from "../../lib/room/replay.ts";
import { NAME_GRACE_MS } from "../../lib/room/reservations.ts";
import type { PresenceChange } from "../../lib/room/presence.ts";
import { Room } from "../../lib/room/room.ts";
import { MAX_FOUND } from "../../lib/room/search.ts";
import { pure } from "../pure.ts";
import { decodeLines, KEY, setUp } from "./company.ts";
import { readLine } from "./read_line.ts";

// --- Relaying -------------------------------------------------------------------------------------

pure("Room relays lines byte for byte to everybody when nobody holds a name", () => {
  const { enter, printed, history } = setUp();
  const [a, b] = [enter(), enter()];
  const lines = [
    "foo :Hello!",
    "foo :你好，世界 👋",
    "no name at all",
    " :",
    "foo :",
    "\tfoo : x  ",
  ];
  a.says(...lines);
  b.says("foo :I am another foo");
  const all = [...lines, "foo :I am another foo"];
  assertEquals(a.hears(), all);
  assertEquals(b.hears(), all);
  assertEquals(printed, all);
  assertEquals(a.output.counted, all, "they count as chat lines");
  assertEquals(all.map((_, i) => history.get(i + 1)?.line), all);
  assertEquals(history.last, all.length);
});

pure("Room keeps the time when a line is said", () => {
  const { enter, clock, history } = setUp({ at: 1400840130000 });
  const a = enter("foo :one");
  clock.now += 5;
  a.says("foo :two");
  assertEquals([history.get(1)?.time, history.get(2)?.time], [1400840130000, 1400840130005]);
});

pure("Room prints QUIT and relays it to nobody", () => {
  const { room, enter, printed, history } = setUp();
  const [a, b] = [enter(), enter()];
  a.says("QUIT", "foo :too late");
  assertEquals(printed, ["QUIT"]);
  assertEquals([b.hears(), history.last], [[], 0]);
  assertEquals([a.ends, b.ends, room.size], [1, 0, 1]);
});

pure("Room lets a member leave only once", () => {
  const { room, join } = setUp();
  const [a, b] = [join("alice"), join("bob")];
  a.hears();
  b.leaves();
  b.leaves();
  b.says("bob :still here?");
  assertEquals(a.hears(), ["*leave bob"]);
  assertEquals(room.size, 1);
});

pure("Room cleans control characters before anyone sees them", () => {
  const { enter, printed, history } = setUp();
  const a = enter("foo :\x1b[2J\u202eevil\x9b\x00 tab\tstays");
  const clean = "foo :\ufffd[2J\ufffdevil\ufffd\ufffd tab\tstays";
  assertEquals([a.hears(), printed, history.get(1)?.line], [[clean], [clean], clean]);
});

pure("Room passes a refusal of the decoder on to whoever sent the line", () => {
  const { enter } = setUp();
  const [a, b] = [enter(), enter()];
  a.says(new Refusal(serverEn.lineTooLong(4096)));
  assertEquals(a.hears(), [
    "*error A line holds at most 4096 bytes; yours is longer and was left out",
  ]);
  assertEquals(b.hears(), []);
});

pure("Room relays nothing that looks like an event", () => {
  const { enter, history } = setUp();
  const [a, b] = [enter(), enter()];
  a.says("*join x", "*", "*x :y");
  assertEquals(a.hears().map((line) => line.split(" ", 1)[0]), ["*error", "*error", "*error"]);
  assertEquals([b.hears(), history.last], [[], 0]);
});

pure(
  "Room gives every relayed line a number and nothing else",
  () => {
    const { enter, join } = setUp();
    const a = join("alice");
    const foo = enter("foo :1", "2", "QUIT");
    a.says("/who", "3", "/msg alice :psst", "/help", "*no", "/nonsense", "");
    assertEquals(a.hears().at(-1), "*hello version=1 room=3f2a9c1e last=3 limit=4096");
    assertEquals(foo.ends, 1);
  },
);

// --- Knocking -------------------------------------------------------------------------------------

pure("Room answers a knock with *hello each time", () => {
  const { enter } = setUp();
  const a = enter("");
  assertEquals(a.hears(), ["*hello version=1 room=3f2a9c1e last=0 limit=4096"]);
  a.says("foo :Hello!", "");
  assertEquals(a.hears(), [
    "*you foo",
    "foo :Hello!",
    "*hello version=1 room=3f2a9c1e last=1 limit=4096",
  ]);
});

pure(
  "Room sends chat lines only to members that never knocked",
  () => {
    const { room, enter, join } = setUp();
    const original = enter("foo :Hello!");
    original.hears();
    const a = join("alice");
    a.says("/name bob");
    enter("someone :Hi");
    room.notice(verbatim("The server is about to stop"));
    a.says("QUIT");
    assertEquals(original.hears(), ["someone :Hi"]);
    original.says("*oops", "/name carl", "/who");
    assertEquals(original.hears(), [
      "*error Cannot relay a line that starts with *: only the server says such lines",
      "*you carl",
      "*names carl :someone",
    ]);
  },
);

pure("Room does not tell an original client that its name had to be another", () => {
  const { enter, join } = setUp();
  const [a, original] = [join("alice"), enter("alice :x", "Alice :y")];
  assertEquals(original.hears(), ["alice#2 :x", "alice#2 :y"]);
  assertEquals(a.hears(), ["*join alice#2", "alice#2 :x", "alice#2 :y"]);
});

pure(
  "Room tells presence to others who knocked and not to oneself",
  () => {
    const { enter, join } = setUp();
    const a = join("alice");
    const b = enter("");
    b.hears();
    assertEquals(a.hears(), [], "nobody joins without a name");
    b.says("/name bob");
    assertEquals([a.hears(), b.hears()], [["*join bob"], ["*you bob"]]);
    b.says("/name bob");
    assertEquals([a.hears(), b.hears()], [[], ["*you bob"]]);
    b.says("/name Bob");
    assertEquals([a.hears(), b.hears()], [["*rename bob :Bob"], ["*you Bob"]]);
    const original = enter("foo :Hello!");
    assertEquals(a.hears(), ["*join foo", "foo :Hello!"]);
    original.says("foo :again", "fu :now another");
    assertEquals(a.hears(), ["foo :again", "*rename foo :fu", "fu :now another"]);
    original.leaves();
    b.says("QUIT");
    assertEquals(a.hears(), ["*leave fu", "*leave Bob"]);
    assertEquals(b.hears(), [
      "*join foo",
      "foo :Hello!",
      "foo :again",
      "*rename foo :fu",
      "fu :now another",
      "*leave fu",
    ]);
  },
);

pure("Room sends a notice to everyone who knocked", () => {
  const { room, enter, join } = setUp();
  const [a, original] = [join("alice"), enter()];
  room.notice(verbatim("The server is about to stop"));
  assertEquals([a.hears(), original.hears()], [["*notice The server is about to stop"], []]);
  assertEquals(a.output.counted, [], "it does not count as a chat line");
});

// --- Names ----------------------------------------------------------------------------------------

pure("Room numbers whoever claims a held name", () => {
  const { enter } = setUp();
  const [a, b, c] = [enter("/name alice"), enter("/name alice"), enter("/name ＡＬＩＣＥ")];
  assertEquals([a.hears(), b.hears(), c.hears()], [
    ["*you alice"],
    ["*you alice#2", "*notice alice is the name of somebody who is here"],
    ["*you ＡＬＩＣＥ#3", "*notice ＡＬＩＣＥ counts as the same name as alice, who is here"],
  ]);
  b.says("alice :I am the second");
  assertEquals(a.hears(), ["alice#2 :I am the second"]);
});

pure("Room lets nobody speak as somebody who holds the name", () => {
  for (
    const [line, relayed] of [
      ["alice :x", "alice#2 :x"],
      ["ALICE :x", "ALICE#2 :x"],
      ["ａｌｉｃｅ :x", "ａｌｉｃｅ#2 :x"],
      ["ali\u200bce :x", "alice#2 :x"],
      ["alice\u200b:x", "alice#2 :x"],
      ["alice\u2800:x", "alice#2 :x"],
      ["alice \u2236x", "alice#2 :x"],
      ["alice \u0301\uff1ax", "alice#2 :x"],
      ["alice\u00a0:x", "alice#2 :x"],
      ["alice\u3000：x", "alice#2 :x"],
      ["alice\t:x", "alice#2 :x"],
      [" alice :x", "alice#2 :x"],
      ["alice  :x", "alice#2 :x"],
    ] as const
  ) {
    const { enter, join } = setUp();
    const a = join("alice");
    const forger = enter(line);
    assertEquals(a.hears().at(-1), relayed, JSON.stringify(line));
    forger.says("bob :not alice any more");
    assertEquals(a.hears().at(-1), "bob :not alice any more");
  }
});

pure("Room lets a forger that knocked know its name", () => {
  const { enter, join } = setUp();
  join("alice");
  const forger = enter("");
  forger.hears();
  forger.says("alice\u00a0:x");
  assertEquals(forger.hears(), ["*you alice#2", "alice#2 :x"]);
});

pure("Room relays a look-alike of a name that nobody holds byte for byte", () => {
  const { enter } = setUp();
  const a = enter("alice\u00a0:x", "ali\u200bce :x");
  assertEquals(a.hears(), ["alice\u00a0:x", "ali\u200bce :x"]);
});

pure(
  "Room puts the name before text when its member is registered",
  () => {
    const { enter, join } = setUp();
    const a = join("alice");
    a.says("Hello!", "look: here", "alice :written out", "Alice :as spelled here", "x\u00a0:y");
    assertEquals(a.hears(), [
      "alice :Hello!",
      "alice :look: here",
      "alice :written out",
      "alice :as spelled here",
      "alice :x\u00a0:y",
    ]);
    const knocked = enter("", "plain");
    assertEquals(knocked.hears().at(-1), "plain", "only /name registers");
  },
);

pure("Room takes nothing but its own name for the name of a registered member", () => {
  const { join } = setUp();
  const [a, carol] = [join("alice"), join("carol")];
  a.hears();
  const lines = ["that works :)", "bob :x", "alice :x", "ali\u200bce :x", "carol\u00a0:x", " :x"];
  carol.says(...lines, " carol :x");
  assertEquals(a.hears(), [...lines.map((line) => `carol :${line}`), "carol :x"]);
});

pure("Room takes the name that a registered member asked for as its own", () => {
  const { join } = setUp();
  const [a, second] = [join("alice"), join("alice")];
  a.hears();
  second.says("alice :one", "ALICE :two", "alice#2 :three", "alice#3 :four");
  assertEquals(a.hears(), [
    "alice#2 :one",
    "alice#2 :two",
    "alice#2 :three",
    "alice#2 :alice#3 :four",
  ]);
});

pure("Room gives no name away that an unregistered member goes on claiming", () => {
  const { enter, join } = setUp();
  const original = enter("alice :1");
  const holder = join("alice");
  original.says("alice :2", "alice :3");
  holder.says("QUIT");
  original.says("alice :4", "alice :5");
  assertEquals(original.hears(), ["alice :1", "alice#2 :2", "alice#2 :3", "alice :4", "alice :5"]);
  const other = enter("", "alice :6");
  assertEquals(other.hears().at(-1), "alice :6", "nobody holds it");
});

pure("Room refuses a name that breaks a rule and keeps the one before", () => {
  const { join } = setUp();
  const a = join("alice");
  for (const name of ["a :b", "", "*x", "/x", "x\u200by", "n".repeat(33)]) {
    a.says(`/name ${name}`);
    const [answer, ...more] = a.hears();
    assertStringIncludes(answer!, "*error A name ");
    assertEquals(more, []);
  }
  a.says("x");
  assertEquals(a.hears(), ["alice :x"]);
});

pure("Room measures a line after the name was put before it", () => {
  const { enter, join, history } = setUp();
  const a = join("alice");
  const most = 4096 - byteLength("alice :");
  a.says("x".repeat(most));
  assertEquals(a.hears(), ["alice :" + "x".repeat(most)]);
  a.says("中".repeat(1365));
  assertEquals(a.hears(), ["*error A line holds at most 4096 bytes; yours would be 4102"]);
  const forger = enter("alice :" + "x".repeat(most));
  assertEquals(forger.hears(), ["*error A line holds at most 4096 bytes; yours would be 4098"]);
  assertEquals(history.last, 1);
});

pure("Room frees a name at once when its bearer says QUIT", () => {
  const { enter, join } = setUp();
  join("alice", KEY).says("QUIT");
  assertEquals(enter("/name alice").hears(), ["*you alice"]);
});

pure("Room frees a name at once when a connection without a key breaks", () => {
  const { enter, join } = setUp();
  join("alice").leaves();
  assertEquals(enter("/name alice").hears(), ["*you alice"]);
});

pure("Room keeps the name of a session whose connection broke until its time is over", () => {
  const { clock, enter, join } = setUp();
  const b = join("bob");
  join("alice", KEY).leaves();
  assertEquals(b.hears(), ["*join alice", "*leave alice"]);
  clock.monotonic += NAME_GRACE_MS - 1;
  clock.now += 3_600_000;
  const other = enter("alice :x", "/name alice", `/name alice :${"f".repeat(16)}`);
  const kept = "*notice alice is kept for 1 s more, for somebody whose connection broke";
  assertEquals(other.hears(), ["alice#2 :x", "*you alice#2", kept, "*you alice#2", kept]);
  other.says("/msg alice :are you there?");
  assertStringIncludes(other.hears()[0]!, '*error Nobody here is called "alice"');
  clock.monotonic += 1;
  clock.now -= 7_200_000;
  other.says("/name alice");
  assertEquals(other.hears(), ["*you alice"]);
});

pure("Room gives a session its name back when it returns with the key", () => {
  const { clock, enter, join } = setUp();
  const b = join("bob");
  join("alice", KEY).leaves();
  clock.monotonic += NAME_GRACE_MS - 1;
  const back = enter("", `/name alice :${KEY}`);
  assertEquals(back.hears().at(-1), "*you alice");
  assertEquals(b.hears(), ["*join alice", "*leave alice", "*join alice"]);
});

pure("Room replaces a connection not known to be dead when its session returns", () => {
  const { room, enter, join } = setUp();
  const [b, ghost] = [join("bob"), join("alice", KEY)];
  b.hears();
  const back = enter("", `/name alice :${KEY}`);
  assertEquals(back.hears().slice(1), ["*you alice"]);
  assertEquals([ghost.ends, back.ends, room.size], [1, 0, 2]);

  ghost.says("alice :read too late");
  ghost.leaves();
  back.says("here");
  assertEquals(ghost.hears(), []);
  assertEquals(back.hears(), ["alice :here"]);
  assertEquals(b.hears(), ["alice :here"], "nobody left and nobody joined");
  assertEquals(enter("/name alice").hears()[0], "*you alice#2", "the name is held as before");
});

pure("Room announces a rename when a session returns under another name", () => {
  const { enter, join } = setUp();
  const [b] = [join("bob"), join("alice", KEY)];
  b.hears();
  enter("", `/name carl :${KEY}`);
  assertEquals(b.hears(), ["*rename alice :carl"]);
  assertEquals(enter("/name alice").hears(), ["*you alice"]);
});

pure("Room announces that the former connection left when its successor had a name", () => {
  const { enter, join } = setUp();
  const [b] = [join("bob"), join("alice", KEY)];
  b.hears();
  const back = enter("", "foo :Hello!", `/name alice :${KEY}`);
  assertEquals(back.hears().slice(1), ["*you foo", "foo :Hello!", "*leave alice", "*you alice"]);
  assertEquals(b.hears(), ["*join foo", "foo :Hello!", "*leave alice", "*rename foo :alice"]);
});

pure("Room lets a session keep its number when it returns", () => {
  const { enter, join } = setUp();
  join("alice");
  const ghost = join("alice", KEY);
  const back = enter("", `/name alice :${KEY}`);
  assertEquals([back.hears().at(-1), ghost.ends], ["*you alice#2", 1], "and it is told no reason");
  back.leaves();
  const again = enter("", `/name alice :${KEY}`);
  assertEquals(again.hears().at(-1), "*you alice#2");
  again.says(`/name alice :${KEY}`);
  assertEquals(again.hears(), [
    ...["*you alice#2", "*notice alice is the name of somebody who is here"],
  ]);
});

pure("Room tells its server who comes, leaves and changes names", () => {
  const changes: PresenceChange[] = [];
  const { room, enter, join } = setUp({ onPresence: (change) => void changes.push(change) });
  const a = join("alice", KEY);
  const original = enter("foo :Hello!");
  original.says("foo :again");
  a.says("/name carl");
  enter("", `/name carl :${KEY}`);
  original.leaves();
  assertEquals(changes, [
    { type: "join", name: "alice", address: "" },
    { type: "join", name: "foo", address: "" },
    { type: "rename", from: "alice", to: "carl" },
    { type: "leave", name: "foo", left: room.size },
  ]);
});

// --- Commands -------------------------------------------------------------------------------------

pure(
  "Room tells who is here, named by /name or by what they say",
  () => {
    const { enter } = setUp();
    const a = enter("/who");
    assertEquals(a.hears(), ["*names"]);
    enter("foo :Hello!");
    enter("/name Bob Dylan");
    enter("nameless");
    a.hears();
    a.says("/who");
    assertEquals(a.hears(), ["*names foo :Bob Dylan"]);
  },
);

pure("Room splits a long list of names over several events", () => {
  const { enter } = setUp();
  const names = Array.from({ length: 300 }, (_, i) => `${i}`.padStart(32, "名"));
  for (const name of names) enter(`/name ${name}`);
  const a = enter("/who");
  const events = a.hears();
  assert(events.length > 1 && events.length < 10, "as few as it takes");
  for (const event of events) assertLessOrEqual(byteLength(event), 4096);
  const [last, ...rest] = events.toReversed();
  assert(rest.every((event) => event.endsWith(" :")), "more follows");
  assert(!last!.endsWith(" :"));
  const listed = events.flatMap((event) => event.slice("*names ".length).split(" :"));
  assertEquals(listed.filter((name) => name !== ""), names);
});

pure("Room delivers a private message to one alone", () => {
  const { join, printed, history } = setUp();
  const [a, b, c] = [join("alice"), join("Bob Dylan"), join("carl")];
  for (const person of [a, b, c]) person.hears();
  a.says("/msg BOB dylan :are you :there?");
  assertEquals(a.hears(), ["*sent Bob Dylan :are you :there?"]);
  assertEquals(b.hears(), ["*private alice :are you :there?"]);
  assertEquals(c.hears(), []);
  assertEquals([printed, history.last, b.output.counted], [[], 0, []]);
  const most = "x".repeat(4096 - byteLength("*private alice :"));
  a.says(`/msg carl :${most}`);
  assertEquals(c.hears(), [`*private alice :${most}`]);
});

pure("Room delivers a private message to who holds the name rather than to a namesake", () => {
  const { enter, join } = setUp();
  const [a, namesake] = [join("alice"), enter("", "foo :Hello!")];
  a.says("/msg foo :one");
  assertEquals(namesake.hears().at(-1), "*private alice :one");
  const holder = join("foo");
  a.says("/msg foo :two");
  assertEquals(holder.hears(), ["*private alice :two"]);
});

pure(
  "Room refuses a private message that cannot be delivered",
  () => {
    const { enter, join } = setUp();
    const [a, b, original] = [join("alice"), join("bob"), enter("foo :Hello!")];
    const refusal = (line: string, person = a) => {
      person.hears();
      person.says(line);
      return person.hears();
    };
    assertEquals(refusal("/msg nobody :x"), [
      '*error Nobody here is called "nobody"; /who tells who is here',
    ]);
    assertEquals(refusal(`/msg b\u200bob :x`), [
      '*error Nobody here is called "b\u200bob"; /who tells who is here',
    ], "it is no name");
    assertEquals(refusal("/msg foo :x"), ["*error foo's program cannot show private messages"]);
    assertEquals(refusal("/msg bob"), [
      "*error Cannot send a private message: write /msg NAME :TEXT",
    ]);
    assertEquals(refusal("/msg bob :x", enter()), [
      "*error Cannot send a private message without a name: take one with /name NAME",
    ]);
    assertEquals(refusal("/msg b :" + "x".repeat(4088), join("b")), [
      "*error A line holds at most 4096 bytes; yours would be 4100",
    ]);
    b.output.full = true;
    assertEquals(refusal("/msg bob :x"), [
      "*error bob is not reading; the message was not delivered",
    ]);
    b.output.full = false;
    assertEquals(
      [b.hears(), original.hears()].flat().filter((line) => line.includes("private")),
      [],
    );
  },
);

pure("Room lists every command when asked for help", () => {
  const { enter } = setUp();
  const lines = enter("/help").hears();
  assertEquals(lines.length, Object.keys(COMMANDS).length);
  Object.keys(COMMANDS).forEach((verb, i) => {
    assertStringIncludes(lines[i]!, `*notice /${verb}`);
  });
});

pure("Room refuses a command it does not know and tells which there are", () => {
  const { enter } = setUp();
  const [answer] = enter("/etc/passwd").hears();
  assertStringIncludes(answer!, '*error Unknown command "/etc/passwd": there are /name /who');
});

pure("Room needs no password", () => {
  const { enter } = setUp();
  assertEquals(enter("/pass secret").hears(), ["*notice No password is needed: you are in"]);
});

// --- Replays --------------------------------------------------------------------------------------

pure("Room replays what was said after a number", () => {
  const { clock, enter } = setUp({ at: 1_000 });
  const a = enter();
  for (let i = 1; i <= 4; i++, clock.now++) a.says(`foo :${i}`);
  a.hears();
  const past = (...numbers: number[]) => [
    ...numbers.map((n) => `*past ${n} ${999 + n} foo :${n}`),
    "*present 4",
  ];
  for (
    const [since, numbers] of [
      ["0", [1, 2, 3, 4]],
      ["2", [3, 4]],
      ["4", []],
      ["5", []],
      ["999999999999999", []],
      ["-1", [4]],
      ["-3", [2, 3, 4]],
      ["-20", [1, 2, 3, 4]],
    ] as const
  ) {
    a.says(`/since ${since}`);
    assertEquals(a.hears(), past(...numbers), since);
  }
  assertEquals(a.output.counted.length, 4, "a replay does not count as chat lines");
});

pure("Room tells which messages are no longer kept", () => {
  const { enter } = setUp({ limit: 2, at: 7 });
  const a = enter("1", "2", "3", "4", "5");
  a.hears();
  a.says("/since 1");
  assertEquals(a.hears(), ["*gap 2 3", "*past 4 7 4", "*past 5 7 5", "*present 5"]);
  a.says("/since 3");
  assertEquals(a.hears(), ["*past 4 7 4", "*past 5 7 5", "*present 5"]);
});

pure("Room replays nothing when it keeps nothing", () => {
  const { enter } = setUp({ limit: 0 });
  const a = enter("/since 0", "1", "2", "3", "/since -2");
  assertEquals(a.hears(), ["*present 0", "1", "2", "3", "*gap 2 3", "*present 3"]);
});

pure("Room shows again what is kept of a range", () => {
  const { enter } = setUp({ limit: 4, at: 7 });
  const a = enter("1", "2", "3", "4", "5", "6");
  a.hears();
  const past = (...numbers: number[]) => [
    ...numbers.map((n) => `*past ${n} 7 ${n}`),
    `*found ${numbers.length}`,
  ];
  for (
    const [range, numbers] of [
      ["3 4", [3, 4]],
      ["1 3", [3]],
      ["0 999999999999999", [3, 4, 5, 6]],
      ["6 6", [6]],
      ["5 4", []],
      ["1 2", []],
      ["7 9", []],
    ] as const
  ) {
    a.says(`/past ${range}`);
    assertEquals(a.hears(), past(...numbers), range);
  }
});

pure("Room shows a range without messages that were dropped while it was read", () => {
  const { enter } = setUp({ limit: 6, at: 7 });
  const a = enter(...["1", "2", "3", "4", "5", "6"].map(long));
  const b = enter();
  a.hears();
  a.output.held = true;
  a.says("/past 1 6");
  a.output.release(1);
  for (const text of ["7", "8", "9", "10"]) b.says(text);
  a.output.release();
  assertEquals(a.hears().map((line) => line.replace(/-+/, "")), [
    ...["*past 1 7 1", "*past 2 7 2", "*past 5 7 5", "*past 6 7 6", "*found 4"],
    ...["7", "8", "9", "10"],
  ]);
});

pure("Room finds text whatever its case and width, and not in names", () => {
  const { enter } = setUp({ at: 7 });
  const a = enter(
    "exam :hi",
    "foo :Exam at ten",
    "ｅｘａｍ",
    "foo :期中考试",
    "foo :no",
    "foo :Straße",
  );
  a.hears();
  for (
    const [text, numbers] of [
      ["EXAM", [2, 3]],
      ["ｅｘａｍ　ａｔ", [2]],
      ["考试", [4]],
      ["  ten ", [2]],
      ["STRASSE", [6]],
      ["foo", []],
      [":", []],
    ] as const
  ) {
    a.says(`/find ${text}`);
    assertEquals(a.hears().map((line) => line.split(" ").slice(0, 2).join(" ")), [
      ...numbers.map((n) => `*past ${n}`),
      `*found ${numbers.length}`,
    ], text);
  }
});

pure("Room shows the latest of many that it finds, and tells how many there are", () => {
  const { enter } = setUp({ at: 7, limit: 200 });
  const a = enter(...Array.from({ length: 300 }, (_, i) => `foo :hit ${i + 1}`));
  a.hears();
  a.says("/find hit");
  const lines = a.hears();
  assertEquals(lines.length, MAX_FOUND + 1);
  assertEquals(lines[0], "*past 251 7 foo :hit 251");
  assertEquals(lines.slice(-2), ["*past 300 7 foo :hit 300", "*found 200"]);
});

/** A line of which a piece of a replay holds two. */
const long = (text: string) => text.padEnd(PIECE_LENGTH / 2, "-");

pure("Room makes a replay in pieces of many lines", () => {
  const { enter } = setUp({ at: 7 });
  const a = enter(...Array.from({ length: 1000 }, () => `foo :${"x".repeat(60)}`));
  a.hears();
  a.output.held = true;
  a.says("/since 0");
  a.output.release(1);
  const first = a.hears();
  const length = first.join("\n").length;
  assert(length >= PIECE_LENGTH && length < PIECE_LENGTH + 100, `${length}`);
  a.output.release();
  assertEquals(first.length + a.hears().length, 1001);
});

pure(
  "Room replays every line once while people go on talking",
  () => {
    const { enter } = setUp({ at: 7 });
    const [a, b] = [enter(), enter(...["1", "2", "3"].map(long))];
    a.hears();
    const past = (n: number) => `*past ${n} 7 ${long(`${n}`)}`;
    a.output.held = true;
    a.says("/since 0");
    b.says(long("4"));
    a.output.release(1);
    assertEquals(a.hears(), [past(1), past(2)]);
    b.says(long("5"));
    a.output.release(1);
    b.says(long("6"));
    assertEquals(a.hears(), [past(3), past(4)]);
    a.output.release(1);
    assertEquals(a.hears(), [past(5), past(6), "*present 6"]);
    b.says("7");
    a.output.release();
    assertEquals(a.hears(), ["7"]);
    a.output.held = false;
    b.says("8");
    assertEquals(a.hears(), ["8"]);
  },
);

pure("Room tells of presence after a replay when it happens meanwhile", () => {
  const { enter, join } = setUp({ at: 7 });
  const [a, b] = [join("alice"), enter(...["1", "2", "3"].map(long))];
  a.hears();
  a.output.held = true;
  a.says("/since 0");
  join("carl");
  a.output.release(1);
  b.leaves();
  enter("dave :4");
  a.output.release();
  const heard = a.hears().map((line) => line.replace(/-+/, ""));
  assertEquals(heard, [
    "*past 1 7 1",
    "*past 2 7 2",
    "*past 3 7 3",
    "*past 4 7 dave :4",
    "*present 4",
    "*join carl",
    "*join dave",
  ]);
});

pure(
  "Room tells what was dropped while a slow reader took its replay",
  () => {
    const { enter } = setUp({ limit: 3, at: 7 });
    const [a, b] = [enter(), enter(...["1", "2", "3", "4"].map(long))];
    a.hears();
    a.output.held = true;
    a.says("/since 0");
    a.output.release(1);
    b.says("5", "6", "7");
    a.output.release();
    assertEquals(a.hears(), [
      "*gap 1 1",
      `*past 2 7 ${long("2")}`,
      `*past 3 7 ${long("3")}`,
      "*gap 4 4",
      "*past 5 7 5",
      "*past 6 7 6",
      "*past 7 7 7",
      "*present 7",
    ]);
  },
);

// --- The end --------------------------------------------------------------------------------------

pure("Room hears and says nothing after its last word", () => {
  const { room, enter, join, printed } = setUp();
  const [a, b, original] = [join("alice"), join("bob"), enter()];
  a.hears();
  room.close(verbatim("Good night"));
  room.close(verbatim("Good night again"));
  a.says("too late", "/who", "QUIT");
  b.leaves();
  assertEquals([a.hears(), b.hears()], [["*notice Good night"], ["*notice Good night"]]);
  assertEquals([original.hears(), printed], [[], []]);
});

// --- What lines cost ------------------------------------------------------------------------------

/** A room with so many members that knocked, and one whose lines are priced. */
function setUpPrices(members: number) {
  const { room, enter } = setUp({ limit: 100 });
  for (let i = 0; i < members; i++) {
    const member = room.enter({ push: () => true, pushLazily: () => {} }, { end: () => {} });
    for (const line of ["", `/name member ${i}`]) room.receive(member, readLine(line));
  }
  const one = room.enter(enter().output, { end: () => {} });
  return { enter, price: (line: string | Refusal) => room.receive(one, readLine(line)).price };
}

pure("Room charges nothing beyond a line that has no further consequences", () => {
  const { price } = setUpPrices(0);
  const refusal = new Refusal(serverEn.lineStar());
  for (const line of ["hi", "foo :hi", "", "/name foo", "/nonsense", refusal, "/pong"]) {
    assertEquals(price(line), 0);
  }
  price("QUIT");
  assertEquals(price("hi"), 0, "who has left is not heard");
});

pure("Room charges for the lines and names of an answer", () => {
  const { price } = setUpPrices(0);
  for (let i = 0; i < 500; i++) price("foo :hi");
  const answered = (lines: number) => lines / ANSWERED_PER_TOKEN;
  // Two are here, and the latest 100 are kept.
  assertEquals(price("/who"), answered(2));
  assertEquals(price("/help"), answered(Object.keys(COMMANDS).length));
  assertEquals(price("/since 0"), answered(100));
  assertEquals(price("/since 491"), answered(9));
  assertEquals(price("/since -20"), answered(20));
  assertEquals(price("/since 500"), answered(0));
  assertEquals(price("/since 99999"), answered(0));
  assertEquals(price("/past 451 460"), answered(10));
  assertEquals(price("/past 1 5"), answered(0));
  assertEquals(price("/find no"), 100 / SEARCHED_PER_TOKEN);
  assertEquals(price("/find hi"), 100 / SEARCHED_PER_TOKEN + answered(MAX_FOUND));
  for (let i = 0; i < 100; i++) price("x".repeat(1280));
  assertEquals(price("/since 0"), answered(1000), "long lines count for several");
  assertEquals(price("/since -1"), answered(10));
});

pure("Room charges for everyone who is told of a name, up to a limit", () => {
  const { enter, price } = setUpPrices(30);
  enter("I did not knock and am told nothing");
  const told = 30 / TOLD_PER_TOKEN;
  const lines = ["foo :hi", "foo :again", "bar :hi", "/name baz", "/name baz", "x".repeat(100)];
  assertEquals(lines.map(price), [told, 0, told, told, 0, 0]);
  assertEquals(price("/name "), 0, "a name that is refused is told to nobody");
  const crowd = setUpPrices(MAX_PRESENCE_PRICE * TOLD_PER_TOKEN + 50);
  assertEquals(crowd.price("foo :hi"), MAX_PRESENCE_PRICE);
});

pure("Room charges for sending much to many, and nothing more for little to few", () => {
  const { price } = setUpPrices(298);
  const [short, long] = ["x".repeat(50), "x".repeat(4096)];
  assertEquals(price(short), 0, "300 x 50 bytes");
  assertEquals(price(long), 300 * 4096 / SENT_PER_TOKEN - 1);
  assertEquals(setUpPrices(2).price(long), 0, "3 x 4 kB");
});

pure("Room charges for telling of a name even where the line is refused", () => {
  const { enter, price } = setUpPrices(10);
  enter("/name foo");
  assertEquals(price(`foo :${"x".repeat(4091)}`), 10 / TOLD_PER_TOKEN, "it is foo#2 now");
});

pure("Room charges for the bytes of a private message that is delivered", () => {
  const { price } = setUpPrices(1);
  price("/name foo");
  assertEquals(price("/msg nobody :hi"), 0);
  const bytes = byteLength(`*private foo :${"x".repeat(1000)}\n`);
  assertEquals(price(`/msg member 0 :${"x".repeat(1000)}`), priceOfPrivate(bytes));
});

// --- A room that is taken up again ----------------------------------------------------------------

pure("Room says in *hello what it had kept when it is taken up again", () => {
  const { enter } = setUp({ resumed: { kept: 12, started: 1400840130000 } });
  assertEquals(enter("").hears(), [
    "*hello version=1 room=3f2a9c1e last=0 limit=4096 kept=12 started=1400840130000",
  ]);
});

// --- The transcript -------------------------------------------------------------------------------

/** A room whose messages go out at the end of a turn; what happens to them is logged in order. */
function setUpTranscript() {
  const log: string[] = [];
  const runs: (() => void)[] = [];
  const transcript = {
    append: (entries: readonly Entry[]) => {
      log.push(`write ${entries.map(({ line }) => line).join(", ")}`);
    },
    record: () => {},
  };
  const room = new Room({
    id: "3f2a9c1e",
    history: new History({ transcript }),
    print: (line) => log.push(`print ${line}`),
    now: () => 7,
    soon: (run) => void runs.push(run),
  });
  const show = (chunk: Uint8Array) => log.push(`show ${decodeLines(chunk).join(", ")}`) > 0;
  const replays: Iterator<Uint8Array>[] = [];
  const enter = () => {
    const output = {
      push: show,
      pushLazily: (chunks: Iterator<Uint8Array>) => replays.push(chunks),
    };
    const member = room.enter(output, { end: () => {} });
    return (...lines: string[]) => lines.forEach((line) => room.receive(member, readLine(line)));
  };
  const endTurn = () => runs.splice(0).forEach((run) => run());
  const showReplayed = () => show(replays[0]!.next().value);
  return { enter, endTurn, showReplayed, taken: () => log.splice(0) };
}

pure("Room writes and prints the messages of a turn together, before it shows them", () => {
  const { enter, endTurn, taken } = setUpTranscript();
  const [a, b] = [enter(), enter()];
  a("1", "2");
  b("3");
  assertEquals(taken(), []);
  endTurn();
  assertEquals(taken(), [
    "write 1, 2, 3",
    ...["print 1", "print 2", "print 3"],
    ...["show 1, 2, 3", "show 1, 2, 3"],
  ]);
});

pure("Room writes a message before anybody can know of it, whatever is asked", () => {
  const questions: [question: string, shown: string[]][] = [
    ["", ["show 1", "show *hello version=1 room=3f2a9c1e last=1 limit=4096"]],
    ["/since 0", ["show 1"]],
    ["/pass x", ["show 1", "show *notice No password is needed: you are in"]],
    ["QUIT", ["print QUIT", "show 1"]],
  ];
  for (const [question, shown] of questions) {
    const { enter, taken } = setUpTranscript();
    const [a, b] = [enter(), enter()];
    a("1");
    b(question);
    assertEquals(taken(), ["write 1", "print 1", ...shown], question);
  }
});

pure("Room writes a message before a replay shows it", () => {
  const { enter, endTurn, showReplayed, taken } = setUpTranscript();
  const [a, b] = [enter(), enter()];
  a(long("1"), long("2"), long("3"));
  endTurn();
  b("/since 0");
  showReplayed();
  taken();
  a("4");
  showReplayed();
  const shown = `show *past 3 7 ${long("3")}, *past 4 7 4, *present 4`;
  assertEquals(taken(), ["write 4", "print 4", shown]);
});
