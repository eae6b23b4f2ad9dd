import { Buffer } from "node:buffer";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { compile, COMPILE_DENO } from "./compile.ts";
import { Program, Raw, ROOT, startServer } from "./programs.ts";

const compiled = await compile(["server", "client"]);
const suffix = "reason" in compiled ? ` (skipped: ${compiled.reason})` : "";
const folder = "folder" in compiled ? compiled.folder : "";
const server = `${folder}/chat-server`;
const client = `${folder}/chat-client`;

/** Without any environment, from an empty folder. */
async function inEmptyFolder(run: (options: Deno.CommandOptions) => Promise<void>): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    await run({ cwd, clearEnv: true, env: { PATH: "" } });
    assertEquals(Array.from(Deno.readDirSync(cwd)), []);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: name + suffix, ignore: suffix !== "", fn });
}

test("the compiled programs talk with an empty PATH from an empty folder", () =>
  inEmptyFolder(async (options) => {
    await using room = await startServer([], [server], options);
    await using program = new Program(
      [client, `127.0.0.1:${room.port}`, "--name", "小明"],
      options,
    );
    await program.type("你好\n");
    await program.until("stdout", "\n 小明 :你好\n");
    using raw = await Raw.connect(room.port);
    await raw.send("foo :Hello!");
    await program.until("stdout", "\n foo :Hello!\n");
    await program.end();
    assertEquals(await program.code(), 0);
    room.program.kill("SIGTERM");
    assertEquals(await room.program.code(), 0);
    assertStringIncludes(room.program.stdout, "foo :Hello!\nQUIT\n");
  }));

test("the compiled client hosts a room", () =>
  inEmptyFolder(async (options) => {
    const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = probe.addr;
    probe.close();
    await using program = new Program([client, "--host-room", `:${port}`], options);
    await program.until("stderr", `To join from this PC:     chat-client localhost:${port}\n`);
    await program.type("hi\n");
    await program.end();
    assertEquals(await program.code(), 0);
    assertStringIncludes(program.stdout, "\n foo :hi\n");
  }));

test("the compiled programs name their version", () =>
  inEmptyFolder(async (options) => {
    for (const program of [server, client]) {
      await using run = new Program([program, "--version"], options);
      assertEquals(await run.code(), 0);
      assertMatch(run.stdout, /^chat-(server|client) \d+\.\d+\.\d+ \(Deno \d+\.\d+\.\d+\)\n$/);
    }
  }));

test("the compiled programs hold nothing that only tests need", async () => {
  for (const program of [server, client]) {
    const bytes = Buffer.from(await Deno.readFile(program));
    assert(bytes.includes("lib/protocol.ts"), "or else the files are not to be found so");
    // A package that only fast-check needs; fast-check itself is named in deno.json.
    assert(!bytes.includes("pure-rand"), program);
  }
});

test("the compiled client may not write files, the compiled server may not start programs", async () => {
  // What a program may do is compiled into it: what it asks Deno for is what deno.json grants it.
  const { permissions } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  assertEquals(Object.keys(permissions.client).toSorted(), ["env", "net", "read", "sys"]);
  assertEquals(Object.keys(permissions.server).toSorted(), ["env", "net", "read", "sys", "write"]);
  assertEquals(permissions.server.env, ["CHAT_PASSWORD"]);
  assertEquals(permissions.client.env, ["CHAT_PASSWORD", "TERM", "LC_ALL", "LC_CTYPE", "LANG"]);
  for (const program of ["client", "server"]) {
    assertEquals(permissions[program].sys, ["networkInterfaces", "hostname"]);
  }
  // And it is so in fact: two programs that try, compiled with the same sets.
  const attempts = {
    client: 'Deno.writeTextFileSync("written", "")',
    server: 'new Deno.Command("/bin/true").outputSync()',
  };
  const { version: _, tasks: __, ...config } = JSON.parse(
    await Deno.readTextFile(`${ROOT}deno.json`),
  );
  delete config.compilerOptions;
  const work = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${work}/deno.json`, JSON.stringify(config));
    for (const [program, attempt] of Object.entries(attempts)) {
      await Deno.writeTextFile(`${work}/${program}.ts`, attempt);
      const args = [
        "compile",
        "-q",
        `-P=${program}`,
        "--no-prompt",
        "--no-code-cache",
        "--no-lock",
      ];
      const { code } = await new Deno.Command(COMPILE_DENO, {
        args: [...args, "-o", `${work}/${program}`, `${program}.ts`],
        cwd: work,
      }).output();
      assertEquals(code, 0);
      await using run = new Program([`${work}/${program}`], { cwd: work });
      assertEquals(await run.code(), 1);
      assertMatch(run.stderr, /NotCapable/);
    }
  } finally {
    await Deno.remove(work, { recursive: true });
  }
});

globalThis.addEventListener("unload", () => {
  if (folder) Deno.removeSync(folder, { recursive: true });
});
