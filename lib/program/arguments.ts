/**
 * Command lines. The parser and `--help` are made from one table of options.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import stringWidth from "string-width";
import { LANGUAGES } from "../language/language.ts";
import type { ProgramSentence, ProgramSentences } from "../language/program_language.ts";
import { DescribedError } from "../net/described_error.ts";
import { quote } from "../protocol.ts";
import { COLUMNS, wrapText } from "./columns.ts";

/** One option of a program. */
export interface Option {
  /** What `--help` calls its value; `FILE` is a path. @default the option takes none */
  value?: string;
  /** Whether it may be given several times. @default false: the last one counts */
  repeatable?: boolean;
  /** The values that there are, for completions. @default any */
  choices?: readonly string[];
  /** What it does, in one line of any length. */
  help: ProgramSentence;
}

/** The command line of a program. */
export interface Usage {
  /**
   * The head of `--help`, in paragraphs: `NAME - what it does`, `Usage: how it is called`, and
   * others.
   */
  head: ProgramSentence;
  /** The options by name, in the order of `--help`. */
  options: Readonly<Record<string, Option>>;
  /** How many arguments may stand beside the options. @default 0 */
  operands?: number;
}

/** The shells for which there are completions. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** The options every program has. */
export const COMMON_OPTIONS = {
  lang: { value: "LANGUAGE", choices: LANGUAGES, help: (t) => t.helpLang() },
  completions: { value: "SHELL", choices: SHELLS, help: (t) => t.helpCompletions() },
  man: { help: (t) => t.helpMan() },
  help: { help: (t) => t.helpHelp() },
  version: { help: (t) => t.helpVersion() },
} as const satisfies Record<string, Option>;

/** The arguments of a command line. */
export interface Arguments {
  /** Whether an option was given. */
  has(name: string): boolean;
  /** An option's value; undefined if it was not given. */
  value(name: string): string | undefined;
  /** The values of a repeatable option. */
  values(name: string): string[];
  /** What stood beside the options. */
  operands: string[];
}

/**
 * Reads a command line by its table.
 *
 * @throws {DescribedError} for an unknown option, a missing or needless value, or too many operands.
 */
export function readArguments(args: readonly string[], usage: Usage): Arguments {
  const { options, operands: most = 0 } = usage;
  const withValue = Object.keys(options).filter((name) => options[name]!.value);
  const without = Object.keys(options).filter((name) => !options[name]!.value);
  for (const arg of args) {
    if (arg === "--") break;
    const name = /^--?([^=]+)=/.exec(arg)?.[1];
    if (name && [...without, "h"].includes(name)) {
      throw new DescribedError((t) => t.optionTakesNoValue(`--${name}`));
    }
  }
  // Without this, an operand called "true" would become the value of an option that takes none.
  const explicit = without.filter((name) => !name.startsWith("no-"));
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const parsed = parseArgs(
    joinNegatives(args.slice(0, end), withValue).map((arg) =>
      /^--/.test(arg) && explicit.includes(arg.slice(2)) ? `${arg}=true` : arg
    ).concat(args.slice(end)),
    {
      string: [...withValue, "_"],
      boolean: without,
      collect: withValue.filter((name) => options[name]!.repeatable),
      alias: "help" in options ? { h: "help" } : {},
      unknown: (arg) => {
        if (/^-./.test(arg)) throw new DescribedError((t) => t.unknownOption(arg));
        return true;
      },
    },
  );
  for (const name of withValue) {
    if ([parsed[name]].flat().includes("")) {
      const usage = `--${name} ${options[name]!.value}`;
      throw new DescribedError((t) => t.optionNeedsValue(`--${name}`, usage));
    }
  }
  const operands = parsed._.map(String);
  if (operands.length > most) {
    throw new DescribedError((t) => t.unexpectedArgument(quote(operands[most]!)));
  }
  return {
    has: (name) => parsed[name] === true || typeof parsed[name] === "string",
    value: (name) => parsed[name] as string | undefined,
    values: (name) => parsed[name] as string[],
    operands,
  };
}

/** Joins an option and a negative number, which the parser would take for another option. */
function joinNegatives(args: readonly string[], withValue: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const last = joined.at(-1) ?? "";
    const isValue = /^-\d/.test(arg) && last.startsWith("--") && withValue.includes(last.slice(2));
    if (isValue) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** Makes the text of `--help`, for a terminal of {@linkcode COLUMNS} columns. */
export function helpText({ head, options }: Usage, t: ProgramSentences): string {
  const left = Object.entries(options).map(([name, { value }]) =>
    value ? `  --${name} ${value}` : `  --${name}`
  );
  const width = Math.max(...left.map((text) => stringWidth(text))) + 2;
  const lines = Object.values(options).flatMap(({ help }, i) =>
    wrapText(help(t), COLUMNS - width).map((row, j) =>
      (j === 0 ? left[i]! : "").padEnd(width) + row
    )
  );
  return [...wrapText(head(t), COLUMNS), "", t.optionsTitle(), ...lines, ""].join("\n");
}

/**
 * Reads one of a few words.
 *
 * @param option What is read, as the message names it: `--color`.
 * @throws {DescribedError} if it is none of them.
 */
export function readChoice<T extends string>(
  text: string,
  option: string,
  choices: readonly T[],
): T {
  const choice = choices.find((choice) => choice === text);
  if (choice !== undefined) return choice;
  throw new DescribedError((t) => t.notOneOf(option, choices.join(", "), quote(text)));
}
