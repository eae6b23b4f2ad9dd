/**
 * Scripts that make a shell complete the options of a program, made from its table of options.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";
import type { Option, SHELLS, Usage } from "./arguments.ts";

/** One option, as the scripts need it. */
interface Entry extends Option {
  /** `--name` */
  flag: string;
  /** What it does, in a few words. */
  about: string;
}

/** Makes the completions of `program` for a shell, described in the user's language. */
export function completions(
  shell: typeof SHELLS[number],
  program: string,
  usage: Usage,
  t: ProgramSentences,
): string {
  const entries = Object.entries(usage.options).map(([name, option]) => ({
    ...option,
    flag: `--${name}`,
    about: firstClause(option.help(t)),
  }));
  const takesHost = (usage.operands ?? 0) > 0;
  return SCRIPTS[shell](program, entries, takesHost).join("\n") + "\n";
}

/** Makes the lines of a script. `takesHost`: an address may stand beside the options. */
type Script = (program: string, entries: readonly Entry[], takesHost: boolean) => string[];

const SCRIPTS: Readonly<Record<typeof SHELLS[number], Script>> = { bash, zsh, fish };

/** A list of completions has no place for more than that. */
function firstClause(help: string): string {
  return help.split(/ \(default|; |\. |（默认|[；。]/, 1)[0]!;
}

/** bash 3.2, which macOS has, knows no `compopt`; it then completes no paths. */
function bash(program: string, entries: readonly Entry[]): string[] {
  const name = `_${program.replaceAll("-", "_")}`;
  const withValue = entries.filter(({ value }) => value);
  const cases = withValue.map(({ flag, value, choices }) => {
    const then = choices
      ? `COMPREPLY=($(compgen -W '${choices.join(" ")}' -- "$word"))`
      : value === "FILE"
      ? "compopt -o default 2>/dev/null"
      : ":";
    return `    ${flag}) ${then}; return ;;`;
  });
  const flags = entries.map(({ flag }) => flag).join(" ");
  return [
    `${name}() {`,
    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}",
    "  COMPREPLY=()",
    "  # bash takes --option=value apart.",
    "  [[ $word == = ]] && word=",
    "  [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD-2]}",
    "  case $before in",
    ...cases,
    "  esac",
    `  [[ $word == -* ]] && COMPREPLY=($(compgen -W '${flags}' -- "$word"))`,
    "}",
    `complete -F ${name} ${program}`,
  ];
}

/** Works in a folder of `$fpath`, and when it is sourced. */
function zsh(program: string, entries: readonly Entry[], takesHost: boolean): string[] {
  const specs = entries.map(({ flag, value, choices, about }) => {
    const text = `[${about.replace(/[\[\]\\:]/g, "\\$&")}]`;
    if (!value) return flag + text;
    const values = choices ? `(${choices.join(" ")})` : value === "FILE" ? "_files" : "";
    return `${flag}=${text}:${value}:${values}`;
  });
  if (takesHost) specs.push("1:HOST:_hosts");
  return [
    `#compdef ${program}`,
    `_${program}() {`,
    "  _arguments \\",
    specs.map((spec) => `    ${quoted(spec, "'\\''")}`).join(" \\\n"),
    "}",
    `if [[ $funcstack[1] == _${program} ]]; then _${program} "$@"; ` +
    `else compdef _${program} ${program}; fi`,
  ];
}

function fish(program: string, entries: readonly Entry[], takesHost: boolean): string[] {
  const lines = entries.map(({ flag, value, choices, about }) => {
    const values = choices
      ? ` -x -a ${quoted(choices.join(" "), "\\'")}`
      : value === "FILE"
      ? " -r -F"
      : value
      ? " -x"
      : "";
    const text = quoted(about.replaceAll("\\", "\\\\"), "\\'");
    return `complete -c ${program} -l ${flag.slice(2)}${values} -d ${text}`;
  });
  const hosts = takesHost ? " -a '(__fish_print_hostnames)'" : "";
  return [`complete -c ${program} -f${hosts}`, ...lines];
}

/** Puts a text in single quotes. `escape` stands for one inside. */
function quoted(text: string, escape: string): string {
  return `'${text.replaceAll("'", escape)}'`;
}
