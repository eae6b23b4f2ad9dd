/**
 * The second half of `deno task picture`: makes the README's pictures of the page in Chromium,
 * `.github/page.webp` on a desktop and `.github/phone.webp` on a phone.
 *
 * @module
 */

import puppeteer, { type BrowserContext } from "puppeteer-core";
import { fromSource, Program, Raw, ROOT, startServer } from "../programs/programs.ts";
import { CHROME_ARGS, findProgram, Tab } from "./browsers.ts";

await using server = await startServer(["--port", "8001"]);
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

/** Writes a picture, with this text half typed. */
async function shoot({ page }: Tab, name: string, typed: string): Promise<void> {
  await page.bringToFront();
  await page.focus("#message");
  await page.keyboard.type(typed);
  // The list of people is drawn a little later.
  await page.waitForFunction(
    () => document.querySelectorAll("#people-list li").length === 4,
    { polling: 100 },
  );
  await page.screenshot({ path: `${ROOT}.github/${name}.webp`, type: "webp", quality: 80 });
}
