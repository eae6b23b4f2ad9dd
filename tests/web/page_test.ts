import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { pathToFileURL } from "node:url";
import { en } from "../../lib/language/en.ts";
import { serverEn } from "../../lib/language/server_en.ts";
import { buildPage } from "../../lib/web/build_page.ts";
import { answerWithPage, packPage } from "../../lib/web/page.ts";
import { pure } from "../pure.ts";

const HTML = `<!DOCTYPE html>
<link rel="stylesheet" href="/look.css">
<script type="module" src="/page.js"></script>
<p>Hello
`;

/** Builds a page from these files. */
async function build(files: Record<string, string>): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    return await buildPage(pathToFileURL(`${folder}/`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("buildPage puts styles and script into one file, and ends neither early", async () => {
  const page = await build({
    "page.html": HTML,
    "look.css": "p { color: red; }\n",
    "page.ts": `import { text } from "./text.ts";\ndocument.title = text("$&" as string);\n`,
    "text.ts": "export const text = (end: string) => `</script><!--${end}`;\n",
  });
  assertStringIncludes(page, '<style>p{color:red}</style>\n<script type="module">');
  assertEquals(page.match(/<\/script>/g)?.length, 1);
  assertEquals(page.includes("<!--"), false);
  assertStringIncludes(page, "$&");
  assert(page.endsWith("</script>\n<p>Hello\n"));
});

Deno.test("buildPage writes Chinese as it is, and leaves other escapes alone", async () => {
  const page = await build({
    "page.html": HTML,
    "look.css": "",
    "page.ts": String.raw`document.title = ["连接，", "\\u4e00", "\u2028\u0000"].join();`,
  });
  assertStringIncludes(page, "连接，");
  assertStringIncludes(page, String.raw`\\u4e00`);
  assertStringIncludes(page, String.raw`\u2028`);
});

Deno.test("buildPage says what is missing or wrong", async () => {
  await assertRejects(() => build({}), Deno.errors.NotFound);
  await assertRejects(() => build({ "page.html": HTML, "look.css": "" }), Error);
  await assertRejects(
    () => build({ "page.html": HTML, "look.css": "", "page.ts": "let = =" }),
    Error,
  );
});

Deno.test("the page holds no sentence that it never shows", async () => {
  const page = await buildPage(new URL("../../lib/window/", import.meta.url));
  const words = page.match(/\w+/g)!;
  // Both languages name a sentence. What shows it, or recognizes it in what a server says, does too.
  const named = (key: string) => words.filter((word) => word === key).length;
  assertEquals(Object.keys({ ...en, ...serverEn }).filter((key) => named(key) < 3), []);
});

pure(
  "answerWithPage sends a page that runs nothing but its own script, zipped or not",
  async () => {
    const text = '<style>p{}</style><script type="module">1;\n2</script>';
    const page = await packPage(text);
    const { status, headers = {}, body } = answerWithPage(page, new Map());
    assertEquals([status, new TextDecoder().decode(body as Uint8Array)], [200, text]);
    const policy = headers["Content-Security-Policy"]!;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("1;\n2"));
    assertStringIncludes(policy, `script-src 'sha256-${new Uint8Array(digest).toBase64()}';`);
    assertStringIncludes(policy, "default-src 'none';");
    assertEquals(policy.includes("unsafe"), false);

    const accept = (value: string) => answerWithPage(page, new Map([["accept-encoding", value]]));
    const zipped = accept("deflate, gzip;q=0.8, br");
    assertEquals(zipped.headers?.["Content-Encoding"], "gzip");
    const stream = new Blob([zipped.body as Uint8Array<ArrayBuffer>]).stream()
      .pipeThrough(new DecompressionStream("gzip"));
    assertEquals(await new Response(stream).text(), text);
    for (const without of ["", "br", "gzip;q=0", "gzip; q=0.00, br"]) {
      assertEquals(accept(without).headers?.["Content-Encoding"], undefined, without);
    }
  },
);

pure("answerWithPage sends a page again only if it has changed", async () => {
  const page = await packPage("<p>one");
  const { headers = {} } = answerWithPage(page, new Map());
  const again = (page: Awaited<ReturnType<typeof packPage>>) =>
    answerWithPage(page, new Map([["if-none-match", headers.ETag!]]));
  assertEquals([again(page).status, again(page).body], [304, undefined]);
  assertEquals(again(await packPage("<p>two")).status, 200);
  assertEquals(headers["Cache-Control"], "no-cache");
});
