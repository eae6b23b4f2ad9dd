import { assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { fromSource, Program, Raw, startServer } from "./programs.ts";

/** How soon the page must be there after the greeting, on a busy machine, in ms. */
const SOON_MS = 5_000;

/** The status and body of a request. */
async function get(port: number, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
  return { status: response.status, body: await response.text() };
}

/** A WebSocket of the room's own page; its messages in order. */
async function openSocket(port: number) {
  const headers = { Origin: `http://127.0.0.1:${port}` };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/room`, { headers });
  const messages: string[] = [];
  let changed = Promise.withResolvers<void>();
  socket.onmessage = ({ data }) => {
    messages.push(data);
    changed.resolve();
    changed = Promise.withResolvers();
  };
  await new Promise((opened, failed) => {
    socket.onopen = opened;
    socket.onerror = (event) => failed(new Error((event as ErrorEvent).message));
  });
  return {
    socket,
    /** Waits until this has come, and returns everything before it. */
    until: async (text: string) => {
      while (!messages.join("").includes(text)) await changed.promise;
      return messages.join("").split(text)[0]!;
    },
  };
}

Deno.test("server.ts serves its page right after its start", async () => {
  await using room = await startServer();
  const start = performance.now();
  const { status, body } = await get(room.port);
  assertEquals(status, 200);
  assertLess(performance.now() - start, SOON_MS);
  assertStringIncludes(body, '<script type="module" lang="en">');
  // The permission to read is gone, and the page is not.
  assertEquals((await get(room.port)).body, body);
  assertEquals(room.program.stdout, "");
  await room.program.until("stderr", `In a browser:             http://127.0.0.1:${room.port}\n`);
});

Deno.test("a WebSocket and netcat talk in one room", async () => {
  await using room = await startServer();
  using raw = await Raw.connect(room.port);
  await raw.send("\n/name netcat\n");
  await raw.until("*you netcat\n");
  const page = await openSocket(room.port);
  page.socket.send("\n/name 小明\n");
  await page.until("*you 小明\n");
  page.socket.send("小明 :你好");
  await raw.until("小明 :你好\n");
  await raw.send("hello\n");
  await page.until("netcat :hello\n");
  const closed = new Promise<CloseEvent>((resolve) => page.socket.onclose = resolve);
  page.socket.close(1000);
  assertEquals((await closed).wasClean, true);
  await raw.until("*leave 小明\n");
  assertEquals(room.program.stdout.match(/is connected!/g)?.length, 2);
});

Deno.test("server.ts tells a page that it closes", async () => {
  await using room = await startServer();
  const page = await openSocket(room.port);
  page.socket.send("\n");
  await page.until("*hello ");
  const closed = new Promise<CloseEvent>((resolve) => page.socket.onclose = resolve);
  room.program.kill("SIGTERM");
  await page.until("*notice The server is closing\n");
  assertEquals((await closed).wasClean, true);
});

Deno.test("server.ts serves no browsers with --no-window", async () => {
  await using room = await startServer(["--no-window"]);
  const { status, body } = await get(room.port);
  assertEquals(status, 426);
  assertMatch(body, /^This is a chat room, not a website/);
  assertEquals(room.program.stderr.includes("In a browser"), false);
});

Deno.test("server.ts answers to the names of --allow-host, and to no other", async () => {
  const hosts = ["--allow-host", "chat.example.com", "--allow-host", "lab.example.edu"];
  await using room = await startServer(hosts);
  for (
    const [host, status] of [
      ["chat.example.com:80", 200],
      ["lab.example.edu", 200],
      ["evil.example", 403],
    ] as const
  ) {
    using raw = await Raw.connect(room.port);
    await raw.send(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    assertEquals(await raw.line(), `HTTP/1.1 ${status} ${status === 200 ? "OK" : "Forbidden"}\r`);
  }
  await using wrong = new Program([...fromSource("server"), "--allow-host", "a:b"]);
  assertEquals(await wrong.code(), 2);
});

Deno.test("client.ts --host-room serves the page too", async () => {
  const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = probe.addr;
  probe.close();
  await using program = new Program([...fromSource("client"), "--host-room", `:${port}`]);
  await program.until("stderr", /In a browser: +http:\/\/\S+\n/);
  assertEquals((await get(port)).status, 200);
  await program.end();
  assertEquals(await program.code(), 0);
});
