import { assertEquals, assertLess } from "@std/assert";
import { releaseFiles } from "../../.ci/release_files.ts";
import { exeSuffix, TARGETS } from "../../.ci/targets.ts";
import { ROOT, testUnless } from "./programs.ts";

const UNIT = `${ROOT}.ci/chat-server.service`;

/** Why the unit cannot be checked here, or undefined if it can. Older ones cannot check files. */
const NO_SYSTEMD: string | undefined = await new Deno.Command("systemd-analyze", {
  args: ["--version"],
}).output().then(
  ({ stdout }) => {
    const version = Number(/^systemd (\d+)/.exec(new TextDecoder().decode(stdout))?.[1]);
    return version >= 250 ? undefined : "needs systemd 250";
  },
  () => "needs systemd-analyze",
);

async function analyze(...args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command("systemd-analyze", { args }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

testUnless(NO_SYSTEMD, "systemd takes chat-server.service as it is", async () => {
  const folder = await Deno.makeTempDir();
  try {
    // It checks whether the program is there, so here it is another one.
    const unit = await Deno.readTextFile(UNIT);
    const there = `${folder}/chat-server.service`;
    await Deno.writeTextFile(there, unit.replace("/opt/chat/chat-server", "/bin/true"));
    assertEquals(await analyze("verify", there), { code: 0, text: "" });
    await Deno.writeTextFile(there, unit.replace("ProtectHome=", "ProtectHouse="));
    const { text } = await analyze("verify", there);
    assertEquals(/Unknown key(?: name)? '(\w+)'/.exec(text)?.[1], "ProtectHouse");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

testUnless(NO_SYSTEMD, "systemd rates the exposure of chat-server.service under 2.0", async () => {
  const { text } = await analyze("security", "--offline=true", "--no-pager", UNIT);
  assertLess(Number(/Overall exposure level for \S+: ([\d.]+)/.exec(text)![1]), 2);
});

Deno.test("the archives for Linux hold chat-server.service, and the others do not", async () => {
  const dist = await Deno.makeTempDir();
  try {
    for (const target of TARGETS) {
      for (const program of ["server", "client"]) {
        const name = `chat-${program}-${target.name}${exeSuffix(target)}`;
        await Deno.writeTextFile(`${dist}/${name}`, name);
      }
      const files = await releaseFiles(target, { folder: "chat", dist });
      const paths = files.map(({ path }) => path);
      assertEquals(
        paths.includes("chat/chat-server.service"),
        target.name.startsWith("linux"),
        target.name,
      );
      assertEquals(paths.includes("chat/README.md"), true);
      assertEquals(
        files.filter(({ executable }) => executable).map(({ path }) => path),
        ["server", "client"].map((program) => `chat/chat-${program}${exeSuffix(target)}`),
      );
    }
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
});
