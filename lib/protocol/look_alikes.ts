/**
 * Characters that are drawn alike, so that one line could pass for another.
 *
 * @module
 */

/** What a reader sees: nothing, a blank, a mark on the character before, a colon, an asterisk. */
type Drawn = "nothing" | "blank" | "mark" | "colon" | "asterisk" | "other";

/** Drawn like `:`: from Unicode's confusables.txt, and further characters that are called COLON. */
const COLONS = new Set(
  ":\u02d0\u02d1\u02f8\u0589\u05c3\u0703\u0704\u0705\u0706\u0707\u0708\u0709\u0903\u0a83\u1361" +
    "\u1365\u1366\u16ec\u17d6\u1803\u1804\u1809\u205a\u205d\u2236\u2237\u2982\u2af6\ua4fd\ua6f4" +
    "\ua789\ufe13\ufe30\ufe55\uff1a",
);

/** Drawn like `*`: from Unicode's confusables.txt, and further characters that are called ASTERISK. */
const ASTERISKS = new Set(
  "*\u066d\u204e\u2055\u2217\u2722\u2723\u2724\u2725\u2731\u2732\u2733\u273a\u273b\u273c\u273d" +
    "\ua673\ufe61\uff0a\u{1031f}",
);

const NOTHING = /^[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const BLANK = /^[\s\u2800]/u;
const MARK = /^\p{M}/u;

function classify(character: string): Drawn {
  if (COLONS.has(character)) return "colon";
  if (ASTERISKS.has(character)) return "asterisk";
  if (NOTHING.test(character)) return "nothing";
  if (BLANK.test(character)) return "blank";
  return MARK.test(character) ? "mark" : "other";
}

/** A character after NFKC, and how each part is drawn. */
type Parts = readonly (readonly [part: string, as: Drawn])[];

/** Texts use few characters. At most {@linkcode MAX_KNOWN} are remembered. */
const known = new Map<string, Parts>();
const MAX_KNOWN = 2_000;

/**
 * The parts of one code point. A whole text is not normalized, because ICU takes quadratic time for
 * long runs of combining marks.
 */
function partsOf(character: string): Parts {
  let parts = known.get(character);
  if (!parts) {
    // NFKC would turn U+FE30, which looks like a colon, into two dots.
    const isKnown = COLONS.has(character) || ASTERISKS.has(character);
    const text = isKnown ? character : character.normalize("NFKC");
    parts = Array.from(text, (part) => [part, classify(part)] as const);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(character, parts);
  }
  return parts;
}

/** Whether a text is drawn as if it started with `*`. */
export function startsWithAsterisk(text: string): boolean {
  for (const character of text) {
    for (const [, as] of partsOf(character)) if (as !== "nothing") return as === "asterisk";
  }
  return false;
}

/**
 * Finds a colon that follows a blank or an invisible character, perhaps with further blanks and marks
 * between them. Stops after `most` visible characters.
 *
 * @returns what is drawn before the blank, and where the text behind the colon begins.
 */
export function findDrawnColon(
  text: string,
  most: number,
): { before: string; end: number } | undefined {
  let before = "";
  let visible = 0;
  let afterBlank = false;
  let at = 0;
  for (const character of text) {
    at += character.length;
    for (const [part, as] of partsOf(character)) {
      if (afterBlank && (as === "mark" || as === "blank")) continue;
      if (afterBlank && as === "colon") return { before, end: at };
      if (as === "nothing") {
        afterBlank = true;
        continue;
      }
      if (++visible > most) return undefined;
      afterBlank = as === "blank";
      before += afterBlank ? " " : part;
    }
  }
  return undefined;
}
