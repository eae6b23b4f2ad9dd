/**
 * Command lines: one table of options gives the parser and `--help`.
 *
 * Pure: knows the arguments it is given, and nothing of what they are for.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { ENGLISH, type Say } from "../language/language.ts";
import { quote, Refusal } from "../protocol.ts";

/** One option of a program. */
export interface Option {
  /** What its value is called in `--help`; left out for an option that takes none. */
  value?: string;
  /** What it does, for `--help`; a line may be broken with `\n`. */
  help: string;
}

/** What a program takes on its command line. */
export interface Usage {
  /** How it is called, and what it does: the head of `--help`. */
  head: string;
  /** Its options by name, in the order of `--help`. */
  options: Readonly<Record<string, Option>>;
  /** How many arguments may stand beside the options. @default 0 */
  operands?: number;
}

/** The options every program has. */
export const COMMON_OPTIONS = {
  lang: { value: "LANGUAGE", help: "Speak English (en) or Chinese (zh); default: as this PC does" },
  help: { help: "Show this text" },
  version: { help: "Show the version" },
} as const satisfies Record<string, Option>;

/** What stood on a command line, not yet checked for sense. */
export interface Arguments {
  /** Whether an option was given. */
  has(name: string): boolean;
  /** An option's value; undefined if it was not given. */
  value(name: string): string | undefined;
  /** What stood beside the options. */
  operands: string[];
}

/**
 * Reads a command line by its table.
 *
 * @throws {Refusal} for an unknown option, a missing or needless value, or too many operands.
 */
export function readArguments(args: readonly string[], usage: Usage): Arguments {
  const { options, operands: most = 0 } = usage;
  const withValue = Object.keys(options).filter((name) => options[name]!.value);
  const without = Object.keys(options).filter((name) => !options[name]!.value);
  const refuse = (why: string) => new Refusal(`${why}; --help shows what there is`);
  for (const arg of args) {
    if (arg === "--") break;
    const name = /^--?([^=]+)=/.exec(arg)?.[1];
    if (name && [...without, "h"].includes(name)) throw refuse(`Option --${name} takes no value`);
  }
  // Or else an operand called "true" would be taken for the value of an option that takes none.
  const explicit = without.filter((name) => !name.startsWith("no-"));
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const parsed = parseArgs(
    args.map((arg, i) =>
      i < end && /^--/.test(arg) && explicit.includes(arg.slice(2)) ? `${arg}=true` : arg
    ),
    {
      string: [...withValue, "_"],
      boolean: without,
      alias: "help" in options ? { h: "help" } : {},
      unknown: (arg) => {
        if (/^-./.test(arg)) throw refuse(`Unknown option ${arg}`);
        return true;
      },
    },
  );
  for (const name of withValue) {
    if (parsed[name] === "") {
      throw refuse(`Option --${name} needs a value: --${name} ${options[name]!.value}`);
    }
  }
  const operands = parsed._.map(String);
  if (operands.length > most) throw refuse(`Unexpected argument ${quote(operands[most]!)}`);
  return {
    has: (name) => parsed[name] === true || typeof parsed[name] === "string",
    value: (name) => parsed[name] as string | undefined,
    operands,
  };
}

/** Makes the text of `--help`, in the user's language. */
export function helpText({ head, options }: Usage, say: Say = ENGLISH): string {
  const left = Object.entries(options).map(([name, { value }]) =>
    value ? `--${name} ${value}` : `--${name}`
  );
  const width = Math.max(...left.map((text) => text.length)) + 2;
  const lines = Object.values(options).map(({ help }, i) =>
    "  " + left[i]!.padEnd(width) + say(help).replaceAll("\n", "\n" + " ".repeat(width + 2))
  );
  return `${say(head)}\n\n${say("Options:")}\n${lines.join("\n")}\n`;
}

/**
 * Reads a whole number from `min` to `max`.
 *
 * @param what What is read, as the message names it: `--port`.
 * @throws {Refusal} if it is none.
 */
export function readWhole(text: string, what: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
  throw new Refusal(`${what} takes a whole number from ${min} to ${max}, not ${quote(text)}`);
}

/**
 * Reads one of a few words.
 *
 * @param what What is read, as the message names it: `--color`.
 * @throws {Refusal} if it is none of them.
 */
export function readChoice<T extends string>(
  text: string,
  what: string,
  choices: readonly T[],
): T {
  const choice = choices.find((choice) => choice === text);
  if (choice !== undefined) return choice;
  throw new Refusal(`${what} takes one of ${choices.join(", ")}; not ${quote(text)}`);
}
