import { assertEquals } from "@std/assert";
import { LINE_BREAK, LineEditor, type Outcome } from "../../lib/terminal/editor.ts";
import type { Key } from "../../lib/terminal/keys.ts";
import { pure } from "../pure.ts";

const FAMILY = "👨‍👩‍👧";
const FLAG = "🇨🇳";
const E_ACUTE = "e\u0301";

/** An editor in which `text` was typed; a `|` in it is where the cursor stands. */
function editing(text: string): LineEditor {
  const editor = new LineEditor();
  const [before, after = ""] = text.split("|");
  editor.press({ type: "text", text: after });
  editor.press({ type: "key", name: "home" });
  editor.press({ type: "text", text: before! });
  return editor;
}

/** The text with a `|` where the cursor stands. */
function shown({ text, cursor }: LineEditor): string {
  return text.slice(0, cursor) + "|" + text.slice(cursor);
}

/** Presses keys by name, and tells what came of the last. */
function press(editor: LineEditor, ...names: string[]): Outcome {
  return names.map((name) => editor.press({ type: "key", name })).at(-1);
}

function type(editor: LineEditor, ...texts: string[]): void {
  for (const text of texts) editor.press({ type: "text", text });
}

/** Checks rows of: text before, keys, text after. */
function check(table: [before: string, keys: string, after: string][]): void {
  for (const [before, keys, after] of table) {
    const editor = editing(before);
    press(editor, ...keys.split(" "));
    assertEquals(shown(editor), after, `${before} ${keys}`);
  }
}

pure("LineEditor inserts text where the cursor stands", () => {
  const editor = new LineEditor();
  assertEquals(shown(editor), "|");
  type(editor, "你", "好", "!");
  assertEquals(shown(editor), "你好!|");
  press(editor, "left");
  type(editor, "，世界");
  assertEquals(shown(editor), "你好，世界|!");
});

pure("LineEditor moves by grapheme", () => {
  check([
    ["ab|", "left", "a|b"],
    ["a|b", "left left left", "|ab"],
    ["|ab", "right", "a|b"],
    ["a|b", "right right", "ab|"],
    ["中文|", "left", "中|文"],
    ["|中文", "right", "中|文"],
    [`x${FAMILY}|y`, "left", `x|${FAMILY}y`],
    [`x|${FAMILY}y`, "right", `x${FAMILY}|y`],
    [`${FLAG}${FLAG}|`, "left", `${FLAG}|${FLAG}`],
    [`|${FLAG}${FLAG}`, "right", `${FLAG}|${FLAG}`],
    [`caf${E_ACUTE}|`, "left", `caf|${E_ACUTE}`],
    [`caf|${E_ACUTE}s`, "right", `caf${E_ACUTE}|s`],
    ["ab|c", "ctrl-b", "a|bc"],
    ["ab|c", "ctrl-f", "abc|"],
    ["ab|c", "home", "|abc"],
    ["ab|c", "ctrl-a", "|abc"],
    ["ab|c", "end", "abc|"],
    ["ab|c", "ctrl-e", "abc|"],
  ]);
});

pure("LineEditor deletes by grapheme", () => {
  check([
    ["ab|c", "backspace", "a|c"],
    ["|abc", "backspace", "|abc"],
    ["ab|c", "ctrl-h", "a|c"],
    ["a|bc", "delete", "a|c"],
    ["abc|", "delete", "abc|"],
    ["a|bc", "ctrl-d", "a|c"],
    ["abc|", "ctrl-d", "abc|"],
    ["中文|", "backspace", "中|"],
    ["|中文", "delete", "|文"],
    [`x${FAMILY}|y`, "backspace", "x|y"],
    [`x|${FAMILY}y`, "delete", "x|y"],
    [`${FLAG}${FLAG}|`, "backspace", `${FLAG}|`],
    [`|${FLAG}${FLAG}`, "delete", `|${FLAG}`],
    [`caf${E_ACUTE}|`, "backspace", "caf|"],
    [`caf|${E_ACUTE}s`, "delete", "caf|s"],
  ]);
});

pure("LineEditor keeps the cursor outside a grapheme that came in pieces", () => {
  const editor = editing("caf|s");
  type(editor, "e", "\u0301");
  assertEquals(shown(editor), `caf${E_ACUTE}|s`);
  press(editor, "backspace");
  assertEquals(shown(editor), "caf|s");
});

pure("LineEditor moves by word", () => {
  for (const [left, right] of [["ctrl-left", "ctrl-right"], ["alt-b", "alt-f"]] as const) {
    check([
      ["one two|", left, "one |two"],
      ["one two  |", left, "one |two  "],
      ["one t|wo", left, "one |two"],
      ["one |two", left, "|one two"],
      ["|one", left, "|one"],
      ["|one two", right, "one| two"],
      ["one| two", right, "one two|"],
      ["你好 世|界 !", right, "你好 世界| !"],
      ["one|", right, "one|"],
    ]);
  }
});

pure("LineEditor kills and puts back what was killed", () => {
  check([
    ["one t|wo", "ctrl-u", "|wo"],
    ["one t|wo", "ctrl-k", "one t|"],
    ["one two|", "ctrl-w", "one |"],
    ["one two  |x", "ctrl-w", "one |x"],
    ["one two|", "alt-backspace", "one |"],
    ["one| two x", "alt-d", "one| x"],
    ["one t|wo", "ctrl-u end ctrl-y", "woone t|"],
    ["one t|wo", "ctrl-k home ctrl-y", "wo|one t"],
    ["one two|", "ctrl-w ctrl-y ctrl-y", "one twotwo|"],
    ["|one two", "alt-d end ctrl-y", " twoone|"],
    ["one|", "ctrl-y", "one|"],
    ["one two|", "ctrl-w ctrl-k ctrl-y", "one two|"], // an empty kill keeps what was killed
    ["|one", "ctrl-u ctrl-w ctrl-y", "|one"],
  ]);
});

pure("LineEditor does nothing when a key means nothing to it", () => {
  for (const name of ["alt-x", "ctrl-g", "ctrl-q", "ctrl-delete"]) {
    const editor = editing("a|b");
    assertEquals(press(editor, name), undefined);
    assertEquals(shown(editor), "a|b");
  }
});

// --- Leaving the line -----------------------------------------------------------------------------

pure("LineEditor gives the line when Enter is pressed", () => {
  const editor = editing("Hel|lo!");
  assertEquals(press(editor, "enter"), { type: "submit", lines: ["Hello!"] });
  assertEquals(shown(editor), "|");
  assertEquals(press(editor, "enter"), { type: "submit", lines: [""] });
});

pure("LineEditor tells what a control key asks for", () => {
  const table: [string, string, Outcome, string][] = [
    ["half-|typed", "ctrl-c", { type: "interrupt", text: "half-typed" }, "|"],
    ["|", "ctrl-c", { type: "interrupt", text: "" }, "|"],
    ["|", "ctrl-d", { type: "end" }, "|"],
    ["a|b", "ctrl-d", undefined, "a|"],
    ["a|b", "ctrl-l", { type: "redraw" }, "a|b"],
    ["a|b", "tab", { type: "complete" }, "a|b"],
  ];
  for (const [before, name, outcome, after] of table) {
    const editor = editing(before);
    assertEquals(press(editor, name), outcome);
    assertEquals(shown(editor), after);
  }
});

// --- Pasting --------------------------------------------------------------------------------------

pure("LineEditor shows where lines were pasted and gives them as lines", () => {
  const table: [pasted: string, shown: string, lines: string[]][] = [
    ["one", "<one|>", ["<one>"]],
    ["one\ntwo", `<one⏎two|>`, ["<one", "two>"]],
    ["one\r\ntwo\rthree", `<one⏎two⏎three|>`, ["<one", "two", "three>"]],
    ["one\r\n", "<one|>", ["<one>"]],
    ["one\n\n", "<one|>", ["<one>"]],
    ["\none\n\ntwo", `<⏎one⏎⏎two|>`, ["<", "one", "", "two>"]],
    ["", "<|>", ["<>"]],
  ];
  for (const [pasted, after, lines] of table) {
    const editor = editing("<|>");
    assertEquals(editor.press({ type: "paste", text: pasted }), undefined, "it is not sent yet");
    assertEquals(shown(editor), after);
    assertEquals(press(editor, "enter"), { type: "submit", lines });
  }
});

pure("LineEditor puts lines back before what stands there", () => {
  const editor = new LineEditor();
  editor.putBack(["one"]);
  assertEquals(shown(editor), "one|");
  editor.putBack(["two", "three"]);
  assertEquals(shown(editor), `two${LINE_BREAK}three${LINE_BREAK}one|`);
  assertEquals(press(editor, "enter"), { type: "submit", lines: ["two", "three", "one"] });
});

pure("LineEditor replaces the text when it is set", () => {
  const editor = editing("a|b");
  editor.set("你好");
  assertEquals(shown(editor), "你好|");
  editor.set("你好", 1);
  assertEquals(shown(editor), "你|好");
});

// --- History --------------------------------------------------------------------------------------

/** An editor in which these lines were entered. */
function after(...lines: string[]): LineEditor {
  const editor = new LineEditor();
  for (const line of lines) {
    type(editor, line);
    press(editor, "enter");
  }
  return editor;
}

pure("LineEditor recalls earlier lines and the draft", () => {
  for (const [up, down] of [["up", "down"], ["ctrl-p", "ctrl-n"]] as const) {
    const editor = after("one", "two");
    type(editor, "draft");
    const steps: [string, string][] = [
      [down, "draft|"],
      [up, "two|"],
      [up, "one|"],
      [up, "one|"],
      [down, "two|"],
      [down, "draft|"],
      [down, "draft|"],
      [up, "two|"],
    ];
    for (const [name, text] of steps) {
      press(editor, name);
      assertEquals(shown(editor), text);
    }
  }
});

pure("LineEditor recalls nothing when nothing was entered", () => {
  check([["dra|ft", "up", "dra|ft"], ["dra|ft", "down", "dra|ft"]]);
});

pure("LineEditor enters a recalled line anew as it was changed", () => {
  const editor = after("one", "two");
  press(editor, "up", "up");
  type(editor, "!");
  assertEquals(press(editor, "enter"), { type: "submit", lines: ["one!"] });
  const recalled = ["up", "up", "up", "up"].map((name) => {
    press(editor, name);
    return editor.text;
  });
  assertEquals(recalled, ["one!", "two", "one", "one"]);
});

pure("LineEditor remembers no empty line and no line twice in a row", () => {
  const editor = after("one", "two", "two", "", "two");
  press(editor, "up", "up");
  assertEquals(editor.text, "one");
});

pure("LineEditor starts from the latest line when another was cleared or entered", () => {
  for (const leave of ["ctrl-c", "enter"]) {
    const editor = after("one", "two", "three");
    press(editor, "up", "up", "up", leave, "up");
    assertEquals(editor.text, leave === "enter" ? "one" : "three");
    press(editor, "down");
    assertEquals(editor.text, "");
  }
});

pure("LineEditor remembers pasted lines as they were shown", () => {
  const editor = after(`one${LINE_BREAK}two`);
  press(editor, "up");
  assertEquals(press(editor, "enter"), { type: "submit", lines: ["one", "two"] });
});

pure("LineEditor remembers the latest 500 lines", () => {
  const editor = after(...Array.from({ length: 510 }, (_, i) => `line ${i}`));
  press(editor, ...Array(600).fill("up"));
  assertEquals(editor.text, "line 10");
});

// --- Searching ------------------------------------------------------------------------------------

const TYPED = ["make tea", "你好，世界", `make 咖啡 ${FAMILY}`];

/** An editor in which the history is being searched, with a draft that stood there before. */
function searching(...queries: string[]): LineEditor {
  const editor = after(...TYPED);
  type(editor, "draft");
  press(editor, "left", "ctrl-r");
  type(editor, ...queries);
  return editor;
}

pure("LineEditor searches as the query is typed, taken back and looked for again", () => {
  const [tea, , coffee] = TYPED;
  const editor = searching();
  assertEquals([shown(editor), editor.search], ["draf|t", { query: "", found: true }]);
  const steps: [key: Key, shown: string, query: string, found?: boolean][] = [
    [{ type: "key", name: "ctrl-r" }, "draf|t", ""],
    [{ type: "text", text: "m" }, `|${coffee}`, "m"],
    [{ type: "text", text: "ake t" }, `|${tea}`, "make t"], // narrows
    [{ type: "text", text: "x" }, `|${tea}`, "make tx", false],
    [{ type: "key", name: "backspace" }, `|${tea}`, "make t"],
    [{ type: "key", name: "ctrl-h" }, `|${coffee}`, "make "], // widens
    [{ type: "key", name: "ctrl-r" }, `|${tea}`, "make "], // goes older
    [{ type: "key", name: "ctrl-r" }, `|${tea}`, "make ", false], // there is none
    [{ type: "paste", text: "咖" }, `|${coffee}`, "make 咖"],
    [{ type: "paste", text: "\x1b[2J" }, `|${coffee}`, "make 咖\ufffd[2J", false],
  ];
  for (const [i, [key, text, query, found = true]] of steps.entries()) {
    assertEquals(editor.press(key), undefined);
    assertEquals([shown(editor), editor.search], [text, { query, found }], `step ${i}`);
  }
});

pure("LineEditor searches for Chinese and emoji, by grapheme", () => {
  for (
    const [query, text, shorter] of [
      ["世界", "你好，|世界", "世"],
      [`啡 ${FAMILY}`, `make 咖|啡 ${FAMILY}`, "啡 "],
    ] as const
  ) {
    const editor = searching(query);
    assertEquals(shown(editor), text);
    press(editor, "backspace");
    assertEquals([shown(editor), editor.search?.query], [text, shorter]);
  }
});

pure("LineEditor looks for nothing when the whole query is taken back", () => {
  const editor = searching("tea");
  press(editor, "backspace", "backspace", "backspace", "backspace");
  assertEquals(editor.search, { query: "", found: true });
});

pure("LineEditor puts back what stood there when a search is given up", () => {
  for (const name of ["ctrl-g", "ctrl-c"]) {
    for (const query of ["tea", "nowhere", ""]) {
      const editor = searching(query);
      assertEquals(press(editor, name), undefined, "it ends the search and nothing else");
      assertEquals([editor.text, editor.search], ["draft", undefined], `${name} ${query}`);
      press(editor, "up");
      assertEquals(editor.text, TYPED.at(-1), "from the latest line on");
      press(editor, "down");
      assertEquals(editor.text, "draft");
    }
  }
});

pure("LineEditor gives the line found when Enter is pressed in a search", () => {
  const editor = searching("tea");
  assertEquals(press(editor, "enter"), { type: "submit", lines: ["make tea"] });
  assertEquals([shown(editor), editor.search], ["|", undefined]);
  press(editor, "up");
  assertEquals(editor.text, "make tea");
});

pure("LineEditor keeps the line found and does what another key does in a search", () => {
  const table: [name: string, shown: string, outcome?: Outcome][] = [
    ["left", "make| tea"],
    ["right", "make t|ea"],
    ["home", "|make tea"],
    ["end", "make tea|"],
    ["delete", "make |ea"],
    ["ctrl-d", "make |ea"],
    ["ctrl-k", "make |"],
    ["ctrl-u", "|tea"],
    ["alt-x", "make |tea"],
    ["tab", "make |tea", { type: "complete" }],
    ["ctrl-l", "make |tea", { type: "redraw" }],
    ["up", "make |tea"], // the first line there is
    ["down", "你好，世界|"],
  ];
  for (const [name, text, outcome] of table) {
    const editor = searching("tea");
    assertEquals(press(editor, name), outcome, name);
    assertEquals([shown(editor), editor.search], [text, undefined], name);
  }
});

pure("LineEditor steps on from the line found, back to the draft", () => {
  const editor = searching("tea");
  press(editor, "down", "down", "down");
  assertEquals(shown(editor), "draft|");
});
