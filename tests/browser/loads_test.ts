import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { serveHere } from "../server/serve_here.ts";
import { browserTest, IS_THOROUGH } from "./browsers.ts";

/** How often a page is loaded. */
const LOADS = IS_THOROUGH ? 40 : 4;

/** For how long a silent connection is held that no browser opened, in ms. */
const HOLD_MS = 500;

/** How many lines are said a second, and how many of them before a page is loaded. */
const RATE = 500;
const LINES_BETWEEN = RATE * (HOLD_MS + 100) / 1000;

/** How often lines are sent, in ms. */
const EVERY_MS = 20;

/** Somebody who speaks without a pause. */
class Talker implements AsyncDisposable {
  readonly #conn: Deno.TcpConn;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #reading: Promise<void>;
  #heard = 0;
  #changed = Promise.withResolvers<void>();

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    const lines = new TextEncoder().encode("bob :hi\n".repeat(RATE * EVERY_MS / 1000));
    this.#timer = setInterval(() => conn.write(lines).catch(() => {}), EVERY_MS);
    this.#reading = this.#read().catch(() => {});
  }

  static async start(port: number): Promise<Talker> {
    return new Talker(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Waits until it has heard so many lines more. */
  async hear(lines: number): Promise<void> {
    const end = this.#heard + lines;
    while (this.#heard < end) await this.#changed.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#conn.close();
    await this.#reading;
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    for (let length; (length = await this.#conn.read(buffer)) !== null;) {
      this.#heard += buffer.subarray(0, length).filter((byte) => byte === 10).length;
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    }
  }
}

/** Loads a page, by its address or by a link to it. Returns `loaded`, or what went wrong. */
async function load(page: Page, url: string, number: number): Promise<string> {
  try {
    const byLink = number % 2 === 1;
    const [response] = byLink
      ? await Promise.all([page.waitForNavigation(), page.click("a[href='/']")])
      : [await page.goto(`${url}get`)];
    const status = response?.status();
    // The page itself may be in the browser's cache.
    return status === 200 || status === 304 ? "loaded" : `status ${status}`;
  } catch (error) {
    return (error as Error).message;
  }
}

browserTest("pages load while 500 lines are said a second", async (context) => {
  const server = serveHere({ programs: "source", limits: { rate: 0, holdMs: HOLD_MS } });
  // Chromium opens no sockets ahead for a context of its own.
  const page = await context.browser().defaultBrowserContext().newPage();
  try {
    await using talker = await Talker.start(server.port);
    const loads: string[] = [];
    for (let number = 0; number < LOADS; number++) {
      // By then a browser's spare socket would be in the room.
      if (number > 0) await talker.hear(LINES_BETWEEN);
      loads.push(await load(page, `http://127.0.0.1:${server.port}/`, number));
    }
    assertEquals(loads, Array(LOADS).fill("loaded"));
  } finally {
    await page.close();
    await server.close();
  }
});
