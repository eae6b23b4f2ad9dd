/**
 * Finds the addresses of web pages in text.
 *
 * @module
 */

/** A piece of text, and where it leads if it is a link. */
export interface LinkedText {
  /** The text as it was written. */
  text: string;
  /** The address, http or https only. */
  href?: string;
}

/** The longest link, in UTF-16 units. What is longer stays text. */
const MAX_LINK = 2048;

/** An address up to white space, quotes, angle brackets or Chinese punctuation. */
const ADDRESS = /(https?:\/\/[^\s<>"“”‘’「」《》【】（），。；：！？、…]+)/i;

/** Ends a sentence rather than an address. */
const CLOSING = /[.,;:!?'*_~)\]}]/;

/** Splits text at its links. The parts together are the text. Takes linear time. */
export function splitLinks(text: string): LinkedText[] {
  const parts: LinkedText[] = [];
  // With a group, every second part is what matched.
  for (const [i, part] of text.split(ADDRESS).entries()) {
    if (i % 2 === 0) parts.push({ text: part });
    else parts.push(...readLink(part));
  }
  return parts.filter(({ text }) => text !== "");
}

function readLink(found: string): LinkedText[] {
  const end = endOfLink(found);
  const text = found.slice(0, end);
  const isLink = end <= MAX_LINK && URL.canParse(text);
  if (!isLink) return [{ text: found }];
  return [{ text, href: new URL(text).href }, { text: found.slice(end) }];
}

/** A closing bracket belongs to a link that opens it, as in `…/wiki/Chat_(room)`. */
function endOfLink(found: string): number {
  let surplus = count(found, ")") - count(found, "(");
  let end = found.length;
  while (end > 0 && CLOSING.test(found[end - 1]!)) {
    if (found[end - 1] === ")" && surplus-- <= 0) break;
    end--;
  }
  return end;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
