import { assert, assertEquals, assertGreater, assertLess, assertMatch } from "@std/assert";
import type { Limits } from "../../lib/server/limits.ts";
import { Raw } from "../programs/programs.ts";
import { serveHere } from "./serve_here.ts";

/** A room on the loopback address, and what its console shows. */
interface TestRoom {
  port: number;
  /** Waits until the console has shown this of the connection from that port; returns the line. */
  shown: (of: Raw, text: string) => Promise<string>;
  connect: () => Promise<Raw>;
}

/** Serves a room with these limits while `run` runs. */
async function withRoom(
  limits: Partial<Limits>,
  run: (room: TestRoom) => Promise<void>,
): Promise<void> {
  const lines: string[] = [];
  let changed = Promise.withResolvers<void>();
  const server = serveHere({
    limits,
    print: (line) => {
      lines.push(line);
      changed.resolve();
      changed = Promise.withResolvers();
    },
  });
  const raws: Raw[] = [];
  try {
    await run({
      port: server.port,
      shown: async (raw, text) => {
        const looked = `ip: 127.0.0.1:${raw.port} ${text}`;
        while (true) {
          const found = lines.find((line) => line.startsWith(looked));
          if (found) return found.slice(looked.length);
          await changed.promise;
        }
      },
      connect: async () => {
        const raw = await Raw.connect(server.port);
        raws.push(raw);
        return raw;
      },
    });
  } finally {
    for (const raw of raws) raw[Symbol.dispose]();
    await server.close();
  }
}

Deno.test("ChatServer reads a burst at once and pauses after that, and drops no line", () =>
  withRoom({ rate: 50, burst: 20 }, async ({ connect }) => {
    const [flooder, other] = [await connect(), await connect()];
    await other.send("/who\n");
    await other.line();
    const lines = Array.from({ length: 70 }, (_, i) => `foo :${i}`);
    const start = performance.now();
    await flooder.send(lines.map((line) => line + "\n").join(""));
    for (const line of lines.slice(0, 20)) assertEquals(await other.line(), line);
    const burst = performance.now() - start;
    // The others are heard meanwhile, and not behind all that waits.
    await other.send("/who\n");
    const rest: string[] = [];
    while (rest.length < 51) rest.push(await other.line());
    const all = performance.now() - start;
    assertLess(rest.indexOf("*names foo"), 50);
    assertEquals(rest.filter((line) => line !== "*names foo"), lines.slice(20));
    // 50 lines at 50 a second; on a busy machine it may be later, but never sooner.
    assertLess(burst, 990);
    assertGreater(all, 990);
  }));

Deno.test("ChatServer hears as much as comes when the rate is 0", () =>
  withRoom({ rate: 0 }, async ({ connect }) => {
    const flooder = await connect();
    await flooder.send("foo :x\n".repeat(5000));
    for (let i = 0; i < 5000; i++) assertEquals(await flooder.line(), "foo :x");
  }));

Deno.test("ChatServer makes whoever asks for long replays wait", () =>
  withRoom({ rate: 50, burst: 20 }, async ({ connect }) => {
    const asker = await connect();
    await asker.send("foo :x\n".repeat(10));
    await asker.until("foo :x\n".repeat(10));
    const start = performance.now();
    // One replay is 10 lines: a fifth of a line more than the line that asks for it.
    await asker.send("/since 0\n".repeat(50));
    for (let i = 0; i < 50; i++) await asker.until("*present 10\n");
    assertGreater(performance.now() - start, 900);
  }));

Deno.test("ChatServer closes a connection that takes nothing of what waits for it", () =>
  withRoom({ rate: 0, stuckMs: 1200 }, async ({ connect, shown }) => {
    const [stuck, idle, talker] = [await connect(), await connect(), await connect()];
    await stuck.send("\n/name stuck\n");
    await stuck.until("*you stuck\n");
    await talker.send("\n/name talker\n");
    await talker.until("*you talker\n");
    let closed = false;
    const line = `foo :${"x".repeat(4000)}\n`;
    const closing = shown(stuck, "was closed").then((why) => {
      closed = true;
      return why;
    });
    let left = false;
    // More than the kernel holds for it: from then on something waits here.
    while (!closed) {
      await talker.send(line);
      left ||= (await talker.until(line)).includes("*leave stuck\n");
      await idle.until(line);
    }
    assertEquals(await closing, ": it took nothing for 1.2 s");
    if (!left) await talker.until("*leave stuck\n");
    // Who takes everything, and says nothing, is none of that kind.
    await talker.send("foo :still here\n");
    await idle.until("foo :still here\n");
  }));

Deno.test("ChatServer turns away those who are too many in one line, and takes others later", () =>
  withRoom({ maxClients: 3 }, async ({ connect, shown }) => {
    const first = await connect();
    await first.send("\n");
    await first.line();
    const others = [await connect(), await connect()];
    for (const other of others) await shown(other, "is connected!");
    const full = "The room is full: it takes at most 3 connections";
    for (let i = 0; i < 10; i++) {
      const late = await connect();
      // What it has sent by then does not keep it from being told.
      await late.send("\n/name late\n").catch(() => {});
      assertEquals(await late.rest(), `*error ${full}\n`);
      assertEquals(await shown(late, "was turned away: "), full);
    }
    await others[0]!.send("QUIT\n");
    await others[0]!.rest();
    // It is gone for the room before it is for the count.
    for (let isIn = false; !isIn;) {
      const late = await connect();
      await late.send("foo :in at last\n").catch(() => {});
      isIn = (await late.line().catch(() => "")) === "foo :in at last";
    }
    await first.until("foo :in at last\n");
  }));

Deno.test("ChatServer takes so many from one address when it is to", () =>
  withRoom({ maxPerAddress: 2 }, async ({ connect, shown }) => {
    for (const raw of [await connect(), await connect()]) await shown(raw, "is connected!");
    const third = await connect();
    assertEquals(
      await third.rest(),
      "*error The room takes at most 2 connections from one address\n",
    );
  }));

Deno.test("ChatServer turns away thousands without a word to most, and hears the others", () =>
  withRoom({ maxClients: 2 }, async ({ connect, port, shown }) => {
    const [a, b] = [await connect(), await connect()];
    for (const raw of [a, b]) await shown(raw, "is connected!");
    let told = 0;
    for (let batch = 0; batch < 30; batch++) {
      const late = await Promise.all(Array.from({ length: 100 }, () => Raw.connect(port)));
      const said = a.send(`foo :${batch}\n`);
      // Not read by most of them: those are what turning away must not wait for.
      told += Number((await late[0]!.rest().catch(() => "")).startsWith("*error The room is full"));
      for (const raw of late) raw[Symbol.dispose]();
      await said;
      assertEquals(await b.line(), `foo :${batch}`);
    }
    assertGreater(told, 0);
  }));

Deno.test("ChatServer tells whoever speaks TLS to it that it does not", () =>
  withRoom({}, async ({ connect, shown }) => {
    const raw = await connect();
    await raw.send(Uint8Array.of(22, 3, 1, 0, 5, 1, 0, 0, 1, 10, 65, 10));
    assertEquals(await raw.rest(), "*error This room is not encrypted: join it without TLS\n");
    assertMatch(await shown(raw, "was closed: it spoke TLS"), /./);
  }));

Deno.test("ChatServer delivers what it has sent though its client goes on sending", async () => {
  const server = serveHere({ limits: { rate: 0 } });
  using raw = await Raw.connect(server.port);
  await raw.send("\n");
  await raw.line();
  let open = true;
  let sent = 0;
  const sending = (async () => {
    for (; open; sent++) await raw.send(`foo :${sent}\n`).catch(() => open = false);
  })();
  await raw.until("foo :99\n");
  const closing = server.close();
  // Whatever was relayed before the server closed arrives, and the notice after it.
  const rest = await raw.rest();
  open = false;
  await sending;
  await closing;
  const lines = rest.trimEnd().split("\n");
  assertEquals(lines.pop(), "*notice The server is closing");
  lines.forEach((line, i) => assertEquals(line, `foo :${100 + i}`));
  assert(sent >= 100 + lines.length);
});
