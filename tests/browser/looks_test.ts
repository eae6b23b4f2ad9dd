import axe from "axe-core";
import { assertEquals, assertLessOrEqual } from "@std/assert";
import { Raw, startServer } from "../programs/programs.ts";
import { browserTest, Tab } from "./browsers.ts";

/** Text that would break a page that trusts it. */
const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  "<script>document.title = 1</script>",
  "</div></body><style>*{display:none}</style>",
  "&lt;b&gt; &amp; &#60;i&#62;",
  "javascript:alert(1) http://a/\"onmouseover=alert(1) http://b/'><svg/onload=alert(1)>",
  "x".repeat(2000),
  "漢".repeat(600),
  "שלום עולם ".repeat(20) + "a".repeat(80),
  "Z" + "\u0351".repeat(1000),
  "https://example.org/" + "y".repeat(1500),
];

/** A room in which people with awkward names have said hostile things, and a tab of each language. */
async function fill(port: number): Promise<Raw> {
  const raw = await Raw.connect(port);
  const names = [
    "<b>bold</b>",
    "W".repeat(32),
    "مرحبا",
    "👩‍👩‍👧‍👦".repeat(4),
    "{{x}}",
    "${1}",
    "'\"",
    "&amp;",
    "--",
  ];
  const lines = HOSTILE.map((text, i) => `${names[i % names.length]} :${text}\n`);
  await raw.send(lines.join("") + "nobody says this\nfoo :/me waves\nend :end\n");
  await raw.until("end :end\n");
  return raw;
}

browserTest("nothing that others write becomes markup", async (context) => {
  await using server = await startServer(["--rate", "0", "--title", "Physics"]);
  using _raw = await fill(server.port);
  const tab = await Tab.open(context, server.port);
  await tab.join("Alice");
  await tab.sees("end");
  const tags = await tab.page.$$eval(
    "[role=log] *, #people *",
    (elements) => [...new Set(elements.map((element) => element.localName))].toSorted(),
  );
  assertEquals(
    tags,
    ["a", "bdi", "button", "div", "li", "p", "span", "time", "ul"]
      .filter((tag) => tags.includes(tag)),
  );
  const hrefs = await tab.page.$$eval(
    "[role=log] a",
    (links) =>
      links.map((link) =>
        [link.getAttribute("href")!.slice(0, 10), link.target, link.rel].join(" ")
      ),
  );
  assertEquals(hrefs.every((one) => /^https?:\/\/\S+ _blank noopener noreferrer$/.test(one)), true);
  await tab.until(() => document.title === "Physics");
  assertEquals((await tab.said()).includes(`<b>bold</b>: ${HOSTILE[0]}`), true);
});

browserTest("at 320 pixels nothing scrolls sideways, whatever others write", async (context) => {
  await using server = await startServer(["--rate", "0"]);
  using _raw = await fill(server.port);
  for (const language of ["en", "zh"] as const) {
    const tab = await Tab.open(context, server.port, { language });
    await tab.page.setViewport({ width: 320, height: 600 });
    await tab.join("W".repeat(32));
    await tab.sees("end");
    await tab.until(() => !document.querySelector<HTMLElement>("#show-people")!.hidden);
    await tab.page.click("#show-people");
    await tab.page.click("#show-search");
    const widths = await tab.page.evaluate(() =>
      [
        document.documentElement,
        ...document.querySelectorAll("[role=log], #people, header, footer"),
      ]
        .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    );
    for (const excess of widths) assertLessOrEqual(excess, 0);
    await tab.page.close();
  }
});

browserTest("axe finds nothing serious in either language and color scheme", async (context) => {
  await using server = await startServer(["--rate", "0"]);
  using _raw = await fill(server.port);
  for (const language of ["en", "zh"] as const) {
    const tab = await Tab.open(context, server.port, { language });
    await tab.join(language === "en" ? "Alice" : "小明");
    await tab.sees("end");
    await tab.say("http://lab-pc:8001 and /help");
    await tab.say("/msg nobody-here 你好");
    await tab.say("/help");
    await tab.page.click("#show-search");
    await tab.page.keyboard.type("e\n");
    await tab.until(() => document.querySelectorAll("#search-found .row").length > 0);
    for (const scheme of ["light", "dark"]) {
      await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await tab.page.evaluate(axe.source);
      const found = await tab.page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: {
            run(): Promise<
              { violations: { id: string; impact: string; nodes: { html: string }[] }[] }
            >;
          };
        };
        return (await axe.run()).violations.map(({ id, impact, nodes }) =>
          `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`
        );
      });
      assertEquals(found, [], `${language}, ${scheme}`);
    }
  }
}, ["chrome"]);
