/**
 * Makes the page from its sources: one HTML file with its styles in it, and with a script for each
 * language. `page.ts` leaves one of these for a browser, which asks once and never gets parts of
 * two versions.
 *
 * @module
 */

/** A style sheet or a script of the page. The script `/page_en.js` is made from `page_en.ts`. */
const PART =
  /<link rel="stylesheet" href="\/([\w-]+\.css)">|(<script [^>]*?) src="\/([\w-]+)\.js"><\/script>/g;

/**
 * Bundles the page. Takes the permission to read.
 *
 * @param folder The URL of its folder, which ends in a slash and holds `page.html`.
 * @throws if a file is missing or wrong, or the bundler cannot be fetched.
 */
export async function buildPage(folder: URL): Promise<string> {
  const source = await Deno.readTextFile(new URL("page.html", folder));
  const html = source.replace(/^ +/gm, "");
  const parts = Array.from(html.matchAll(PART), ([, style, , script]) => style ?? `${script}.ts`);
  const { outputFiles = [], errors } = await Deno.bundle({
    entrypoints: parts.map((name) => new URL(name, folder).href),
    outputDir: "page",
    platform: "browser",
    minify: true,
    write: false,
  });
  if (errors[0]) throw new Error(errors[0].text);
  const made = new Map(outputFiles.map((file) => [file.path.replace(/^.*[/\\]/, ""), file.text()]));
  const text = (name: string) => {
    const found = made.get(name);
    if (found === undefined) throw new Error(`The bundler made no ${name}`);
    return found.trim();
  };
  return html.replace(
    PART,
    (_, style?: string, tag?: string, script?: string) =>
      style === undefined
        ? `${tag}>${inScript(asWritten(text(`${script}.js`)))}</script>`
        : `<style>${text(style)}</style>`,
  );
}

/** Writes letters and signs as they are: the bundler writes each as an escape of six bytes. */
function asWritten(code: string): string {
  return code.replace(/\\(?:u([\dA-F]{4})|.)/gs, (escape, hex?: string) => {
    const character = String.fromCharCode(parseInt(hex ?? "0", 16));
    return /(?!\p{ASCII})[\p{L}\p{P}\p{S}]/u.test(character) ? character : escape;
  });
}

/** Writes what would end a script, or begin a comment in it, in another way; it stands in strings. */
function inScript(code: string): string {
  return code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}
