/**
 * Finds text in what is kept.
 *
 * Every step takes linear time: the whole text is never normalized, because ICU takes quadratic time
 * for long runs of combining marks.
 *
 * @module
 */

import { readMessage } from "../protocol.ts";
import type { Entry, History } from "./history.ts";

/** How many messages an answer holds at most: the latest that match. */
export const MAX_FOUND = 50;

/** Full-width and half-width forms, and the blank that is as wide as a Chinese character. */
const OTHER_WIDTHS = /[\u3000\uff01-\uffee]/g;

/** What was found. */
export interface Found {
  /** The latest messages that match, oldest first; at most {@linkcode MAX_FOUND}. */
  entries: Entry[];
  /** How many messages match in all. */
  count: number;
}

/** Finds the kept messages whose text holds `text`, whatever the case and the width. */
export function search(history: History, text: string): Found {
  const wanted = fold(text);
  const entries: Entry[] = [];
  let count = 0;
  for (let number = history.last; number >= history.first; number--) {
    const entry = history.get(number);
    if (!entry) continue;
    const { line } = entry;
    // Most lines do not hold it at all, and to read one costs more than to look.
    if (!fold(line).includes(wanted) || !fold(readMessage(line).text).includes(wanted)) continue;
    if (++count <= MAX_FOUND) entries.push(entry);
  }
  return { entries: entries.reverse(), count };
}

/** Texts that differ in case or width only are equal when folded. */
function fold(text: string): string {
  // Upper case: lower case depends on the position, as with the two forms of a small sigma.
  return text.replace(OTHER_WIDTHS, (form) => form.normalize("NFKC")).toUpperCase();
}
