import { assertEquals, assertLess, assertLessOrEqual } from "@std/assert";
import { Raw, startServer } from "../programs/programs.ts";
import { browserTest, Tab } from "./browsers.ts";

/** Lines that somebody says, one after another. */
function lines(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => `bob :line ${from + i}\n`).join("");
}

/** Scrolls to the top, waits for so many messages and returns to the end. */
async function scrollBack(tab: Tab, least: number): Promise<void> {
  await tab.page.$eval("[role=log]", (log) => log.scrollTop = 40);
  await tab.until(
    (least) => document.querySelectorAll("[role=log] .said").length >= least,
    least,
  );
  await tab.page.$eval("[role=log]", (log) => log.scrollTop = log.scrollHeight);
}

browserTest("the title counts what was not seen, and a button leads to it", async (context) => {
  await using server = await startServer(["--rate", "0", "--title", "Physics"]);
  const tab = await Tab.open(context, server.port);
  await tab.join("Alice");
  using bob = await Raw.connect(server.port);
  await bob.send(lines(1, 60));
  await tab.sees("line 60");
  await tab.until(() => document.title === "Physics");
  // Up, as with the wheel.
  await tab.page.$eval("[role=log]", (log) => log.scrollTop -= 400);
  await tab.until(() => !document.querySelector<HTMLElement>("#newer")!.hidden);
  await bob.send(lines(61, 62));
  await tab.sees("line 62");
  assertEquals(await tab.page.title(), "(2) Physics");
  assertEquals(await tab.text(".unread"), "New messages");
  await tab.click("2 newer messages");
  await tab.until(() => !document.title.startsWith("("));
  assertEquals(await tab.page.$eval("#newer", (newer) => (newer as HTMLElement).hidden), true);
});

browserTest("earlier messages come at the top, and a search finds any", async (context) => {
  await using server = await startServer(["--rate", "0"]);
  using bob = await Raw.connect(server.port);
  await bob.send(lines(1, 250));
  await bob.until("line 250\n");
  const tab = await Tab.open(context, server.port);
  await tab.join("Alice");
  await tab.sees("line 250");
  assertEquals((await tab.said()).length, 20);
  for (const least of [120, 220, 250]) await scrollBack(tab, least);
  assertEquals(await tab.said(), Array.from({ length: 250 }, (_, i) => `bob: line ${i + 1}`));
  assertEquals(await tab.text(".note"), "The first message that is kept");
  await tab.click("Search");
  await tab.page.keyboard.type("LINE 24");
  await tab.page.keyboard.press("Enter");
  await tab.until(() => document.querySelector("#search-count")!.textContent !== "");
  assertEquals(await tab.text("#search-count"), "11 messages found:");
  await tab.page.keyboard.press("Escape");
  assertEquals(await tab.page.evaluate(() => document.activeElement!.id), "message");
});

browserTest("scrolled-back messages are dated, once for each day", async (context) => {
  const log = await Deno.makeTempFile();
  try {
    // Messages 1 to 130 are of one day, 131 to 260 of the next; 20 of them are shown on joining.
    const entries = Array.from({ length: 260 }, (_, i) => {
      const time = new Date(2025, 2, i < 130 ? 4 : 5, 12).toISOString();
      return JSON.stringify({ number: i + 1, time, name: "bob", text: `line ${i + 1}` }) + "\n";
    });
    const header = { room: "abcd1234", started: new Date(2025, 2, 4).toISOString() };
    await Deno.writeTextFile(log, JSON.stringify(header) + "\n" + entries.join(""));
    await using server = await startServer(["--log", log]);
    const tab = await Tab.open(context, server.port);
    await tab.join("Alice");
    await tab.sees("line 260");
    const dated = () =>
      tab.page.$$eval("[role=log] .said .text, [role=log] .day", (rows) => {
        const texts = rows.map((row) => row.textContent!);
        // Each day with the message below it.
        return texts.flatMap((text, i) => rows[i]!.matches(".day") ? [text, texts[i + 1]!] : []);
      });
    assertEquals(await dated(), ["Wed Mar 05 2025", "line 241"]);
    const days = [
      ["Wed Mar 05 2025", "line 141"],
      ["Tue Mar 04 2025", "line 41", "Wed Mar 05 2025", "line 131"],
      ["Tue Mar 04 2025", "line 1", "Wed Mar 05 2025", "line 131"],
    ];
    for (const [i, expected] of days.entries()) {
      await scrollBack(tab, [120, 220, 260][i]!);
      assertEquals(await dated(), expected);
    }
    await tab.say("/clear");
    await tab.say("today");
    await tab.sees("today");
    assertEquals(await tab.said(), ["Alice: today"]);
  } finally {
    await Deno.remove(log);
  }
});

browserTest(
  "a search without an answer says so, and an older answer is dropped",
  async (context) => {
    await using server = await startServer(["--rate", "0"]);
    using bob = await Raw.connect(server.port);
    await bob.send(lines(1, 30));
    await bob.until("line 30\n");
    const tab = await Tab.open(context, server.port);
    await tab.join("Alice");
    await tab.sees("line 30");
    const before = (await tab.said()).length;
    await tab.click("Search");
    const counted = (text: string) =>
      tab.until((text) => document.querySelector("#search-count")!.textContent === text, text);
    // Both are asked before an answer can come.
    await tab.page.$eval("#search-form", (form) => {
      for (const text of ["line 1", "line 30"]) {
        form.querySelector("input")!.value = text;
        (form as HTMLFormElement).requestSubmit();
      }
    });
    await counted("1 message found:");
    assertEquals((await tab.said()).length, before);
    server.program.kill("SIGSTOP");
    await tab.page.$eval("#search-form", (form) => (form as HTMLFormElement).requestSubmit());
    server.program.kill("SIGKILL");
    await counted("Not connected just now");
  },
);

browserTest(
  "one line more costs under 2 ms after 5,000, and old ones are dropped",
  async (context) => {
    await using server = await startServer(["--rate", "0", "--history", "10000"]);
    const page = await context.newPage();
    // Times each message with the layout that it causes.
    await page.evaluateOnNewDocument(() => {
      const timing: { costs?: number[] } = {};
      Object.assign(globalThis, { timing });
      const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage")!;
      Object.defineProperty(WebSocket.prototype, "onmessage", {
        set(handle: (event: MessageEvent) => void) {
          set!.call(this, (event: MessageEvent) => {
            const { costs } = timing;
            if (!costs) return handle(event);
            const start = performance.now();
            handle(event);
            void document.querySelector("[role=log]")!.scrollHeight;
            costs.push(performance.now() - start);
          });
        },
      });
    });
    await page.goto(`http://127.0.0.1:${server.port}/`);
    const tab = Tab.of(page);
    await tab.join("Alice");
    using bob = await Raw.connect(server.port);
    await bob.send(lines(1, 5_000));
    await tab.sees("line 5000");
    await page.evaluate(() => {
      (globalThis as unknown as { timing: { costs?: number[] } }).timing.costs = [];
    });
    for (let n = 5_001; n <= 5_040; n++) {
      await bob.send(lines(n, n));
      await bob.until(`line ${n}\n`);
    }
    await tab.sees("line 5040");
    const costs = await page.evaluate(() => {
      const { timing } = globalThis as unknown as { timing: { costs?: number[] } };
      const { costs } = timing;
      delete timing.costs;
      return costs!;
    });
    const median = costs.toSorted((a, b) => a - b)[Math.floor(costs.length / 2)]!;
    assertLess(median, 2, `ms, of ${costs.length} messages`);
    await bob.send(lines(5_041, 5_400));
    await tab.sees("line 5400");
    await tab.until(() => document.querySelector<HTMLElement>("#newer")!.hidden);
    const count = await page.evaluate(() => document.querySelectorAll("[role=log] .row").length);
    assertLessOrEqual(count, 5_000);
    assertEquals((await tab.said()).at(-1), "bob: line 5400");
  },
);
