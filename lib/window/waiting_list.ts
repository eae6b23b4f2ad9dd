/**
 * The lines that are on their way.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import { get, make } from "./dom.ts";

/** The most lines that are shown. The others are only counted. */
const MAX_SHOWN = 3;

/** Shows the lines that have no receipt yet. */
export function drawWaiting(waiting: readonly string[], { t }: PageLanguage): void {
  const shown = waiting.slice(0, MAX_SHOWN).map((text) => make("li", "", `… ${text}`));
  const more = waiting.length - shown.length;
  if (more > 0) shown.push(make("li", "", `… ${t.moreOnTheirWay(more)}`));
  get("ul#waiting").replaceChildren(...shown);
}
