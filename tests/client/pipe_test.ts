import { assertEquals } from "@std/assert";
import { Chat, type ChatView } from "../../lib/chat/chat.ts";
import { Pipe } from "../../lib/client/pipe.ts";
import { en } from "../../lib/language/en.ts";
import { Lock } from "../../lib/room/gate.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { pure } from "../pure.ts";

const ADDRESS = { hostname: "lab", port: 8001 };

/** A pipe that feeds a chat in a fake world, and what it complained of. */
function setUp(world: FakeWorld) {
  const warnings: string[] = [];
  const view: ChatView = {
    show() {},
    ring() {},
    clear() {},
    update: (event) => pipe.update(event),
    quit: () => pipe.quit(),
  };
  const chat = new Chat({
    ...{ name: "foo", address: ADDRESS, world, view, t: en, firstRetryFor: 0 },
    ...{ presence: true, compact: false, bell: "off" },
  });
  const pipe = new Pipe(chat, (sentence) => warnings.push(sentence(en)));
  chat.session.connect(ADDRESS);
  return { session: chat.session, pipe, warnings };
}

/** An input that holds this text. */
function input(text: string) {
  const chunks = [new TextEncoder().encode(text)];
  return {
    read(buffer: Uint8Array): Promise<number | null> {
      const chunk = chunks.shift();
      if (chunk) buffer.set(chunk);
      return Promise.resolve(chunk?.length ?? null);
    },
  };
}

pure("Pipe fails when the room is lost, at whatever moment", async () => {
  for (let moment = 0; moment < 20; moment++) {
    const world = new FakeWorld();
    world.up = false;
    const { pipe } = setUp(world);
    const done = pipe.run(input(""));
    for (let i = 0; i < moment; i++) await Promise.resolve();
    world.advance(10);
    assertEquals(await done, false, `after ${moment} microtasks`);
  }
});

pure("Pipe reports a line that it read when the room was lost already", async () => {
  const world = new FakeWorld();
  world.up = false;
  const { pipe, warnings } = setUp(world);
  world.advance(10);
  assertEquals(await pipe.run(input("never\n")), false);
  assertEquals(warnings, ["not delivered: never"]);
});

pure("Pipe is done when every line has its receipt", async () => {
  const world = new FakeWorld();
  const { pipe, session } = setUp(world);
  let isDone = false;
  const done = pipe.run(input("one\ntwo\n")).finally(() => isDone = true);
  world.advance(10);
  world.settle();
  while (session.waiting.length < 2) await Promise.resolve();
  const [link] = world.links;
  while (world.toServer(link!));
  for (let i = 0; i < 20; i++) await Promise.resolve();
  assertEquals(isDone, false);
  world.settle();
  assertEquals(await done, true);
});

pure("Pipe reads nothing more after /quit", async () => {
  const world = new FakeWorld();
  const { pipe, session, warnings } = setUp(world);
  world.advance(10);
  world.settle();
  assertEquals(await pipe.run(input("/quit\nnot said\n")), true);
  assertEquals([session.waiting, warnings], [[], []]);
});

pure("Pipe gives a password that stands in its input before anything else", async () => {
  const world = new FakeWorld();
  world.lock = new Lock("secret");
  const { pipe, session } = setUp(world);
  const done = pipe.run(input("hi\n/pass secret\n/name bar\n"));
  // The password is read before, or after, the room asks for it.
  for (let i = 0; i < 100; i++) await Promise.resolve();
  for (let i = 0; i < 100; i++) {
    world.advance(10);
    world.settle();
    await Promise.resolve();
  }
  assertEquals(await done, true);
  assertEquals([session.name, world.transcript.map(({ line }) => line)], ["bar", ["foo :hi"]]);
});

pure("Pipe fails at once when a password is needed that its input does not give", async () => {
  for (const text of ["", "hi\n", "/who\n", "/pass wrong\n", "/pass wrong\nhi\n"]) {
    const world = new FakeWorld();
    world.lock = new Lock("secret");
    const { pipe } = setUp(world);
    let failed: boolean | undefined;
    pipe.run(input(text)).then((well) => failed = !well);
    for (let i = 0; i < 200 && failed === undefined; i++) {
      await Promise.resolve();
      world.advance(1);
      world.settle();
    }
    assertEquals(failed, true, text);
  }
});
