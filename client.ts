/**
 * The chat client: reads its options, joins a terminal or a pipe to a session.
 *
 * @module
 */

import { type Address, parseAddress } from "./lib/address.ts";
import { type Bell, BELLS, rings } from "./lib/client/bell.ts";
import { type Chat, COMMAND_WORDS, runLine } from "./lib/client/commands.ts";
import { firstQuestions } from "./lib/client/first_questions.ts";
import { Ignored } from "./lib/client/ignored.ts";
import { standardInput } from "./lib/client/input.ts";
import { linksClosed, realWorld } from "./lib/client/link.ts";
import { COLORED, type Paint, PLAIN } from "./lib/client/paint.ts";
import { Pipe } from "./lib/client/pipe.ts";
import {
  checkOrList,
  readSeek,
  type Seek,
  SEEK_OPTIONS,
  seekHint,
  whereToGo,
} from "./lib/client/seek.ts";
import { Session } from "./lib/client/session.ts";
import type { SessionEvent } from "./lib/client/session_event.ts";
import { Terminal } from "./lib/client/terminal.ts";
import { showEvent } from "./lib/client/view.ts";
import { DEFAULT_NAME, normalizeName } from "./lib/names.ts";
import { COMMON_OPTIONS, readArguments, readChoice, readWhole, type Usage } from "./lib/options.ts";
import {
  answerCommonOptions,
  failToStart,
  onStopSignal,
  readOrExit,
  say,
  warn,
} from "./lib/program.ts";
import { holdConsoleOverErrors, maybeDoubleClicked, thisStart } from "./lib/own_console.ts";
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

Without HOST the room on this PC is joined, on port ${DEFAULT_PORT}; if there is none, you are
asked whether to look for one on the network. With input that is not a terminal each
line of it is said, and the end of input ends the program: with 0 once every line was
delivered, with 1 if one could not be.`,
  options: {
    name: { value: "NAME", help: `Your name in the room (default: ${DEFAULT_NAME})` },
    "host-room": { help: "Open a room on this PC, in this same program, and join it" },
    ...SEEK_OPTIONS,
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

interface Options {
  address: Address;
  seek: Seek;
  name: string;
  hostRoom: boolean;
  /** In ms. */
  retryFor: number | undefined;
  presence: boolean;
  compact: boolean;
  paint: Paint;
  bell: Bell;
  plain: boolean;
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
  const retry = given.value("retry");
  return {
    address,
    seek: readSeek(given, address),
    name: normalizeName(given.value("name") ?? DEFAULT_NAME),
    hostRoom,
    retryFor: retry === undefined ? undefined : 1000 * readWhole(retry, "--retry", 0, 1_000_000),
    presence: !given.has("no-presence"),
    compact: given.has("compact"),
    paint: readPaint(given.value("color") ?? "auto"),
    bell: readChoice(given.value("bell") ?? "mention", "--bell", BELLS),
    plain: given.has("plain") || isDumb(),
  };
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

/** What joins a session to its user, whether at a terminal or through a pipe. */
interface Front {
  /** Shows something that somebody said, or that was asked for. */
  message(text: string): void;
  /** Shows what the program says about itself. */
  status(text: string): void;
  /** Rings the bell. */
  ring(): void;
  /** Takes everything shown so far off the screen, where there is one. */
  clear(): void;
  /** Told everything that happened, after it was shown. */
  update(event: SessionEvent): void;
  /** Ends the program, as the user asked. */
  quit(): void;
}

function createChat(options: Options, front: Front): Chat {
  const { name, retryFor, bell, ...view } = options;
  // Somebody who sits there can give up by himself.
  const attended = Deno.stdin.isTerminal();
  const ignored = new Ignored();
  const session = new Session({
    name,
    key: crypto.randomUUID(),
    world: realWorld,
    onEvent: (event: SessionEvent) => {
      const shown = !ignored.hides(event) && showEvent(event, { ...view, self: session.name, say });
      if (shown) {
        front[shown.kind](shown.text);
        if (rings(event, bell, session.name, Date.now())) front.ring();
      }
      front.update(event);
    },
    firstRetryFor: retryFor ?? (attended ? Infinity : 0),
    retryFor: retryFor ?? (attended ? Infinity : PIPE_RETRY_S * 1000),
  });
  return {
    session,
    ignored,
    say,
    show: (text) => front.message(text),
    clear: () => front.clear(),
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
  const chat = createChat(options, {
    message: show,
    status: show,
    ring: () => terminal.ring(),
    clear: () => terminal.clear(),
    update: () => terminal.update(),
    quit: leave,
  });
  const { session } = chat;
  const terminal = new Terminal({
    prompt: () => `${session.name}${session.online ? "" : ` (${say("offline")})`}> `,
    waiting: () => session.waiting,
    words: () => ({
      commands: COMMAND_WORDS,
      names: [...session.people].filter((name) => name !== session.name),
    }),
    say,
    takeLine: (line) => runLine(chat, line),
    takeLeave: () => runLine(chat, "/quit"),
    onGone: leave,
  });
  session.connect(options.address);
  return promise.finally(() => terminal.close());
}

/** Runs with input or output that is no terminal, or a plain one, until the end of input. */
async function runPipe(options: Options): Promise<number> {
  const stopped = Promise.withResolvers<false>();
  const hint = seekHint(options.seek);
  const chat = createChat(options, {
    message: (text) => {
      // What a pipe still holds is delivered all the same; somebody who types sees nothing any more.
      if (!writeOut(text + "\n") && Deno.stdin.isTerminal()) stopped.resolve(false);
    },
    status: warn,
    ring: () => Deno.stdout.isTerminal() && writeOut("\x07"),
    clear: () => {},
    update: (event) => {
      if (hint && event.type === "fault" && event.givenUp) warn(`${PROGRAM}: ${say(hint)}`);
      pipe.update(event);
    },
    quit: () => pipe.quit(),
  });
  const pipe = new Pipe(chat, (line) => warn(`${PROGRAM}: ${say(line)}`));
  // Leaving in order, its name is free for whoever comes next under it.
  onStopSignal(() => stopped.resolve(false));
  chat.session.connect(options.address);
  const delivered = await Promise.race([pipe.run(standardInput()), stopped.promise]);
  for (const text of chat.session.waiting) warn(`${PROGRAM}: ${say("not delivered:")} ${text}`);
  chat.session.disconnect();
  return delivered ? 0 : 1;
}

/** Writes everything, waiting as long as the reader takes; false if there is no reader any more. */
function writeOut(text: string): boolean {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
    return true;
  } catch {
    return false;
  }
}

/** The command line; after a double click, what the user answers instead. */
function givenArguments(): string[] {
  if (!maybeDoubleClicked(thisStart())) return Deno.args;
  holdConsoleOverErrors();
  return firstQuestions({
    ask: (question) => prompt(say(question)) ?? Deno.exit(0),
    tell: (line) => warn(say(line)),
  });
}

async function main(): Promise<void> {
  const options = readOrExit(PROGRAM, () => readOptions(givenArguments()));
  const { seek, address } = options;
  const done = await checkOrList(seek, address, (line) => writeOut(line + "\n"));
  if (done !== undefined) Deno.exit(done);
  const inTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  const hosted = options.hostRoom ? await hostRoom(address.port) : undefined;
  if (!hosted) options.address = await whereToGo(seek, address, inTerminal) ?? Deno.exit(1);
  const code = await (inTerminal && !options.plain ? runTerminal(options) : runPipe(options));
  await linksClosed();
  await hosted?.close();
  Deno.exit(code);
}

/** Opens a room on this PC, and says how others join it. */
async function hostRoom(port: number): Promise<Served> {
  try {
    const served = serve({ port });
    for (const line of await greeting(undefined, served)) warn(say(line));
    return served;
  } catch (error) {
    failToStart(PROGRAM, `Cannot open a room on port ${port}`, error);
  }
}

if (import.meta.main) await main();
