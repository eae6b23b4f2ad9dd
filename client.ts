/**
 * The chat client: reads its options, joins a terminal or a pipe to a session.
 *
 * @module
 */

import { type Address, parseAddress } from "./lib/address.ts";
import { type Chat, runLine } from "./lib/client/commands.ts";
import { createWorld, linksClosed, type TlsOptions } from "./lib/client/link.ts";
import { Pipe } from "./lib/client/pipe.ts";
import { Session } from "./lib/client/session.ts";
import type { SessionEvent } from "./lib/client/session_event.ts";
import { Terminal } from "./lib/client/terminal.ts";
import { showEvent } from "./lib/client/view.ts";
import { DEFAULT_NAME, normalizeName } from "./lib/names.ts";
import { COMMON_OPTIONS, readArguments, readWhole, type Usage } from "./lib/options.ts";
import {
  answerCommonOptions,
  failToStart,
  givenPassword,
  onStopSignal,
  readOrExit,
  readTextOrExit,
  warn,
} from "./lib/program.ts";
import { DEFAULT_PORT } from "./lib/protocol.ts";
import { Refusal } from "./lib/refusal.ts";
import { greeting } from "./lib/server/greeting.ts";
import { serve, type Served } from "./lib/server/serve.ts";

const PROGRAM = "chat-client";

/** How long a pipe goes on trying when the connection is lost, unless told otherwise, in s. */
const PIPE_RETRY_S = 5;

const USAGE: Usage = {
  head: `${PROGRAM} - join a chat room

Usage: ${PROGRAM} [OPTIONS] [HOST[:PORT]]

Without HOST the room on this PC is joined, on port ${DEFAULT_PORT}. With input that is not a
terminal each line of it is said, and the end of input ends the program: with 0 once
every line was delivered, with 1 if one could not be.`,
  options: {
    name: { value: "NAME", help: `Your name in the room (default: ${DEFAULT_NAME})` },
    "host-room": { help: "Open a room on this PC, in this same program, and join it" },
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
    ...COMMON_OPTIONS,
  },
  operands: 1,
};

interface Options {
  address: Address;
  name: string;
  hostRoom: boolean;
  password: string | undefined;
  tls: TlsOptions | undefined;
  /** In ms. */
  retryFor: number | undefined;
  presence: boolean;
}

function readOptions(args: string[]): Options {
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
    name: normalizeName(given.value("name") ?? DEFAULT_NAME),
    hostRoom,
    password: givenPassword(PROGRAM, given.value("password-file")),
    tls: tls ? { caCerts: ca === undefined ? [] : [readCertificate(ca)] } : undefined,
    retryFor: retry === undefined ? undefined : 1000 * readWhole(retry, "--retry", 0, 1_000_000),
    presence: !given.has("no-presence"),
  };
}

function readCertificate(path: string): string {
  const text = readTextOrExit(PROGRAM, path);
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  failToStart(PROGRAM, `Cannot use ${path}`, "there is no PEM certificate in the file");
}

/** What joins a session to its user, whether at a terminal or through a pipe. */
interface Front {
  /** Shows something that somebody said, or that was asked for. */
  message(text: string): void;
  /** Shows what the program says about itself. */
  status(text: string): void;
  /** Told everything that happened, after it was shown. */
  update(event: SessionEvent): void;
  /** Ends the program, as the user asked. */
  quit(): void;
}

function createChat(options: Options, front: Front, inTerminal: boolean): Chat {
  const { name, password, presence, retryFor, tls } = options;
  const session = new Session({
    name,
    key: crypto.randomUUID(),
    password,
    world: createWorld(tls),
    onEvent: (event: SessionEvent) => {
      const shown = showEvent(event, { presence });
      if (shown) front[shown.kind](shown.text);
      front.update(event);
    },
    firstRetryFor: retryFor ?? (inTerminal ? Infinity : 0),
    retryFor: retryFor ?? (inTerminal ? Infinity : PIPE_RETRY_S * 1000),
  });
  return {
    session,
    show: (text) => front.message(text),
    quit: () => front.quit(),
    insisting: undefined,
  };
}

/** Runs in a terminal until the user leaves. */
function runTerminal(options: Options): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const leave = () => {
    session.disconnect();
    resolve(0);
  };
  const show = (text: string) => terminal.show(text);
  // Nothing is shown before there is a terminal: the session only begins when it connects.
  const update = () => terminal.update();
  const chat = createChat(options, { message: show, status: show, update, quit: leave }, true);
  const { session } = chat;
  const terminal = new Terminal({
    prompt: () => `${session.name}${session.online ? "" : " (offline)"}> `,
    waiting: () => session.waiting,
    takeLine: (line) => runLine(chat, line),
    takeLeave: () => runLine(chat, "/quit"),
    onGone: leave,
  });
  session.connect(options.address);
  return promise.finally(() => terminal.close());
}

/** Runs with input or output that is no terminal, until the end of input. */
async function runPipe(options: Options): Promise<number> {
  const encoder = new TextEncoder();
  const chat = createChat(options, {
    message: (text) => writeOut(encoder.encode(text + "\n")),
    status: warn,
    update: (event) => pipe.update(event),
    quit: () => pipe.quit(),
  }, false);
  const pipe = new Pipe(chat, (line) => warn(`${PROGRAM}: ${line}`));
  // Leaving in order, its name is free for whoever comes next under it.
  const stopped = Promise.withResolvers<false>();
  onStopSignal(() => stopped.resolve(false));
  chat.session.connect(options.address);
  const delivered = await Promise.race([pipe.run(Deno.stdin), stopped.promise]);
  for (const text of chat.session.waiting) warn(`${PROGRAM}: not delivered: ${text}`);
  chat.session.disconnect();
  return delivered ? 0 : 1;
}

/**
 * Writes everything, waiting as long as the reader takes. A reader that is gone is not written to
 * any more: what the input says is to be delivered all the same.
 */
function writeOut(bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
  } catch {
    // Nobody reads it.
  }
}

async function main(): Promise<void> {
  const options = readOrExit(PROGRAM, () => readOptions(Deno.args));
  const hosted = options.hostRoom ? hostRoom(options) : undefined;
  const inTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  const code = await (inTerminal ? runTerminal(options) : runPipe(options));
  await linksClosed();
  await hosted?.close();
  Deno.exit(code);
}

/** Opens a room on this PC, and says how others join it. */
function hostRoom({ address: { port }, password }: Options): Served {
  try {
    const served = serve({ port, password });
    for (const line of greeting(undefined, served.port)) warn(line);
    return served;
  } catch (error) {
    failToStart(PROGRAM, `Cannot open a room on port ${port}`, error);
  }
}

if (import.meta.main) await main();
