/**
 * The documents that are packed with the programs.
 *
 * @module
 */

import { dirname, join } from "node:path/posix";

/** A link or picture of Markdown, or a picture of HTML: the path, without `#` and what follows. */
const LINK = /(?:\]\(|<img src=")([^)#"\s]+)[^)"\s]*[)"]/g;

/**
 * Finds LICENSE, README.md and every file that these or a document linked from them link to. The
 * links work wherever the files keep their paths, which are relative to `root`.
 *
 * @param root The project's folder, with a slash at its end.
 * @throws if a link leads to no file of the project.
 */
export async function findDocuments(root: string): Promise<string[]> {
  const found = new Set(["LICENSE", "README.md"]);
  // A set visits what is added to it meanwhile.
  for (const document of found) {
    if (!document.endsWith(".md")) continue;
    const text = await Deno.readTextFile(root + document);
    for (const [, link] of text.matchAll(LINK)) {
      if (/^[a-z]+:/.test(link!)) continue;
      const path = join(dirname(document), link!);
      if (path.startsWith("..") || !await isFile(root + path)) {
        throw new Error(`Cannot pack ${document}: it links to ${link}, which is not a file`);
      }
      found.add(path);
    }
  }
  return [...found];
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}
