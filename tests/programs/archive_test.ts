import { assertEquals, assertRejects } from "@std/assert";
import { unzipSync } from "fflate";
import { parseTarGzip } from "nanotar";
import { pack, type Packed } from "../../.ci/archive.ts";
import { findDocuments } from "../../.ci/documents.ts";

const TIME = new Date("2026-11-23T10:15:30Z");
const FILES: Packed[] = [
  { path: "chat/README.md", data: new TextEncoder().encode("读我"), executable: false },
  { path: "chat/chat-server", data: new Uint8Array(100_000).fill(7), executable: true },
];

Deno.test("pack makes a tar.gz with the files, which programs they are, and one time", {
  permissions: "none",
}, async () => {
  const archive = await pack("tar.gz", FILES, TIME);
  assertEquals(await pack("tar.gz", FILES, TIME), archive);
  const files = await parseTarGzip(archive);
  assertEquals(files.map(({ name, data, attrs }) => ({ path: name, data, mode: attrs?.mode })), [
    { path: "chat/README.md", data: FILES[0]!.data, mode: "0000644" },
    { path: "chat/chat-server", data: FILES[1]!.data, mode: "0000755" },
  ]);
  for (const { attrs } of files) assertEquals([attrs?.mtime, attrs?.uid], [+TIME / 1000, 0]);
});

Deno.test("pack makes a zip with the files, and the time of Greenwich", {
  permissions: "none",
}, async () => {
  const archive = await pack("zip", FILES, TIME);
  assertEquals(await pack("zip", FILES, TIME), archive);
  const files = Object.entries(unzipSync(archive));
  assertEquals(files, FILES.map(({ path, data }) => [path, data]));
  // Two bytes each for the time and the date, in the first file's header.
  const [time, date] = new Uint16Array(archive.slice(10, 14).buffer);
  assertEquals([time, date], [10 << 11 | 15 << 5 | 15, 46 << 9 | 11 << 5 | 23]);
});

Deno.test("findDocuments finds what is linked and every picture, and refuses dead links", async () => {
  const root = await Deno.makeTempDir() + "/";
  try {
    await Deno.mkdir(`${root}docs`);
    const write = (path: string, text = "") => Deno.writeTextFile(root + path, text);
    await write(
      "README.md",
      '[a](docs/a.md#top)\n<img src="docs/b.webp" alt="b">\n<https://x.org>\n',
    );
    await write("docs/a.md", "![c](c.svg) [up](../README.md) [out](https://x.org)");
    await write("docs/b.webp");
    await assertRejects(() => findDocuments(root), Error, "docs/a.md: it links to c.svg");
    await write("docs/c.svg");
    assertEquals(await findDocuments(root), [
      ...["LICENSE", "README.md", "docs/a.md", "docs/b.webp", "docs/c.svg"],
    ]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
