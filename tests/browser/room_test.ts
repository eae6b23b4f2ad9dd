import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromSource, Program, Raw, startServer } from "../programs/programs.ts";
import { BOTH, browserTest, Tab } from "./browsers.ts";

browserTest("pages, a console, netcat and an original client talk in Chinese", async (context) => {
  await using server = await startServer();
  const { port } = server;
  const ming = await Tab.open(context, port, { language: "zh" });
  await ming.join("小明");
  const alice = await Tab.open(context, port);
  await alice.join("Alice");
  await using console = new Program([
    ...fromSource("client"),
    `127.0.0.1:${port}`,
    "--name",
    "阿明",
  ]);
  await console.until("stderr", "Connect success!");
  using netcat = await Raw.connect(port);
  using original = await Raw.connect(port);
  await ming.say("大家好！");
  await alice.sees("大家好！");
  await alice.say("你好 👋");
  await ming.sees("你好 👋");
  await console.type("我在控制台\n");
  await alice.sees("我在控制台");
  await netcat.send("nc :我用 netcat\n");
  await alice.sees("我用 netcat");
  await original.send("foo :我是 2014 年的");
  const lines = [
    ...["小明: 大家好！", "Alice: 你好 👋", "阿明: 我在控制台", "nc: 我用 netcat"],
    "foo: 我是 2014 年的",
  ];
  for (const tab of [ming, alice]) {
    await tab.sees("我是 2014 年的");
    assertEquals(await tab.said(), lines);
  }
  await console.until("stdout", "我是 2014 年的");
  for (const raw of [netcat, original]) {
    assertEquals(
      await raw.until("年的\n"),
      lines.map((line) => line.replace(": ", " :") + "\n").join(""),
    );
  }
}, BOTH);

browserTest("five lines typed while the server is killed are said once each", async (context) => {
  const log = await Deno.makeTempFile();
  try {
    const first = await startServer(["--log", log]);
    const args = ["--log", log, "--port", String(first.port)];
    const alice = await Tab.open(context, first.port);
    await alice.join("Alice");
    const bob = await Tab.open(context, first.port);
    await bob.join("Bob");
    await alice.page.bringToFront();
    for (const n of [1, 2, 3, 4, 5]) {
      await alice.say(`line ${n}`);
      if (n === 3) first.program.kill("SIGKILL");
    }
    await first[Symbol.asyncDispose]();
    await alice.until(() => document.querySelector("#waiting")?.textContent?.includes("… line 5"));
    assertStringIncludes(await alice.text("#status"), "Connection lost");
    await using _second = await startServer(args);
    const lines = [1, 2, 3, 4, 5].map((n) => `Alice: line ${n}`);
    for (const tab of [alice, bob]) {
      await tab.sees("line 5");
      assertEquals(await tab.said(), lines);
    }
    assertEquals(await alice.text("#waiting"), "");
    assertEquals(
      [...(await Deno.readTextFile(log)).matchAll(/line \d/g)].map(([line]) => line),
      [1, 2, 3, 4, 5].map((n) => `line ${n}`),
    );
  } finally {
    await Deno.remove(log);
  }
}, BOTH);

browserTest("tabs are people of their own, and a reload keeps who one is", async (context) => {
  await using server = await startServer();
  const alice = await Tab.open(context, server.port);
  await alice.join("Alice");
  const bob = await Tab.open(context, server.port);
  await bob.join("Bob");
  await bob.fill("Message", "half a line");
  for (const [tab, name] of [[alice, "Alice"], [bob, "Bob"]] as const) {
    await tab.page.bringToFront();
    await tab.reload();
    await tab.until(() => document.body.classList.contains("online"));
    assertEquals(await tab.value("Name"), name);
  }
  assertEquals(await bob.value("Message"), "half a line");
  // A tab that is opened from another begins with a copy of what that one has stored.
  const opened = context.waitForTarget((target) => target.url().endsWith("#copy"));
  await alice.page.evaluate(() => void open(location.href + "#copy"));
  const copy = Tab.of((await (await opened).page())!);
  await copy.join("Alice");
  await copy.until(() => document.querySelector<HTMLInputElement>("#name")!.value === "Alice#2");
  await copy.say("a copy");
  await alice.sees("a copy");
  assertEquals(await alice.text("#status"), "Connected");
});

browserTest("lines on their way when the page is reloaded are said once each", async (context) => {
  const log = await Deno.makeTempFile();
  try {
    const first = await startServer(["--log", log]);
    const alice = await Tab.open(context, first.port);
    alice.page.on("dialog", (dialog) => void dialog.accept());
    await alice.join("Alice");
    await alice.say("hi");
    await alice.sees("hi");
    // What is sent now arrives nowhere, and what follows is not sent at all.
    await first.program.stop();
    await alice.say("hi");
    await alice.say("two");
    await first[Symbol.asyncDispose]();
    await alice.until(() => document.querySelector("#status")!.textContent!.includes("lost"));
    await alice.say("three");
    // The room is back, but the page has no time to notice.
    await alice.page.evaluate(() => void (WebSocket.prototype.send = () => {}));
    await using _second = await startServer(["--log", log, "--port", String(first.port)]);
    await alice.reload();
    await alice.sees("three");
    const lines = ["hi", "hi", "two", "three"].map((text) => `Alice: ${text}`);
    assertEquals(await alice.said(), lines);
    assertEquals(await alice.text("#waiting"), "");
    await alice.reload();
    await alice.sees("three");
    assertEquals(await alice.said(), lines);
  } finally {
    await Deno.remove(log);
  }
});

browserTest("who says something without having joined joins", async (context) => {
  await using server = await startServer();
  const tab = await Tab.open(context, server.port);
  await tab.fill("Name", "Alice");
  await tab.say("hello");
  await tab.sees("hello");
  assertEquals(await tab.said(), ["Alice: hello"]);
});

browserTest("what is refused stays, and is told", async (context) => {
  await using server = await startServer();
  const tab = await Tab.open(context, server.port);
  await tab.fill("Name", "a, b");
  await tab.fill("Message", "too early");
  for (const button of ["Send", "Conn"]) {
    await tab.click(button);
    assertStringIncludes(await tab.text("[role=alert]"), "A name cannot hold");
    assertEquals(await tab.value("Message"), "too early");
  }
  await tab.join("Alice");
  await tab.fill("Message", "one");
  await tab.page.keyboard.down("Shift");
  await tab.page.keyboard.press("Enter");
  await tab.page.keyboard.up("Shift");
  await tab.page.$eval("#message", (field) => {
    (field as HTMLTextAreaElement).value += "x".repeat(5000) + "\nthree";
  });
  await tab.page.keyboard.press("Enter");
  assertStringIncludes(await tab.text("[role=alert]"), "a line holds at most 4096");
  assertEquals(await tab.value("Message"), "x".repeat(5000) + "\nthree");
  await tab.sees("one");
  await tab.say("/msg");
  assertStringIncludes(await tab.text("[role=alert]"), "Write /msg NAME TEXT");
});

browserTest("what the server refuses is told in the language of the page", async (context) => {
  await using server = await startServer();
  const tab = await Tab.open(context, server.port, { language: "zh" });
  await tab.join("小明");
  await tab.say("/msg nobody hi");
  await tab.until(() =>
    document.querySelector("[role=alert]")?.textContent?.startsWith("这里没有人叫")
  );
});

browserTest("a name that is chosen disturbs no command that is half typed", async (context) => {
  await using server = await startServer();
  const tab = await Tab.open(context, server.port);
  await tab.join("Alice");
  using bob = await Raw.connect(server.port);
  await bob.send("\n/name Bob\n");
  using carol = await Raw.connect(server.port);
  await carol.send("\n/name Carol\n");
  const choose = async (name: string) => {
    const person = `#people [data-person="${name}"]`;
    await tab.until((person) => document.querySelector(person), person);
    await tab.page.click(person);
    assertEquals(await tab.page.evaluate(() => document.activeElement!.id), "message");
    return tab.value("Message");
  };
  await tab.fill("Message", "/me is half way");
  assertEquals(await choose("Bob"), "/me is half way");
  await tab.fill("Message", "psst");
  assertEquals(await choose("Bob"), "/msg Bob psst");
  assertEquals(await choose("Carol"), "/msg Carol psst");
  const stored = () => tab.page.evaluate(() => JSON.stringify(sessionStorage));
  assertStringIncludes(await stored(), "psst");
  for (const command of ["/moderate", " /pass"]) {
    await tab.say(`${command} Sesame`);
    await tab.page.keyboard.press("ArrowUp");
    assertEquals((await tab.value("Message")).includes("Sesame"), false);
    assertEquals((await stored()).includes("Sesame"), false);
  }
});

browserTest("a room with a password asks in the page, which stores none", async (context) => {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, "Sesame\n");
    await using server = await startServer(["--password-file", file]);
    const tab = await Tab.open(context, server.port);
    await tab.fill("Name", "Alice");
    await tab.click("Conn");
    for (const password of ["wrong", "Sesame"]) {
      await tab.until(() => !document.querySelector<HTMLElement>("#password-form")!.hidden);
      assertEquals(await tab.text("#status"), "Waiting for the password");
      await tab.page.type("#password", password);
      await tab.click("Enter");
      if (password === "wrong") {
        await tab.until(() => document.body.innerText.includes("Wrong password"));
      }
    }
    await tab.until(() => document.body.classList.contains("online"));
    // Who has given the password can write at once.
    await tab.until(() => document.activeElement?.id === "message");
    const stored = await tab.page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
    assertEquals(stored.includes("Sesame"), false);
    assertEquals(await tab.page.evaluate(() => document.cookie), "");
  } finally {
    await Deno.remove(file);
  }
});

browserTest("the page joins by the name of a PC, where no context is secure", async (context) => {
  await using server = await startServer();
  const tab = await Tab.open(context, server.port, { host: "lab-pc" });
  assertEquals(await tab.page.evaluate(() => isSecureContext), false);
  await tab.join("Alice");
  await tab.say("hi");
  await tab.sees("hi");
}, ["chrome"]);
