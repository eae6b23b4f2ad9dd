/**
 * The chat client: reads its options, joins a terminal or a pipe to a session.
 *
 * @module
 */

import { rings } from "./lib/chat/bell.ts";
import { type Options, PIPE_RETRY_S, PROGRAM, readOptions } from "./lib/client/options.ts";
import { type Chat, COMMAND_WORDS, runLine } from "./lib/chat/commands.ts";
import { firstQuestions } from "./lib/client/first_questions.ts";
import { Ignored } from "./lib/chat/ignored.ts";
import { standardInput } from "./lib/client/input.ts";
import { createWorld, linksClosed } from "./lib/client/tcp_link.ts";
import { Pipe } from "./lib/client/pipe.ts";
import { checkOrList, seekHint, whereToGo } from "./lib/client/seek.ts";
import { Session } from "./lib/session/session.ts";
import type { SessionEvent } from "./lib/session/session_event.ts";
import { Terminal } from "./lib/terminal/terminal.ts";
import { showEvent } from "./lib/chat/view.ts";
import { holdConsoleOverErrors, maybeDoubleClicked, thisStart } from "./lib/program/own_console.ts";
import { normalizePassword } from "./lib/protocol.ts";
import { failToStart, onStopSignal, readOrExit, say, warn } from "./lib/program/program.ts";
import { greeting } from "./lib/server/greeting.ts";
import { serve, type Served } from "./lib/server/serve.ts";

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
  const { name, password, tls, retryFor, bell, presence, compact, paint } = options;
  // Somebody who sits there can give up by himself.
  const attended = Deno.stdin.isTerminal();
  const ignored = new Ignored();
  const session = new Session({
    name,
    key: crypto.randomUUID(),
    password,
    world: createWorld(tls),
    onEvent: (event: SessionEvent) => {
      const shown = !ignored.hides(event) &&
        showEvent(event, { presence, compact, paint, self: session.name, say });
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
    home: options.address,
    show: (text) => front.message(text),
    clear: () => front.clear(),
    quit: () => front.quit(),
    insisting: undefined,
  };
}

/** Says one line about the program itself, without disturbing what is being typed. */
let tellUser = warn;

/** Runs in a terminal until the user leaves. */
async function runTerminal(options: Options): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const leave = () => {
    const { waiting } = session;
    session.disconnect();
    resolve(waiting);
  };
  const show = (text: string) => terminal.show(text);
  // Nothing is shown before there is a terminal: the session only begins when it connects.
  const chat = createChat(options, {
    message: show,
    status: show,
    ring: () => terminal.ring(),
    clear: () => terminal.clear(),
    update: (event) => {
      if (event.type === "fault" && event.givenUp) {
        show(`— ${say("given up; /connect tries again")} —`);
      }
      terminal.update();
    },
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
    takeLine: (line, isText) => runLine(chat, line, { isText }),
    takeLeave: () => runLine(chat, "/quit"),
    asksSecret: () => session.asksPassword,
    takeSecret: (secret) => session.unlock(normalizePassword(secret, "The password")),
    onGone: leave,
  });
  tellUser = show;
  session.connect(options.address);
  const undelivered = await promise;
  tellUser = warn;
  terminal.close();
  return reportUndelivered(undelivered);
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
  const code = reportUndelivered(chat.session.waiting);
  chat.session.disconnect();
  return delivered ? code : 1;
}

/** Says what was not delivered, and returns the exit code that tells whether there was any. */
function reportUndelivered(texts: readonly string[]): number {
  for (const text of texts) warn(`${PROGRAM}: ${say(`not delivered: ${text}`)}`);
  return texts.length > 0 ? 1 : 0;
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
  const done = await checkOrList(options, (line) => writeOut(line + "\n"));
  if (done !== undefined) Deno.exit(done);
  const inTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  const hosted = options.hostRoom ? await hostRoom(options) : undefined;
  const place = hosted ? options : await whereToGo(options, inTerminal) ?? Deno.exit(1);
  const code = await (inTerminal && !options.plain ? runTerminal : runPipe)(
    { ...options, ...place },
  );
  await linksClosed();
  await hosted?.close();
  Deno.exit(code);
}

/** Opens a room on this PC, and says how others join it. */
async function hostRoom({ address: { port }, password }: Options): Promise<Served> {
  try {
    const served = serve({ port, password, warn: (line) => tellUser(say(line)) });
    for (const line of await greeting(undefined, served)) warn(say(line));
    return served;
  } catch (error) {
    failToStart(PROGRAM, `Cannot open a room on port ${port}`, error);
  }
}

if (import.meta.main) await main();
