/**
 * What both programs do at their edges: their version, the end of a wrong start, signals.
 *
 * Knows this process, and nothing of the room.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { languageFor, LANGUAGES, type Say, speaker } from "../language/language.ts";
import { type Arguments, helpText, readChoice, type Usage } from "./arguments.ts";
import { normalizePassword, Refusal } from "../protocol.ts";
import { describeTls } from "../net/tls_errors.ts";

/** The version, as `deno.json` names it. */
const VERSION: string = config.version;

/** Exit code of a program that was called in a wrong way. */
const USAGE_EXIT_CODE = 2;

/** What is typed to start the client, from where this program was started. */
export const CLIENT_COMMAND: string = !Deno.build.standalone
  ? "deno task client"
  : Deno.build.os === "windows"
  ? ".\\chat-client"
  : "./chat-client";

/** Puts a sentence into the language of whoever runs this program. */
export const say: Say = speaker(languageFor(Deno.args, navigator.language));

/** Says one line on stderr. Never throws: stderr may be closed. */
export function warn(line: string): void {
  try {
    console.error(line);
  } catch {
    // Nobody is there to be told.
  }
}

/** Runs `read`; if it refuses, says why on stderr and ends the program with code 2. */
export function readOrExit<T>(program: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`${program}: ${say(error.message)}`);
    Deno.exit(USAGE_EXIT_CODE);
  }
}

/** Answers `--help` and `--version` on stdout and ends the program with code 0; checks `--lang`. */
export function answerCommonOptions(program: string, usage: Usage, given: Arguments): void {
  readChoice(given.value("lang") ?? "en", "--lang", LANGUAGES);
  const text = given.has("help")
    ? helpText(usage, say)
    : given.has("version")
    ? `${program} ${VERSION} (Deno ${Deno.version.deno})\n`
    : undefined;
  if (text === undefined) return;
  Deno.stdout.writeSync(new TextEncoder().encode(text));
  Deno.exit(0);
}

/** Says what went wrong at the start on stderr and ends the program with code 1. */
export function failToStart(program: string, what: string, error: unknown): never {
  warn(`${program}: ${say(`${what}: ${describeError(error)}`)}`);
  Deno.exit(1);
}

/** What is wrong with a socket or file, in words a user knows; other errors by their own message. */
export function describeError(error: unknown): string {
  if (error instanceof Deno.errors.AddrInUse) return "the port is in use";
  if (error instanceof Deno.errors.AddrNotAvailable) return "that address is not one of this PC's";
  if (error instanceof Deno.errors.ConnectionRefused) return "nothing answers there";
  if (error instanceof Deno.errors.NotFound) return "no such file or folder";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.NotCapable) return "this program may not use that";
  if (!(error instanceof Error)) return String(error);
  if (/lookup|resolve|No such host|Name or service/i.test(error.message)) {
    return "no such host name";
  }
  return describeTls(error.message) ?? error.message.replace(/ \(os error \d+\)/, "");
}

/** Reads a small text file; if it cannot be read, says so on stderr and ends the program with 1. */
export function readTextOrExit(program: string, path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    failToStart(program, `Cannot read ${path}`, error);
  }
}

/** The environment variable that may hold the password: others cannot see it, unlike arguments. */
const PASSWORD_VARIABLE = "CHAT_PASSWORD";

/**
 * The password that was given, in its one form: what `path` holds, or else the environment. If it is
 * none, says so on stderr and ends the program with 1.
 */
export function givenPassword(program: string, path: string | undefined): string | undefined {
  const given = path === undefined
    ? Deno.env.get(PASSWORD_VARIABLE)
    : readTextOrExit(program, path);
  if (given === undefined) return undefined;
  try {
    return normalizePassword(given, path ?? PASSWORD_VARIABLE);
  } catch (error) {
    failToStart(program, "Cannot take the password", error);
  }
}

/** Calls `stop` at the first signal that asks the program to end; the second ends it at once. */
export function onStopSignal(stop: () => void): void {
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    // Not SIGHUP: whoever starts a program with nohup has it ignored, and wants it to stay.
    : ["SIGINT", "SIGTERM"];
  let stopping = false;
  for (const signal of signals) {
    Deno.addSignalListener(signal, () => {
      if (stopping) Deno.exit(1);
      stopping = true;
      stop();
    });
  }
}
