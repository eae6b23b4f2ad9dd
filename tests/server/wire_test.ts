import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Raw } from "../programs/programs.ts";
import { serveHere } from "./serve_here.ts";

/** Serves a room on the loopback address while `run` runs; `printed` is the server's console. */
async function withRoom(
  run: (room: { port: number; printed: string[]; connect: () => Promise<Raw> }) => Promise<void>,
): Promise<void> {
  const printed: string[] = [];
  const server = serveHere({
    print: (line) => printed.push(line),
  });
  const raws: Raw[] = [];
  const connect = async () => {
    const raw = await Raw.connect(server.port);
    raws.push(raw);
    // An answer shows that the room has taken it in.
    await raw.send("/pong\n/pass x\n");
    await raw.until("*notice No password is needed: you are in\n");
    return raw;
  };
  try {
    await run({ port: server.port, printed, connect });
  } finally {
    for (const raw of raws) raw[Symbol.dispose]();
    await server.close();
  }
}

/** An original client: connects, and says nothing. */
async function original(port: number, witness: Raw, name: string): Promise<Raw> {
  const raw = await Raw.connect(port);
  await raw.send(`${name} :here`);
  await raw.until(`${name} :here\n`);
  await witness.until(`${name} :here\n`);
  return raw;
}

Deno.test("ChatServer relays a message without line ending to everyone, byte for byte", async () => {
  await withRoom(async ({ port, printed, connect }) => {
    const witness = await connect();
    using sender = await original(port, witness, "foo");
    using other = await original(port, witness, "foo");
    await sender.until("foo :here\n");
    await sender.send("foo :Hello!");
    for (const raw of [sender, other, witness]) assertEquals(await raw.line(), "foo :Hello!");
    await other.send("foo :Hello too!");
    for (const raw of [sender, other, witness]) assertEquals(await raw.line(), "foo :Hello too!");
    assertEquals(
      printed.slice(-4),
      ["foo :here", "foo :here", "foo :Hello!", "foo :Hello too!"]
        .toSpliced(1, 1, `ip: 127.0.0.1:${other.port} is connected!`, "foo :here").slice(-4),
    );
  });
});

Deno.test("ChatServer takes QUIT without line ending as leaving, and does not relay it", async () => {
  await withRoom(async ({ port, printed, connect }) => {
    const witness = await connect();
    using leaver = await original(port, witness, "foo");
    await leaver.send("QUIT");
    assertEquals(await leaver.rest(), "");
    await witness.send("foo :after\n");
    assertEquals(await witness.line(), "foo :after");
    assertEquals(printed.slice(-2), ["QUIT", "foo :after"]);
  });
});

Deno.test("ChatServer sends a connection that never knocks nothing but what was said", async () => {
  await withRoom(async ({ port, connect }) => {
    const witness = await connect();
    using silent = await Raw.connect(port);
    await silent.send("foo :in");
    await silent.until("foo :in\n");
    await witness.until("foo :in\n");
    await witness.send("\n/name alice\n/name bob\n/who\n");
    await witness.until("*names ");
    await witness.send("QUIT\n");
    await witness.rest();
    await silent.send("foo :out");
    assertEquals(await silent.line(), "foo :out");
  });
});

Deno.test("ChatServer relays a Chinese message whole, split at any byte", async () => {
  await withRoom(async ({ port, connect }) => {
    const witness = await connect();
    const message = new TextEncoder().encode("小明 :你好");
    for (let split = 1; split < message.length; split++) {
      using sender = await Raw.connect(port);
      // With the rest far later than the 50 ms after which a whole message would be taken.
      await sender.send(message.subarray(0, split));
      const text = new TextDecoder().decode(message.subarray(0, split));
      const isWhole = / :./.test(text) && !text.endsWith("\ufffd");
      if (isWhole) {
        assertEquals(await witness.line(), text);
        continue;
      }
      await sender.send(message.subarray(split));
      assertEquals(await witness.line(), "小明 :你好");
    }
  });
});

Deno.test("ChatServer takes a message without line ending at once at the end of input", async () => {
  await withRoom(async ({ port, connect }) => {
    const witness = await connect();
    using sender = await Raw.connect(port);
    await sender.send("foo :last words");
    await sender.closeWrite();
    assertEquals(await witness.line(), "foo :last words");
    assertEquals(await sender.rest(), "foo :last words\n");
  });
});

Deno.test("ChatServer does not cut up lines once a line ending was seen", async () => {
  await withRoom(async ({ port, connect }) => {
    const typist = await connect();
    for (const key of ["foo ", ":", "H", "i"]) {
      await typist.send(key);
      // The message of an original client is relayed after 50 ms of quiet.
      using other = await Raw.connect(port);
      await other.send(`bar :${key}`);
      assertEquals(await typist.line(), `bar :${key}`);
    }
    await typist.send("!\r\n");
    assertEquals(await typist.line(), "foo :Hi!");
  });
});

Deno.test("ChatServer answers netcat: a knock, commands, refusals", async () => {
  await withRoom(async ({ port }) => {
    using raw = await Raw.connect(port);
    await raw.send("\n");
    assertMatch(await raw.line(), /^\*hello version=1 room=[0-9a-f]{8} last=0 limit=4096$/);
    await raw.send("/name 小明\nhello\n/who\n/since -1\n*join x\n/help\n");
    assertEquals(await raw.line(), "*you 小明");
    assertEquals(await raw.line(), "小明 :hello");
    assertEquals(await raw.line(), "*names 小明");
    assertMatch(await raw.line(), /^\*past 1 \d{13} 小明 :hello$/);
    assertEquals(await raw.line(), "*present 1");
    assertStringIncludes(await raw.line(), "*error ");
    assertStringIncludes(await raw.until("/help - this list\n"), "*notice /msg NAME :TEXT - ");
  });
});

Deno.test("ChatServer refuses a line too long, and takes the next", async () => {
  await withRoom(async ({ connect }) => {
    const raw = await connect();
    const longest = "foo :" + "x".repeat(4091);
    await raw.send(`${longest}\n${longest}y\nfoo :next\n`);
    assertEquals(await raw.line(), longest);
    assertStringIncludes(await raw.line(), "*error A line holds at most 4096 bytes");
    assertEquals(await raw.line(), "foo :next");
  });
});

Deno.test("ChatServer ends every connection when it closes", async () => {
  const server = serveHere();
  using raw = await Raw.connect(server.port);
  await raw.send("foo :hi\n");
  await raw.until("foo :hi\n");
  await Promise.all([server.close(), server.close()]);
  assertEquals(await raw.rest(), "");
});

Deno.test("ChatServer listens on every address unless told otherwise", async () => {
  const server = serveHere({ hostname: undefined });
  try {
    for (const hostname of ["127.0.0.1", "localhost"]) {
      const conn = await Deno.connect({ hostname, port: server.port });
      conn.close();
    }
    assert(server.port > 0);
  } finally {
    await server.close();
  }
});
