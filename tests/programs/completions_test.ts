import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromSource, Program, testUnless } from "./programs.ts";
import { NO_PTY, Pty } from "./pty.ts";

/** Why something cannot be tested here, or undefined if the program is installed. */
async function needs(command: string): Promise<string | undefined> {
  const probe = new Deno.Command(command, { args: ["--version"], stdout: "null", stderr: "null" });
  return await probe.output().then(() => undefined, () => `needs ${command}`);
}

/** What a program writes to stdout. */
async function written(program: "client" | "server", ...args: string[]): Promise<string> {
  await using run = new Program([...fromSource(program), "--lang", "en", ...args]);
  assertEquals(await run.code(), 0);
  assertEquals(run.stderr, "");
  return run.stdout;
}

/** Runs a script with a shell. Returns what it writes. */
async function shell(command: string, script: string): Promise<string> {
  await using run = new Program([command, "-c", script]);
  const code = await run.code();
  assertEquals([code, run.stderr], [0, ""]);
  return run.stdout;
}

/** Loads bash completions, and returns those of the last of these words. */
async function inBash(loaded: string, program: string, words: string[]): Promise<string[]> {
  const list = words.map((word) => `'${word}'`).join(" ");
  const script = `${loaded}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}\n` +
    `_${program.replace("-", "_")} || true\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return (await shell("bash", script)).trimEnd().split("\n");
}

/** Loads fish completions, and returns those of a command line, without their descriptions. */
async function inFish(loaded: string, line: string): Promise<string[]> {
  const out = await shell("fish", `${loaded}\ncomplete -C '${line}'`);
  return out.trimEnd().split("\n").map((one) => one.split("\t")[0]!);
}

testUnless(
  await needs("bash"),
  "--completions bash completes options and their values",
  async () => {
    const client = await written("client", "--completions", "bash");
    const complete = (...words: string[]) =>
      inBash(client, "chat-client", ["chat-client", ...words]);
    assertEquals(await complete("--col"), ["--color"]);
    assertEquals(await complete("--tls"), ["--tls", "--tls-ca"]);
    assertEquals(await complete("--color", "a"), ["auto", "always"]);
    assertEquals(await complete("--color", "=", "al"), ["always"]);
    assertEquals(await complete("--color", "="), ["auto", "always", "never"]);
    assertEquals(await complete("--name", "--c"), [""]);
    const server = await written("server", "--completions", "bash");
    assertEquals(await inBash(server, "chat-server", ["./chat-server", "--tls-c"]), ["--tls-cert"]);
    const registered = await shell("bash", `${server}\ncomplete -p chat-server`);
    assertEquals(registered, "complete -F _chat_server chat-server\n");
  },
);

testUnless(
  await needs("fish"),
  "--completions fish completes options and their values",
  async () => {
    const client = await written("client", "--completions", "fish");
    assertEquals(await inFish(client, "chat-client --comp"), ["--compact", "--completions"]);
    assertEquals(await inFish(client, "chat-client --color n"), ["never"]);
    const server = await written("server", "--completions", "fish");
    assertEquals(await inFish(server, "chat-server --tls-c"), ["--tls-cert"]);
  },
);

testUnless(
  NO_PTY ?? await needs("zsh"),
  "--completions zsh completes options and their values",
  async () => {
    for (
      const [program, typed, completed] of [
        ["client", "chat-client --host-\t", "chat-client --host-room"],
        ["client", "chat-client --color nev\t", "chat-client --color never"],
        ["server", "chat-server --no-d\t", "chat-server --no-discovery"],
      ] as const
    ) {
      const folder = await Deno.makeTempDir();
      try {
        const script = await written(program, "--completions", "zsh");
        await Deno.writeTextFile(`${folder}/_chat-${program}`, script);
        const command = `cd '${folder}'; PS1='$ ' ZDOTDIR='${folder}' zsh -fi`;
        await using pty = await Pty.start(command, { columns: 80, rows: 20 });
        await pty.until(() => pty.screen.endsWith("$ ‸"));
        await pty.type("autoload -Uz compinit; fpath=($PWD $fpath); compinit -u -D; clear\r");
        await pty.until(() => pty.screen === "$ ‸");
        await pty.type(typed);
        await pty.until(() => pty.screen.startsWith(`$ ${completed}`));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
  },
);

testUnless(await needs("man"), "--man is a page that man renders, with every option", async () => {
  for (const program of ["client", "server"] as const) {
    const folder = await Deno.makeTempDir();
    try {
      const path = `${folder}/chat-${program}.1`;
      await Deno.writeTextFile(path, await written(program, "--man"));
      const page = await shell("sh", `MANWIDTH=100 man --warnings=all -l '${path}'`);
      assertStringIncludes(page, `chat-${program.toUpperCase()}(1)`.toUpperCase());
      assertMatch(page, new RegExp(`NAME\n +chat-${program} - \\w+ a chat room`));
      const help = await written(program, "--help");
      for (const [option] of help.matchAll(/(?<=^ {2})--[a-z-]+/gm)) {
        assertMatch(page, new RegExp(`^ +${option}\\b`, "m"));
      }
      assertMatch(page, /^ +--lang LANGUAGE$/m);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
});

Deno.test("--completions names the shells that there are", async () => {
  await using run = new Program([...fromSource("client"), "--lang", "en", "--completions", "csh"]);
  assertEquals(await run.code(), 2);
  assertEquals(
    run.stderr,
    'chat-client: --completions takes one of bash, zsh, fish; not "csh"\n',
  );
});
