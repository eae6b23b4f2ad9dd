import { assertEquals, assertThrows } from "@std/assert";
import { Chat, type ChatOptions } from "../../lib/chat/chat.ts";
import { plainText } from "../../lib/chat/view.ts";
import { en } from "../../lib/language/en.ts";
import { zh } from "../../lib/language/zh.ts";
import { Refusal } from "../../lib/protocol.ts";
import { QUIET_MS } from "../../lib/chat/movements.ts";
import { pure } from "../pure.ts";
import { Lock } from "../../lib/room/gate.ts";
import { completeIn } from "../../lib/chat/completion.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { DOUBT_MS } from "../session/joining.ts";

const ADDRESS = { hostname: "lab", port: 8001 };

/** A chat in a fake world, with what its view was told. */
function join(world: FakeWorld, name: string, options: Partial<ChatOptions> = {}) {
  const told: string[] = [];
  const chat = new Chat({
    ...{ name, address: ADDRESS, world, presence: true, compact: true, bell: "mention", t: en },
    keys: "No keys",
    view: {
      show: ({ kind, spans }) => void told.push(`${kind}: ${plainText(spans)}`),
      ring: () => void told.push("ring"),
      clear: () => void told.push("clear"),
      update: ({ type }) => void told.push(type),
      quit: () => void told.push("quit"),
    },
    ...options,
  });
  chat.session.connect(chat.home);
  settle(world);
  return {
    chat,
    /** What the view was told since the last call. Times are left out. */
    told: () => told.splice(0).map((line) => line.replace(/ \d\d:\d\d:\d\d /, " ")),
    /** The reason why something is refused. */
    refusal: (run: () => void) => assertThrows(run, Refusal).message,
  };
}

function settle(world: FakeWorld): void {
  world.advance(10);
  world.settle();
}

pure("Chat shows what happens, then tells the view of it", () => {
  const world = new FakeWorld();
  const { chat, told } = join(world, "foo");
  assertEquals(told(), ["status: Connect success! - lab:8001", "connected"]);
  join(world, "bar").chat.run("/me waves");
  world.settle();
  chat.run("hi");
  settle(world);
  assertEquals(told(), [
    ...["join", "status: — bar joined —"],
    ...["message: * bar waves", "message"],
    ...["message: foo: hi", "message"],
  ]);
});

pure("Chat rings after a message is shown, as the bell is set", () => {
  for (const bell of ["mention", "off"] as const) {
    const world = new FakeWorld();
    const { told } = join(world, "foo", { bell });
    const bar = join(world, "bar").chat;
    world.advance(QUIET_MS);
    told();
    bar.run("hello foo");
    bar.run("/msg foo psst");
    settle(world);
    const ring = bell === "off" ? [] : ["ring"];
    assertEquals(told(), [
      ...["message: bar: hello foo", ...ring, "message"],
      ...["message: >>> private from bar: psst", ...ring, "private"],
    ]);
  }
});

pure("Chat neither shows nor rings at what an ignored person says", () => {
  const world = new FakeWorld();
  const { chat, told } = join(world, "foo", { bell: "all" });
  const bar = join(world, "bar").chat;
  chat.run("/ignore BAR");
  told();
  bar.run("hello foo");
  bar.run("/msg foo psst");
  settle(world);
  assertEquals(told(), ["message", "private"]);
  bar.run("/name baz");
  bar.run("hello again");
  settle(world);
  assertEquals(told(), ["status: — bar is baz now —", "rename", "message"]);
});

pure("Chat shows what was found between two marks, without what an ignored person said", () => {
  const world = new FakeWorld();
  const { chat, told } = join(world, "foo");
  const bar = join(world, "bar").chat;
  for (const line of ["one exam", "two"]) bar.run(line);
  settle(world);
  chat.run("three EXAM");
  settle(world);
  told();
  const ask = (line: string) => {
    chat.run(line);
    settle(world);
    return told().filter((line) => line.includes(":")).map((line) => line.replace(/^\w+: /, ""));
  };
  const end = `— ${en.liveFromHere()} —`;
  assertEquals(ask("/find ｅｘａｍ"), [
    ...["— 2 messages hold: ｅｘａｍ —", "bar: one exam", "foo: three EXAM", end],
  ]);
  assertEquals(ask("/last 2"), ["— the latest 2 messages: —", "bar: two", "foo: three EXAM", end]);
  assertEquals(ask("/find nothing"), ["— no message that is kept holds: nothing —"]);
  chat.run("/ignore bar");
  told();
  assertEquals(ask("/last 2"), ["— the latest message: —", "foo: three EXAM", end]);
});

pure("Chat numbers the latest messages for a moderator, who may remove one", () => {
  const world = new FakeWorld();
  world.moderation = { lock: new Lock("secret") };
  world.restart(false);
  const { chat, told } = join(world, "foo");
  chat.run("hi");
  for (const line of ["/last", "/moderate secret", "/last"]) {
    told();
    chat.run(line);
    settle(world);
    if (line === "/last") {
      const isModerator = chat.session.order.isModerator;
      assertEquals(told().some((line) => line.includes("#1")), isModerator, line);
    }
  }
});

pure("Chat hides presence where it is not wanted", () => {
  const world = new FakeWorld();
  const { told } = join(world, "foo", { presence: false });
  told();
  join(world, "bar");
  assertEquals(told(), ["join"]);
});

pure("Chat hides presence, or shows it again, when told so", () => {
  const world = new FakeWorld();
  const { chat, told } = join(world, "foo");
  chat.run("/presence off");
  join(world, "bar");
  world.advance(QUIET_MS);
  chat.run("/presence on");
  told();
  join(world, "baz");
  world.advance(QUIET_MS);
  assertEquals(told(), ["join", "status: — baz joined —"]);
});

pure("Chat's prompt tells its name and whether it is offline", () => {
  const world = new FakeWorld();
  const { chat } = join(world, "foo");
  assertEquals(join(world, "foo").chat.prompt, "foo#2> ");
  assertEquals(chat.prompt, "foo> ");
  chat.run("/disconnect");
  assertEquals(chat.prompt, "foo (offline)> ");
  world.up = false;
  assertEquals(join(world, "李雷", { t: zh }).chat.prompt, "李雷 (未连接)> ");
});

pure("Chat takes a password, or a command where it is asked for one", () => {
  const world = new FakeWorld();
  world.lock = new Lock("/who/secret");
  const { chat, told, refusal } = join(world, "foo");
  world.advance(DOUBT_MS);
  settle(world);
  told();
  chat.runSecret("/help");
  assertEquals(told().length, 1);
  assertEquals(refusal(() => chat.runSecret("/who")), "Not connected just now");
  chat.runSecret("/quit");
  assertEquals(told(), ["quit"]);
  chat.runSecret("/pass wrong");
  settle(world);
  assertEquals(told(), ["status: — Wrong password; 2 tries are left —", "locked"]);
  chat.runSecret("/who/secret");
  settle(world);
  assertEquals(told(), ["status: Connect success! - lab:8001", "connected"]);
});

pure("Chat completes commands, and the names of others", () => {
  const world = new FakeWorld();
  const { chat } = join(world, "bob");
  join(world, "bobby");
  join(world, "Ann");
  settle(world);
  assertEquals(completeIn(chat, "/wh", 3).text, "/who ");
  assertEquals(completeIn(chat, "hi b", 4).text, "hi bobby ");
  assertEquals(completeIn(chat, "", 0).choices, ["Ann", "bobby"]);
});

// --- Leaving --------------------------------------------------------------------------------------

pure("Chat leaves at the second Ctrl-C in a row, and at Ctrl-D", () => {
  const { chat, told } = join(new FakeWorld(), "foo");
  told();
  chat.interrupt();
  assertEquals(told(), ["message: — Ctrl-C again leaves —"]);
  chat.interrupt();
  assertEquals(told(), ["quit"]);
  chat.leave();
  assertEquals(told(), ["quit"]);
});

pure("Chat asks again at a Ctrl-C after anything else was typed", () => {
  const { chat, told } = join(new FakeWorld(), "foo");
  const others = [
    () => chat.typed(),
    () => chat.run(""),
    () => assertThrows(() => chat.run("/nonsense"), Refusal),
  ];
  for (const other of others) {
    chat.interrupt();
    other();
    told();
    chat.interrupt();
    assertEquals(told(), ["message: — Ctrl-C again leaves —"]);
    chat.typed();
  }
});

pure("Chat has leaving repeated when it ends a room with guests", () => {
  const world = new FakeWorld();
  let guests = 0;
  const { chat, told, refusal } = join(world, "foo", { guests: () => guests });
  told();
  guests = 2;
  const reason = "2 others are in the room that you opened; /quit again closes it";
  assertEquals(refusal(() => chat.run("/quit")), reason);
  chat.run("hello");
  assertEquals(
    refusal(() => chat.leave()),
    `${reason}; 1 line has not been delivered yet; /quit again drops it`,
  );
  told();
  chat.leave();
  assertEquals(told(), ["quit"]);
  guests = 0;
  world.settle();
  told();
  chat.leave();
  assertEquals(told(), ["quit"]);
});

pure("Chat has leaving repeated when lines wait", () => {
  const world = new FakeWorld();
  const { chat, told, refusal } = join(world, "foo");
  chat.run("one");
  const reason = "1 line has not been delivered yet; /quit again drops it";
  told();
  assertEquals(refusal(() => chat.leave()), reason);
  chat.leave();
  assertEquals(told(), ["quit"]);
  chat.interrupt();
  assertEquals(refusal(() => chat.interrupt()), reason);
  told();
  // The refusal was the answer to two Ctrl-C, so it takes two again.
  chat.interrupt();
  assertEquals(told(), ["message: — Ctrl-C again leaves —"]);
  chat.interrupt();
  assertEquals(told(), ["quit"]);
});

pure("Chat tells its view which event is shown, and shows none that the view takes", () => {
  const world = new FakeWorld();
  const shown: (string | undefined)[] = [];
  const view = {
    show: (_shown: unknown, event?: { type: string }) => void shown.push(event?.type),
    takes: ({ type }: { type: string }) => type === "message",
    ...{ ring() {}, clear() {}, update() {}, quit() {} },
  };
  const { chat } = join(world, "foo", { view });
  chat.run("hi");
  chat.run("/help");
  settle(world);
  assertEquals(shown.includes("connected"), true);
  assertEquals(shown.includes("message"), false);
  assertEquals(shown.at(-1), undefined);
});

pure("Chat joins no other room where only one can be joined", () => {
  const { chat, told, refusal } = join(new FakeWorld(), "foo", { onlyHome: true });
  told();
  assertEquals(refusal(() => chat.run("/connect elsewhere")), en.onlyThisRoom());
  chat.run("/connect");
  assertEquals(chat.session.address, ADDRESS);
  told();
  chat.run("/help");
  assertEquals(told().join().endsWith("No keys"), true);
});
