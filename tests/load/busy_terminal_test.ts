import { assert, assertEquals, assertLess } from "@std/assert";
import { fromSource } from "../programs/programs.ts";
import { NO_PTY, Pty, type Size } from "../programs/pty.ts";

const client = fromSource("client").map((word) => `'${word}'`).join(" ");
const SIZE: Size = { columns: 60, rows: 12 };

function test(name: string, fn: () => Promise<void>): void {
  const skipped = NO_PTY === undefined ? "" : ` (skipped: ${NO_PTY})`;
  Deno.test({ name: `client.ts in a terminal ${name}${skipped}`, ignore: skipped !== "", fn });
}

/** A room that sends lines once `start` is called: all at once, or `perTick` every 10 ms. */
function busyRoom(
  lines: string[],
  perTick = lines.length,
): Disposable & { port: number; start(): void } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const started = Promise.withResolvers<void>();
  const encoder = new TextEncoder();
  let conn: Deno.TcpConn | undefined;
  const say = async (text: string) => {
    const bytes = encoder.encode(text);
    for (let at = 0; at < bytes.length;) at += await conn!.write(bytes.subarray(at));
  };
  const run = async () => {
    conn = await listener.accept();
    await say("*hello version=1 room=busy last=0 limit=4096\n*you foo\n*names foo\n*present 0\n");
    await started.promise;
    for (let at = 0; at < lines.length; at += perTick) {
      if (at > 0) await new Promise((tick) => setTimeout(tick, 10));
      await say(lines.slice(at, at + perTick).map((line) => line + "\n").join(""));
    }
  };
  run().catch(() => {});
  return {
    port: listener.addr.port,
    start: () => started.resolve(),
    [Symbol.dispose]: () => {
      conn?.close();
      listener.close();
    },
  };
}

test("shows 20,000 lines that arrive at once within 2 s", async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `bar :line ${i}`);
  using room = busyRoom(lines);
  await using pty = await Pty.start(`${client} 127.0.0.1:${room.port} --name foo --lang en`, SIZE);
  await pty.type("half-typed");
  await pty.until(() => pty.screen.endsWith("foo> half-typed‸"));
  const start = performance.now();
  room.start();
  await pty.until(() => pty.screen.endsWith(" bar :line 19999\nfoo> half-typed‸"));
  assertLess(performance.now() - start, 2000);
  const shown = pty.raw.match(/(?<= bar :line )\d+/g)!.map(Number);
  assertEquals(shown, [...lines.keys()]);
});

test("shows typed keys within 50 ms while 1,000 messages a second arrive", async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `bar :line ${i}`);
  using room = busyRoom(lines, 10);
  await using pty = await Pty.start(`${client} 127.0.0.1:${room.port} --name foo --lang en`, SIZE);
  await pty.until(() => pty.screen.endsWith("foo> ‸"));
  room.start();
  await pty.until(() => pty.screen.includes("bar :line"));
  const times: number[] = [];
  let typed = "";
  while (!pty.screen.includes("bar :line 2999")) {
    const start = performance.now();
    typed += "字a"[times.length % 2];
    await pty.type(typed.at(-1)!);
    await pty.until(() => pty.screen.replace("\n", "").includes(`${typed}‸`));
    times.push(performance.now() - start);
    if (typed.length > 20) [typed] = ["", await pty.type("\x15")];
  }
  // Not the longest: the machine that runs the test may pause.
  assertLess(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.9)]!, 50);
  assert(times.length > 30, `only ${times.length} keys typed`);
  assertEquals(pty.raw.match(/(?<= bar :line )\d+/g)!.map(Number), [...lines.keys()]);
});
