import { assertEquals } from "@std/assert";
import { type Key, KeyDecoder } from "../../lib/terminal/keys.ts";
import { pure } from "../pure.ts";

/** Decodes chunks, one after the other. */
function decode(...chunks: string[]): Key[] {
  const decoder = new KeyDecoder();
  return chunks.flatMap((chunk) => decoder.push(chunk));
}

function text(text: string): Key {
  return { type: "text", text };
}

function paste(text: string): Key {
  return { type: "paste", text };
}

function key(name: string): Key {
  return { type: "key", name };
}

/** Every key with a name, as terminals send it. */
const NAMED: [name: string, ...inputs: string[]][] = [
  ["enter", "\r", "\n"],
  ["tab", "\t"],
  ["backspace", "\x7f", "\b"],
  ["up", "\x1b[A", "\x1bOA"],
  ["down", "\x1b[B", "\x1bOB"],
  ["right", "\x1b[C", "\x1bOC"],
  ["left", "\x1b[D", "\x1bOD"],
  ["home", "\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"],
  ["end", "\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"],
  ["delete", "\x1b[3~"],
  ["ctrl-left", "\x1b[1;5D", "\x1b[1;3D"],
  ["ctrl-right", "\x1b[1;5C", "\x1b[1;3C"],
  ["left", "\x1b[1;2D"],
  ["ctrl-a", "\x01"],
  ["ctrl-c", "\x03"],
  ["ctrl-d", "\x04"],
  ["ctrl-l", "\x0c"],
  ["ctrl-u", "\x15"],
  ["ctrl-w", "\x17"],
  ["ctrl-z", "\x1a"],
  ["ctrl-\\", "\x1c"],
  ["alt-b", "\x1bb"],
  ["alt-f", "\x1bf"],
  ["alt-d", "\x1bd"],
  ["alt-中", "\x1b中"],
  ["alt-👍", "\x1b👍"],
  ["alt-backspace", "\x1b\x7f"],
];

/** What terminals send for keys that do nothing here. */
const UNKNOWN = [
  "\x1b[2~", // insert
  "\x1b[5~", // page up
  "\x1b[15~", // F5
  "\x1bOP", // F1
  "\x1b[24;2~", // shift-F12
  "\x1b[E", // the 5 of the number pad
  "\x1b[Z", // shift-tab
  "\x1b[I", // the window has the focus
  "\x1b[<0;10;20M", // the mouse
  "\x1b[?1;2c", // what the terminal says it is
  "\x1b[13;2u", // shift-enter, where terminals tell
  "\x1b[201~", // the end of a paste that never began
];

pure("KeyDecoder names each key", () => {
  for (const [name, ...inputs] of NAMED) {
    for (const input of inputs) {
      assertEquals(decode(input), [key(name)], JSON.stringify(input));
      assertEquals(decode(`a${input}b`), [text("a"), key(name), text("b")], JSON.stringify(input));
    }
  }
});

pure("KeyDecoder names each key when its sequence is split", () => {
  for (const [name, ...inputs] of NAMED) {
    for (const input of inputs) {
      assertEquals(decode(...input), [key(name)], JSON.stringify(input));
    }
  }
});

pure("KeyDecoder ignores unknown sequences, however they are split", () => {
  for (const sequence of UNKNOWN) {
    assertEquals(decode(`a${sequence}b`), [text("a"), text("b")], JSON.stringify(sequence));
    assertEquals(decode(...sequence, "b"), [text("b")], JSON.stringify(sequence));
  }
});

pure("KeyDecoder goes on with text after an incomplete sequence", () => {
  assertEquals(decode("\x1b[1;", "中"), [text("中")]);
  assertEquals(decode("\x1b[1;\x1b[A"), [key("up")]);
});

pure("KeyDecoder gives text in one piece", () => {
  for (const typed of ["x", " x ", "Hello, world!", "你好", "👨‍👩‍👧🇨🇳", "e\u0301", "a\u00a0b~[O"]) {
    assertEquals(decode(typed), [text(typed)]);
  }
});

pure("KeyDecoder gives keys and text in the order in which they came", () => {
  assertEquals(decode("你好\x1b[D们\r\x03\x1bbx"), [
    text("你好"),
    key("left"),
    text("们"),
    key("enter"),
    key("ctrl-c"),
    key("alt-b"),
    text("x"),
  ]);
});

pure("KeyDecoder waits when only Esc was pressed", () => {
  const decoder = new KeyDecoder();
  assertEquals(decoder.push("\x1b"), []);
  assertEquals(decoder.push("b"), [key("alt-b")]);
});

pure("KeyDecoder gives a paste in one piece, wherever it is split", () => {
  const pasted = "two\r\nlines,\ttab \x1b[A 你好";
  const input = `a\x1b[200~${pasted}\x1b[201~b`;
  for (let at = 0; at <= input.length; at++) {
    const keys = decode(input.slice(0, at), input.slice(at));
    assertEquals(keys, [text("a"), paste(pasted), text("b")], `split at ${at}`);
  }
  assertEquals(decode(...input), [text("a"), paste(pasted), text("b")]);
});

pure("KeyDecoder gives empty and several pastes", () => {
  assertEquals(decode("\x1b[200~\x1b[201~\x1b[200~x\x1b[201~"), [paste(""), paste("x")]);
});

pure("KeyDecoder cuts a paste that is much too long", () => {
  const mega = 1024 * 1024;
  const [pasted, after] = decode("\x1b[200~", "x".repeat(mega), "y".repeat(mega), "\x1b[201~\r");
  assertEquals(pasted?.type, "paste");
  assertEquals((pasted as { text: string }).text.length <= mega, true);
  assertEquals(after, key("enter"));
});
