/**
 * What a terminal sends when keys are pressed, decoded.
 *
 * Pure: knows escape sequences, and nothing of what a key does.
 *
 * @module
 */

/** A key pressed, or text typed or pasted. */
export type Key =
  /** Characters to insert. */
  | { type: "text"; text: string }
  /** Text pasted in one piece, line endings and all. */
  | { type: "paste"; text: string }
  /** Any other key by its name: `enter`, `left`, `ctrl-a`, `alt-b`. */
  | { type: "key"; name: string };

const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/** The most text of one paste that is kept, in UTF-16 units. */
const MAX_PASTE = 1024 * 1024;

/** What follows `ESC [` or `ESC O`, without the modifier, to the key's name. */
const SEQUENCES: Record<string, string> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
  "1~": "home",
  "3~": "delete",
  "4~": "end",
  "7~": "home",
  "8~": "end",
};

const CONTROLS: Record<string, string> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\x7f": "backspace",
  "\b": "backspace",
};

/** Decodes terminal input, however it is cut into chunks. */
export class KeyDecoder {
  #rest = "";

  /** Takes a chunk of input and returns the keys it completes. */
  push(chunk: string): Key[] {
    let input = this.#rest + chunk;
    const keys: Key[] = [];
    while (input !== "") {
      const { key, length } = readKey(input);
      if (length === 0) break;
      if (key) keys.push(key);
      input = input.slice(length);
    }
    // Of a paste past the limit its end is still to be found.
    const whole = input.length <= MAX_PASTE;
    this.#rest = whole ? input : input.slice(0, MAX_PASTE) + input.slice(-PASTE_END.length);
    return keys;
  }
}

/** Reads one key off the input; a length of 0 means that more must come first. */
function readKey(input: string): { key?: Key; length: number } {
  if (input.startsWith(PASTE_START)) {
    const end = input.indexOf(PASTE_END);
    if (end < 0) return { length: 0 };
    const text = input.slice(PASTE_START.length, end);
    return { key: { type: "paste", text }, length: end + PASTE_END.length };
  }
  if (input[0] === "\x1b") return readEscape(input);
  const control = CONTROLS[input[0]!];
  if (control) return { key: { type: "key", name: control }, length: 1 };
  if (input[0]! < " ") {
    const letter = String.fromCharCode(input.charCodeAt(0) + 0x60);
    return { key: { type: "key", name: `ctrl-${letter}` }, length: 1 };
  }
  // deno-lint-ignore no-control-regex -- text ends where a control character stands
  const text = /^[^\x00-\x1f\x7f]+/.exec(input)![0];
  return { key: { type: "text", text }, length: text.length };
}

function readEscape(input: string): { key?: Key; length: number } {
  // F1 to F5 of the Linux console, and what a terminal answers to questions we never ask.
  // deno-lint-ignore no-control-regex -- escape sequences begin with a control character
  const [ignored] = /^\x1b\[\[[A-E]|^\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/.exec(input) ?? [];
  if (ignored !== undefined) return { length: ignored.length };
  const [sequence, parameters, final] =
    // deno-lint-ignore no-control-regex -- escape sequences begin with a control character
    /^\x1b[[O]([0-?]*)(?:[ -/]*)(\[|[@-~])?/.exec(input) ?? [];
  if (sequence === undefined) return readAlt(input);
  if (final === undefined && sequence.length === input.length) return { length: 0 };
  if (final === "[" && input.length === sequence.length) return { length: 0 };
  const [number, modifier] = parameters!.split(";");
  const name = SEQUENCES[final === "~" ? `${number}~` : final ?? ""];
  // A sequence that is not known does nothing; above all it does not become text.
  if (name === undefined) return { length: sequence.length };
  const word = modifier === "5" || modifier === "3" ? "ctrl-" : "";
  return { key: { type: "key", name: word + name }, length: sequence.length };
}

/** Esc before another key is how a terminal says Alt; so a lone Esc waits for the next key. */
function readAlt(input: string): { key?: Key; length: number } {
  const letter = String.fromCodePoint(input.codePointAt(1) ?? 0);
  if (input.length === 1 || input === "\x1b]") return { length: 0 };
  // deno-lint-ignore no-control-regex -- escape sequences end with a control character
  if (input.startsWith("\x1b]")) return { length: /\x07|\x1b/.test(input.slice(2)) ? 2 : 0 };
  // Before a key that is no character it means nothing.
  if (letter < " ") return { length: 1 };
  const name = letter === "\x7f" ? "alt-backspace" : `alt-${letter}`;
  return { key: { type: "key", name }, length: 1 + letter.length };
}
