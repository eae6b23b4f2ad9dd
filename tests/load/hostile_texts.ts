/**
 * Texts that are expensive for careless code.
 *
 * @module
 */

import { byteLength } from "../../lib/protocol.ts";

/** Each is repeated to fill a line. */
export const ALPHABETS: Readonly<Record<string, string>> = {
  letters: "a",
  "upper-case letters": "Å",
  words: "word ",
  "the user's name": "foo ",
  "beginnings of a name": "Ann Le",
  blanks: " ",
  "no-break spaces": "\u00a0",
  "ideographic spaces": "\u3000",
  "braille blanks": "\u2800",
  "Hangul fillers": "\u3164",
  tabs: "\t",
  "a spacing mark": "¨",
  "a blank with a mark": " \u0308",
  "marks below and above": "\u0301\u0323",
  "marks of three classes": "\u0315\u0301\u0316",
  "marks on letters": "e\u0301",
  "many marks on one letter": "\u0301",
  "spacing marks": "\u0903",
  "invisible characters after marks": "\u0301\u200b\u200b\u200b",
  "zero-width joiners": "\u200d",
  "zero-width spaces": "\u200b",
  "soft hyphens": "\u00ad",
  "variation selectors": "\ufe0f",
  tags: "\u{e0061}",
  "joined emoji": "👨\u200d👩\u200d👧",
  "emoji joined without end": "👩\u200d",
  flags: "🇨🇳",
  "skin tones": "👍🏽",
  keycaps: "1\ufe0f\u20e3",
  colons: ":",
  "blanks and colons": " :",
  "no-break spaces and colons": "\u00a0:",
  "colons of other scripts": " \u0589\u05c3",
  "full-width colons": " ：",
  asterisks: "*",
  "full-width asterisks": "＊",
  slashes: "/",
  dashes: "—",
  commas: ", ",
  "Latin digits": "1",
  "Arabic digits": "١",
  "full-width digits": "１",
  "numbers and colons": "12:34 ",
  hexadecimal: "fe80::",
  brackets: "[",
  "ligatures that decompose to 18": "ﷺ",
  "conjoining jamo": "\u1100\u1161\u11a8",
  "leading jamo": "\u1100",
  Chinese: "中",
  Thai: "ก\u0e49",
  Devanagari: "क\u094d",
  "conjuncts without end": "क\u094d\u200d",
  "dotted i": "i\u0307",
  "sharp s": "ẞß",
  "line endings": "\n",
  "carriage returns": "\r",
  "replacement characters": "\ufffd",
  "lone surrogates": "\ud800",
  escapes: "\x1b[",
  "endless escapes": "\x1b[0;",
  "queries of a terminal": "\x1b]0",
  quotes: '"',
  backslashes: "\\",
  "key=value": "a=b ",
  "names of a list": "a :b, ",
  "different Chinese characters": range(0x4e00, 1400),
  "different syllables": range(0xac00, 1400),
  "different marks": range(0x0300, 0x70),
  "random characters": "aΩ中👩 :é*/#\u0301\u200d1-",
};

/** What stands before and behind, so that the text is not recognized at once or fits nearly. */
export const FRAMES: readonly [head: string, tail: string][] = [
  ...["", "x", "e\u0301\u0301", "foo :", "/msg ", "*past 1 1 "].map((
    head,
  ): [string, string] => [head, ""]),
  ...["", "foo :"].flatMap((head) =>
    [" b", "\u0301:\x07"].map((tail): [string, string] => [head, tail])
  ),
];

/** A head, what fits of an alphabet into `bytes` bytes of UTF-8, and a tail. */
export function hostileText(alphabet: string, bytes: number, head = "", tail = ""): string {
  let left = bytes - byteLength(head + tail);
  let middle = "";
  for (const character of alphabet.repeat(Math.ceil(left / byteLength(alphabet)))) {
    left -= byteLength(character);
    if (left < 0) break;
    middle += character;
  }
  return head + middle + tail;
}

function range(first: number, count: number): string {
  return String.fromCodePoint(...Array.from({ length: count }, (_, i) => first + i));
}
