import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { Program, ROOT, testUnless } from "../programs/programs.ts";
import type { Heard } from "./pair.ts";
import { startCompany, startScript } from "./start.ts";

/** How many people are in the room, and how many download at once. */
const PEOPLE = 100;
const DOWNLOADS = 10;

/** The size of a download. */
const BYTES = 20 * 1024 * 1024;

/** How often it is measured, because whatever else this PC does disturbs it. */
const ROUNDS = 3;

const FILE = "chat-1.0.0-linux-x64.tar.gz";

/** Ten downloads of 20 MiB take six. */
const SECONDS = 4;

const NO_CURL: string | undefined = Deno.build.os !== "linux"
  ? "needs many loopback addresses"
  : await new Deno.Command("curl", { args: ["--version"], stdout: "null" }).output()
    .then(({ success }) => success ? undefined : "needs curl", () => "needs curl");

/** Downloads the file from an address of its own; resolves to how many bytes came. */
async function download(port: number, i: number): Promise<number> {
  const url = `http://127.0.0.1:${port}/get/${FILE}`;
  const { stdout } = await new Deno.Command("nice", {
    // Elsewhere it would have a machine of its own.
    args: ["-n", "10", "curl", "-sfo", "/dev/null", "-w", "%{size_download}", url]
      .concat("--interface", `127.0.1.${i + 1}`),
  }).output();
  return Number(new TextDecoder().decode(stdout));
}

/** A room in a process of its own that hands out what is in a folder. */
async function startHandingOut(folder: string): Promise<AsyncDisposable & { port: number }> {
  const script = fileURLToPath(new URL("handing_out.ts", import.meta.url));
  const run = [Deno.execPath(), "run", "-q", "-P=server", "--no-prompt", script, folder];
  const program = new Program(run, { cwd: ROOT });
  const port = Number((await program.until("stdout", /port (\d+)\n/))[1]);
  return { port, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}

// The downloads take time of this PC, too, which elsewhere they would not. So they are made from
// another server first, and then from the room's own.
testUnless(NO_CURL, "the room does not notice ten downloads at once", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/${FILE}`, crypto.getRandomValues(new Uint8Array(BYTES / 512)));
    await Deno.truncate(`${folder}/${FILE}`, BYTES);
    await using room = await startHandingOut(folder);
    await using other = await startHandingOut(folder);
    await using _company = await startCompany(room.port, "member", PEOPLE);
    await using pair = await startScript("pair.ts", [room.port]);
    let count = 0;
    const hearDuringDownloads = async (port: number): Promise<Heard> => {
      const downloading = Promise.all(
        Array.from({ length: DOWNLOADS }, (_, i) => download(port, i)),
      );
      await pair.type(`${SECONDS}\n`);
      await pair.until("stdout", new RegExp(`^ready\n(.*\n){${++count}}`));
      assertEquals(await downloading, Array<number>(DOWNLOADS).fill(BYTES));
      return JSON.parse(pair.stdout.split("\n").at(-2)!);
    };
    const rounds: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const without = await hearDuringDownloads(other.port);
      const busy = await hearDuringDownloads(room.port);
      assertEquals([without.lost, busy.lost], [0, 0]);
      rounds.push(`${busy.p99.toFixed(1)} ms, without ${without.p99.toFixed(1)} ms`);
      if (busy.p99 <= Math.max(10, 2 * without.p99)) return;
    }
    assert(false, `p99: ${rounds.join("; ")}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
