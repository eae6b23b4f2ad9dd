import { assertLess, assertMatch } from "@std/assert";
import { Raw, startServer } from "../programs/programs.ts";

Deno.test("server.ts starts at once on a transcript of a million lines, in little memory", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = `${folder}/long.jsonl`;
    const time = "2026-01-01T00:00:00.000Z";
    using file = await Deno.open(log, { write: true, create: true });
    const writer = file.writable.getWriter();
    await writer.write(new TextEncoder().encode(`{"room":"3f2a9c1e","started":"${time}"}\n`));
    for (let number = 1; number <= 1_000_000;) {
      let lines = "";
      for (const end = number + 10_000; number < end; number++) {
        lines +=
          `{"number":${number},"time":"${time}","name":"foo","text":"line ${number} 你好"}\n`;
      }
      await writer.write(new TextEncoder().encode(lines));
    }
    const start = performance.now();
    await using room = await startServer(["--log", log]);
    assertLess(performance.now() - start, 2_000);
    using raw = await Raw.connect(room.port);
    await raw.send("\n/since -2\n");
    assertMatch(
      await raw.line(),
      /^\*hello version=1 room=3f2a9c1e last=1000000 limit=4096 kept=1000000 started=\d+$/,
    );
    assertMatch(await raw.line(), /^\*past 999999 \d+ foo :line 999999 你好$/);
    if (Deno.build.os === "linux") {
      // Deno reads /proc only with every permission.
      const { stdout } = await new Deno.Command("cat", {
        args: [`/proc/${room.program.pid}/status`],
      }).output();
      const status = new TextDecoder().decode(stdout);
      assertLess(Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]), 120_000);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
