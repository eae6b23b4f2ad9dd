/**
 * The command line of the server.
 *
 * @module
 */

import { readTitle } from "../discovery/datagrams.ts";
import { DescribedError } from "../net/described_error.ts";
import { COMMON_OPTIONS, readArguments, readChoice, type Usage } from "../program/arguments.ts";
import type { Program } from "../program/program.ts";
import { DEFAULT_PORT, quote, readWhole } from "../protocol.ts";
import { DEFAULT_HISTORY } from "../room/history.ts";
import { DEFAULT_KICK_MINUTES } from "../room/moderation_options.ts";
import { KNOWN_BY } from "../room/restraints.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { QR_CHOICES, type QrChoice } from "./qr_greeting.ts";
import type { ServeOptions } from "./serve.ts";

/** The most messages kept in memory; the longest lines would take some 800 MB. */
const MAX_HISTORY = 100_000;

/** The highest limit that can be given; a higher one would limit nothing. */
const MAX_LIMIT = 1_000_000;

const USAGE: Usage = {
  head: (t) => t.serverHead(),
  options: {
    host: { value: "ADDRESS", help: (t) => t.helpHost() },
    port: { value: "PORT", help: (t) => t.helpPort(DEFAULT_PORT) },
    history: { value: "N", help: (t) => t.helpHistory(DEFAULT_HISTORY) },
    log: { value: "FILE", help: (t) => t.helpLog() },
    fsync: { help: (t) => t.helpFsync() },
    title: { value: "TITLE", help: (t) => t.helpTitle() },
    "allow-host": { value: "NAME", repeatable: true, help: (t) => t.helpAllowHost() },
    "no-window": { help: (t) => t.helpNoWindow() },
    "no-discovery": { help: (t) => t.helpNoDiscovery() },
    rate: { value: "N", help: (t) => t.helpRate(DEFAULT_LIMITS.burst, DEFAULT_LIMITS.rate) },
    "max-clients": { value: "N", help: (t) => t.helpMaxClients(DEFAULT_LIMITS.maxClients) },
    "max-per-address": { value: "N", help: (t) => t.helpMaxPerAddress() },
    "password-file": { value: "FILE", help: (t) => t.helpAskPassword() },
    "moderator-password-file": { value: "FILE", help: (t) => t.helpModeratorPassword() },
    "kick-minutes": { value: "N", help: (t) => t.helpKickMinutes(DEFAULT_KICK_MINUTES) },
    "kick-by": { value: "WHAT", choices: KNOWN_BY, help: (t) => t.helpKickBy() },
    "tls-cert": { value: "FILE", help: (t) => t.helpTlsCert() },
    "tls-key": { value: "FILE", help: (t) => t.helpTlsKey() },
    qr: { value: "WHEN", choices: QR_CHOICES, help: (t) => t.helpQr() },
    "no-programs": { help: (t) => t.helpNoPrograms() },
    quiet: { help: (t) => t.helpQuiet() },
    ...COMMON_OPTIONS,
  },
};

/** What the server is told to do. */
export interface Options {
  /** Which room to serve, and where. */
  room: Required<
    Pick<
      ServeOptions,
      | "hostname"
      | "port"
      | "history"
      | "title"
      | "discovery"
      | "allowHosts"
      | "window"
      | "limits"
      | "kickMinutes"
      | "kickBy"
    >
  >;
  /** The path of the transcript, if there is one. */
  log: string | undefined;
  /** Whether the transcript is on the disk before anyone is shown it. */
  fsync: boolean;
  /** The path of the password, if there is one. */
  passwordFile: string | undefined;
  /** The path of the password for moderators, if there is one. */
  moderatorPasswordFile: string | undefined;
  /** The paths of the certificate and its key, for a room over TLS. */
  tls: { cert: string; key: string } | undefined;
  /** Whether to hand out the programs that lie beside this one. */
  programs: boolean;
  /** When to draw the QR code of the room's address. */
  qr: QrChoice;
  /** Whether to show no connections and messages. */
  quiet: boolean;
}

/** Reads a name by which browsers reach the room. */
function readHost(name: string): string {
  if (/^[\w.-]+$/.test(name)) return name;
  throw new DescribedError((t) => t.notHostName(quote(name)));
}

/**
 * Reads the command line. Answers `--help` and `--version` and exits.
 *
 * @throws {Refusal} or a `DescribedError` if it is wrong.
 */
export function readOptions(args: readonly string[], program: Program): Options {
  const given = readArguments(args, USAGE);
  program.answerCommonOptions(USAGE, given);
  const title = given.value("title");
  const whole = (name: string, ifNone: number, min: number, max: number) =>
    readWhole(given.value(name) ?? String(ifNone), () => `--${name}`, min, max);
  const [cert, key] = [given.value("tls-cert"), given.value("tls-key")];
  if ((cert === undefined) !== (key === undefined)) {
    throw new DescribedError((t) => t.certNeedsKey());
  }
  if (given.has("fsync") && !given.has("log")) throw new DescribedError((t) => t.fsyncNeedsLog());
  const { rate, maxClients, maxPerAddress } = DEFAULT_LIMITS;
  return {
    room: {
      hostname: given.value("host"),
      port: whole("port", DEFAULT_PORT, 0, 65535),
      history: whole("history", DEFAULT_HISTORY, 0, MAX_HISTORY),
      title: title === undefined ? undefined : readTitle(title),
      discovery: !given.has("no-discovery"),
      allowHosts: given.values("allow-host").map(readHost),
      window: !given.has("no-window"),
      kickMinutes: whole("kick-minutes", DEFAULT_KICK_MINUTES, 0, MAX_LIMIT),
      kickBy: readChoice(given.value("kick-by") ?? "address", "--kick-by", KNOWN_BY),
      limits: {
        rate: whole("rate", rate, 0, MAX_LIMIT),
        maxClients: whole("max-clients", maxClients, 1, MAX_LIMIT),
        maxPerAddress: whole("max-per-address", maxPerAddress, 0, MAX_LIMIT),
      },
    },
    log: given.value("log"),
    fsync: given.has("fsync"),
    passwordFile: given.value("password-file"),
    moderatorPasswordFile: given.value("moderator-password-file"),
    tls: cert === undefined || key === undefined ? undefined : { cert, key },
    programs: !given.has("no-programs"),
    qr: readChoice(given.value("qr") ?? "auto", "--qr", QR_CHOICES),
    quiet: given.has("quiet"),
  };
}
