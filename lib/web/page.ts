/**
 * `/`: the page in the language of its reader, made once for every program that serves it.
 *
 * @module
 */

import type { Language } from "../language/language.ts";
import { describeError } from "../net/describe_error.ts";
import { buildPage } from "./build_page.ts";
import { requestLanguage } from "./request_language.ts";
import { BadRequest } from "./request_head.ts";
import type { WebResponse } from "./response.ts";
import type { Route } from "./routes.ts";

/** The page as it is sent to readers of one language. */
export interface Page {
  /** Its text. */
  html: Uint8Array;
  /** Its text, compressed. */
  gzip: Uint8Array;
  /** The headers of every answer with it. */
  headers: Readonly<Record<string, string>>;
}

/** The name of the page in a compiled program, beside its code. */
export const EMBEDDED_PAGE = "page.html";

/** What the languages are called in HTML. */
const CODES: Readonly<Record<Language, string>> = { en: "en", zh: "zh-CN" };

/** What of the page is for readers of one language: a script, or words in a `span`. */
const FOR_READERS = /<(script|span)\b[^>]*? lang="([\w-]+)"[^>]*>([^]*?)<\/\1>\s*/g;

// The permission to read is given up after the start, so what was made then is kept for the program.
let made: Promise<Record<Language, Page>> | undefined;

/** How long bundling waits for the start of the program, which needs the processor, in ms. */
const START_MS = 300;

/**
 * Makes the page if nobody has asked for it soon. The permission to read is needed until then. Never
 * rejects.
 */
export async function preparePage(): Promise<void> {
  if (!Deno.build.standalone) await new Promise((resume) => setTimeout(resume, START_MS));
  // Whoever asks for it is told why there is none.
  await pages().catch(() => {});
}

/** The page. */
export const pageRoute: Route = {
  methods: ["GET"],
  answer: async (request) => {
    try {
      const { [requestLanguage(request)]: page } = await pages();
      return answerWithPage(page, request.headers);
    } catch (error) {
      const reason = describeError(error);
      throw new BadRequest(503, (t) => t.webNoPage(reason(t)));
    }
  },
};

function pages(): Promise<Record<Language, Page>> {
  return made ??= makePages();
}

async function makePages(): Promise<Record<Language, Page>> {
  const text = Deno.build.standalone
    ? await Deno.readTextFile(new URL(EMBEDDED_PAGE, import.meta.url))
    : await buildPage(new URL("../window/", import.meta.url));
  return { en: await packPage(pageIn("en", text)), zh: await packPage(pageIn("zh", text)) };
}

/** The page in one language, without what is for readers of another. */
export function pageIn(language: Language, html: string): string {
  const code = CODES[language];
  return html
    .replace(FOR_READERS, (part, tag, lang, words) => {
      if (lang !== code) return "";
      return tag === "span" ? words : part;
    })
    .replace(/<html lang="[\w-]+">/, `<html lang="${code}">`);
}

/** Compresses a page, and permits nothing in it but its own styles and scripts. */
export async function packPage(text: string): Promise<Page> {
  const html = new TextEncoder().encode(text);
  const hashes = async (pattern: RegExp) => {
    const found = await Promise.all(Array.from(text.matchAll(pattern), ([, code]) => hash(code!)));
    return found.map((each) => `'sha256-${each}'`).join(" ") || "'none'";
  };
  const policy = [
    "default-src 'none'",
    `script-src ${await hashes(/<script\b[^>]*>([^]*?)<\/script>/g)}`,
    `style-src ${await hashes(/<style>([^]*?)<\/style>/g)}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    html,
    gzip: await gzip(html),
    headers: {
      "Content-Security-Policy": policy.join("; "),
      "Cache-Control": "no-cache",
      "ETag": `"${(await hash(text)).slice(0, 22)}"`,
      "Vary": "Accept-Encoding, Accept-Language",
    },
  };
}

/** Answers with a page, or says that the browser has it. `asked` are the headers of the request. */
export function answerWithPage(page: Page, asked: ReadonlyMap<string, string>): WebResponse {
  const { html, gzip, headers } = page;
  if (asked.get("if-none-match") === headers.ETag) return { status: 304, headers };
  const isZipped = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(
    asked.get("accept-encoding") ?? "",
  );
  return {
    status: 200,
    headers: {
      ...headers,
      "Content-Type": "text/html; charset=utf-8",
      ...isZipped && { "Content-Encoding": "gzip" },
    },
    body: isZipped ? gzip : html,
  };
}

async function hash(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toBase64();
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const zipped = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(zipped).arrayBuffer());
}
