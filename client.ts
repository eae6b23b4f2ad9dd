/**
 * The chat client: reads its options, finds the room, and runs a chat in a terminal or a pipe.
 *
 * @module
 */

import { textView } from "./lib/chat/text_view.ts";
import { askName, firstQuestions } from "./lib/client/first_questions.ts";
import { HostReporter, hostRoom } from "./lib/client/host_room.ts";
import { runInPipe } from "./lib/client/in_pipe.ts";
import { runInTerminal } from "./lib/client/in_terminal.ts";
import { type Options, PIPE_RETRY_S, readOptions } from "./lib/client/options.ts";
import { checkOrList, type Place, seekHint, whereToGo } from "./lib/client/seek.ts";
import { TcpLinks } from "./lib/client/tcp_link.ts";
import { verbatim } from "./lib/language/language.ts";
import { translateServerSentence } from "./lib/language/server_sentences.ts";
import { programsBeside } from "./lib/web/programs.ts";
import { DEFAULT_NAME, parseAddress } from "./lib/protocol.ts";
import { holdConsoleOverErrors, maybeDoubleClicked, thisStart } from "./lib/program/own_console.ts";
import { Program, revokePermissions } from "./lib/program/program.ts";
import { WaryGreeting } from "./lib/session/wary_greeting.ts";
import { preparePage } from "./lib/web/page.ts";

/** The command line. After a double click, the user's answers instead. */
function givenArguments({ t, report }: Program): string[] {
  if (!maybeDoubleClicked(thisStart())) return Deno.args;
  holdConsoleOverErrors(t);
  return firstQuestions({ ask: (question) => prompt(question(t)) ?? Deno.exit(0), tell: report });
}

/** The user's answer, where there is a user. One who answers with Ctrl-C or Ctrl-D wants to leave. */
function nameOf({ t, report }: Program, attended: boolean): string {
  if (!attended) return DEFAULT_NAME;
  return askName({ ask: (question) => prompt(question(t)) ?? Deno.exit(1), tell: report });
}

/** What the chat needs, apart from a view. */
function chatOptions(
  options: Options,
  name: string,
  { address, tls }: Place,
  links: TcpLinks,
  program: Program,
) {
  const { password, presence, compact, bell, retryFor } = options;
  // A user can give up; a pipe cannot.
  const attended = Deno.stdin.isTerminal();
  return {
    ...{ name, password, address, presence, compact, bell },
    retryFor: (isLost: boolean) =>
      retryFor ?? (attended ? Infinity : isLost ? PIPE_RETRY_S * 1000 : 0),
    world: links.world(tls),
    t: program.t,
    readAddress: parseAddress,
    describe: textView(program.t),
    greeting: WaryGreeting,
    read: (text: string) => verbatim(translateServerSentence(text, program.t)),
    keys: program.t.aboutKeys(),
  };
}

async function main(): Promise<void> {
  const program = new Program("chat-client");
  const options = program.readOrExit(() => readOptions(program, givenArguments(program)));
  // Opened and made now, while the permission to read is there.
  const programs = options.hostRoom ? programsBeside() : "off";
  const made = options.hostRoom ? preparePage() : Promise.resolve();
  void made.then(() => revokePermissions(["import", "read"]));
  const exitCode = await checkOrList(options, program);
  if (exitCode !== undefined) Deno.exit(exitCode);
  const { colored, plain, seek, wait } = options;
  const inTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  const links = new TcpLinks(program.t);
  const name = options.name ?? nameOf(program, inTerminal);
  const reporter = new HostReporter(program.t);
  // Made up here, so that only this program can be the host.
  const moderatorPassword = crypto.randomUUID();
  const hosted = options.hostRoom
    ? await hostRoom({ ...options, moderatorPassword, programs }, program, reporter)
    : undefined;
  const place = options.hostRoom
    ? options
    : await whereToGo(options, { program, links, attended: inTerminal }) ?? Deno.exit(1);
  const chat = chatOptions(options, name, place, links, program);
  const code = inTerminal && !plain
    ? await runInTerminal({ chat, colored, program, reporter, hosted })
    : await runInPipe({ chat, colored, program, hosted, wait, hint: seekHint(seek) });
  await links.closed();
  await hosted?.close();
  Deno.exit(code);
}

if (import.meta.main) await main();
