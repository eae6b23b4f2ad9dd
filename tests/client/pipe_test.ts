import { assertEquals } from "@std/assert";
import type { Chat } from "../../lib/chat/commands.ts";
import { Ignored } from "../../lib/chat/ignored.ts";
import { Pipe } from "../../lib/client/pipe.ts";
import { Session } from "../../lib/session/session.ts";
import { Lock } from "../../lib/room/gate.ts";
import { FakeWorld } from "../session/fake_world.ts";

/** A pipe on a session in a fake world, and what it warned of. */
function setUp(world: FakeWorld) {
  const warnings: string[] = [];
  const session = new Session({
    name: "foo",
    key: "key-of-the-session",
    world,
    firstRetryFor: 0,
    onEvent: (event) => pipe.update(event),
  });
  const chat: Chat = {
    session,
    home: { hostname: "lab", port: 8001 },
    ignored: new Ignored(),
    say: (sentence) => sentence,
    show() {},
    clear() {},
    quit: () => pipe.quit(),
    insisting: undefined,
  };
  const pipe = new Pipe(chat, (line) => warnings.push(line));
  session.connect({ hostname: "lab", port: 8001 });
  return { session, pipe, warnings };
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

Deno.test(
  "Pipe fails when the room is lost, at whatever moment",
  { permissions: "none" },
  async () => {
    for (let moment = 0; moment < 20; moment++) {
      const world = new FakeWorld();
      world.up = false;
      const { pipe } = setUp(world);
      const done = pipe.run(input(""));
      for (let i = 0; i < moment; i++) await Promise.resolve();
      world.advance(10);
      assertEquals(await done, false, `after ${moment} microtasks`);
    }
  },
);

Deno.test("Pipe reports a line that it read when the room was lost already", {
  permissions: "none",
}, async () => {
  const world = new FakeWorld();
  world.up = false;
  const { pipe, warnings } = setUp(world);
  world.advance(10);
  assertEquals(await pipe.run(input("never\n")), false);
  assertEquals(warnings, ["not delivered: never"]);
});

Deno.test("Pipe is done when every line has its receipt", { permissions: "none" }, async () => {
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

Deno.test("Pipe reads nothing more after /quit", { permissions: "none" }, async () => {
  const world = new FakeWorld();
  const { pipe, session, warnings } = setUp(world);
  world.advance(10);
  world.settle();
  assertEquals(await pipe.run(input("/quit\nnot said\n")), true);
  assertEquals([session.waiting, warnings], [[], []]);
});

Deno.test("Pipe gives a password that stands in its input before anything else", {
  permissions: "none",
}, async () => {
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

Deno.test("Pipe fails at once when a password is needed that its input does not give", {
  permissions: "none",
}, async () => {
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
