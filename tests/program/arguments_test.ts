import { assertEquals, assertThrows } from "@std/assert";
import {
  COMMON_OPTIONS,
  helpText,
  readArguments,
  readChoice,
  type Usage,
} from "../../lib/program/arguments.ts";
import { wrapText } from "../../lib/program/columns.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { verbatim } from "../../lib/language/language.ts";
import { DescribedError } from "../../lib/net/described_error.ts";
import { pure } from "../pure.ts";

const { en, zh } = PROGRAM_SENTENCES;

const USAGE: Usage = {
  head: verbatim("Usage: chat [HOST]\nJoins a room."),
  options: {
    port: { value: "PORT", help: verbatim("Where to listen") },
    name: { value: "NAME", help: verbatim("Who you are, as others see it".repeat(3)) },
    quiet: { help: verbatim("Show less") },
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

pure("readArguments reads an option that begins with no-", () => {
  const nothing = verbatim("");
  const usage = { head: nothing, options: { "no-presence": { help: nothing } }, operands: 1 };
  const { has, operands } = readArguments(["--no-presence", "lab"], usage);
  assertEquals([has("no-presence"), operands], [true, ["lab"]]);
});

pure("readArguments finds nothing when nothing is given", () => {
  assertEquals(read(), { given: [], values: [], operands: [] });
});

pure("readArguments reads options and operands in any order", () => {
  const expected = { given: ["port", "quiet"], values: ["9000"], operands: ["lab-pc"] };
  assertEquals(read("--port", "9000", "--quiet", "lab-pc"), expected);
  assertEquals(read("lab-pc", "--quiet", "--port=9000"), expected);
  assertEquals(read("--quiet", "lab-pc", "--port", "9000"), expected);
});

pure("readArguments keeps a value and an operand as they are typed", () => {
  assertEquals(read("--name", "007", "0080").values, ["007"]);
  assertEquals(read("--name", "007", "0080").operands, ["0080"]);
  assertEquals(read("--name=a=b").values, ["a=b"]);
  assertEquals(read("--name=--quiet"), { given: ["name"], values: ["--quiet"], operands: [] });
  assertEquals(read("--name", "王 小明").values, ["王 小明"]);
});

pure("readArguments takes a negative number as a value", () => {
  assertEquals(read("--port", "-1"), read("--port=-1"));
  assertEquals(read("--port", "-1").values, ["-1"]);
  assertThrows(() => read("--quiet", "-1"), DescribedError, "Unknown option -1");
  assertThrows(() => read("-1"), DescribedError, "Unknown option -1");
  assertThrows(() => read("--port", "--quiet"), DescribedError, "Option --port needs a value");
  assertEquals(read("--", "--port").operands, ["--port"]);
});

pure("readArguments takes the last value when an option is given twice", () => {
  assertEquals(read("--port", "1", "--port", "2").values, ["2"]);
});

pure("readArguments takes -h for --help", () => {
  assertEquals(read("-h").given, ["help"]);
  assertEquals(read("--help").given, ["help"]);
  const bare: Usage = { head: verbatim("x"), options: {} };
  assertThrows(() => readArguments(["-h"], bare), DescribedError, "Unknown option -h");
});

pure("readArguments takes what follows -- as operands", () => {
  assertEquals(read("--quiet", "--", "--port").operands, ["--port"]);
  assertEquals(read("--", "--quiet=x").operands, ["--quiet=x"]);
});

pure("readArguments says what is wrong and where help is when it refuses", () => {
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
    assertThrows(() => read(...args), DescribedError, `${why}; --help shows what there is`);
  }
});

pure("readArguments takes no operands when the program has none", () => {
  const bare: Usage = { head: verbatim("x"), options: COMMON_OPTIONS };
  assertEquals(readArguments(["--version"], bare).has("version"), true);
  assertThrows(
    () => readArguments(["lab-pc"], bare),
    DescribedError,
    'Unexpected argument "lab-pc"',
  );
});

pure("helpText sets the options in two columns", () => {
  assertEquals(
    helpText(USAGE, en),
    `Usage: chat [HOST]
Joins a room.

Options:
  --port PORT          Where to listen
  --name NAME          Who you are, as others see itWho you are, as others see
                       itWho you are, as others see it
  --quiet              Show less
  --lang LANGUAGE      Use English (en) or Chinese (zh); default: as this PC
                       does
  --completions SHELL  Write what makes a shell complete these options: bash,
                       zsh or fish
  --man                Write this as a manual page, for man -l -
  --help               Show this text
  --version            Show the version
`,
  );
});

pure("helpText is in the user's language and keeps its columns", () => {
  const usage: Usage = {
    head: verbatim("chat"),
    options: {
      json: { help: (t) => t.helpJson() },
      bell: { value: "B", help: (t) => t.helpBell() },
    },
  };
  const [head, title, json, bell, more] = helpText(usage, zh).split(/\n+/);
  assertEquals([head, title], ["chat", zh.optionsTitle()]);
  assertEquals(json, `  --json    ${zh.helpJson()}`);
  assertEquals(
    [bell, more],
    wrapText(zh.helpBell(), 68).map((row, i) => (i === 0 ? "  --bell B  " : " ".repeat(12)) + row),
  );
});

pure("readChoice reads one of the choices, and says which there are when it is none", () => {
  const choices = ["auto", "always", "never"] as const;
  for (const text of choices) assertEquals(readChoice(text, "--color", choices), text);
  for (const text of ["", "Auto", "auto ", "alway", "true"]) {
    assertThrows(
      () => readChoice(text, "--color", choices),
      DescribedError,
      `--color takes one of auto, always, never; not "${text}"`,
    );
  }
});
