import { Buffer } from "node:buffer";
import { homedir, hostname } from "node:os";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { exeSuffix, THIS_PC } from "../../.ci/targets.ts";
import { http } from "../web/http.ts";
import { compile, compileCode } from "./compile.ts";
import { NO_SIGNALS, Program, Raw, ROOT, startServer } from "./programs.ts";

/** A value in the environment while the programs are compiled. */
const SECRET = crypto.randomUUID();
Deno.env.set("CHAT_TEST_SECRET", SECRET);

const compiled = await compile(["server", "client"]);
const suffix = "reason" in compiled ? ` (skipped: ${compiled.reason})` : "";
const folder = "folder" in compiled ? compiled.folder : "";
const server = `${folder}/chat-server${exeSuffix(THIS_PC)}`;
const client = `${folder}/chat-client${exeSuffix(THIS_PC)}`;

/** The bytes of a file as text of one character each, in which it is quick to search. */
async function textOf(path: string): Promise<string> {
  return Buffer.from(await Deno.readFile(path)).toString("latin1");
}

/** Without any environment, from an empty folder. */
async function inEmptyFolder(run: (options: Deno.CommandOptions) => Promise<void>): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    // Without this one, no program of Windows has sockets.
    const SystemRoot = Deno.env.get("SystemRoot");
    const env = { PATH: "", ...(SystemRoot === undefined ? {} : { SystemRoot }) };
    await run({ cwd, clearEnv: true, env });
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
    const page = await fetch(`http://127.0.0.1:${room.port}/`);
    assertStringIncludes(await page.text(), '<script type="module" lang="en">');
    assertEquals(page.status, 200);
    using raw = await Raw.connect(room.port);
    await raw.send("foo :Hello!");
    await program.until("stdout", "\n foo :Hello!\n");
    await program.end();
    assertEquals(await program.code(), 0);
    await room.program.until("stdout", "foo :Hello!\nQUIT\n");
    if (NO_SIGNALS) return;
    room.program.kill("SIGTERM");
    assertEquals(await room.program.code(), 0);
  }));

test("the compiled client hosts a room, and hands itself out", () =>
  inEmptyFolder(async (options) => {
    const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = probe.addr;
    probe.close();
    await using program = new Program([client, "--host-room", `:${port}`], options);
    await program.until("stderr", `To join from this PC:     ./chat-client localhost:${port}\n`);
    const { status, text } = await http(port, "GET /get");
    assertEquals(status, 200);
    assertMatch(text, /curl \S+ http:\S+\/get\/chat-client(\.exe)? /);
    await program.type("hi\n");
    await program.end();
    assertEquals(await program.code(), 0);
    assertStringIncludes(program.stdout, "\n foo :hi\n");
  }));

/** Packs the client as a release does, but quickly. */
async function packClient(into: string, release: string): Promise<void> {
  await Deno.mkdir(`${into}/${release}`);
  await Deno.link(client, `${into}/${release}/chat-client`);
  const args = ["-C", into, "-I", "gzip -1", "-cf", `${into}/${release}.tar.gz`, release];
  assertEquals((await new Deno.Command("tar", { args }).output()).code, 0);
  await Deno.remove(`${into}/${release}`, { recursive: true });
}

const noCurl = Deno.build.os !== "linux" ||
  !await new Deno.Command("curl", { args: ["--version"], stdout: "null" }).output()
    .then(({ success }) => success, () => false);

Deno.test({
  name: "the command that the compiled server prints for curl downloads, checks and joins" +
    (noCurl ? " (skipped: needs curl, and Linux)" : suffix),
  ignore: noCurl || suffix !== "",
  fn: async () => {
    const [beside, bare] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
    try {
      await Deno.link(server, `${beside}/chat-server`);
      await packClient(beside, `chat-1.0.0-${THIS_PC.name}`);
      await using room = await startServer([], [`${beside}/chat-server`]);
      const options = { cwd: bare, clearEnv: true, env: { PATH: "/usr/bin:/bin" } };
      const url = `http://127.0.0.1:${room.port}/get`;
      await using page = new Program(["curl", "-s", url], options);
      assertEquals(await page.code(), 0);
      const [, command] = /^Linux.*:\n\n {4}(curl .*)$/m.exec(page.stdout)!;
      await using run = new Program(["sh", "-c", `${command} --name bob`], options);
      await run.until("stdout", `chat-1.0.0-${THIS_PC.name}.tar.gz: OK\n`);
      await run.type("hi\n");
      await run.end();
      assertEquals(await run.code(), 0);
      await room.program.until("stdout", "bob :hi\n");
    } finally {
      await Deno.remove(beside, { recursive: true });
      await Deno.remove(bare, { recursive: true });
    }
  },
});

test("the compiled programs name their version", () =>
  inEmptyFolder(async (options) => {
    for (const program of [server, client]) {
      await using run = new Program([program, "--version"], options);
      assertEquals(await run.code(), 0);
      assertMatch(run.stdout, /^chat-(server|client) \d+\.\d+\.\d+ \(Deno \d+\.\d+\.\d+\)\n$/);
    }
  }));

test("the compiled programs hold their code and the page, and nothing of the PC they were compiled on", async () => {
  const work = await Deno.makeTempDir();
  try {
    await compileCode("server", "", work);
    const runtime = await textOf(`${work}/chat-server${exeSuffix(THIS_PC)}`);
    // Paths and names of this PC, whatever its environment holds, and what only tests are made of.
    const foreign: [what: string, text: string][] = [
      ...[ROOT, folder, homedir(), hostname(), SECRET].map((text) => ["this PC", text] as const),
      ...Object.entries(Deno.env.toObject()).filter(([, { length }]) => length >= 8),
      ["a test", "tests/pure.ts"],
      // A package that only fast-check needs; fast-check itself is named in deno.json.
      ["a test", "pure-rand"],
    ].filter(([, text]) => text!.length > 3 && !runtime.includes(text!)) as [string, string][];
    for (const [program, path] of Object.entries({ server, client })) {
      const text = await textOf(path);
      assert(text.includes("// lib/protocol/commands.ts"), "or else texts are not to be found so");
      assertEquals(foreign.filter(([, held]) => text.includes(held)), []);
      const files = text.matchAll(/"File":\{"n":"([^"]*)"/g);
      const names = Array.from(files, ([, name]) => name).toSorted();
      assertEquals(names, [`chat-${program}.js`, "page.html"]);
    }
  } finally {
    await Deno.remove(work, { recursive: true });
  }
});

Deno.test("deno task compile says in one line what to set where there is no runtime", async () => {
  const args = ["run", "-q", "-A", `${ROOT}.ci/compile.ts`];
  await using run = new Program([Deno.execPath(), ...args], { env: { DENORT_BIN: `${ROOT}none` } });
  assertEquals(await run.code(), 1);
  assertMatch(run.stderr, /^Cannot download Deno's runtime for \S+: set DENORT_BIN to .*\n$/);
});

test("the programs compiled twice are the same", async () => {
  const again = await compile(["client"]);
  assert("folder" in again);
  try {
    assert(await textOf(`${again.folder}${client.slice(folder.length)}`) === await textOf(client));
  } finally {
    await Deno.remove(again.folder, { recursive: true });
  }
});

test("the compiled client may not write files, the compiled server may not start programs", async () => {
  // What a program may do is compiled into it: what it asks Deno for is what deno.json grants it.
  const { permissions } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  assertEquals(Object.keys(permissions.client).toSorted(), ["env", "net", "read", "sys"]);
  assertEquals(Object.keys(permissions.server).toSorted(), ["env", "net", "read", "sys", "write"]);
  assertEquals(permissions.server.env, [
    ...["CHAT_PASSWORD", "CHAT_MODERATOR_PASSWORD"],
    ...["INIT_CWD", "npm_command", "TERM"],
  ]);
  assertEquals(permissions.client.env, [
    ...["CHAT_PASSWORD", "INIT_CWD", "npm_command", "TERM"],
    ...["LC_ALL", "LC_CTYPE", "LANG"],
  ]);
  for (const program of ["client", "server"]) {
    assertEquals(permissions[program].sys, ["networkInterfaces", "hostname"]);
  }
  // And it is so in fact: two programs that try, compiled with the same sets.
  const attempts = {
    client: 'Deno.writeTextFileSync("written", "")',
    server: 'new Deno.Command("/bin/true").outputSync()',
  };
  const work = await Deno.makeTempDir();
  try {
    for (const program of ["client", "server"] as const) {
      await compileCode(program, attempts[program], work);
      await using run = new Program([`${work}/chat-${program}${exeSuffix(THIS_PC)}`], {
        cwd: work,
      });
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
