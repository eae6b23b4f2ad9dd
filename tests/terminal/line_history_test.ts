import { assertEquals } from "@std/assert";
import { LineHistory } from "../../lib/terminal/line_history.ts";
import { pure } from "../pure.ts";

/** A history of these lines, entered in this order. */
function historyOf(...lines: string[]): LineHistory {
  const history = new LineHistory();
  for (const line of lines) history.add(line);
  return history;
}

/** Goes back and forth, with `current` standing in the input, and tells what is found. */
function steps(history: LineHistory, by: (-1 | 1)[], current = "draft"): (string | undefined)[] {
  return by.map((by) => history.step(by, current));
}

pure("LineHistory steps back to the first line and forward to the draft", () => {
  assertEquals(
    steps(historyOf("one", "two"), [1, -1, -1, -1, 1, 1, 1, -1]),
    [undefined, "two", "one", undefined, "two", "draft", undefined, "two"],
  );
  assertEquals(steps(historyOf(), [-1, 1]), [undefined, undefined]);
});

pure("LineHistory keeps no password", () => {
  const history = historyOf("one", "/pass secret", " /Moderate secret", "/passing by");
  assertEquals(steps(history, [-1, -1, -1]), ["/passing by", "one", undefined]);
});

pure("LineHistory keeps the draft that stood there when the user went back", () => {
  const history = historyOf("one", "two");
  assertEquals(history.step(-1, "draft"), "two");
  assertEquals(history.step(-1, "two, changed"), "one");
  assertEquals(steps(history, [1, 1], "one, changed"), ["two", "draft"]);
  assertEquals(history.step(-1, "another draft"), "two");
  assertEquals(history.step(1, "two"), "another draft");
});

pure("LineHistory remembers no empty line and no line twice running", () => {
  const history = historyOf("", "one", "one", "", "one", "two", "one", "");
  assertEquals(steps(history, [-1, -1, -1, -1]), ["one", "two", "one", undefined]);
});

pure("LineHistory starts from the latest line when it was left or a line was added", () => {
  const leavings: [(history: LineHistory) => void, latest: string][] = [
    [(history) => (history.place = undefined), "three"],
    [(history) => history.add("four"), "four"],
    [(history) => history.add("three"), "three"],
    [(history) => history.add(""), "three"],
  ];
  for (const [leave, latest] of leavings) {
    const history = historyOf("one", "two", "three");
    steps(history, [-1, -1]);
    leave(history);
    assertEquals(steps(history, [1, -1], "new"), [undefined, latest]);
  }
});

pure("LineHistory remembers the latest 500 lines", () => {
  const history = historyOf(...Array.from({ length: 503 }, (_, i) => `line ${i}`));
  const found = steps(history, Array(501).fill(-1));
  assertEquals(found.slice(-3), ["line 4", "line 3", undefined]);
});

pure("LineHistory finds the latest line that holds a text", () => {
  const history = historyOf("make tea", "你好，世界", "make 👩‍🚀 tea", "(a|b)*");
  const table: [text: string, found: string | undefined][] = [
    ["make", "make 👩‍🚀 tea"],
    ["make t", "make tea"],
    ["世界", "你好，世界"],
    ["👩‍🚀", "make 👩‍🚀 tea"],
    ["|b)", "(a|b)*"],
    ["Make", undefined],
    ["nowhere", undefined],
  ];
  for (const [text, found] of table) {
    assertEquals(history.search(text, { current: "", older: false }), found, text);
  }
});

pure("LineHistory finds older lines from where the user is", () => {
  const history = historyOf("a1", "b", "a2", "a3");
  const search = (text: string, older = true) => history.search(text, { current: "draft", older });
  assertEquals(search("a"), "a3", "from the line being typed");
  assertEquals(search("a"), "a2");
  assertEquals(search("c"), undefined, "nobody moves");
  assertEquals(search("a"), "a1");
  assertEquals(search("a"), undefined);
  assertEquals(search("a", false), "a3", "the latest of all");
});

pure("LineHistory steps on from the line that was found, and back to the draft", () => {
  const history = historyOf("one", "two", "three");
  history.search("nowhere", { current: "lost", older: false });
  assertEquals(history.search("w", { current: "draft", older: false }), "two");
  assertEquals(history.search("n", { current: "two", older: true }), "one");
  assertEquals(steps(history, [1, 1, 1, 1], "x"), ["two", "three", "draft", undefined]);
});
