import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { hasOpenssl, makeCertificate, makeDatedCertificate } from "../programs/certificates.ts";
import {
  fromSource,
  Program,
  Raw,
  ROOT,
  startServer,
  type TestServer,
} from "../programs/programs.ts";
import { serveHere } from "./serve_here.ts";
import { upgrade } from "./web_client.ts";

const { en } = PROGRAM_SENTENCES;

const client = fromSource("client");
const folder = hasOpenssl ? await Deno.makeTempDir() : "";

function test(name: string, fn: () => Promise<void>): void {
  const suffix = hasOpenssl ? "" : " (skipped: needs openssl)";
  Deno.test({ name: name + suffix, ignore: !hasOpenssl, fn });
}

const good = hasOpenssl ? await makeCertificate(folder, "good") : { cert: "", key: "" };

function startTls({ cert, key } = good, args: string[] = []): Promise<TestServer> {
  return startServer(["--tls-cert", cert, "--tls-key", key, ...args]);
}

/** Says one line with the client, and returns what it said on stderr, and its exit code. */
async function sayHi(...args: string[]): Promise<{ said: string; code: number }> {
  await using program = new Program([...client, ...args]);
  await program.type("hi\n");
  await program.end();
  const code = await program.code();
  return { said: program.stderr, code };
}

function fault(target: string, why: string) {
  return {
    said: "Connect fault!please check your network - " +
      `${target}: ${why}\nchat-client: not delivered: hi\n`,
    code: 1,
  };
}

test("client.ts talks to server.ts over TLS, and so does openssl s_client", async () => {
  await using room = await startTls();
  await using openssl = new Program([
    "openssl",
    ..."s_client -quiet -verify_return_error -CAfile".split(" "),
    good.cert,
    "-connect",
    `127.0.0.1:${room.port}`,
  ]);
  await openssl.type("\n");
  await openssl.until("stdout", /^\*hello version=1 .*\n$/);
  await room.program.until(
    "stderr",
    `To join:                  deno task client --tls-ca ${good.cert} 127.0.0.1:${room.port}\n`,
  );
  for (const host of ["127.0.0.1", "localhost"]) {
    const { code, said } = await sayHi("--tls-ca", good.cert, `${host}:${room.port}`);
    assertEquals(code, 0, said);
  }
  await openssl.type("bar :你好\nQUIT\n");
  await room.program.until("stdout", "bar :你好\nQUIT\n");
  assertEquals(openssl.stdout.match(/foo :hi\n/g)?.length, 2);
});

test("README's openssl command makes a certificate that works", async () => {
  const readme = await Deno.readTextFile(`${ROOT}README.md`);
  const command = /^ {4}(openssl req (?:.*\\\n)*.*)$/m.exec(readme)![1]!;
  const cwd = await Deno.makeTempDir();
  try {
    const made = await new Deno.Command("sh", { args: ["-c", command], cwd }).output();
    assertEquals(made.code, 0, new TextDecoder().decode(made.stderr));
    const [, key, cert] = /-keyout (\S+) -out (\S+)/.exec(command)!;
    await using room = await startTls({ cert: `${cwd}/${cert}`, key: `${cwd}/${key}` });
    const { code, said } = await sayHi("--tls-ca", `${cwd}/${cert}`, `localhost:${room.port}`);
    assertEquals(code, 0, said);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

test("server.ts speaks https and wss on the same port", async () => {
  await using room = await startTls();
  const { port } = room;
  await room.program.until("stderr", `In a browser:             https://127.0.0.1:${port}\n`);
  const caCerts = [await Deno.readTextFile(good.cert)];
  const ask = async (request: string, end: RegExp) => {
    using conn = await Deno.connectTls({ hostname: "127.0.0.1", port, caCerts });
    await conn.write(new TextEncoder().encode(request));
    const buffer = new Uint8Array(64 * 1024);
    let text = "";
    for (let length; !end.test(text) && (length = await conn.read(buffer)) !== null;) {
      text += new TextDecoder().decode(buffer.subarray(0, length));
    }
    return text;
  };
  const host = `127.0.0.1:${port}`;
  const page = await ask(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, /<\/html>/);
  assertMatch(page, /^HTTP\/1\.1 200 OK\r\n/);
  const joined = upgrade({ Host: host, Origin: `https://${host}` });
  assertMatch(await ask(joined, /\r\n\r\n/), /^HTTP\/1\.1 101 /);
  const foreign = upgrade({ Host: host, Origin: `http://${host}` });
  assertMatch(await ask(foreign, /\r\n\r\n/), /^HTTP\/1\.1 403 /);
});

test("client.ts tells in one line what is wrong with a certificate", async () => {
  const cases = [
    [
      good,
      "",
      "the server's certificate is not trusted; pass it with --tls-ca FILE",
    ],
    [
      await makeCertificate(folder, "other", { names: "DNS:other" }),
      "other",
      "the server's certificate is for another address than this one",
    ],
    [
      await makeCertificate(folder, "ca", { isForOthers: true }),
      "ca",
      "the server's certificate is one for signing others; it needs basicConstraints=CA:FALSE",
    ],
    [
      await makeDatedCertificate(folder, "old", ["200101", "210101"]),
      "old",
      "the server's certificate has expired",
    ],
    [
      await makeDatedCertificate(folder, "new", ["480101", "490101"]),
      "new",
      "the server's certificate is not valid yet; is the clock of this PC right?",
    ],
  ] as const;
  for (const [files, trusted, why] of cases) {
    await using room = await startTls(files);
    const target = `localhost:${room.port}`;
    const args = trusted === "" ? ["--tls"] : ["--tls-ca", `${folder}/${trusted}.pem`];
    assertEquals(await sayHi(...args, target), fault(target, why));
    await room.program.until(
      "stdout",
      /^ip: [\d.:]+ was closed: the other side does not trust .*\n$/,
    );
  }
});

test("client.ts tells in one line that a room is encrypted, or is not", async () => {
  await using encrypted = await startTls();
  await using plain = await startServer();
  const target = (room: TestServer) => `127.0.0.1:${room.port}`;
  assertEquals(
    await sayHi(target(encrypted)),
    fault(target(encrypted), en.roomIsEncrypted()),
  );
  await encrypted.program.until("stdout", "was closed: the other side does not speak TLS\n");
  assertEquals(
    await sayHi("--tls", target(plain)),
    fault(target(plain), "the other side does not speak TLS"),
  );
  await plain.program.until("stdout", "was closed: it spoke TLS, and this room is not encrypted\n");
  assertEquals(plain.program.stdout.match(/\n/g)?.length, 1, "and nothing of it was relayed");
  // Netcat is shown no readable line, but it is not left waiting either.
  using raw = await Raw.connect(encrypted.port);
  await raw.send("hello\n");
  await raw.rest();
});

test("client.ts gives up a server that never answers its handshake", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const target = `127.0.0.1:${listener.addr.port}`;
  const accepting = listener.accept();
  assertEquals(await sayHi("--tls", target), fault(target, "no TLS answer within 4.5 s"));
  (await accepting).close();
});

test("ChatServer lets nobody wait for those who do not shake hands, and gives them up", async () => {
  const [cert, key] = await Promise.all(
    [good.cert, good.key].map((path) => Deno.readTextFile(path)),
  );
  const remarks: string[] = [];
  const allGivenUp = Promise.withResolvers<void>();
  const server = serveHere({
    certificate: { cert: cert!, key: key! },
    limits: { handshakeMs: 300, maxClients: 50 },
    print: (line) => {
      if (!line.endsWith("was given up: no TLS handshake within 0.3 s")) return;
      if (remarks.push(line) === 49) allGivenUp.resolve();
    },
  });
  const silent = await Promise.all(Array.from({ length: 49 }, () => Raw.connect(server.port)));
  const { port } = server;
  const hello = async () => {
    using conn = await Deno.connectTls({ hostname: "127.0.0.1", port, caCerts: [cert!] });
    await conn.write(new TextEncoder().encode("foo :hi\n"));
    const buffer = new Uint8Array(64);
    return new TextDecoder().decode(buffer.subarray(0, (await conn.read(buffer))!));
  };
  try {
    assertEquals(await hello(), "foo :hi\n");
    await allGivenUp.promise;
    // They do not count any more.
    assertEquals([await hello(), await hello()], ["foo :hi\n", "foo :hi\n"]);
  } finally {
    for (const raw of silent) raw[Symbol.dispose]();
    await server.close();
  }
});

test("ChatServer tells over TLS, too, that it is full", async () => {
  const [cert, key] = await Promise.all(
    [good.cert, good.key].map((path) => Deno.readTextFile(path)),
  );
  const certificate = { cert: cert!, key: key! };
  const limits = { maxClients: 1 };
  const server = serveHere({ certificate, limits });
  const { port } = server;
  using first = await Deno.connectTls({ hostname: "127.0.0.1", port, caCerts: [cert!] });
  await first.handshake();
  // One that shakes no hands takes no place.
  using _silent = await Raw.connect(port);
  try {
    const said = `— 127.0.0.1:${port}: The room is full: it takes at most 1 connections —\n` +
      "chat-client: not delivered: hi\n";
    assertEquals(await sayHi("--tls-ca", good.cert, `127.0.0.1:${port}`), { said, code: 1 });
  } finally {
    await server.close();
  }
});

test("ChatServer sends what waits over TLS before it closes", async () => {
  const [cert, key] = await Promise.all(
    [good.cert, good.key].map((path) => Deno.readTextFile(path)),
  );
  const certificate = { cert: cert!, key: key! };
  const server = serveHere({ certificate, limits: { rate: 0 } });
  const { port } = server;
  using reader = await Deno.connectTls({ hostname: "127.0.0.1", port, caCerts: [cert!] });
  using talker = await Deno.connectTls({ hostname: "127.0.0.1", port, caCerts: [cert!] });
  const encoder = new TextEncoder();
  await reader.write(encoder.encode("\n/name reader\n/since 0\n"));
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(64 * 1024);
  let text = "";
  const until = async (end: string) => {
    while (!text.includes(end)) {
      const length = await reader.read(buffer);
      if (length === null) break;
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
    }
  };
  await until("*present");
  for (let i = 0; i < 100; i++) {
    await talker.write(encoder.encode(`foo :${i} ${"x".repeat(4000)}\n`));
  }
  await until("foo :99 ");
  const closing = server.close();
  await until("never");
  await closing;
  assertMatch(text, /foo :99 x{4000}\n\*notice The server is closing\n$/);
});

test("the programs tell in one line what is wrong with the files of a certificate", async () => {
  const other = await makeCertificate(folder, "another");
  await Deno.writeTextFile(`${folder}/letter`, "Dear teacher,\n");
  const letter = `${folder}/letter`;
  const none = `${folder}/none`;
  const together = "--tls-cert FILE and --tls-key FILE go together: give both";
  const cases: ["server" | "client", string[], number, string][] = [
    ["server", ["--tls-cert", good.cert], 2, together],
    ["server", ["--tls-key", good.key], 2, together],
    ["server", ["--tls-cert", none, "--tls-key", good.key], 1, "no such file or folder"],
    ["server", ["--tls-cert", letter, "--tls-key", good.key], 1, "no PEM certificate in the file"],
    ["server", ["--tls-cert", good.cert, "--tls-key", letter], 1, "no unencrypted PEM key in the"],
    ["server", ["--tls-cert", good.cert, "--tls-key", other.key], 1, "do not belong together"],
    ["client", ["--tls-ca", none], 1, "no such file or folder"],
    ["client", ["--tls-ca", letter], 1, "there is no PEM certificate in the file"],
    ["client", ["--tls", "--host-room"], 2, "--host-room opens a room without TLS"],
  ];
  for (const [name, args, code, said] of cases) {
    const port = name === "server" ? ["--host", "127.0.0.1", "--port", "0"] : [];
    await using program = new Program([...fromSource(name), ...port, ...args]);
    assertEquals(await program.code(), code, args.join(" "));
    assertMatch(program.stderr, /^chat-(server|client): .*\n$/);
    assertStringIncludes(program.stderr, said);
  }
});

globalThis.addEventListener("unload", () => {
  if (folder) Deno.removeSync(folder, { recursive: true });
});
