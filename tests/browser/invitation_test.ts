import { assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { DARK, readByPhone } from "../program/phone.ts";
import { Raw, startServer } from "../programs/programs.ts";
import { browserTest, Tab } from "./browsers.ts";

/** Where something is, in CSS pixels. */
function boxOf(tab: Tab, selector: string): Promise<DOMRect> {
  return tab.page.$eval(selector, (element) => element.getBoundingClientRect().toJSON());
}

/** Opens the invitation of a tab, and waits for its picture. */
async function open(tab: Tab, name: string): Promise<void> {
  await tab.until(() => !document.querySelector<HTMLElement>("#show-invitation")!.hidden);
  await tab.click(name);
  await tab.until(() =>
    document.querySelector<HTMLImageElement>("#invitation-code")!.naturalWidth > 0
  );
}

browserTest("the address of the room is shown large, with its QR code", async (context) => {
  await using server = await startServer();
  const address = await (await fetch(`http://127.0.0.1:${server.port}/address.txt`)).text();
  for (const [language, name] of [["en", "Invite"], ["zh", "邀请"]] as const) {
    const tab = await Tab.open(context, server.port, { language });
    await tab.page.setViewport({ width: 1280, height: 720 });
    await open(tab, name);
    assertEquals(await tab.text("#invitation-address"), address.trim());
    const large = await boxOf(tab, "#invitation-address");
    assertGreater(large.height, 60);
    assertGreater((await boxOf(tab, "#invitation-code")).height, 400);
    await tab.page.setViewport({ width: 320, height: 600 });
    for (const selector of ["#invitation-address", "#invitation-code", "#invitation-close"]) {
      const { left, right, bottom } = await boxOf(tab, selector);
      assertLessOrEqual(0, left);
      assertLessOrEqual(right, 320);
      assertLessOrEqual(bottom, 600);
    }
    const excess = await tab.page.$eval(
      "#invitation",
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
    );
    assertLessOrEqual(excess, 0);
    await tab.page.keyboard.press("Escape");
    await tab.until(() => !document.querySelector("dialog[open]"));
    assertEquals(await tab.page.evaluate(() => document.activeElement!.id), "show-invitation");
    await tab.page.close();
  }
});

browserTest("there is no button where the address cannot be had", async (context) => {
  await using server = await startServer();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(() => {
    globalThis.fetch = () => Promise.reject(new TypeError("no network"));
  });
  await page.goto(`http://127.0.0.1:${server.port}/`);
  const tab = Tab.of(page);
  await tab.join("Alice");
  assertEquals(
    await page.$eval("#show-invitation", (button) => (button as HTMLElement).hidden),
    true,
  );
});

browserTest("a phone that reads the code in the terminal is in the room", async (context) => {
  await using server = await startServer(["--qr", "always"]);
  using raw = await Raw.connect(server.port);
  await raw.send("\n");
  const drawn = /(?:^[ ▀▄█]+\n){17}/m;
  const [code] = await server.program.until("stderr", drawn);
  const screen = { columns: 60, rows: 20, theme: DARK };
  const address = await readByPhone(code!.replaceAll("\n", "\r\n"), screen);
  const page = await context.newPage();
  await page.setViewport({ width: 360, height: 640, isMobile: true, hasTouch: true });
  await page.goto(address!);
  const tab = Tab.of(page);
  await tab.join("Phone");
  await tab.say("in");
  await raw.until("Phone :in\n");
});
