/**
 * The client's command line.
 *
 * @module
 */

import { type Bell, BELLS } from "../chat/bell.ts";
import { DescribedError } from "../net/described_error.ts";
import { COMMON_OPTIONS, readArguments, readChoice, type Usage } from "../program/arguments.ts";
import type { Program } from "../program/program.ts";
import { DEFAULT_NAME, DEFAULT_PORT, normalizeName, parseAddress, readWhole } from "../protocol.ts";
import { verbatim } from "../language/language.ts";
import { QR_CHOICES, type QrChoice } from "../server/qr_greeting.ts";
import { readSeek, SEEK_OPTIONS, type Sought } from "./seek.ts";

/** How long a pipe tries again after the connection is lost, by default, in s. */
export const PIPE_RETRY_S = 5;

/** How long a pipe waits for receipts without progress, by default, in s. */
const PIPE_WAIT_S = 10;

/** The longest time that can be given, in s. */
const MAX_S = 1_000_000;

/** When to show colors. */
const COLORS = ["auto", "always", "never"] as const;

const USAGE: Usage = {
  head: (t) => t.clientHead(DEFAULT_PORT),
  options: {
    name: { value: "NAME", help: (t) => t.helpName(DEFAULT_NAME) },
    "host-room": { help: (t) => t.helpHostRoom() },
    qr: { value: "WHEN", choices: QR_CHOICES, help: (t) => t.helpQrOfHosted() },
    ...SEEK_OPTIONS,
    "password-file": { value: "FILE", help: (t) => t.helpGivePassword() },
    tls: { help: (t) => t.helpTls() },
    "tls-ca": { value: "FILE", help: (t) => t.helpTlsCa() },
    retry: { value: "SECONDS", help: (t) => t.helpRetry(PIPE_RETRY_S) },
    wait: { value: "SECONDS", help: (t) => t.helpWait(PIPE_WAIT_S) },
    "no-presence": { help: (t) => t.helpNoPresence() },
    compact: { help: (t) => t.helpCompact() },
    color: { value: "WHEN", choices: COLORS, help: (t) => t.helpColor() },
    bell: { value: "WHEN", choices: BELLS, help: (t) => t.helpBell() },
    plain: { help: (t) => t.helpPlain() },
    ...COMMON_OPTIONS,
  },
  operands: 1,
};

/** What a user asked for. `address` and `tls` are those given; the room may still be sought. */
export interface Options extends Sought {
  /** The name to take, if one was given. */
  name: string | undefined;
  /** Whether to open a room, too. */
  hostRoom: boolean;
  /** When to draw the QR code of a room that is opened. */
  qr: QrChoice;
  /** The room's password, normalized. */
  password: string | undefined;
  /** How long to try again, in ms. */
  retryFor: number | undefined;
  /** How long a pipe waits for receipts without progress, in ms. */
  wait: number;
  /** Whether to show who joins and leaves. */
  presence: boolean;
  /** Whether to show each message on one line. */
  compact: boolean;
  /** Whether to show colors. */
  colored: boolean;
  /** When to ring. */
  bell: Bell;
  /** Whether to write whole lines only. */
  plain: boolean;
}

/**
 * Reads the command line. Answers `--help` and `--version`, and then exits. Exits as well if a file
 * cannot be read.
 *
 * @throws {Refusal} or a `DescribedError` if something is wrong with it.
 */
export function readOptions(program: Program, args: string[]): Options {
  const given = readArguments(args, USAGE);
  program.answerCommonOptions(USAGE, given);
  const address = parseAddress(given.operands[0] ?? "");
  const hostRoom = given.has("host-room");
  if (hostRoom && address.hostname !== "localhost") {
    throw new DescribedError((t) => t.hostRoomNeedsNoHost(address.hostname));
  }
  const ca = given.value("tls-ca");
  const tls = given.has("tls") || ca !== undefined;
  if (hostRoom && tls) throw new DescribedError((t) => t.hostRoomHasNoTls());
  const plain = given.has("plain") || isDumb();
  const [name, retry] = [given.value("name"), given.value("retry")];
  return {
    address,
    seek: readSeek(given, address),
    name: name === undefined ? undefined : normalizeName(name),
    hostRoom,
    // A screen reader would read it block by block.
    qr: readChoice(given.value("qr") ?? (plain ? "never" : "auto"), "--qr", QR_CHOICES),
    password: program.givenPassword(given.value("password-file")),
    tls: tls ? { caCerts: ca === undefined ? [] : [readCertificate(program, ca)] } : undefined,
    retryFor: retry === undefined
      ? undefined
      : 1000 * readWhole(retry, verbatim("--retry"), 0, MAX_S),
    wait: 1000 *
      readWhole(given.value("wait") ?? String(PIPE_WAIT_S), verbatim("--wait"), 1, MAX_S),
    presence: !given.has("no-presence"),
    compact: given.has("compact"),
    colored: readColored(given.value("color") ?? "auto"),
    bell: readChoice(given.value("bell") ?? "mention", "--bell", BELLS),
    plain,
  };
}

function readCertificate(program: Program, path: string): string {
  const text = program.readTextOrExit(path);
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  const error = new DescribedError((t) => t.noCertificate());
  program.failToStart((t, reason) => t.cannotUse(path, reason), error);
}

function readColored(when: string): boolean {
  const colored = {
    auto: Deno.stdout.isTerminal() && !Deno.noColor && !isDumb(),
    always: true,
    never: false,
  };
  return colored[readChoice(when, "--color", COLORS)];
}

/** Whether the terminal cannot move its cursor. */
function isDumb(): boolean {
  return Deno.env.get("TERM") === "dumb";
}
