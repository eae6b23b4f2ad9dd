import { assertEquals } from "@std/assert";
import { BadLink, seededRandom } from "../programs/bad_link.ts";
import { Raw, startServer } from "../programs/programs.ts";
import { browserTest, IS_THOROUGH, Tab } from "./browsers.ts";

/** How many connections break. */
const BREAKS = IS_THOROUGH ? 200 : 3;

/** How many pages are behind the link. Each waits for half a second or more before it comes back. */
const PAGES = IS_THOROUGH ? 10 : 2;

/** How much they carry, in bytes. Until a page is back in the room, it has sent 560 to 620 of them. */
const CARRIED = [620, 760] as const;

/** Says a line once the room has got the one before. It is not typed, for that takes too long. */
async function sayNext(tab: Tab, text: string): Promise<void> {
  await tab.until(() => document.querySelector("#waiting")!.textContent === "");
  await tab.page.evaluate((text) => {
    document.querySelector<HTMLTextAreaElement>("#message")!.value = text;
    document.querySelector<HTMLFormElement>("#say-form")!.requestSubmit();
  }, text);
}

/** The lines that a page shows, as they are on the wire. */
async function linesOf(tab: Tab): Promise<string[]> {
  return (await tab.said()).map((line) => line.replace(": ", " :"));
}

browserTest("no line is lost or doubled in pages whose connections break", async (context) => {
  await using server = await startServer(["--rate", "0"]);
  const random = seededRandom(1);
  await using link = new BadLink(() => server.port, { breaks: 0, carried: CARRIED, random });
  const tabs: Tab[] = [];
  for (let i = 0; i < PAGES; i++) {
    const tab = await Tab.open(context, link.port);
    await tab.join(`page${i}`);
    tabs.push(tab);
  }
  using bob = await Raw.connect(server.port);
  link.breakMore(BREAKS);
  const said = Array.from(tabs, () => 0);
  await Promise.all(tabs.map(async (tab, page) => {
    while (link.left > 0) {
      const line = `line ${said[page]!++}`;
      await bob.send(`bob :${line} beside page${page}\n`);
      await sayNext(tab, line);
    }
    await tab.until(() => document.querySelector("#waiting")!.textContent === "");
  }));
  await bob.send("bob :end\n");
  const heard = (await bob.until("bob :end\n")).split("\n").slice(0, -1);
  for (const tab of tabs) {
    await tab.sees("end");
    assertEquals(await linesOf(tab), heard);
  }
  const expected = said.flatMap((count, page) =>
    Array.from(
      { length: count },
      (_, n) => [`bob :line ${n} beside page${page}`, `page${page} :line ${n}`],
    )
  );
  assertEquals(heard.toSorted(), [...expected.flat(), "bob :end"].toSorted());
});
