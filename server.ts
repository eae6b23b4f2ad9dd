/**
 * The chat server: reads its options, opens the room, and closes it on a signal.
 *
 * @module
 */

import { DEFAULT_PORT, formatAddress, Refusal } from "./lib/protocol.ts";
import { readTitle } from "./lib/discovery/datagrams.ts";
import { COMMON_OPTIONS, readArguments, readWhole, type Usage } from "./lib/program/arguments.ts";
import { holdConsoleOverErrors, maybeDoubleClicked, thisStart } from "./lib/program/own_console.ts";
import {
  answerCommonOptions,
  failToStart,
  givenPassword,
  onStopSignal,
  readOrExit,
  readTextOrExit,
  say,
  warn,
} from "./lib/program/program.ts";
import { greeting } from "./lib/server/greeting.ts";
import { FLUSH_MS } from "./lib/server/connection.ts";
import { Outbox } from "./lib/net/outbox.ts";
import { encodeLine } from "./lib/room/member.ts";
import { DEFAULT_HISTORY } from "./lib/room/history.ts";
import { DEFAULT_LIMITS, type Limits } from "./lib/server/limits.ts";
import { serve, type Served } from "./lib/server/serve.ts";
import { TranscriptFile } from "./lib/transcript/transcript_file.ts";
import { settlesWithin } from "./lib/net/settles_within.ts";

const PROGRAM = "chat-server";

/** The most messages that can be kept in memory: of the longest lines these are some 800 MB. */
const MAX_HISTORY = 100_000;

/** The highest limit that can be asked for: past it there might as well be none. */
const MAX_LIMIT = 1_000_000;

const USAGE: Usage = {
  head: `${PROGRAM} - serve a chat room on this PC\n\nUsage: ${PROGRAM} [OPTIONS]`,
  options: {
    host: {
      value: "ADDRESS",
      help: "Listen on this address only (default: every address of this PC)",
    },
    port: {
      value: "PORT",
      help: `Listen on this TCP port (default: ${DEFAULT_PORT}); 0 picks a free one`,
    },
    history: {
      value: "N",
      help:
        `Keep the latest N messages for those who come later\n(default: ${DEFAULT_HISTORY}; 0 keeps none)`,
    },
    log: {
      value: "FILE",
      help:
        "Write every message to FILE before anyone is shown it, and go on\nfrom what FILE holds at the next start",
    },
    title: {
      value: "TITLE",
      help: "What the room is called when someone looks for one (default: this PC's name)",
    },
    "no-discovery": { help: "Do not answer those who look for a room on the network" },
    rate: {
      value: "N",
      help:
        `Read at most N lines a second from each connection, after ${DEFAULT_LIMITS.burst} at once\n` +
        `(default: ${DEFAULT_LIMITS.rate}; 0: as many as come)`,
    },
    "max-clients": {
      value: "N",
      help: `Take at most N connections (default: ${DEFAULT_LIMITS.maxClients})`,
    },
    "max-per-address": {
      value: "N",
      help: "Take at most N connections from one address (default: any number)",
    },
    "password-file": {
      value: "FILE",
      help:
        "Let in only who gives the password in FILE; the environment\nvariable CHAT_PASSWORD does the same",
    },
    "tls-cert": { value: "FILE", help: "Encrypt everything, with the PEM certificate in FILE" },
    "tls-key": { value: "FILE", help: "The PEM key of that certificate" },
    quiet: { help: "Do not show connections and messages" },
    ...COMMON_OPTIONS,
  },
};

interface Options {
  hostname: string | undefined;
  port: number;
  history: number;
  log: string | undefined;
  title: string | undefined;
  discovery: boolean;
  limits: Partial<Limits>;
  passwordFile: string | undefined;
  tls: { cert: string; key: string } | undefined;
  quiet: boolean;
}

function readOptions(args: string[]): Options {
  const given = readArguments(args, USAGE);
  answerCommonOptions(PROGRAM, USAGE, given);
  const title = given.value("title");
  const whole = (name: string, ifNone: number, min: number, max: number) =>
    readWhole(given.value(name) ?? String(ifNone), `--${name}`, min, max);
  const [cert, key] = [given.value("tls-cert"), given.value("tls-key")];
  if ((cert === undefined) !== (key === undefined)) {
    throw new Refusal("--tls-cert FILE and --tls-key FILE go together: give both");
  }
  const { rate, maxClients, maxPerAddress } = DEFAULT_LIMITS;
  return {
    hostname: given.value("host"),
    port: whole("port", DEFAULT_PORT, 0, 65535),
    history: whole("history", DEFAULT_HISTORY, 0, MAX_HISTORY),
    log: given.value("log"),
    title: title === undefined ? undefined : readTitle(title),
    discovery: !given.has("no-discovery"),
    limits: {
      rate: whole("rate", rate, 0, MAX_LIMIT),
      maxClients: whole("max-clients", maxClients, 1, MAX_LIMIT),
      maxPerAddress: whole("max-per-address", maxPerAddress, 0, MAX_LIMIT),
    },
    passwordFile: given.value("password-file"),
    tls: cert === undefined || key === undefined ? undefined : { cert, key },
    quiet: given.has("quiet"),
  };
}

function openTranscript(path: string, keep: number): TranscriptFile {
  try {
    const log = new TranscriptFile(path, keep);
    // Past a limit on file sizes a write then fails, instead of ending the program.
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGXFSZ", () => {});
    const { entries, tornBytes } = log.contents;
    if (tornBytes > 0) {
      warn(
        say(`The transcript ended in a torn line: its ${tornBytes} bytes are now in ${path}.torn`),
      );
    }
    if (entries.length > 0) {
      warn(say(`The transcript goes on after message ${entries.at(-1)!.number}`));
    }
    return log;
  } catch (error) {
    failToStart(PROGRAM, `Cannot use ${path} as the transcript`, error);
  }
}

async function main(): Promise<void> {
  if (maybeDoubleClicked(thisStart())) holdConsoleOverErrors();
  const options = readOrExit(PROGRAM, () => readOptions(Deno.args));
  const { hostname, port, history, limits, tls, title, discovery } = options;
  const password = givenPassword(PROGRAM, options.passwordFile);
  const certificate = tls && {
    cert: readTextOrExit(PROGRAM, tls.cert),
    key: readTextOrExit(PROGRAM, tls.key),
  };
  const log = options.log === undefined ? undefined : openTranscript(options.log, history);
  // The console is a reader like any other: when nobody reads it, the room does not wait for it.
  const console = new Outbox(Deno.stdout);
  const print = options.quiet ? () => {} : (line: string) => void console.push(encodeLine(line));
  let served: Served;
  try {
    served = serve({
      ...{ hostname, port, history, limits, password, certificate, log, print, title, discovery },
    });
  } catch (error) {
    const where = formatAddress({ hostname: hostname ?? "*", port });
    failToStart(PROGRAM, `Cannot listen on ${where}`, error);
  }
  onStopSignal(async () => {
    // Nothing is said any more once it closes: so what there is to show is there already.
    await Promise.all([served.close(), settlesWithin(console.flushed(), FLUSH_MS)]);
    log?.close();
    Deno.exit(0);
  });
  for (const line of await greeting(hostname, served)) warn(say(line));
}

if (import.meta.main) await main();
