/**
 * The rules for names: which are allowed, which two are the same, and how a second claimant is told
 * apart.
 *
 * Everything here takes linear time: whatever is normalized has a limited length, because ICU
 * takes quadratic time for long runs of combining marks.
 *
 * @module
 */

import { findDrawnColon } from "./look_alikes.ts";
import { Refusal } from "./refusal.ts";

/** The name of a client whose user has picked none, as in the original program. */
export const DEFAULT_NAME = "foo";

/** The longest name, in code points after NFC. */
export const MAX_NAME_LENGTH = 32;

/** The longest text that can become a name by NFC, which joins at most 4 code points, in UTF-16 units. */
const MAX_RAW_LENGTH = 2 * 4 * MAX_NAME_LENGTH;

/** The most visible characters of a name after NFKC, which makes at most 18 of one. */
const MAX_DRAWN_LENGTH = 18 * MAX_NAME_LENGTH;

/**
 * What a name may not contain: control and format characters (bidirectional controls and zero-width
 * ones among them), line separators, U+FFFD, and every other character that draws nothing, except
 * the variation selectors that emoji need.
 */
const FORBIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800\ufffd]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/u;

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Dashes set the program's own lines apart: `— alice left —`. */
const DASH = String.raw`[\p{Pd}\u2212\u2500\u2501]`;
const DASH_AT_END = new RegExp(`^${DASH}|${DASH}$`, "u");

/**
 * Checks a name and normalizes it: NFC, trimmed.
 *
 * @throws {Refusal} if the name breaks a rule.
 */
export function normalizeName(raw: string): string {
  const trimmed = raw.trim();
  const name = trimmed.length > MAX_RAW_LENGTH ? trimmed : trimmed.normalize("NFC").trim();
  if (name === "") throw new Refusal((t) => t.nameEmpty(MAX_NAME_LENGTH));
  const length = [...name].length;
  if (length > MAX_NAME_LENGTH) throw new Refusal((t) => t.nameTooLong(MAX_NAME_LENGTH, length));
  if (/^[*/]/.test(name)) throw new Refusal((t) => t.nameStart());
  if (FORBIDDEN.test(name)) throw new Refusal((t) => t.nameInvisible());
  // After NFKC, which turns no-break spaces and full-width characters into ordinary ones.
  const compatible = name.normalize("NFKC").replace(INVISIBLE, "").trim();
  if (/\s:/.test(compatible) || findDrawnColon(name, MAX_RAW_LENGTH)) {
    throw new Refusal((t) => t.nameColon());
  }
  if (/,\s/.test(compatible)) throw new Refusal((t) => t.nameComma());
  if (DASH_AT_END.test(compatible)) throw new Refusal((t) => t.nameDash());
  if (nameKey(name) === "") throw new Refusal((t) => t.nameNotVisible());
  return name;
}

/**
 * Two names are the same name if their keys are equal: NFKC, case folded, without what draws
 * nothing. Repeated until nothing changes, so that folding is closed over all of Unicode. A dot over
 * `i` or `j` draws nothing new and is dropped. Text that is too long for a name is its own key.
 */
export function nameKey(name: string): string {
  if (name.length > MAX_DRAWN_LENGTH) return name;
  let key = name;
  for (let before = ""; key !== before;) {
    before = key;
    key = key.normalize("NFKC").toUpperCase().toLowerCase().replace(INVISIBLE, "")
      .replace(/(?<=[ij])\u0307+/g, "").normalize("NFKC").trim().replace(/\s+/g, " ");
  }
  return key;
}

/**
 * The name of the `n`-th claimant of `name`: `alice#2`. A long name is cut so that the whole stays
 * within {@linkcode MAX_NAME_LENGTH}.
 */
export function numberedName(name: string, n: number): string {
  const suffix = `#${n}`;
  return [...name].slice(0, MAX_NAME_LENGTH - suffix.length).join("").trimEnd() + suffix;
}

/** Whose words a line claims to be. */
export interface Claim {
  /** A valid name. */
  name: string;
  /** What was said under it. */
  text: string;
  /** False if the line is only drawn like `NAME :TEXT`, but not so written. */
  exact: boolean;
}

/**
 * Reads NAME and TEXT of `NAME :TEXT`. A line that is only drawn so (a zero-width character in the
 * name, a no-break space, a colon of another script) is a claim that is not `exact`: it must not
 * pass for words of whoever holds the name.
 */
export function readClaim(line: string): Claim | undefined {
  const exact = readExactClaim(line);
  if (exact) return exact;
  const looks = findDrawnColon(line, MAX_DRAWN_LENGTH);
  const name = looks && asName(looks.before);
  return name === undefined ? undefined : { name, text: line.slice(looks!.end), exact: false };
}

/** Reads a line that is written as `NAME :TEXT`. Looks at the first 258 UTF-16 units only. */
export function readExactClaim(line: string): Claim | undefined {
  const end = line.slice(0, MAX_RAW_LENGTH + 2).indexOf(" :");
  const name = end < 1 ? undefined : asName(line.slice(0, end));
  return name === undefined ? undefined : { name, text: line.slice(end + 2), exact: true };
}

/** Valid names, normalized. Few people say most lines. */
const known = new Set<string>();
const MAX_KNOWN = 1_000;

/** Reads a name; undefined if it breaks a rule. */
export function asName(text: string): string | undefined {
  if (known.has(text)) return text;
  try {
    const name = normalizeName(text);
    if (known.size >= MAX_KNOWN) known.clear();
    known.add(name);
    return name;
  } catch {
    return undefined;
  }
}
