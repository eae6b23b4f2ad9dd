/**
 * What both programs share: language, version, errors at the start, permissions, signals.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { LANGUAGES, verbatim } from "../language/language.ts";
import {
  languageFor,
  PROGRAM_SENTENCES,
  type ProgramSentence,
  type ProgramSentences,
} from "../language/program_language.ts";
import { describeError } from "../net/describe_error.ts";
import { DescribedError } from "../net/described_error.ts";
import { normalizePassword, Refusal } from "../protocol.ts";
import { type Arguments, helpText, readChoice, SHELLS, type Usage } from "./arguments.ts";
import { completions } from "./completions.ts";
import { oncePerPress } from "./interrupts.ts";
import { isTask } from "./launcher.ts";
import { manPage } from "./man_page.ts";

/** Exit code of a program that was called in a wrong way. */
const USAGE_EXIT_CODE = 2;

/** The environment variables that may hold passwords; unlike arguments, others cannot see them. */
export type PasswordVariable = "CHAT_PASSWORD" | "CHAT_MODERATOR_PASSWORD";

/** Writes one line to stderr. Never throws; stderr may be closed. */
export function warn(line: string): void {
  try {
    console.error(line);
  } catch {
    // Nobody reads stderr.
  }
}

/** This program: its name, and its sentences in the language of whoever runs it. */
export class Program {
  /** What it is called: `chat-server`. */
  readonly name: string;
  /** The sentences in the user's language. */
  readonly t: ProgramSentences;

  /** Picks the language by `--lang` and the system's locale. */
  constructor(name: string) {
    this.name = name;
    this.t = PROGRAM_SENTENCES[languageFor(Deno.args, navigator.language)];
  }

  /** Writes a sentence to stderr. */
  readonly report = (sentence: ProgramSentence): void => warn(sentence(this.t));

  /** Writes a sentence to stderr, behind the name of the program. */
  readonly complain = (sentence: ProgramSentence): void =>
    warn(`${this.name}: ${sentence(this.t)}`);

  /** Runs `read`. If it throws a `Refusal` or a `DescribedError`, reports that and exits with code 2. */
  readOrExit<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof DescribedError)) throw error;
      this.complain(error.sentence);
      Deno.exit(USAGE_EXIT_CODE);
    }
  }

  /**
   * Answers `--help`, `--version`, `--man` and `--completions` on stdout and exits with code 0; checks
   * `--lang`.
   */
  answerCommonOptions(usage: Usage, given: Arguments): void {
    readChoice(given.value("lang") ?? "en", "--lang", LANGUAGES);
    const text = this.#answer(usage, given);
    if (text === undefined) return;
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
    Deno.exit(0);
  }

  #answer(usage: Usage, given: Arguments): string | undefined {
    const { name, t } = this;
    const shell = given.value("completions");
    if (given.has("help")) return helpText(usage, t);
    if (given.has("version")) return `${name} ${config.version} (Deno ${Deno.version.deno})\n`;
    if (given.has("man")) return manPage(name, usage, { t, version: config.version });
    if (shell === undefined) return undefined;
    return completions(readChoice(shell, "--completions", SHELLS), name, usage, t);
  }

  /** Reports why the program cannot start, and exits with code 1. `what` is given the reason. */
  failToStart(what: (t: ProgramSentences, reason: string) => string, error: unknown): never {
    const reason = describeError(error);
    this.complain((t) => what(t, reason(t)));
    Deno.exit(1);
  }

  /** Reads a small text file. If it cannot be read, reports that and exits with code 1. */
  readTextOrExit(path: string): string {
    try {
      return Deno.readTextFileSync(path);
    } catch (error) {
      this.failToStart((t, reason) => t.cannotRead(path, reason), error);
    }
  }

  /**
   * The normalized password in the file `path`, or else in a variable of the environment. If it
   * cannot be taken, reports that and exits with code 1.
   */
  givenPassword(
    path: string | undefined,
    variable: PasswordVariable = "CHAT_PASSWORD",
  ): string | undefined {
    const given = path === undefined ? Deno.env.get(variable) : this.readTextOrExit(path);
    if (given === undefined) return undefined;
    try {
      return normalizePassword(given, verbatim(path ?? variable));
    } catch (error) {
      this.failToStart((t, reason) => t.cannotTakePassword(reason), error);
    }
  }
}

/** Gives up permissions that are no longer needed, so that a bug found later can do less harm. */
export function revokePermissions(names: readonly ("import" | "read" | "write")[]): void {
  for (const name of names) Deno.permissions.revokeSync({ name });
}

/**
 * Calls `stop` at the first signal that asks the program to end. The second exits with code 1. In a
 * task, Ctrl-Z does nothing.
 */
export function onStopSignal(stop: () => void): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) Deno.exit(1);
    stopping = true;
    stop();
  };
  const onKey = oncePerPress(onSignal);
  Deno.addSignalListener("SIGINT", onKey);
  if (Deno.build.os === "windows") return Deno.addSignalListener("SIGBREAK", onKey);
  Deno.addSignalListener("SIGQUIT", onKey);
  // Not SIGHUP: nohup makes a program ignore it, and a listener would undo that.
  Deno.addSignalListener("SIGTERM", onSignal);
  if (isTask()) Deno.addSignalListener("SIGTSTP", () => {});
}
