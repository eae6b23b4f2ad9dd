import { assertEquals, assertThrows } from "@std/assert";
import {
  COMMON_OPTIONS,
  helpText,
  readArguments,
  readChoice,
  readWhole,
  type Usage,
} from "../../lib/program/arguments.ts";
import { Refusal } from "../../lib/protocol.ts";

const USAGE: Usage = {
  head: "Usage: chat [HOST]\nJoins a room.",
  options: {
    port: { value: "PORT", help: "Where to listen" },
    name: { value: "NAME", help: "Who you are,\nas others see it" },
    quiet: { help: "Say less" },
    ...COMMON_OPTIONS,
  },
  operands: 1,
};

/** What `args` come to, in one object to compare. */
function read(...args: string[]) {
  const { has, value, operands } = readArguments(args, USAGE);
  const names = Object.keys(USAGE.options);
  return {
    given: names.filter(has),
    values: names.map(value).filter((value) => typeof value === "string"),
    operands,
  };
}

Deno.test("readArguments reads an option that begins with no-", { permissions: "none" }, () => {
  const usage = { head: "", options: { "no-presence": { help: "Show less" } }, operands: 1 };
  const { has, operands } = readArguments(["--no-presence", "lab"], usage);
  assertEquals([has("no-presence"), operands], [true, ["lab"]]);
});

Deno.test("readArguments finds nothing when nothing is given", { permissions: "none" }, () => {
  assertEquals(read(), { given: [], values: [], operands: [] });
});

Deno.test("readArguments reads options and operands in any order", { permissions: "none" }, () => {
  const expected = { given: ["port", "quiet"], values: ["9000"], operands: ["lab-pc"] };
  assertEquals(read("--port", "9000", "--quiet", "lab-pc"), expected);
  assertEquals(read("lab-pc", "--quiet", "--port=9000"), expected);
  assertEquals(read("--quiet", "lab-pc", "--port", "9000"), expected);
});

Deno.test(
  "readArguments keeps a value and an operand as they are typed",
  { permissions: "none" },
  () => {
    assertEquals(read("--name", "007", "0080").values, ["007"]);
    assertEquals(read("--name", "007", "0080").operands, ["0080"]);
    assertEquals(read("--name=a=b").values, ["a=b"]);
    assertEquals(read("--name=--quiet"), { given: ["name"], values: ["--quiet"], operands: [] });
    assertEquals(read("--name", "王 小明").values, ["王 小明"]);
  },
);

Deno.test("readArguments takes the last value when an option is given twice", {
  permissions: "none",
}, () => {
  assertEquals(read("--port", "1", "--port", "2").values, ["2"]);
});

Deno.test("readArguments takes -h for --help", { permissions: "none" }, () => {
  assertEquals(read("-h").given, ["help"]);
  assertEquals(read("--help").given, ["help"]);
  const bare: Usage = { head: "x", options: {} };
  assertThrows(() => readArguments(["-h"], bare), Refusal, "Unknown option -h");
});

Deno.test("readArguments takes what follows -- as operands", { permissions: "none" }, () => {
  assertEquals(read("--quiet", "--", "--port").operands, ["--port"]);
  assertEquals(read("--", "--quiet=x").operands, ["--quiet=x"]);
});

Deno.test("readArguments says what is wrong and where help is when it refuses", {
  permissions: "none",
}, () => {
  const cases: [args: string[], why: string][] = [
    [["--nope"], "Unknown option --nope"],
    [["--no-quiet"], "Unknown option --no-quiet"],
    [["--constructor"], "Unknown option --constructor"],
    [["-x"], "Unknown option -x"],
    [["--port"], "Option --port needs a value: --port PORT"],
    [["--port="], "Option --port needs a value: --port PORT"],
    [["--port", "--quiet"], "Option --port needs a value: --port PORT"],
    [["--name", ""], "Option --name needs a value: --name NAME"],
    [["--quiet=yes"], "Option --quiet takes no value"],
    [["a", "b"], 'Unexpected argument "b"'],
    [["a", "--", "b"], 'Unexpected argument "b"'],
  ];
  for (const [args, why] of cases) {
    assertThrows(() => read(...args), Refusal, `${why}; --help shows what there is`);
  }
});

Deno.test(
  "readArguments takes no operands when the program has none",
  { permissions: "none" },
  () => {
    const bare: Usage = { head: "x", options: COMMON_OPTIONS };
    assertEquals(readArguments(["--version"], bare).has("version"), true);
    assertThrows(() => readArguments(["lab-pc"], bare), Refusal, 'Unexpected argument "lab-pc"');
  },
);

Deno.test("helpText sets the options in two columns", { permissions: "none" }, () => {
  assertEquals(
    helpText(USAGE),
    `Usage: chat [HOST]
Joins a room.

Options:
  --port PORT      Where to listen
  --name NAME      Who you are,
                   as others see it
  --quiet          Say less
  --lang LANGUAGE  Speak English (en) or Chinese (zh); default: as this PC does
  --help           Show this text
  --version        Show the version
`,
  );
});

Deno.test("helpText speaks the user's language, and keeps its columns", {
  permissions: "none",
}, () => {
  const table: Record<string, string> = {
    "Joins a room.": "进入聊天室。",
    "Options:": "选项：",
    "Who you are,\nas others see it": "你的名字，\n别人看到的",
  };
  const options = { name: USAGE.options["name"]!, quiet: USAGE.options["quiet"]! };
  assertEquals(
    helpText({ head: "Joins a room.", options }, (sentence) => table[sentence] ?? sentence),
    `进入聊天室。

选项：
  --name NAME  你的名字，
               别人看到的
  --quiet      Say less
`,
  );
});

Deno.test("readWhole reads whole numbers within the limits, the limits included", {
  permissions: "none",
}, () => {
  for (const [text, value] of [["1", 1], ["65535", 65535], ["0080", 80]] as const) {
    assertEquals(readWhole(text, "--port", 1, 65535), value);
  }
});

Deno.test(
  "readWhole says what is allowed when a text is no such number",
  { permissions: "none" },
  () => {
    for (
      const text of [
        "0",
        "65536",
        "",
        " ",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "0x10",
        "ten",
        "１",
        "1234567890123456",
      ]
    ) {
      assertThrows(
        () => readWhole(text, "--port", 1, 65535),
        Refusal,
        `--port takes a whole number from 1 to 65535, not "${text}"`,
      );
    }
  },
);

Deno.test("readChoice reads one of the choices, and says which there are when it is none", {
  permissions: "none",
}, () => {
  const choices = ["auto", "always", "never"] as const;
  for (const text of choices) assertEquals(readChoice(text, "--color", choices), text);
  for (const text of ["", "Auto", "auto ", "alway", "true"]) {
    assertThrows(
      () => readChoice(text, "--color", choices),
      Refusal,
      `--color takes one of auto, always, never; not "${text}"`,
    );
  }
});
