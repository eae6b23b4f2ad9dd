/**
 * The client's command line.
 *
 * @module
 */

import {
  type Address,
  DEFAULT_NAME,
  DEFAULT_PORT,
  normalizeName,
  parseAddress,
  Refusal,
} from "../protocol.ts";
import {
  COMMON_OPTIONS,
  readArguments,
  readChoice,
  readWhole,
  type Usage,
} from "../program/arguments.ts";
import {
  answerCommonOptions,
  failToStart,
  givenPassword,
  readTextOrExit,
} from "../program/program.ts";
import { type Bell, BELLS } from "../chat/bell.ts";
import type { TlsOptions } from "./tcp_link.ts";
import { COLORED, type Paint, PLAIN } from "../terminal/colors.ts";
import { readSeek, type Seek, SEEK_OPTIONS } from "./seek.ts";

/** What the program is called. */
export const PROGRAM = "chat-client";

/** How long a pipe goes on trying when the connection is lost, unless told otherwise, in s. */
export const PIPE_RETRY_S = 5;

const USAGE: Usage = {
  head: `${PROGRAM} - join a chat room

Usage: ${PROGRAM} [OPTIONS] [HOST[:PORT]]

Without HOST the room on this PC is joined, on port ${DEFAULT_PORT}; if there is none, you are
asked whether to look for one on the network. With input that is not a terminal each
line of it is said, and the end of input ends the program: with 0 once every line was
delivered, with 1 if one could not be.`,
  options: {
    name: { value: "NAME", help: `Your name in the room (default: ${DEFAULT_NAME})` },
    "host-room": { help: "Open a room on this PC, in this same program, and join it" },
    ...SEEK_OPTIONS,
    "password-file": {
      value: "FILE",
      help:
        "Give the room the password in FILE; the environment variable\nCHAT_PASSWORD does the same",
    },
    tls: { help: "Join a room that is encrypted" },
    "tls-ca": {
      value: "FILE",
      help: "The same, and trust the PEM certificate in FILE, the room's own\nfor instance",
    },
    retry: {
      value: "SECONDS",
      help: "How long to go on trying when the room cannot be reached (default: in a\n" +
        `terminal without end; otherwise ${PIPE_RETRY_S}, and not at all the first time)`,
    },
    "no-presence": { help: "Do not show who joins, leaves and changes names" },
    compact: { help: "Show each message on one line: 10:15:30 foo: Hello!" },
    color: {
      value: "WHEN",
      help: "auto, always or never (default: auto, which is in a terminal unless\n" +
        "NO_COLOR is set)",
    },
    bell: {
      value: "WHEN",
      help: "Ring at what is for you (mention), at every message (all), or never (off)\n" +
        "(default: mention)",
    },
    plain: {
      help: "Only ever write whole lines, for screen readers; so it is when TERM is dumb",
    },
    ...COMMON_OPTIONS,
  },
  operands: 1,
};

/** What a user asked for. */
export interface Options {
  /** Where the room is, as far as that is known yet. */
  address: Address;
  /** How it is sought. */
  seek: Seek;
  /** The name to take. */
  name: string;
  /** Whether to open a room, too. */
  hostRoom: boolean;
  /** The room's password, in its one form. */
  password: string | undefined;
  /** Undefined for a room that is not encrypted. */
  tls: TlsOptions | undefined;
  /** How long to go on trying, in ms. */
  retryFor: number | undefined;
  /** Whether to show who comes and goes. */
  presence: boolean;
  /** Whether to show each message on one line. */
  compact: boolean;
  /** In which colours. */
  paint: Paint;
  /** When to ring. */
  bell: Bell;
  /** Whether to write whole lines only. */
  plain: boolean;
}

/**
 * Reads the command line. Answers `--help` and `--version`, and ends the program then; and also if a
 * file that is named cannot be read.
 *
 * @throws {Refusal} if something is wrong with it.
 */
export function readOptions(args: string[]): Options {
  const given = readArguments(args, USAGE);
  answerCommonOptions(PROGRAM, USAGE, given);
  const address = parseAddress(given.operands[0] ?? "");
  const hostRoom = given.has("host-room");
  if (hostRoom && address.hostname !== "localhost") {
    throw new Refusal(
      `--host-room opens a room on this PC: leave "${address.hostname}" out, or write :PORT`,
    );
  }
  const ca = given.value("tls-ca");
  const tls = given.has("tls") || ca !== undefined;
  if (hostRoom && tls) {
    throw new Refusal(
      "--host-room opens a room without TLS; chat-server --tls-cert opens one with it",
    );
  }
  const retry = given.value("retry");
  return {
    address,
    seek: readSeek(given, address),
    name: normalizeName(given.value("name") ?? DEFAULT_NAME),
    hostRoom,
    password: givenPassword(PROGRAM, given.value("password-file")),
    tls: tls ? { caCerts: ca === undefined ? [] : [readCertificate(ca)] } : undefined,
    retryFor: retry === undefined ? undefined : 1000 * readWhole(retry, "--retry", 0, 1_000_000),
    presence: !given.has("no-presence"),
    compact: given.has("compact"),
    paint: readPaint(given.value("color") ?? "auto"),
    bell: readChoice(given.value("bell") ?? "mention", "--bell", BELLS),
    plain: given.has("plain") || isDumb(),
  };
}

function readCertificate(path: string): string {
  const text = readTextOrExit(PROGRAM, path);
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  failToStart(PROGRAM, `Cannot use ${path}`, "there is no PEM certificate in the file");
}

function readPaint(when: string): Paint {
  const wanted = {
    auto: Deno.stdout.isTerminal() && !Deno.noColor && !isDumb(),
    always: true,
    never: false,
  };
  return wanted[readChoice(when, "--color", ["auto", "always", "never"])] ? COLORED : PLAIN;
}

/** Whether the terminal cannot move its cursor. */
function isDumb(): boolean {
  return Deno.env.get("TERM") === "dumb";
}
