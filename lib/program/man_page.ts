/**
 * The manual page of a program, made from the texts of `--help`.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";
import type { Usage } from "./arguments.ts";

/** Options for {@linkcode manPage}. */
export interface ManPageOptions {
  /** The user's language. */
  t: ProgramSentences;
  /** The version of the program. */
  version: string;
}

/** Makes the page in the language of man(7). */
export function manPage(
  program: string,
  { head, options }: Usage,
  { t, version }: ManPageOptions,
): string {
  const [name, usage, ...others] = head(t).split("\n\n");
  const synopsis = usage!.slice(usage!.indexOf(program) + program.length).trim();
  const entries = Object.entries(options).flatMap(([option, { value, help }]) => [
    ".TP",
    `\\fB${escape(`--${option}`)}\\fR` + (value ? ` \\fI${escape(value)}\\fR` : ""),
    escape(help(t)),
  ]);
  return [
    '.\\" -*- coding: utf-8 -*-',
    `.TH ${program.toUpperCase()} 1 "" "${program} ${version}" ""`,
    ".SH NAME",
    // mandb finds the name by the dash after it.
    name!.split(" - ").map(escape).join(" \\- "),
    ".SH SYNOPSIS",
    `.B ${escape(program)}`,
    escape(synopsis),
    ...others.length > 0
      ? [".SH DESCRIPTION", ...others.flatMap((text) => [".PP", escape(text)])]
      : [],
    ".SH OPTIONS",
    ...entries,
    "",
  ].join("\n");
}

/** Writes a text so that man shows it as it is. */
function escape(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^(?=[.'])/gm, "\\&");
}
