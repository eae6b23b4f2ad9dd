import { assertEquals } from "@std/assert";
import { QUIET_MS } from "../../lib/chat/movements.ts";
import { en } from "../../lib/language/en.ts";
import { Lock } from "../../lib/room/gate.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { ADDRESS, join, settle } from "./join.ts";

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

pure("Chat numbers the latest messages for a moderator, unless a program may read them", () => {
  for (const exact of [false, true]) {
    const world = new FakeWorld();
    world.moderation = { lock: new Lock("secret") };
    world.restart(false);
    const { chat, told } = join(world, "foo", { exact });
    const isNumbered = () => {
      told();
      chat.run("/last");
      settle(world);
      return told().some((line) => line.includes("#1"));
    };
    chat.run("hi");
    assertEquals(isNumbered(), false);
    chat.run("/moderate secret");
    settle(world);
    assertEquals(isNumbered(), !exact);
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
  const { chat, told, refusal } = join(new FakeWorld(), "foo", { readAddress: undefined });
  told();
  assertEquals(refusal(() => chat.run("/connect elsewhere")), en.onlyThisRoom());
  chat.run("/connect");
  assertEquals(chat.session.address, ADDRESS);
  told();
  chat.run("/help");
  assertEquals(told().join().endsWith("No keys"), true);
});
