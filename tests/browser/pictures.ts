/**
 * The second half of `deno task picture`: makes the pictures of the page in Chromium,
 * `.github/page.webp` on a desktop and `.github/phone.webp` on a phone, and `.github/moderator.webp` of a
 * moderator's page.
 *
 * @module
 */

import puppeteer, { type BrowserContext } from "puppeteer-core";
import { fromSource, Program, Raw, ROOT, startServer } from "../programs/programs.ts";
import { CHROME_ARGS, findProgram, Tab } from "./browsers.ts";

const PASSWORD = "Chalk and slate";
await using server = await startServer(["--port", "8001", "--title", "Lab 3"], undefined, {
  env: { CHAT_MODERATOR_PASSWORD: PASSWORD },
});
const { port } = server;
await using ming = new Program([...fromSource("client"), `127.0.0.1:${port}`, "--name", "小明"]);
await ming.until("stderr", "Connect success!");
using original = await Raw.connect(port);
const executablePath = findProgram("chrome")!;
const browser = await puppeteer.launch({ executablePath, args: CHROME_ARGS });
try {
  const context = browser.defaultBrowserContext();
  const desktop = await open(context, { language: "en", scheme: "light", name: "Alice" });
  await desktop.page.setViewport({ width: 860, height: 600, deviceScaleFactor: 1.5 });
  const phone = await open(context, { language: "zh", scheme: "dark", name: "小红" });
  await phone.page.setViewport({ width: 360, height: 600, deviceScaleFactor: 1.5 });
  const sees = async (text: string) => {
    for (const tab of [desktop, phone]) await tab.sees(text);
  };
  await ming.type("大家好！\n");
  await sees("大家好！");
  await desktop.say("Hello 小明! The slides are at https://example.org/lab");
  await ming.until("stdout", "slides");
  await original.send("foo :Hello!");
  await sees("Hello!");
  await phone.say("谢谢 Alice，手机上也能看");
  await sees("谢谢 Alice，手机上也能看");
  await ming.type("/me waves at foo\n");
  await sees("waves at foo");
  await ming.type("/msg Alice 我请客\n");
  await desktop.sees("我请客");
  await ming.type("小红，带上电脑\n");
  await sees("小红，带上电脑");
  await shoot(desktop, "page", "/msg 小明 好啊，12 点见");
  await shoot(phone, "phone", "");
  await keepOrder(desktop);
  await shoot(desktop, "moderator");
} finally {
  await browser.close();
}

/** Opens a page and joins the room. */
async function open(
  context: BrowserContext,
  { language, scheme, name }: { language: "en" | "zh"; scheme: string; name: string },
): Promise<Tab> {
  const tab = await Tab.open(context, port, { language, host: "lab-pc" });
  await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await tab.join(name);
  return tab;
}

/** Keeps order: sets a topic, takes the floor, and opens the menu of somebody. */
async function keepOrder(tab: Tab): Promise<void> {
  await tab.moderate(PASSWORD);
  await tab.say("/topic Optics, until 12");
  await tab.click("Only moderators speak");
  await original.send("foo :But I");
  await original.until("*error The moderators have the floor");
  await tab.openMenu('#people [data-person="foo"]');
}

/** Writes a picture, perhaps with this text half typed. */
async function shoot({ page }: Tab, name: string, typed?: string): Promise<void> {
  await page.bringToFront();
  if (typed !== undefined) {
    await page.focus("#message");
    await page.keyboard.type(typed);
  }
  // The list of people is drawn a little later.
  await page.waitForFunction(
    () => document.querySelectorAll("#people-list li").length === 4,
    { polling: 100 },
  );
  await page.screenshot({ path: `${ROOT}.github/${name}.webp`, type: "webp", quality: 80 });
}
