/**
 * Drives the page in real browsers, as their users would.
 *
 * @module
 */

import puppeteer, {
  type Browser,
  type BrowserContext,
  type ElementHandle,
  type Page,
} from "puppeteer-core";
import { PATIENCE_MS } from "../programs/programs.ts";

/** The browsers, and what their programs are called. */
const PROGRAMS = {
  chrome: ["chromium", "chromium-browser", "google-chrome"],
  firefox: ["firefox-esr", "firefox"],
} as const;

/** A kind of browser. */
export type Kind = keyof typeof PROGRAMS;

/** Chromium's sandbox does not run as root, and small shared memory ends its renderers. */
export const CHROME_ARGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  // A name without TLS, as in a lab: not a secure context, which localhost is.
  "--host-resolver-rules=MAP lab-pc 127.0.0.1",
];

/** All browsers, for tests of what differs between them. */
export const BOTH: readonly Kind[] = ["chrome", "firefox"];

/** Whether everything is tried in both browsers, and at length. */
export const IS_THOROUGH = Deno.env.get("BROWSERS") === "all";

/** Firefox takes three times as long, so other tests run there only on demand. */
const USUAL: readonly Kind[] = IS_THOROUGH ? BOTH : ["chrome"];

/** The browsers that were started, one of each kind for all tests of a file. */
const started = new Map<Kind, Promise<Browser>>();

/** Whether they are closed after the tests. */
let isClosing = false;

async function closeBrowsers(): Promise<void> {
  for (const browser of started.values()) await (await browser).close();
}

/**
 * A test that is run in each of these browsers, or skipped where there is none. It gets a context of
 * its own, which shares nothing with those of other tests.
 */
export function browserTest(
  name: string,
  run: (context: BrowserContext) => Promise<void>,
  kinds: readonly Kind[] = USUAL,
): void {
  if (!isClosing) Deno.test.afterAll(closeBrowsers);
  isClosing = true;
  for (const kind of kinds) {
    const executablePath = findProgram(kind);
    const ignore = executablePath === undefined;
    const suffix = ignore ? ` (skipped: no ${PROGRAMS[kind][0]})` : "";
    const fn = async () => {
      const context = await (await start(kind, executablePath!)).createBrowserContext();
      try {
        await run(context);
      } finally {
        await context.close();
      }
    };
    // The browser outlives the test.
    const sanitize = { sanitizeOps: false, sanitizeResources: false };
    Deno.test({ name: `${kind}: ${name}${suffix}`, ignore, fn, ...sanitize });
  }
}

function start(kind: Kind, executablePath: string): Promise<Browser> {
  const args = kind === "chrome" ? CHROME_ARGS : [];
  const before = started.get(kind);
  const browser = before ?? puppeteer.launch({ browser: kind, executablePath, args });
  if (!before) started.set(kind, browser);
  return browser;
}

/** The path of a browser of this kind, if there is one on this PC. */
export function findProgram(kind: Kind): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  return PROGRAMS[kind].flatMap((name) => folders.map((folder) => `${folder}/${name}`))
    .find((path) => {
      try {
        return Deno.statSync(path).isFile;
      } catch {
        return false;
      }
    });
}

/** The accessible names of what is used, in a language. */
export const NAMES = {
  en: { name: "Name", message: "Message", send: "Send", conn: "Conn", exit: "Exit" },
  zh: { name: "名字", message: "消息", send: "发送", conn: "连接", exit: "退出" },
} as const;

/** A tab with the page in it. */
export class Tab {
  /** The tab of the driver. */
  readonly page: Page;
  readonly #names: typeof NAMES["en" | "zh"];

  private constructor(page: Page, language: "en" | "zh") {
    this.page = page;
    this.#names = NAMES[language];
  }

  /** Opens the page of the room at a port in a tab of its own. */
  static async open(
    context: BrowserContext,
    port: number,
    { language = "en", host = "127.0.0.1" }: { language?: "en" | "zh"; host?: string } = {},
  ): Promise<Tab> {
    const page = await context.newPage();
    await page.goto(`http://${host}:${port}/?lang=${language}`);
    return new Tab(page, language);
  }

  /** Takes over a tab in which the page is open. */
  static of(page: Page): Tab {
    return new Tab(page, "en");
  }

  /** Takes a name, and joins the room. */
  async join(name: string): Promise<void> {
    await this.fill(this.#names.name, name);
    await this.click(this.#names.conn);
    await this.until(() => document.body.classList.contains("online"));
  }

  /** Types a message and sends it with Enter. */
  async say(text: string): Promise<void> {
    await this.fill(this.#names.message, text);
    await this.page.keyboard.press("Enter");
  }

  /** Types into the field of this accessible name, in place of what it held. */
  async fill(name: string, text: string): Promise<void> {
    await this.page.bringToFront();
    const field = await this.find("textbox", name);
    await field.focus();
    await field.evaluate((element) => (element as HTMLInputElement).select());
    await this.page.keyboard.type(text);
  }

  /** Presses the button of this accessible name, with the keyboard. */
  async click(name: string): Promise<void> {
    await this.page.bringToFront();
    await (await this.find("button", name)).focus();
    await this.page.keyboard.press("Enter");
  }

  /** Becomes a moderator with this password. */
  async moderate(password: string): Promise<void> {
    await this.say("/moderate");
    await this.until(() => document.activeElement?.id === "password");
    await this.page.keyboard.type(password);
    await this.page.keyboard.press("Enter");
    await this.until(() => !document.querySelector<HTMLElement>("#floor")!.hidden);
  }

  /** Opens the menu of what is found, with the keyboard. */
  async openMenu(selector: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.focus(selector);
    await this.page.keyboard.press("Enter");
    await this.until(() => document.activeElement?.role === "menuitem");
  }

  /** What has this role and accessible name now. */
  async find(role: string, name: string): Promise<ElementHandle> {
    const found = await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    if (!found) throw new Error(`The page has no ${role} called ${name}`);
    return found;
  }

  /** Waits until something is true in the page, which is given `value`. */
  async until<T>(isTrue: (value: T) => unknown, value?: T): Promise<void> {
    const options = { polling: 100, timeout: PATIENCE_MS };
    await this.page.waitForFunction(isTrue as (value: unknown) => unknown, options, value);
  }

  /** Waits until a message of this text is among the latest that are shown. */
  async sees(text: string): Promise<void> {
    await this.until((text) => {
      const blocks = Array.from(document.querySelectorAll("[role=log] .block")).slice(-2);
      const texts = blocks.flatMap((block) => [...block.querySelectorAll(".said .text")]);
      return texts.some((one) => one.textContent === text);
    }, text);
  }

  /** The messages in the log: `foo: Hello!` */
  said(): Promise<string[]> {
    // Handing thousands of rows out of the page one by one takes half a minute.
    return this.page.evaluate(() =>
      Array.from(document.querySelectorAll("[role=log] .said"), (row) => {
        const [name, text] = [".name", ".text"].map((one) => row.querySelector(one)?.textContent);
        return `${name ?? "?"}: ${text}`;
      })
    );
  }

  /** What stands in the field of this accessible name. */
  async value(name: string): Promise<string> {
    const field = await this.find("textbox", name);
    return field.evaluate((element) => (element as HTMLTextAreaElement).value);
  }

  /** The text of what is found in the page. */
  text(selector: string): Promise<string> {
    return this.page.$eval(selector, (element) => element.textContent ?? "");
  }

  /** Loads the page again, as the user would. */
  async reload(): Promise<void> {
    await this.page.reload();
  }
}
