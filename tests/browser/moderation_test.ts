import { assertEquals, assertLessOrEqual, assertStringIncludes } from "@std/assert";
import type { BrowserContext } from "puppeteer-core";
import { startServer } from "../programs/programs.ts";
import { browserTest, Tab } from "./browsers.ts";

const PASSWORD = "Chalk and slate";

/** A room whose moderators have a password. */
function startRoom() {
  return startServer([], undefined, { env: { CHAT_MODERATOR_PASSWORD: PASSWORD } });
}

/** A teacher, who has become a moderator in the page, and a student. */
async function fill(context: BrowserContext, port: number): Promise<[teacher: Tab, student: Tab]> {
  const student = await Tab.open(context, port);
  await student.join("Student");
  const teacher = await Tab.open(context, port);
  await teacher.join("Teacher");
  await teacher.moderate(PASSWORD);
  await hasPerson(teacher, "Student");
  return [teacher, student];
}

/** Waits until somebody is listed, with a menu. */
function hasPerson(tab: Tab, name: string): Promise<void> {
  return tab.until(
    (name) =>
      Array.from(document.querySelectorAll<HTMLElement>("#people [aria-haspopup]"))
        .some((one) => one.dataset.person === name),
    name,
  );
}

/** Opens the menu of what is found, with the keyboard, and chooses something. */
async function choose(tab: Tab, selector: string, label: string): Promise<void> {
  await tab.openMenu(selector);
  const labels = await tab.page.$$eval(
    "#menu [role=menuitem]",
    (items) => items.map((item) => item.textContent),
  );
  for (let i = 0; i < labels.indexOf(label); i++) await tab.page.keyboard.press("ArrowDown");
  assertEquals(await tab.page.evaluate(() => document.activeElement!.textContent), label);
  await tab.page.keyboard.press("Enter");
}

/** The menu of somebody in the list. */
function personIn(name: string): string {
  return `#people [data-person="${name}"]`;
}

/** Waits until something in the page reads so. */
function reads(tab: Tab, selector: string, text: string): Promise<void> {
  return tab.until(
    ([selector, text]) => document.querySelector(selector)?.textContent === text,
    [selector, text] as const,
  );
}

/** Waits until a line of the log reads so. */
function logs(tab: Tab, text: string): Promise<void> {
  return tab.until(
    (text) =>
      Array.from(document.querySelectorAll("[role=log] .aside"))
        .some((row) => row.textContent === text),
    text,
  );
}

browserTest("a teacher sets a topic and takes the floor, and all see it", async (context) => {
  await using server = await startRoom();
  const [teacher, student] = await fill(context, server.port);
  await teacher.click("Topic…");
  await teacher.fill("What the room is about", "exam 考试");
  await teacher.page.keyboard.press("Enter");
  for (const tab of [teacher, student]) await reads(tab, "#order", "Topic: exam 考试");
  await teacher.click("Only moderators speak");
  for (const tab of [teacher, student]) {
    await reads(tab, "#order", "Topic: exam 考试 · Only moderators may speak");
  }
  await student.say("hello?");
  await reads(student, "[role=alert]", "The moderators have the floor");
  assertEquals(await student.value("Message"), "hello?");
  await teacher.click("Only moderators speak");
  for (const tab of [teacher, student]) await reads(tab, "#order", "Topic: exam 考试");
  await student.page.bringToFront();
  await student.page.focus("#message");
  await student.page.keyboard.press("Enter");
  await teacher.sees("hello?");
});

browserTest("a teacher mutes, unmutes and puts out with a reason", async (context) => {
  await using server = await startRoom();
  const [teacher, student] = await fill(context, server.port);
  await choose(teacher, personIn("Student"), "Mute");
  await logs(
    student,
    "— a moderator has muted you: only moderators read what you write, by /msg —",
  );
  await student.say("may I?");
  await reads(
    student,
    "[role=alert]",
    "A moderator has muted you: you can only write to moderators, with /msg",
  );
  // The list says so to moderators alone, and the menu offers only what applies.
  await reads(teacher, `${personIn("Student")} .badge`, "muted");
  assertEquals(await student.page.$$eval("#people .badge", (them) => them.length), 1);
  await choose(teacher, personIn("Student"), "Unmute");
  await logs(student, "— you are no longer muted —");
  // Escape closes the menu, and then the question, without doing anything.
  await teacher.openMenu(personIn("Student"));
  await teacher.page.keyboard.press("Escape");
  await teacher.until(() => document.activeElement?.matches("[data-person]"));
  await choose(teacher, personIn("Student"), "Put out…");
  await teacher.until(() => document.activeElement?.id === "ask-text");
  await teacher.page.keyboard.press("Escape");
  await teacher.until(() => !document.querySelector("dialog[open]"));
  await choose(teacher, personIn("Student"), "Put out…");
  await teacher.fill("Why Student is put out (may be left empty)", "spam");
  await teacher.page.keyboard.press("Enter");
  await logs(teacher, "— Student was put out by a moderator: spam —");
  await reads(student, "[role=alert]", "a moderator has put you out: spam");
  await reads(student, "#status", "Not connected");
  await logs(student, "— A moderator has put you out of this room; come back in 10 min —");
  const { host } = new URL(student.page.url());
  await logs(student, `— ${host}: a moderator has put you out: spam —`);
  await student.page.bringToFront();
  await student.reload();
  await reads(student, "#status", "Not connected");
});

browserTest("a teacher keeps out who has flooded the room and left", async (context) => {
  await using server = await startRoom();
  const [teacher, student] = await fill(context, server.port);
  await student.say("flood");
  await teacher.sees("flood");
  await student.click("Exit");
  await logs(teacher, "— Student left —");
  await teacher.page.bringToFront();
  await choose(teacher, '[role=log] [data-number="1"] .act', "Put out…");
  await teacher.fill("Why Student is put out (may be left empty)", "");
  await teacher.page.keyboard.press("Enter");
  await logs(teacher, "— Student was put out by a moderator —");
  await student.page.bringToFront();
  await student.click("Conn");
  await student.until(() =>
    document.querySelector("[role=log]")!.textContent.includes("A moderator has put you out")
  );
});

browserTest("a removed message is gone from the log and from what was found", async (context) => {
  await using server = await startRoom();
  const [teacher, student] = await fill(context, server.port);
  for (const text of ["good one", "bad one", "another one"]) await student.say(text);
  await teacher.sees("another one");
  await teacher.say("/find one");
  await student.click("Search");
  await student.page.keyboard.type("one");
  await student.page.keyboard.press("Enter");
  await student.until(() => document.querySelectorAll("#search-found .said").length === 3);
  // Tab reaches the newest message, and the arrow keys the others.
  await teacher.page.bringToFront();
  const stops = await teacher.page.$$eval(
    "[role=log] .act",
    (buttons) => buttons.map((button) => (button as HTMLElement).tabIndex),
  );
  assertEquals(stops.filter((stop) => stop === 0).length, 1);
  await choose(teacher, '[role=log] [data-number="2"] .act', "Remove this message");
  for (const tab of [teacher, student]) {
    await tab.until(() =>
      /^— message of \d\d:\d\d:\d\d by Student was removed —$/m.test(
        Array.from(document.querySelectorAll("[role=log] .aside"), (row) => row.textContent)
          .join("\n"),
      )
    );
    assertEquals((await tab.said()).filter((one) => one.includes("bad")), []);
    assertStringIncludes((await tab.said()).at(-1)!, "Student: another one");
  }
  const found = await student.page.$$eval(
    "#search-found .text",
    (rows) => rows.map((row) => row.textContent),
  );
  assertEquals(found, ["good one", "another one"]);
  // Only moderators have buttons on messages.
  assertEquals(await student.page.$$eval(".act", (buttons) => buttons.length), 0);
  assertEquals(
    await student.page.$$eval(
      "#floor, #topic",
      (them) => them.map((one) => (one as HTMLElement).hidden),
    ),
    [true, true],
  );
});

browserTest(
  "the password of moderators is asked for unseen and stored nowhere",
  async (context) => {
    await using server = await startRoom();
    const tab = await Tab.open(context, server.port);
    await tab.join("Teacher");
    await tab.say("/moderate");
    await tab.until(() => document.activeElement?.id === "password");
    await tab.page.keyboard.press("Escape");
    await tab.until(() => document.querySelector<HTMLElement>("#password-form")!.hidden);
    await tab.say("/moderate wrong one");
    await reads(tab, "[role=alert]", "Wrong password; 2 tries are left");
    await tab.moderate(PASSWORD);
    await tab.say(`/moderate ${PASSWORD}`);
    await reads(tab, "[role=alert]", "You are a moderator already; /help shows what you can do");
    await tab.fill("Message", "");
    for (const key of ["Backspace", "ArrowUp"] as const) await tab.page.keyboard.press(key);
    assertEquals(await tab.value("Message"), "");
    await tab.page.keyboard.type(`/moderate ${PASSWORD}`);
    await tab.reload();
    const stored = await tab.page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
    assertEquals(/Chalk|wrong/.test(stored), false, stored);
  },
);

browserTest("what moderators have fits into 320 pixels, in both languages", async (context) => {
  await using server = await startRoom();
  for (const language of ["en", "zh"] as const) {
    const tab = await Tab.open(context, server.port, { language });
    await tab.page.setViewport({ width: 320, height: 600 });
    await tab.join("W".repeat(32));
    await tab.moderate(PASSWORD);
    await tab.say(`/topic ${"x".repeat(200)}`);
    await tab.until(() => document.querySelector("#order")!.textContent !== "");
    await tab.say("wide ".repeat(50));
    await tab.until(() => document.querySelector("[role=log] .act"));
    await tab.openMenu("[role=log] .act");
    const excess = await tab.page.evaluate(() =>
      ["html", "header", "[role=log]", "#menu"].map((one) => {
        const { scrollWidth, clientWidth } = document.querySelector(one)!;
        return scrollWidth - clientWidth;
      })
    );
    for (const one of excess) assertLessOrEqual(one, 0);
    const box = await tab.page.$eval("#menu", (menu) => menu.getBoundingClientRect().toJSON());
    assertLessOrEqual(0, box.left);
    assertLessOrEqual(box.right, 320);
    assertLessOrEqual(box.bottom, 600);
    await tab.page.close();
  }
});
