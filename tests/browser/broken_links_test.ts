import { assertEquals } from "@std/assert";
import { BadLink, seededRandom } from "../programs/bad_link.ts";
import { Raw, startServer } from "../programs/programs.ts";
import { browserTest, IS_THOROUGH, Tab } from "./browsers.ts";

/** How many connections break. */
const BREAKS = IS_THOROUGH ? 200 : 3;

/** How many pages are behind the link. Each waits for half a second or more before it comes back. */
const PAGES = IS_THOROUGH ? 5 : 2;

/** How much they carry, in bytes. The request of a page for one takes 500 to 530 of them. */
const CARRIED = [560, 700] as const;

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
  let said = 0;
  for (; link.left > 0; said++) {
    await tabs[said % PAGES]!.say(`line ${said}`);
    await bob.send(`bob :line ${said}\n`);
  }
  for (const tab of tabs) {
    await tab.until(() => document.querySelector("#waiting")!.textContent === "");
  }
  await bob.send("bob :end\n");
  const heard = (await bob.until("bob :end\n")).split("\n").slice(0, -1);
  for (const tab of tabs) {
    await tab.sees("end");
    assertEquals(await linesOf(tab), heard);
  }
  const expected = Array.from(
    { length: said },
    (_, n) => [`bob :line ${n}`, `page${n % PAGES} :line ${n}`],
  );
  assertEquals(heard.toSorted(), [...expected.flat(), "bob :end"].toSorted());
});
