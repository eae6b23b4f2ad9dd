import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Raw } from "../programs/programs.ts";
import { serveHere } from "../server/serve_here.ts";
import { type Asked, http } from "./http.ts";

/** Serves a room in which Ann listens, and sends it requests to say something. */
async function inRoom(
  run: (room: {
    port: number;
    ann: Raw;
    say: (body: string, headers?: Asked["headers"]) => Promise<{ status: number; text: string }>;
    printed: string[];
  }) => Promise<void>,
  options: { password?: string; limits?: { rate?: number; burst?: number } } = {},
): Promise<void> {
  const printed: string[] = [];
  const room = serveHere({ ...options, discovery: false, print: (line) => printed.push(line) });
  try {
    using ann = await Raw.connect(room.port);
    if (options.password !== undefined) await ann.send(`/pass ${options.password}\n`);
    await ann.send("\n/name Ann\n");
    await ann.until("*you Ann\n");
    const say = async (body: string, headers: Asked["headers"] = { Name: "bot" }) => {
      const { status, text } = await http(room.port, "POST /say", { headers, body });
      return { status, text: text.split("\n")[0]! };
    };
    await run({ port: room.port, ann, say, printed });
  } finally {
    await room.close();
  }
}

Deno.test("/say says a line, and answers with its number when it is in the room", () =>
  inRoom(async ({ ann, say, printed }) => {
    assertEquals(await say("build done"), { status: 200, text: "1" });
    assertEquals(await ann.until("*leave bot\n"), "*join bot\nbot :build done\n*leave bot\n");
    assertEquals(await say("测试通过 ✅\r\n", { Name: "小明" }), { status: 200, text: "2" });
    await ann.until("小明 :测试通过 ✅\n");
    // A bell, and a line separator, as from anybody.
    assertEquals((await say("a\x07b\u2028c")).status, 200);
    await ann.until("bot :a\ufffdb\ufffdc\n");
    assertEquals((await say("/me waves")).status, 200);
    await ann.until("bot :/me waves\n");
    assertEquals(printed.filter((line) => line.startsWith("bot")), [
      "bot :build done",
      "bot :a\ufffdb\ufffdc",
      "bot :/me waves",
    ]);
  }));

Deno.test("/say takes no page of another origin", () =>
  inRoom(async ({ ann, say, port }) => {
    const foreign = { Name: "bot", Origin: "http://evil.example" };
    assertEquals((await say("x", foreign)).status, 403);
    assertEquals((await say("x", { Name: "bot", Origin: "null" })).status, 403);
    assertEquals(
      (await say("x", { Name: "bot", Origin: `https://127.0.0.1:${port}` })).status,
      403,
    );
    // What a form can send, without asking the server before.
    assertMatch((await say("x", {})).text, /^Who says it\?/);
    // What a browser asks first is not granted.
    const asked = { Origin: "http://evil.example", "Access-Control-Request-Method": "POST" };
    const { status, headers } = await http(port, "OPTIONS /say", { headers: asked });
    assertEquals([status, headers["access-control-allow-origin"]], [405, undefined]);
    assertEquals((await http(port, "GET /say")).status, 405);
    assertEquals(
      (await say("hi", { Name: "bot", Origin: `http://127.0.0.1:${port}` })).status,
      200,
    );
    assertEquals(await ann.until("*leave bot\n"), "*join bot\nbot :hi\n*leave bot\n");
  }));

Deno.test("/say takes no name that somebody has, and no other that is none", () =>
  inRoom(async ({ ann, say, port }) => {
    for (const name of ["Ann", "ann", "ＡＮＮ"]) {
      const { status, text } = await say("I am Ann", { Name: name });
      assertEquals([status, text.includes("another name")], [409, true], name);
    }
    // An original client holds no name, and is not to be imitated either.
    using original = await Raw.connect(port);
    await original.send("foo :Hello!");
    await ann.until("foo :Hello!\n");
    assertEquals((await say("I am foo", { Name: "foo" })).status, 409);
    // The name of a broken session is kept.
    const bob = await Raw.connect(port);
    await bob.send("\n/name Bob :0123456789abcdef0123456789abcdef\n");
    await bob.until("*you Bob\n");
    bob[Symbol.dispose]();
    await ann.until("*leave Bob\n");
    assertEquals((await say("I am Bob", { Name: "Bob" })).status, 409);
    for (const name of ["*", "a :b", "x".repeat(33), "-"]) {
      assertEquals((await say("x", { Name: name })).status, 400, name);
    }
    await ann.send("/who\n");
    assertEquals(await ann.line(), "*names Ann :foo");
  }));

Deno.test("/say takes one line of at most 4096 bytes, with the name", () =>
  inRoom(async ({ ann, say, port }) => {
    for (const body of ["", "\n", "  ", "two\nlines", "a\rb", "/name x\nQUIT"]) {
      assertEquals((await say(body)).status, 400, body);
    }
    const longest = "x".repeat(4096 - "bot :".length);
    assertEquals(await say(longest), { status: 200, text: "1" });
    await ann.until(`bot :${longest}\n`);
    const { status, text } = await say(longest + "x");
    assertEquals(status, 403);
    assertStringIncludes(text, "4096");
    assertEquals((await say("x".repeat(5_000))).status, 413);
    const chunked = { Name: "bot", "Transfer-Encoding": "chunked" };
    assertEquals((await http(port, "POST /say", { headers: chunked })).status, 411);
  }));

Deno.test("/say asks for the password of the room, and slows down who guesses it", async () => {
  const password = "open sesame 芝麻";
  await inRoom(async ({ ann, say, port, printed }) => {
    const named = (secret: string) => ({ Name: "bot", Authorization: `Bearer ${secret}` });
    const { status, headers } = await http(port, "POST /say", {
      headers: { Name: "bot" },
      body: "x",
    });
    assertEquals([status, headers["www-authenticate"]], [401, 'Bearer realm="chat"']);
    assertEquals((await say("x", { Name: "bot", Authorization: "Basic eDp5" })).status, 401);
    assertEquals(await say("hi", named(password)), { status: 200, text: "1" });
    await ann.until("bot :hi\n");
    const start = performance.now();
    assertEquals(await say("x", named("open sesame")), { status: 401, text: "Wrong password" });
    assert(performance.now() - start >= 900, "a wrong password is answered slowly");
    // From now on, the right one is held as long.
    const then = performance.now();
    assertEquals((await say("hi", named(password))).status, 200);
    assert(performance.now() - then >= 900);
    assert(printed.includes("ip: 127.0.0.1 gave a wrong password"));
    // Who hangs up leaves nothing behind that others would have to wait for.
    for (let i = 0; i < 20; i++) {
      const enough = () => true;
      await http(port, "POST /say", { headers: named("guess"), body: "x", enough });
    }
    const last = performance.now();
    assertEquals((await say("hi", named(password))).status, 200);
    assert(performance.now() - last < 4_000);
  }, { password });
});

Deno.test("/say is limited as a connection is: its price follows an address", () =>
  inRoom(async ({ say }) => {
    const start = performance.now();
    for (let i = 0; i < 20; i++) assertEquals((await say("x")).status, 200);
    // 20 x 3 tokens and more, for the request and the line, at 20 a second, after a burst of 20.
    assert(performance.now() - start > 1_500, `${performance.now() - start} ms`);
  }, { limits: { rate: 20, burst: 20 } }));
