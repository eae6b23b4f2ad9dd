/**
 * The rules for names: which are allowed, which two are the same, and how a second claimant is told
 * apart.
 *
 * @module
 */

import { Refusal } from "./refusal.ts";

/** The name of a client whose user has picked none, as in the original program. */
export const DEFAULT_NAME = "foo";

/** The longest name, in code points after NFC. */
export const MAX_NAME_LENGTH = 32;

/**
 * What a name may not hold: control and format characters (bidirectional controls and zero-width
 * ones among them), line separators, what clean text made of any of these (U+FFFD), and every other
 * character that draws nothing, but for the variation selectors that emoji need.
 */
const FORBIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800\ufffd]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/u;

/** Characters that draw nothing: two names that differ only in these look the same. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * Checks a name and normalizes it: NFC, trimmed.
 *
 * @throws {Refusal} if the name breaks a rule.
 */
export function normalizeName(raw: string): string {
  const name = raw.normalize("NFC").trim();
  if (name === "") {
    throw new Refusal((t) => t.nameEmpty(MAX_NAME_LENGTH));
  }
  const length = [...name].length;
  if (length > MAX_NAME_LENGTH) {
    throw new Refusal((t) => t.nameTooLong(MAX_NAME_LENGTH, length));
  }
  if (/^[*/]/.test(name)) throw new Refusal((t) => t.nameStart());
  if (FORBIDDEN.test(name)) throw new Refusal((t) => t.nameInvisible());
  // After NFKC, so that a no-break space or a full-width colon does not get past the rule.
  if (/\s:/.test(name.normalize("NFKC"))) {
    throw new Refusal((t) => t.nameColon());
  }
  if (nameKey(name) === "") throw new Refusal((t) => t.nameNotVisible());
  return name;
}

/**
 * Two names are the same name if their keys are equal: NFKC, case folded, without what draws
 * nothing. JavaScript has no case folding; upper-casing and then lower-casing differs from it only
 * in taking a few more look-alikes (a dotless ı for i) as the same, which is the safer side.
 */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toUpperCase().toLowerCase().replace(INVISIBLE, "")
    .normalize("NFKC").trim().replace(/\s+/g, " ");
}

/**
 * The name of the `n`-th claimant of `name`: `alice#2`. A long name is cut so that the whole stays
 * within {@linkcode MAX_NAME_LENGTH}.
 */
export function numberedName(name: string, n: number): string {
  const suffix = `#${n}`;
  return [...name].slice(0, MAX_NAME_LENGTH - suffix.length).join("").trimEnd() + suffix;
}

/**
 * What is drawn as ` :` is: something blank, with or without marks on it, and a colon of some script
 * (after NFKC, which makes an ordinary one of the full-width and the presentation forms).
 */
const DRAWN_AS_COLON =
  /[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800][\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\p{M}]*[:\u2236\ua789\u02f8\u05c3\u0589]/u;

/** Whether a line starts with `*`, or would be drawn as if it did. */
export function looksLikeEvent(line: string): boolean {
  // Nearly every line begins with an ordinary letter, and needs no second look.
  return /^[\p{L}\p{N} ]/u.test(line)
    ? false
    : line.normalize("NFKC").replace(INVISIBLE, "").startsWith("*");
}

/** Whose words a line claims to be. */
export interface Claim {
  /** The name claimed, valid by {@linkcode normalizeName}. */
  name: string;
  /** What was said under it. */
  text: string;
  /** False where the line only looks like `NAME :TEXT` to a reader, but is not so written. */
  exact: boolean;
}

/**
 * Reads whose words a line claims to be: NAME in `NAME :TEXT`. A line that is not so written but
 * would be drawn so (a zero-width character in the name, a no-break space, a full-width colon) is a
 * claim as well, marked not `exact`: it must not pass for words of whoever holds the name.
 */
export function readClaim(line: string): Claim | undefined {
  const exact = splitAtColon(line);
  if (exact) return { ...exact, exact: true };
  const looks = splitAtColon(
    line.normalize("NFKC").replace(DRAWN_AS_COLON, " :").replace(INVISIBLE, ""),
  );
  return looks && { ...looks, exact: false };
}

function splitAtColon(line: string): { name: string; text: string } | undefined {
  const end = line.indexOf(" :");
  if (end < 1) return undefined;
  try {
    return { name: normalizeName(line.slice(0, end)), text: line.slice(end + 2) };
  } catch {
    return undefined;
  }
}
