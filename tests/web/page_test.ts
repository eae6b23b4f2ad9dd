import { assert, assertEquals, assertLess, assertRejects, assertStringIncludes } from "@std/assert";
import { pathToFileURL } from "node:url";
import { en } from "../../lib/language/en.ts";
import type { Language } from "../../lib/language/language.ts";
import { serverEn } from "../../lib/language/server_en.ts";
import { sharedEn } from "../../lib/language/shared_en.ts";
import { windowEn } from "../../lib/language/window_en.ts";
import { buildPage } from "../../lib/web/build_page.ts";
import { answerWithPage, packPage, pageIn, pageRoute } from "../../lib/web/page.ts";
import { pure } from "../pure.ts";
import { webRequest, webRoom } from "./web_room.ts";

/** The most that a page may take, in bytes, before it is compressed. */
const MOST_BYTES: Record<Language, number> = { en: 80_000, zh: 90_000 };

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

/** The page of readers of each language, as it is sent. */
async function page(language: Language): Promise<string> {
  return pageIn(language, await buildPage(new URL("../../lib/window/", import.meta.url)));
}

Deno.test("the page holds no sentence that it never shows", async () => {
  const [inEnglish, inChinese] = [await page("en"), await page("zh")];
  const missing = (page: string, sentences: Record<string, unknown>, least: number) => {
    const words = page.match(/\w+/g)!;
    return Object.keys(sentences)
      .filter((key) => words.filter((word) => word === key).length < least);
  };
  // The sentence has a name, and what shows it names it, too.
  const unshown = missing(inEnglish, { ...en, ...windowEn }, 2);
  // In a page nobody chooses another room, and a list beside the log shows who is here.
  assertEquals(unshown, ["portOfAddress", "notAddress"]);
  assertEquals(missing(inEnglish, serverEn, 1), Object.keys(serverEn));
  // There, the English sentence is recognized, and the Chinese one takes its place.
  assertEquals(missing(inChinese, { ...sharedEn, ...serverEn }, 3), []);
  assertEquals(missing(inChinese, { ...en, ...windowEn }, 2), unshown);
});

Deno.test("the page is small, and says everything in the language of its reader", async () => {
  const { en: inEnglish, zh: inChinese } = { en: await page("en"), zh: await page("zh") };
  assertLess(new TextEncoder().encode(inEnglish).length, MOST_BYTES.en);
  assertLess(new TextEncoder().encode(inChinese).length, MOST_BYTES.zh);
  assertEquals(/\p{sc=Han}/u.exec(inEnglish), null);
  assertEquals(inChinese.includes(windowEn.comingBack()), false);
  for (const [html, code] of [[inEnglish, "en"], [inChinese, "zh-CN"]] as const) {
    const langs = Array.from(html.matchAll(/ lang="(.*?)"/g), ([, lang]) => lang);
    assertEquals(new Set(langs), new Set([code]));
    assertEquals(html.match(/<script/g)?.length, 1);
  }
  const source = await Deno.readTextFile(new URL("../../lib/window/page.html", import.meta.url));
  const words = (code: string) => source.match(new RegExp(`<span lang="${code}">`, "g"))!.length;
  assertEquals(words("en"), words("zh-CN"), "what the script never changes");
  assertEquals(inEnglish.includes("Search</button>"), true);
});

/** What is answered to a request for the page with this query and these headers. */
async function answer(query: string, headers: Record<string, string>) {
  const request = webRequest({ query, headers: new Map(Object.entries(headers)) });
  return await pageRoute.answer(request, webRoom());
}

/** What is answered to a reader whose browser prefers these languages. */
async function answerReader(preferred: string | undefined, query = "") {
  return await answer(query, preferred === undefined ? {} : { "accept-language": preferred });
}

Deno.test("/ is in the language that ?lang= names, or else in the one that is preferred", async () => {
  const table: [preferred: string | undefined, query: string, lang: string][] = [
    [undefined, "", "en"],
    ["", "", "en"],
    ["en-US,en;q=0.9", "", "en"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "", "zh-CN"],
    ["zh-TW", "", "zh-CN"],
    ["ZH", "", "zh-CN"],
    ["de, zh;q=0.9", "", "en"],
    ["en;q=0.7, zh;q=0.8", "", "zh-CN"],
    ["zh;q=0.7,en;q=0.7", "", "zh-CN"],
    ["zh ; q=0, *", "", "en"],
    ["zhx", "", "en"],
    ["zh;q=much, en;q=0.1", "", "en"],
    ["en", "lang=zh", "zh-CN"],
    ["zh", "lang=en", "en"],
    ["zh", "a=b&lang=en", "en"],
    ["zh", "lang=fr", "zh-CN"],
    ["en", "lang=zh-CN", "en"],
  ];
  for (const [preferred, query, lang] of table) {
    const { body } = await answerReader(preferred, query);
    const html = new TextDecoder().decode(body as Uint8Array);
    assertStringIncludes(html, `<html lang="${lang}">`, `${query} ${preferred}`);
  }
});

Deno.test("/ is kept by browsers for each language apart", async () => {
  const { headers: english = {} } = await answerReader("en");
  const { headers: chinese = {} } = await answerReader("zh");
  assertEquals(english.Vary, "Accept-Encoding, Accept-Language");
  assert(english["Content-Security-Policy"] !== chinese["Content-Security-Policy"]);
  const again = async (language: string, { ETag }: Readonly<Record<string, string>>) => {
    const headers = { "accept-language": language, "if-none-match": ETag! };
    return (await answer("", headers)).status;
  };
  assertEquals([await again("en", english), await again("zh", chinese)], [304, 304]);
  assertEquals([await again("en", chinese), await again("zh", english)], [200, 200]);
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
