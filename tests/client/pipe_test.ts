import { assert, assertEquals } from "@std/assert";
import { Chat, type ChatView } from "../../lib/chat/chat.ts";
import { textView } from "../../lib/chat/text_view.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import { Pipe } from "../../lib/client/pipe.ts";
import { PROGRAM_SENTENCES, type ProgramSentence } from "../../lib/language/program_language.ts";
import { Lock } from "../../lib/room/gate.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

const ADDRESS = { hostname: "lab", port: 8001 };

/** A pipe that feeds a chat in a fake world, and what it complained of. */
function setUp(world: FakeWorld, { attended = false } = {}) {
  const warnings: string[] = [];
  const view: ChatView = {
    show() {},
    ring() {},
    clear() {},
    update: (event) => pipe.update(event),
    quit: () => pipe.quit(),
  };
  const chat = new Chat({
    ...{ name: "foo", address: ADDRESS, world, view, t: en },
    retryFor: (isLost) => isLost ? Infinity : 0,
    ...{
      presence: true,
      compact: false,
      bell: "off",
      describe: textView(en),
      greeting: WaryGreeting,
      keys: "",
    },
  });
  const complain = (sentence: ProgramSentence) => void warnings.push(sentence(en));
  const pipe = new Pipe(chat, { complain, wait: 10_000, world, attended });
  chat.session.connect(ADDRESS);
  return { session: chat.session, pipe, warnings };
}

/** An input that holds this text. */
function input(text: string) {
  let rest = new TextEncoder().encode(text);
  return {
    read(buffer: Uint8Array): Promise<number | null> {
      const chunk = rest.subarray(0, buffer.length);
      rest = rest.subarray(chunk.length);
      buffer.set(chunk);
      return Promise.resolve(chunk.length === 0 ? null : chunk.length);
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

pure("Pipe keeps the lines that say something when the room was lost already", async () => {
  const world = new FakeWorld();
  world.up = false;
  const { pipe, warnings } = setUp(world);
  world.advance(10);
  const text = "never\n/who\n/msg bar psst\n//slash\n/etc/passwd\n\n/pass secret\n/quit\nthe end";
  assertEquals(await pipe.run(input(text)), false);
  assertEquals(pipe.untaken, ["never", "/msg bar psst", "//slash", "/etc/passwd", "the end"]);
  assertEquals(warnings, []);
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
    for (let i = 0; i < 1000 && failed === undefined; i++) {
      await Promise.resolve();
      world.advance(1);
      world.settle();
    }
    assertEquals(failed, true, text);
  }
});

pure(
  "Pipe is done when a moderator's command has been carried out, whenever that is told",
  async () => {
    const world = new FakeWorld();
    world.moderation = { lock: new Lock("secret") };
    world.restart(false);
    const { pipe, session } = setUp(world);
    world.advance(10);
    world.settle();
    session.moderate("secret");
    world.settle();
    const done = pipe.run(input("/topic Optics\n"));
    const [link] = world.links;
    // One line at a time: the pipe waits before each.
    for (let i = 0; i < 200; i++) {
      await Promise.resolve();
      if (i % 20 === 0) world.toServer(link!) || world.toClient(link!);
    }
    assert(session.settled);
    assertEquals(session.order.topic, "Optics");
    let isDone = false;
    done.then(() => isDone = true);
    for (let i = 0; i < 20; i++) await Promise.resolve();
    assert(isDone);
  },
);

/** Lets everything happen that needs no time. */
async function settle(world: FakeWorld): Promise<void> {
  for (let i = 0; i < 50; i++) {
    for (const link of world.links) while (world.toServer(link));
    await Promise.resolve();
  }
}

/** A pipe in a room whose server takes lines and gives no receipts. */
async function withoutReceipts(options?: { attended: boolean }) {
  const world = new FakeWorld();
  const set = setUp(world, options);
  world.advance(10);
  world.settle();
  await settle(world);
  return { world, ...set };
}

pure("Pipe gives up 10 s after the end of its input when no receipt comes", async () => {
  const { world, pipe, session, warnings } = await withoutReceipts();
  let result: boolean | undefined;
  pipe.run(input("one\ntwo\n")).then((well) => result = well);
  await settle(world);
  world.advance(9_999);
  await settle(world);
  assertEquals([result, warnings], [undefined, []]);
  world.advance(1);
  await settle(world);
  assertEquals(result, false);
  assertEquals([session.waiting, pipe.untaken], [["one", "two"], []]);
  assertEquals(warnings, [
    "The server has shown nothing of what was said for 10 s; --wait SECONDS waits longer",
  ]);
});

pure("Pipe waits on while receipts come", async () => {
  const { world, pipe, session } = await withoutReceipts();
  let result: boolean | undefined;
  pipe.run(input("one\ntwo\nthree\n")).then((well) => result = well);
  await settle(world);
  for (let left = 3; left > 0; left--) {
    world.advance(9_000);
    await settle(world);
    assertEquals([result, session.waiting.length], [undefined, left]);
    while (session.waiting.length === left) world.toClient(world.links[0]!);
    await settle(world);
  }
  assertEquals(result, true);
});

pure("Pipe takes nothing that others say for progress", async () => {
  const { world, pipe } = await withoutReceipts();
  let result: boolean | undefined;
  pipe.run(input("one\n")).then((well) => result = well);
  await settle(world);
  world.links[0]!.toClient.length = 0;
  for (let i = 0; i < 10; i++) {
    world.advance(1_000);
    world.links[0]!.events.received("bar :hello");
    await settle(world);
  }
  assertEquals(result, false);
});

pure("Pipe names the lines, too, that it has not taken when no receipt comes", async () => {
  const { world, pipe, session } = await withoutReceipts();
  const lines = Array.from({ length: 450 }, (_, i) => `${i}`);
  let result: boolean | undefined;
  pipe.run(input(lines.join("\n"))).then((well) => result = well);
  for (let i = 0; i < 100; i++) await settle(world);
  world.advance(10_000);
  await settle(world);
  assertEquals(result, false);
  assertEquals([...session.waiting, ...pipe.untaken], lines);
});

pure("Pipe gives up only at the end of its input when a person types", async () => {
  const { world, pipe, warnings } = await withoutReceipts({ attended: true });
  const { promise: typed, resolve: type } = Promise.withResolvers<null>();
  const { read } = input("one\n/who\n");
  let result: boolean | undefined;
  pipe.run({ read: async (buffer) => await read(buffer) ?? await typed })
    .then((well) => result = well);
  await settle(world);
  world.advance(60_000);
  await settle(world);
  assertEquals([result, warnings], [undefined, []]);
  world.settle();
  type(null);
  await settle(world);
  world.settle();
  await settle(world);
  assertEquals(result, true);
});

pure("Pipe ends when the room is lost and its input pauses", async () => {
  const world = new FakeWorld();
  world.up = false;
  const { pipe } = setUp(world);
  world.advance(10);
  const chunks = ["one\n", "two\n"].map((text) => new TextEncoder().encode(text));
  let result: boolean | undefined;
  pipe.run({
    read: (buffer) => {
      const chunk = chunks.shift();
      if (!chunk) return new Promise(() => {});
      buffer.set(chunk);
      return Promise.resolve(chunk.length);
    },
  }).then((well) => result = well);
  await settle(world);
  assertEquals([result, pipe.untaken], [undefined, ["one", "two"]]);
  world.advance(500);
  await settle(world);
  assertEquals(result, false);
});
