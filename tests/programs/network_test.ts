import {
  assert,
  assertEquals,
  assertLessOrEqual,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { LOOK_MS } from "../../lib/discovery/look.ts";
import { Lab, type Pc, whyNoLab } from "./lab.ts";
import { makeCertificate } from "./certificates.ts";
import { fromSource, Program } from "./programs.ts";

const reason = await whyNoLab() ?? await whyNoTerminal();

async function whyNoTerminal(): Promise<string | undefined> {
  const { success } = await new Deno.Command("script", { args: ["--version"], stdout: "null" })
    .output().catch(() => ({ success: false }));
  return success ? undefined : "needs script of util-linux";
}

/** Runs in a lab of its own: nothing that looks for rooms may reach the network of this machine. */
function test(name: string, fn: (lab: Lab) => Promise<void>): void {
  Deno.test({
    name: name + (reason ? ` (skipped: ${reason})` : ""),
    ignore: reason !== undefined,
    fn: async () => {
      await using lab = await Lab.build();
      await fn(lab);
    },
  });
}

/** Starts a server on a PC, and waits until it can be found, or not. */
async function serveOn(lab: Lab, pc: Pc, ...args: string[]): Promise<Program> {
  const program = new Program([...lab.on(pc), ...fromSource("server"), ...args]);
  await program.until("stderr", "Without this program:");
  return program;
}

function clientOn(lab: Lab, pc: Pc, ...args: string[]): Program {
  return new Program([...lab.on(pc), ...fromSource("client"), ...args]);
}

/** Runs the client in a terminal of a PC. */
function terminalOn(lab: Lab, pc: Pc, ...args: string[]): Program {
  const command = [...lab.on(pc), ...fromSource("client"), "--name", "foo", ...args];
  const quoted = command.map((word) => `'${word}'`).join(" ");
  return new Program(
    ["script", "-qfec", `stty cols 80 rows 24; ${quoted}; echo "code $?"`, "/dev/null"],
    { env: { TERM: "xterm", SHELL: "/bin/sh" } },
  );
}

interface Listed {
  address: string;
  title: string;
  people: number;
  password: boolean;
  tls: boolean;
}

/** What a PC finds, by title. */
async function listOn(lab: Lab, pc: Pc, ...args: string[]): Promise<Listed[]> {
  await using program = clientOn(lab, pc, "--find", "--list", "--json", ...args);
  const code = await program.code();
  const rooms = JSON.parse(program.stdout);
  assertEquals(code, rooms.length > 0 ? 0 : 1);
  return rooms.map(({ address, title, people, password, tls }: Listed) => (
    { address, title, people, password, tls }
  ));
}

const room = (title: string, address: string, more: Partial<Listed> = {}): Listed => (
  { address, title, people: 0, password: false, tls: false, ...more }
);

test("a client finds no room where there is none, and says so", async (lab) => {
  assertLessOrEqual(LOOK_MS, 700);
  assertEquals(await listOn(lab, "pc1"), []);
  await using program = clientOn(lab, "pc1", "--find");
  assertEquals(await program.code(), 1);
  assertMatch(program.stderr, /^No room was found on the network: [^\n]*\n$/);
  assertEquals(program.stdout, "");
});

test("a client sends nothing to the network unasked", async (lab) => {
  await using _server = await serveOn(lab, "pc2");
  await using pipe = clientOn(lab, "pc1");
  await pipe.end();
  assertEquals(await pipe.code(), 1);
  assertEquals(
    pipe.stderr,
    "Connect fault!please check your network - localhost:8001: nothing answers there\n" +
      "chat-client: --find would look for a room on the network\n",
  );
  await using terminal = terminalOn(lab, "pc1");
  await terminal.until("stdout", "No room on this PC. Look on the network? [Y/n]");
  await terminal.type("n\r");
  await terminal.until("stdout", "To open a room on this PC: deno task client --host-room");
  await terminal.until("stdout", "code 1");
  await using gone = terminalOn(lab, "pc1");
  await gone.until("stdout", "Look on the network? [Y/n]");
  await gone.type("\x03");
  await gone.until("stdout", "code 1");
  assertEquals(await lab.datagramsSent("pc1"), 0);
});

test("a client in a terminal finds the one room there is, and joins it", async (lab) => {
  await using server = await serveOn(lab, "pc2", "--title", "实验室 3");
  await using terminal = terminalOn(lab, "pc1", "--name", "小明");
  await terminal.until("stdout", "Look on the network? [Y/n]");
  await terminal.type("\r");
  await terminal.until("stdout", 'Found "实验室 3", 0 people, at 10.77.0.2');
  await terminal.until("stdout", "Connect success! - 10.77.0.2");
  await terminal.type("你好\r");
  await server.until("stdout", "小明 :你好\n");
  assertEquals(await listOn(lab, "pc3"), [room("实验室 3", "10.77.0.2", { people: 1 })]);
  await terminal.type("/quit\r");
  await terminal.until("stdout", "code 0");
});

test("a client joins the room on its own PC without a question or a second connection", async (lab) => {
  await using server = await serveOn(lab, "pc1");
  await using terminal = terminalOn(lab, "pc1", "--name", "Ann");
  await terminal.until("stdout", "Connect success! - localhost");
  await terminal.type("hi\r");
  await server.until("stdout", "Ann :hi\n");
  assertEquals(server.stdout.match(/is connected!/g)?.length, 1);
  assert(!terminal.stdout.includes("Look on the network"));
});

test("a client lists three rooms and joins the one that is chosen", async (lab) => {
  await using _one = await serveOn(lab, "pc2", "--title", "Physics");
  await using two = await serveOn(lab, "pc3", "--title", "Chemistry");
  await using _three = await serveOn(lab, "pc4", "--title", "Art");
  await using terminal = terminalOn(lab, "pc1", "--find", "--name", "Ann");
  await terminal.until(
    "stdout",
    new RegExp(
      "Found 3 rooms:\r\n  1  10.77.0.4  0 people  Art\r\n  2  10.77.0.3  0 people  Chemistry\r\n" +
        "  3  10.77.0.2  0 people  Physics\r\n",
    ),
  );
  await terminal.until("stdout", "Which one? [1-3, Enter for none]");
  await terminal.type("4\r");
  await terminal.until("stdout", 'Which one takes a whole number from 1 to 3, not "4"');
  await terminal.type("2\r");
  await terminal.until("stdout", "Connect success! - 10.77.0.3");
  await terminal.type("hi\r");
  await two.until("stdout", "Ann :hi\n");
  // Without a terminal there is nobody to ask.
  await using pipe = clientOn(lab, "six", "--find");
  assertEquals(await pipe.code(), 1);
  assertMatch(
    pipe.stderr,
    /^Found 3 rooms:\n( +\d +fe80::\S+%eth0 +\d p.*\n){3}Choose one with: deno task client/,
  );
});

test("a client is told of a password and TLS, and finds nobody who is hidden", async (lab) => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/password`, "sesame\n");
    const names = "IP:10.77.0.3";
    const { cert, key } = await makeCertificate(folder, "pc3", { names });
    const locked = ["--password-file", `${folder}/password`];
    await using none = clientOn(lab, "pc1", "--find", "--list");
    assertEquals([await none.code(), none.stdout], [1, ""]);
    assertStringIncludes(none.stderr, "No room was found on the network");
    await using _one = await serveOn(lab, "pc2", "--title", "One", ...locked);
    const tls = ["--tls-cert", cert, "--tls-key", key];
    await using _two = await serveOn(lab, "pc3", "--title", "Two", ...locked, ...tls);
    await using _hidden = await serveOn(lab, "pc4", "--no-discovery");
    await using program = clientOn(lab, "pc1", "--find", "--list");
    assertEquals(await program.code(), 0);
    assertEquals(
      program.stdout,
      "10.77.0.2  0 people  One (password)\n10.77.0.3  0 people  Two (password, TLS)\n",
    );
    await _one[Symbol.asyncDispose]();
    // What is found to be encrypted is joined so; --tls-ca names whom to trust.
    await using found = clientOn(lab, "pc1", "--find", "--tls-ca", cert, ...locked);
    await found.type("hi\n");
    await found.until("stdout", "\n foo :hi\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

test("a client on another subnet finds nothing, and joins by address", async (lab) => {
  await using _server = await serveOn(lab, "pc2");
  assertEquals(await listOn(lab, "far"), []);
  await using program = clientOn(lab, "far", "10.77.0.2");
  await program.type("hi\n");
  await program.end();
  assertEquals(await program.code(), 0);
});

test("a client without IPv4 finds and joins a room over the IPv6 of its link", async (lab) => {
  // The router has two links, and the answer has to go out on the right one.
  await using server = await serveOn(lab, "router", "--title", "Hall");
  const [found] = await listOn(lab, "six");
  assertMatch(found!.address, /^fe80::.*%eth0$/);
  await using program = clientOn(lab, "six", "--find", "--name", "Ann");
  await program.until("stderr", /Found "Hall", 0 people, at fe80::.*%eth0\nConnect success!/);
  await program.type("hi\n");
  await program.end();
  assertEquals(await program.code(), 0);
  assertMatch(server.stdout, /Ann :hi\n/);
  // Whoever has both is given the address that is easier to type.
  assertEquals(await listOn(lab, "pc1"), [room("Hall", "10.77.0.254")]);
  assertEquals(await listOn(lab, "far"), [room("Hall", "10.78.0.254")]);
});

test("a server that listens on one address only is found only where that is", async (lab) => {
  await using _loopback = await serveOn(lab, "pc2", "--host", "127.0.0.1", "--title", "Own");
  await using _one = await serveOn(lab, "router", "--host", "10.78.0.254", "--title", "One");
  assertEquals(await listOn(lab, "pc2"), [
    room("One", "10.78.0.254"),
    room("Own", "127.0.0.1"),
  ]);
  assertEquals(await listOn(lab, "pc1"), [room("One", "10.78.0.254")]);
  assertEquals(await listOn(lab, "far"), [room("One", "10.78.0.254")]);
});

test("a room at another port is found when one looks there", async (lab) => {
  await using _server = await serveOn(lab, "pc2", "--port", "9000", "--title", "Other");
  assertEquals(await listOn(lab, "pc1"), []);
  assertEquals(await listOn(lab, "pc1", ":9000"), [room("Other", "10.77.0.2:9000")]);
});
