import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Answerer } from "../../lib/discovery/answerer.ts";
import { hasOpenssl, makeCertificate } from "../programs/certificates.ts";
import { OriginalServer } from "../programs/original_server.ts";
import { fromSource, Program, startServer } from "../programs/programs.ts";

const client = fromSource("client");
const UTF8 = { env: { LC_ALL: "", LC_CTYPE: "", LANG: "zh_CN.UTF-8" } };
const AROUND = new RegExp(
  "note     Whether Chinese shows in its right width was not tried: no terminal\n" +
    (Deno.build.os === "windows"
      ? "ok       The language is \\S+; a Windows console is written to in Unicode\n"
      : "ok       The locale is zh_CN\\.UTF-8 \\(LANG\\), the encoding UTF-8\n"),
);

/** Checks an address without a terminal. Returns the findings about it and the exit code. */
async function check(...args: string[]): Promise<[string, number]> {
  await using program = new Program([...client, "--lang", "en", "--check", ...args], UTF8);
  const code = await program.code();
  assertEquals(program.stderr, "");
  const [about, end] = program.stdout.split(AROUND);
  assertMatch(end!, code === 0 ? /^All is well\n$/ : /^(One|\d+) problems? (was|were) found\n$/);
  return [about!, code];
}

/** A server that answers the first bytes of each connection with these. */
class Saying implements AsyncDisposable {
  readonly #answer: Uint8Array;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #done: Promise<void>;

  constructor(answer: string | Uint8Array) {
    this.#answer = typeof answer === "string" ? new TextEncoder().encode(answer) : answer;
    this.#done = this.#run().catch(() => {});
  }

  get target(): string {
    return `127.0.0.1:${this.#listener.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#done;
  }

  async #run(): Promise<void> {
    while (true) {
      using conn = await this.#listener.accept();
      await conn.read(new Uint8Array(1024));
      await conn.write(this.#answer);
      // Closing with unread bytes would reset the connection and lose the answer.
      while (await conn.read(new Uint8Array(1024)) !== null);
    }
  }
}

Deno.test("--check reports a host name that does not exist", async () => {
  const [about, code] = await check("no.such.host.invalid");
  assertEquals(
    about,
    "PROBLEM  No PC is known here by the name no.such.host.invalid: is it spelled right? " +
      "The server shows its address when it starts\n",
  );
  assertEquals(code, 1);
});

Deno.test("--check reports that nothing listens on the port", async () => {
  const unused = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = unused.addr;
  unused.close();
  assertEquals(await check(`127.0.0.1:${port}`), [
    `PROBLEM  127.0.0.1 is there, but nothing listens on its port ${port}: is the server ` +
    "running, and on this port?\n",
    1,
  ]);
});

Deno.test("--check recognizes our server, found or hidden, and leaves nothing behind", async () => {
  await using found = await startServer(["--title", "实验室"]);
  const [about, code] = await check(`localhost:${found.port}`);
  assertMatch(
    about,
    new RegExp(
      "^ok       The name localhost stands for .*127\\.0\\.0\\.1.*\n" +
        `ok       Port ${found.port} of localhost answers\n` +
        "ok       It is our chat server, version 1 of the wire\n" +
        'ok       It answers those who look for a room \\(--find\\): "实验室", 0 people\n$',
    ),
  );
  assertEquals(code, 0);
  await using hidden = await startServer(["--no-discovery"]);
  assertEquals(await check(`127.0.0.1:${hidden.port}`), [
    `ok       Port ${hidden.port} of 127.0.0.1 answers\n` +
    "ok       It is our chat server, version 1 of the wire\n" +
    "note     It does not answer those who look for a room (--find): that is turned off there, " +
    `or a firewall keeps UDP port ${hidden.port} closed\n`,
    0,
  ]);
  assertMatch(hidden.program.stdout, /^ip: .* is connected!\n$/);
});

Deno.test("--check recognizes an original server, and leaves it in order", async () => {
  await using server = new OriginalServer();
  const [about, code] = await check(`127.0.0.1:${server.port}`);
  assertEquals(
    about,
    `ok       Port ${server.port} of 127.0.0.1 answers\n` +
      "ok       It is an original chat server: you can chat, but it has no private messages and " +
      "no list of who is here\n",
  );
  assertEquals(code, 0);
  assertEquals(server.received, ["\n", "QUIT"]);
});

Deno.test("--check recognizes a server of ours that wants a password", async () => {
  const env = { CHAT_PASSWORD: "sesame" };
  await using room = await startServer([], fromSource("server"), { env });
  const [about, code] = await check(`127.0.0.1:${room.port}`);
  assertStringIncludes(
    about,
    "\nok       It is our chat server, and wants a password: ask for it there\n",
  );
  assertEquals(code, 0);
});

Deno.test("--check recognizes what is no chat server", async () => {
  await using ssh = new Saying("SSH-2.0-\x1b[2JOpenSSH\r\nmore\r\n");
  const [about, code] = await check(ssh.target);
  assertStringIncludes(
    about,
    '\nPROBLEM  It is not a chat server: it says "SSH-2.0-�[2JOpenSSH"\n',
  );
  assertEquals(code, 1);
  await using silent = new Saying("");
  const [nothing] = await check(silent.target);
  assertStringIncludes(nothing, "\nPROBLEM  It is not a chat server: it says nothing\n");
});

const TLS_SENTENCE =
  "\nPROBLEM  It wants TLS: join it with --tls-ca FILE, where FILE is a copy of its " +
  "certificate\n";

Deno.test("--check recognizes TLS by the alert that answers a knock", async () => {
  await using server = new Saying(new Uint8Array([0x15, 3, 1, 0, 2, 2, 10]));
  const [about, code] = await check(server.target);
  assertStringIncludes(about, TLS_SENTENCE);
  assertEquals(code, 1);
});

Deno.test({
  name: "--check joins a server of ours over TLS, if told to" +
    (hasOpenssl ? "" : " (skipped: needs openssl)"),
  ignore: !hasOpenssl,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    try {
      const { cert, key } = await makeCertificate(folder, "lab");
      await using room = await startServer(["--tls-cert", cert, "--tls-key", key]);
      const target = `127.0.0.1:${room.port}`;
      const [plain, problem] = await check(target);
      assertStringIncludes(
        plain,
        "\nPROBLEM  It is our chat server, and wants TLS: join it with --tls-ca FILE, where FILE " +
          "is a copy of its certificate\n",
      );
      assertEquals(problem, 1);
      const [untrusted] = await check("--tls", target);
      assertStringIncludes(
        untrusted,
        "\nPROBLEM  It cannot be joined over TLS: the server's certificate is not trusted",
      );
      const [trusted, code] = await check("--tls-ca", cert, target);
      assertStringIncludes(trusted, "\nok       It is our chat server, version 1 of the wire\n");
      assertEquals(code, 0);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name:
    "--check suspects a firewall when nothing answers, and is sure of it when the room can be found",
  // Linux drops what comes to a listener whose queue is full, as a firewall does.
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const full: Deno.TcpListenOptions = { hostname: "127.0.0.1", port: 0, tcpBacklog: 0 };
    using listener = Deno.listen(full);
    const { port } = listener.addr;
    using _first = await Deno.connect({ hostname: "127.0.0.1", port });
    const said = `PROBLEM  Nothing answers at port ${port} of 127.0.0.1`;
    assertEquals(await check(`127.0.0.1:${port}`), [
      `${said} within 4.5 s: most likely a firewall, of that PC or on the way, keeps it closed; or the PC is off\n`,
      1,
    ]);
    const facts = { room: "x", port, people: 3, password: false, tls: false, title: "Lab" };
    const answerer = await Answerer.open({ hostname: "127.0.0.1", port, facts: () => facts });
    try {
      assertEquals(await check(`127.0.0.1:${port}`), [
        `${said}, though the room "Lab" is there: a firewall keeps the port closed; allow ` +
        "chat-server in the firewall of that PC\n",
        1,
      ]);
    } finally {
      await answerer.close();
    }
  },
});

const hasScript = Deno.build.os === "linux" &&
  await new Deno.Command("script", { args: ["--version"], stdout: "null" }).output()
    .then(({ success }) => success, () => false);

Deno.test({
  name: "--check asks a terminal how wide it draws, and leaves it as it was" +
    (hasScript ? "" : " (skipped: needs script of util-linux)"),
  ignore: !hasScript,
  fn: async () => {
    await using room = await startServer();
    const command = [...client, "--check", `127.0.0.1:${room.port}`].map((word) => `'${word}'`);
    const script = `before=$(stty -g); ${command.join(" ")}; echo "code $?"; ` +
      '[ "$before" = "$(stty -g)" ] && echo terminal as before';
    /** The output of a check in a terminal that replies with these columns. */
    const checkIn = async (chinese: string, emoji: string) => {
      await using program = new Program(["script", "-qfec", script, "/dev/null"], {
        env: { ...UTF8.env, TERM: "xterm", SHELL: "/bin/sh" },
      });
      await program.until("stdout", "你好\x1b[6n");
      await program.type(chinese);
      await program.until("stdout", "🙂\x1b[6n");
      await program.type(emoji);
      await program.until("stdout", "terminal as before");
      return program.stdout;
    };
    const good = await checkIn("\x1b[5;5R", "\x1b[5;3R");
    assertStringIncludes(
      good,
      "ok       This console shows Chinese and emoji in their right widths",
    );
    assertStringIncludes(good, "All is well\r\ncode 0");
    const bad = await checkIn("\x1b[5;3R", "\x1b[5;5R");
    assertStringIncludes(
      bad,
      "PROBLEM  This console shows 你好 and 🙂 too narrow or too wide: what you type may",
    );
    assertStringIncludes(bad, "One problem was found\r\ncode 1");
    // Without a reply the check goes on after a second.
    const mute = await checkIn("", "");
    assertStringIncludes(mute, "note     This console does not tell how wide");
    assertStringIncludes(mute, "code 0");
  },
});
