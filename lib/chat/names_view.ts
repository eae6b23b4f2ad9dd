/**
 * What a person sees of a list of names.
 *
 * @module
 */

import type { Sentences } from "../language/language.ts";
import type { ProgramSentences } from "../language/program_language.ts";
import type { Span } from "./message_view.ts";

/** How many of those who are here are named to somebody who joins. */
const MAX_NAMED = 20;

/**
 * The same order for everyone, whatever their language: Chinese names by their Pinyin, then other
 * scripts, and numbers by their value.
 */
const collator = new Intl.Collator("zh", { numeric: true });

/** Sorts names. Which of two that sort alike comes first does not depend on their order either. */
export function sortNames(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}

/** Names who is here, for `/who`. Those who are known to be `muted` are marked. */
export function listOfNames(
  names: readonly string[],
  t: Sentences,
  muted: readonly string[] = [],
): Span[] {
  const isMuted = new Set(muted);
  const mark = (name: string) => isMuted.has(name) ? `${name} (${t.muted()})` : name;
  const cells = sortNames(names).map((name) => ({ ...nameSpan(name), text: mark(name) }));
  return [{ text: t.here(names.length) }, ...listed(cells)];
}

/** Names who is here to somebody who joins. */
export function namesOnJoining(names: readonly string[], t: ProgramSentences): Span[] {
  const cells = sortNames(names).slice(0, MAX_NAMED).map(nameSpan);
  const more = names.length > MAX_NAMED ? ` …; ${t.whoListsAll()}` : "";
  return [{ text: `— ${t.here(names.length)}` }, ...listed(cells), { text: `${more} —` }];
}

/** Words one after the other. */
function listed(cells: readonly Span[]): Span[] {
  return cells.flatMap((cell, i) => i > 0 ? [{ text: ", " }, cell] : [cell]);
}

function nameSpan(name: string): Span {
  return { text: name, role: "name", name };
}
