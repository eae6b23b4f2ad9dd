/**
 * Decodes what a terminal sends when keys are pressed.
 *
 * @module
 */

/** A key, or text that was typed or pasted. */
export type Key =
  /** Characters to insert. */
  | { type: "text"; text: string }
  /** Pasted text, with its line endings. */
  | { type: "paste"; text: string }
  /** Any other key by its name: `enter`, `left`, `ctrl-a`, `alt-b`. */
  | { type: "key"; name: string };

const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/** The most text of one paste that is kept, in UTF-16 units. The rest is dropped. */
const MAX_PASTE = 1024 * 1024;

/** Names of keys by what follows `ESC [` or `ESC O`, without the modifier. */
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

/** Names of keys that send a control character. */
const CONTROLS: Record<string, string> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\x7f": "backspace",
  "\b": "backspace",
};

/** Decodes terminal input. A key may be split between chunks. */
export class KeyDecoder {
  #rest = "";

  /** Takes a chunk and returns the keys that it completes. */
  push(chunk: string): Key[] {
    let input = this.#rest + chunk;
    const keys: Key[] = [];
    while (input !== "") {
      const { key, length } = readKey(input);
      if (length === 0) break;
      if (key) keys.push(key);
      input = input.slice(length);
    }
    // The end of a paste past the limit must still be found, even if it is split.
    const whole = input.length <= MAX_PASTE;
    this.#rest = whole ? input : input.slice(0, MAX_PASTE) + input.slice(-PASTE_END.length);
    return keys;
  }
}

/** Reads the first key of the input. Its length is 0 if the input ends within it. */
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
    // Ctrl-A to Ctrl-Z are 1 to 26; Ctrl-\ is 28.
    const code = input.charCodeAt(0);
    const letter = String.fromCharCode(code + (code <= 26 ? 0x60 : 0x40));
    return { key: { type: "key", name: `ctrl-${letter}` }, length: 1 };
  }
  // deno-lint-ignore no-control-regex -- text ends before a control character
  const text = /^[^\x00-\x1f\x7f]+/.exec(input)![0];
  return { key: { type: "text", text }, length: text.length };
}

function readEscape(input: string): { key?: Key; length: number } {
  // F1 to F5 of the Linux console, and replies to queries (OSC).
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
  // An unknown sequence does nothing. It must not become text.
  if (name === undefined) return { length: sequence.length };
  const prefix = modifier === "5" || modifier === "3" ? "ctrl-" : "";
  return { key: { type: "key", name: prefix + name }, length: sequence.length };
}

/** Reads Alt with another key, which a terminal sends as Esc and that key. A lone Esc waits. */
function readAlt(input: string): { key?: Key; length: number } {
  const letter = String.fromCodePoint(input.codePointAt(1) ?? 0);
  if (input.length === 1 || input === "\x1b]") return { length: 0 };
  // deno-lint-ignore no-control-regex -- escape sequences end with a control character
  if (input.startsWith("\x1b]")) return { length: /\x07|\x1b/.test(input.slice(2)) ? 2 : 0 };
  // Esc before a control character or sequence is ignored.
  if (letter < " ") return { length: 1 };
  const name = letter === "\x7f" ? "alt-backspace" : `alt-${letter}`;
  return { key: { type: "key", name }, length: 1 + letter.length };
}
