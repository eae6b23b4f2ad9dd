/**
 * The page `/get`, for a browser and as text for curl.
 *
 * @module
 */

import { format as formatBytes } from "@std/fmt/bytes";
import type { Language } from "../language/language.ts";
import type { ProgramSentences } from "../language/program_language.ts";
import { type Offered, oneCommand, type Step, steps } from "./get_steps.ts";
import type { PcKind } from "./release_file.ts";

/** A file on the page. */
export interface Listed extends Offered {
  /** Its size, in bytes. */
  size: number;
}

/** What the page tells. */
export interface GetPage {
  /** The room's title. */
  title: string;
  /** Where the room is reached. */
  origin: string;
  /** What is handed out. */
  files: readonly Listed[];
  /** Why there are no files, if there are none. */
  none: string;
  /** The language of the page. */
  language: Language;
  /** What the visitor sits at. */
  pc: PcKind | "phone" | undefined;
}

const STYLE = `:root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}
body{max-width:44rem;margin:2rem auto;padding:0 1rem}
code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
pre{overflow:auto;padding:.5rem;border:1px solid}
table{border-collapse:collapse}td,th{text-align:left;padding:.2rem .8rem .2rem 0}
.get{font-size:1.2rem;font-weight:bold}`;

/** What is sent with the page besides: its style is its own, and nothing else is loaded or runs. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "Vary": "User-Agent, Accept, Accept-Language",
};

/** Names a kind of PC, as people do. */
export function nameOf({ os, arch }: PcKind, t: ProgramSentences): string {
  const names = { windows: "Windows", macos: "macOS", linux: "Linux" } as const;
  return os === "macos" ? t.getMac(arch) : arch === "x64" ? names[os] : `${names[os]}, ${arch}`;
}

/** The file for a kind of PC: the archive, or else the client. */
function fileFor(files: readonly Listed[], pc: PcKind): Listed | undefined {
  const fitting = files.filter(({ release }) =>
    release.pc?.os === pc.os && release.pc.arch === pc.arch
  );
  return fitting.find(({ release }) => release.content === "archive") ?? fitting[0];
}

/** The best file for each kind of PC, the visitor's first. */
function best(files: readonly Listed[], first: GetPage["pc"]): [pc: PcKind, file: Listed][] {
  const kinds = new Map(files.flatMap(({ release: { pc } }) => pc ? [[keyOf(pc), pc]] : []));
  const isFirst = (pc: PcKind) => typeof first === "object" && keyOf(first) === keyOf(pc);
  return [...kinds.values()]
    .toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
    .map((pc) => [pc, fileFor(files, pc)!]);
}

function keyOf({ os, arch }: PcKind): string {
  return `${os}-${arch}`;
}

/** The page as text: one command for each kind of PC. */
export function pageText(page: GetPage, t: ProgramSentences): string {
  const { title, origin, files, none, pc } = page;
  const commands = best(files, pc).map(([pc, file]) =>
    `${pc.os === "windows" ? t.getPowerShell(nameOf(pc, t)) : nameOf(pc, t)}:\n\n` +
    `    ${oneCommand(file)}\n`
  );
  const first = files[0]?.url;
  return [
    `${t.getTitle(title)}\n`,
    ...files.length > 0 ? commands : [`${none}\n`],
    `${t.getInBrowser()} ${origin}/\n`,
    ...first ? [`${t.getResume()} curl -fOC - ${first}\n`] : [],
  ].join("\n");
}

/** The page as HTML: every step for each system, the visitor's first; then all files. */
export function pageHtml(page: GetPage, t: ProgramSentences): string {
  const { title, origin, files, none, pc } = page;
  const heading = escape(t.getTitle(title));
  // A phone runs none of the programs, and every browser joins without one.
  const inBrowser = pc === "phone" ? `<a class="get" href="/">` : `<a href="/">`;
  const sections = best(files, pc).map(([pc, file]) => section(file, nameOf(pc, t), t));
  return `<!DOCTYPE html>
<html lang="${page.language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${heading}</title><style>${STYLE}</style>
<h1>${heading}</h1>
<p>${escape(t.getInBrowser())} ${inBrowser}${escape(origin)}/</a></p>
${files.length > 0 ? sections.join("") + table(files, t) : `<p>${escape(none)}</p>`}</html>
`;
}

function section(file: Listed, name: string, t: ProgramSentences): string {
  return `<h2>${escape(name)}</h2>
<p><a class="get" href="/get/${file.release.name}" download>${escape(t.getDownload())}</a>
(${escape(file.release.name)}, ${formatBytes(file.size)})<br>SHA-256 <code>${file.sha256}</code></p>
<ol>${steps(file).map((step) => item(step, t)).join("")}</ol>
`;
}

function item({ text, command }: Step, t: ProgramSentences): string {
  const code = command === undefined ? "" : `<pre><code>${escape(command)}</code></pre>`;
  return `<li>${escape(text(t))}${code}</li>`;
}

function table(files: readonly Listed[], t: ProgramSentences): string {
  const rows = files.map(({ release: { name }, size, sha256 }) =>
    `<tr><td><a href="/get/${name}" download>${escape(name)}</a><td>${formatBytes(size)}
<td><code>${sha256}</code></tr>`
  );
  return `<h2>${escape(t.getAll())}</h2>
<table><tr><th>${escape(t.getFile())}<th>${escape(t.getSize())}<th>SHA-256</tr>
${rows.join("\n")}</table>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
