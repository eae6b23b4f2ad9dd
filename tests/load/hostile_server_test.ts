import { assertEquals, assertLess } from "@std/assert";
import { settlesWithin } from "../../lib/net/settles_within.ts";
import { memoryOf, needsProc } from "../programs/process.ts";
import { fromSource } from "../programs/programs.ts";
import { FLOODS } from "./hostile_server.ts";
import { startScript } from "./start.ts";

/** For how long a client is flooded; a longer time shows more: HOSTILE_SERVER_SECONDS=30. */
const SECONDS = Number(Deno.env.get("HOSTILE_SERVER_SECONDS") ?? 5);

/** The most memory that a client may take, in MB. */
const MAX_MB = 150;

/** How often the memory is looked at, in ms. */
const LOOKING_MS = 250;

/** How often the memory is looked at after it has left. */
const LEFT_LOOKS = 4;

/** How much of what a client complains of is kept. */
const KEPT = 2_000;

/** A client in a pipe. What it shows is thrown away; the end of what it complains of is kept. */
class PipeClient implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #reading: Promise<void>;
  complaints = "";

  constructor(port: string) {
    const [command, ...args] = [...fromSource("client"), `127.0.0.1:${port}`];
    this.#child = new Deno.Command(command!, {
      args,
      stdin: "piped",
      stdout: "null",
      stderr: "piped",
      env: { LC_ALL: "C.UTF-8" },
    }).spawn();
    this.#reading = this.#read();
  }

  get ended(): Promise<Deno.CommandStatus> {
    return this.#child.status;
  }

  /** In MB; 0 once it has ended. */
  async memory(): Promise<number> {
    return await memoryOf(this.#child.pid).catch(() => 0) / 1024;
  }

  async #read(): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      this.complaints = (this.complaints + text).slice(-KEPT);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.#child.stdin.abort().catch(() => {});
    await Promise.all([this.ended, this.#reading]);
  }
}

/** What a client is sent, and what it can ignore or show without keeping it. */
const STAYS = ["chat", "line"];

/** What it says when it leaves. */
const COMPLAINT = "the server sends more than a client can keep";

/** What came of a client that was flooded. */
interface Flooded {
  /** The most memory it took, in MB. */
  most: number;
  /** How often it left the server. */
  left: number;
  complaints: string;
}

/** Floods a client for a while, or until it has left; and then a little longer, lest it comes back. */
async function flood(kind: string): Promise<Flooded> {
  await using server = await startScript("hostile_server.ts", [kind], { nice: 10 });
  const [, port] = await server.until("stdout", /ready (\d+)\n/);
  await using client = new PipeClient(port!);
  let most = 0;
  const end = performance.now() + 1000 * SECONDS;
  for (let left = 0; left <= LEFT_LOOKS && performance.now() < end;) {
    if (await settlesWithin(client.ended, LOOKING_MS)) break;
    most = Math.max(most, await client.memory());
    if (server.stdout.includes("left\n")) left++;
  }
  const left = server.stdout.split("left\n").length - 1;
  return { most, left, complaints: client.complaints };
}

for (const kind of Object.keys(FLOODS)) {
  const isLeft = !STAYS.includes(kind);
  const what = isLeft
    ? `leaves a server that sends ${kind} without end`
    : `bears ${kind} without end`;
  Deno.test({
    name: `a client ${what}, and takes little memory${needsProc}`,
    ignore: needsProc !== "",
    fn: async () => {
      const { most, left, complaints } = await flood(kind);
      console.error(`${kind}: ${Math.round(most)} MB at most`);
      assertLess(most, MAX_MB);
      assertEquals(left, Number(isLeft), complaints.slice(-500));
      assertEquals(complaints.includes(COMPLAINT), isLeft, complaints.slice(-500));
    },
  });
}
