import { assertEquals } from "@std/assert";
import { complete } from "../../lib/chat/completion.ts";
import { pure } from "../pure.ts";

const COMMANDS = ["/who", "/msg", "/me", "/connect"];
const NAMES = [
  "bob",
  "Ann",
  "Ann Lee",
  "李雷",
  "李雷雷",
  "韩梅梅",
  "Renée",
  "👩‍🚀 Eve",
  "O'Neil (lab)",
];

/** Completes at the `|`, and puts a `|` where the cursor stands then. */
function completed(line: string, names = NAMES): [string, string[]] {
  const [before = "", after = ""] = line.split("|");
  const { text, cursor, choices } = complete(before + after, before.length, {
    commands: COMMANDS,
    names,
  });
  return [text.slice(0, cursor) + "|" + text.slice(cursor), choices];
}

/** Checks rows of: line before, line after, and the choices where these are not one. */
function check(table: [before: string, after: string, choices?: string[]][], names = NAMES): void {
  for (const [before, after, choices] of table) {
    const [line, all] = completed(before, names);
    assertEquals(line, after, before);
    if (choices) assertEquals(all, choices, before);
    else assertEquals(all.length, 1, before);
  }
}

pure("complete completes a command at the start of the line", () => {
  check([
    ["/w|", "/who |"],
    ["/W|", "/who |"],
    ["/who|", "/who |"],
    ["/m|", "/m|", ["/me", "/msg"]],
    ["/|", "/|", ["/connect", "/me", "/msg", "/who"]],
    ["/co|lab", "/connect |lab"],
    ["/co| lab", "/connect| lab"],
    ["/x|", "/x|", []],
    ["//w|", "//w|", []],
    ["/bob|", "/bob|", []],
  ]);
});

pure("complete completes a name wherever it begins", () => {
  check([
    ["b|", "bob |"],
    ["B|", "bob |"],
    ["bob|", "bob |"],
    ["hi b|", "hi bob |"],
    ["hi, (b|", "hi, (bob |"],
    ["@b|", "@bob |"],
    ["/msg b|", "/msg bob |"],
    ["/me greets o'n|", "/me greets O'Neil (lab) |"],
    ["👩‍🚀|", "👩‍🚀 Eve |"],
    ["re|", "Renée |"],
    ["rene\u0301|", "Renée |"], // as some keyboards write it
  ]);
});

pure("complete completes a name that holds spaces, from as early as it can", () => {
  check([
    ["a|", "Ann|", ["Ann", "Ann Lee"]],
    ["ANN|", "Ann|", ["Ann", "Ann Lee"]],
    ["Ann |", "Ann Lee |"],
    ["/msg ann l|", "/msg Ann Lee |"],
    ["hi o'neil (|", "hi O'Neil (lab) |"],
  ]);
  check([["to b|", "to bed |"], ["go to b|", "go to bed |"]], ["bob", "to bed"]);
});

pure("complete completes a Chinese name in a text without spaces", () => {
  check([
    ["韩|", "韩梅梅 |"],
    ["你好韩|", "你好韩梅梅 |"],
    ["hi韩梅|", "hi韩梅梅 |"],
    ["你好，韩梅|！", "你好，韩梅梅 |！"],
    ["我和李雷雷找韩|", "我和李雷雷找韩梅梅 |"],
    ["你好李|", "你好李雷|", ["李雷", "李雷雷"]],
    ["你好李雷|", "你好李雷|", ["李雷", "李雷雷"]],
    ["你好b|", "你好bob |"],
  ]);
});

pure("complete completes as far as it is clear, by whole characters", () => {
  check([["x|", "x|", ["x👩‍🚀", "x👩‍🚒"]]], ["x👩‍🚀", "x👩‍🚒"]);
  check([["r|", "r|", ["reb", "re\u0301a"]]], ["re\u0301a", "reb"]);
  check([["BO|", "Bob|", ["Bob", "bobby"]]], ["bobby", "Bob"]);
  check([["e\u0301|", "e\u0301|", ["éa", "éb"]]], ["éa", "éb"]); // what was typed stays
  check([["b|", "bob |"]], ["bob", "bob"]);
});

pure("complete leaves what stands after the cursor", () => {
  check([
    ["b| is here", "bob| is here"],
    ["b|, are you here?", "bob |, are you here?"],
    ["/msg b|hello", "/msg bob |hello"],
    ["|bob", "|bob", NAMES.toSorted()],
  ]);
});

pure("complete offers every name where a word may begin", () => {
  for (const line of ["|", "hi |", "/msg |"]) {
    assertEquals(completed(line), [line, NAMES.toSorted()]);
    assertEquals(completed(line, ["bob"]), [line.replace("|", "bob |"), ["bob"]]);
    assertEquals(completed(line, []), [line, []]);
  }
});

pure("complete leaves a word that begins no name", () => {
  for (const line of ["x|", "hello|", "xb|", "hi zz| there", "boby|", "rene|", "/msg x|"]) {
    assertEquals(completed(line), [line, []]);
    assertEquals(completed(line, ["bob"]), [line, []]);
  }
});

pure("complete completes a name at the end of a long line, however it is typed", () => {
  for (const before of ["x ".repeat(2000), "中".repeat(1300), "e\u0301".repeat(1300) + " "]) {
    check([
      [before + "b|", before + "bob |"],
      [before + "ann l|", before + "Ann Lee |"],
      [before + "b" + "|o" + "x".repeat(1000), before + "bob |o" + "x".repeat(1000)],
    ]);
  }
  // The longest name, typed in the longest way.
  const long = "e\u0302\u0323".repeat(31) + "x";
  const line = `${"hi ".repeat(1000)}${long}|`;
  check([[line, line]], [long.normalize("NFC")]);
});
