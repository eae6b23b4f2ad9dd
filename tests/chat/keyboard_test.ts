import { assertEquals } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { Lock } from "../../lib/room/gate.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { DOUBT_MS } from "../session/joining.ts";
import { join, settle } from "./join.ts";

pure("Keyboard's prompt tells its name and whether it is offline", () => {
  const world = new FakeWorld();
  const { chat, keyboard } = join(world, "foo");
  assertEquals(join(world, "foo").keyboard.prompt, "foo#2> ");
  assertEquals(keyboard.prompt, "foo> ");
  chat.run("/disconnect");
  assertEquals(keyboard.prompt, "foo (offline)> ");
  world.up = false;
  assertEquals(join(world, "李雷", { t: PROGRAM_SENTENCES.zh }).keyboard.prompt, "李雷 (未连接)> ");
});

pure("Keyboard takes a password, or a command where it is asked for one", () => {
  const world = new FakeWorld();
  world.lock = new Lock("/who/secret");
  const { keyboard, told, refusal } = join(world, "foo");
  world.advance(DOUBT_MS);
  settle(world);
  told();
  keyboard.secret("/help");
  assertEquals(told().length, 1);
  assertEquals(refusal(() => keyboard.secret("/who")), "Not connected just now");
  keyboard.secret("/quit");
  assertEquals(told(), ["quit"]);
  keyboard.secret("/pass wrong");
  settle(world);
  assertEquals(told(), ["status: — Wrong password; 2 tries are left —", "locked"]);
  keyboard.secret("/who/secret");
  settle(world);
  assertEquals(told(), ["status: Connect success! - lab:8001", "connected"]);
});

pure("Keyboard completes commands, and the names of others", () => {
  const world = new FakeWorld();
  const { keyboard } = join(world, "bob");
  join(world, "bobby");
  join(world, "Ann");
  settle(world);
  assertEquals(keyboard.complete("/wh", 3).text, "/who ");
  assertEquals(keyboard.complete("hi b", 4).text, "hi bobby ");
  assertEquals(keyboard.complete("", 0).choices, ["Ann", "bobby"]);
});

pure("Keyboard leaves at the second Ctrl-C in a row, and at Ctrl-D", () => {
  const { keyboard, told } = join(new FakeWorld(), "foo");
  told();
  keyboard.interrupt();
  assertEquals(told(), ["message: — Ctrl-C again leaves —"]);
  keyboard.interrupt();
  assertEquals(told(), ["quit"]);
  keyboard.leave();
  assertEquals(told(), ["quit"]);
});

pure("Keyboard asks again at a Ctrl-C after anything else was typed", () => {
  const { keyboard, told } = join(new FakeWorld(), "foo");
  keyboard.interrupt();
  keyboard.typed();
  told();
  keyboard.interrupt();
  assertEquals(told(), ["message: — Ctrl-C again leaves —"]);
});

pure("Keyboard has leaving repeated when it ends a room with guests", () => {
  const world = new FakeWorld();
  let guests = 0;
  const { chat, keyboard, told, refusal } = join(world, "foo", {
    endsToo: () => guests > 0 ? PROGRAM_SENTENCES.en.closesRoom(guests) : undefined,
  });
  told();
  guests = 2;
  const reason = "2 others are in the room that you opened; /quit again closes it";
  assertEquals(refusal(() => chat.run("/quit")), reason);
  chat.run("hello");
  assertEquals(
    refusal(() => keyboard.leave()),
    `${reason}; 1 line has not been delivered yet; /quit again drops it`,
  );
  told();
  keyboard.leave();
  assertEquals(told(), ["quit"]);
  guests = 0;
  world.settle();
  told();
  keyboard.leave();
  assertEquals(told(), ["quit"]);
});

pure("Keyboard has leaving repeated when lines wait", () => {
  const world = new FakeWorld();
  const { chat, keyboard, told, refusal } = join(world, "foo");
  chat.run("one");
  const reason = "1 line has not been delivered yet; /quit again drops it";
  told();
  assertEquals(refusal(() => keyboard.leave()), reason);
  keyboard.leave();
  assertEquals(told(), ["quit"]);
  keyboard.interrupt();
  assertEquals(refusal(() => keyboard.interrupt()), reason);
  told();
  // The refusal was the answer to two Ctrl-C, so it takes two again.
  keyboard.interrupt();
  assertEquals(told(), ["message: — Ctrl-C again leaves —"]);
  keyboard.interrupt();
  assertEquals(told(), ["quit"]);
});
