import { assertEquals } from "@std/assert";
import { splitLinks } from "../../lib/window/links.ts";
import { pure } from "../pure.ts";

/** The links of a text, and whether its parts together are the text. */
function linksOf(text: string): string[] {
  const parts = splitLinks(text);
  assertEquals(parts.map((part) => part.text).join(""), text);
  return parts.flatMap(({ href }) => href ?? []);
}

pure("splitLinks finds the addresses of pages, without what ends the sentence", () => {
  const table: [text: string, links: string[]][] = [
    ["no link", []],
    ["http://lab-pc:8001", ["http://lab-pc:8001/"]],
    ["see https://example.org/a.", ["https://example.org/a"]],
    ["(https://example.org/a)", ["https://example.org/a"]],
    ["https://en.wikipedia.org/wiki/Chat_(room)", ["https://en.wikipedia.org/wiki/Chat_(room)"]],
    ["看https://example.org/你好，很好", ["https://example.org/%E4%BD%A0%E5%A5%BD"]],
    ["《https://example.org》", ["https://example.org/"]],
    ["HTTPS://EXAMPLE.ORG/A?b=1&c=2#d", ["https://example.org/A?b=1&c=2#d"]],
    ["http://a.org and https://b.org", ["http://a.org/", "https://b.org/"]],
    ['<a href="http://a.org">', ["http://a.org/"]],
  ];
  for (const [text, links] of table) assertEquals(linksOf(text), links, text);
});

pure("splitLinks makes no link of other schemes, of what is no address, or of a long one", () => {
  const texts = [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://example.org",
    "http://",
    "https://...",
    "http://[",
    "https://example.org/" + "a".repeat(2048),
  ];
  for (const text of texts) assertEquals(linksOf(text), [], text);
});
