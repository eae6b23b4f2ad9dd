/**
 * The chat server: reads its options, opens the room, and closes it on a signal.
 *
 * @module
 */

import { Outbox } from "./lib/net/outbox.ts";
import { settlesWithin } from "./lib/net/settles_within.ts";
import { holdConsoleOverErrors, maybeDoubleClicked, thisStart } from "./lib/program/own_console.ts";
import { onStopSignal, Program, revokePermissions, warn } from "./lib/program/program.ts";
import { formatAddress } from "./lib/protocol.ts";
import { encodeLine } from "./lib/room/member.ts";
import { FLUSH_MS } from "./lib/server/connection.ts";
import { type Options, readOptions } from "./lib/server/options.ts";
import { greetingWithQr } from "./lib/server/qr_greeting.ts";
import { logPresence } from "./lib/server/presence_log.ts";
import { serve, type Served, type ServeOptions } from "./lib/server/serve.ts";
import { programsBeside } from "./lib/web/programs.ts";
import { TranscriptFile } from "./lib/transcript/transcript_file.ts";
import { preparePage } from "./lib/web/page.ts";

async function main(): Promise<void> {
  const program = new Program("chat-server");
  if (maybeDoubleClicked(thisStart())) holdConsoleOverErrors(program.t);
  const options = program.readOrExit(() => readOptions(Deno.args, program));
  const { room, passwordFile, moderatorPasswordFile, tls, quiet, qr } = options;
  // Opened now, while the permission to read is there.
  const programs = options.programs ? programsBeside() : "off";
  const password = program.givenPassword(passwordFile);
  const moderatorPassword = program.givenPassword(moderatorPasswordFile, "CHAT_MODERATOR_PASSWORD");
  const certificate = tls && {
    cert: program.readTextOrExit(tls.cert),
    key: program.readTextOrExit(tls.key),
  };
  const log = openTranscript(options, program);
  // A queue, so that the room does not wait when nobody reads the console.
  const console = new Outbox(Deno.stdout);
  const print = quiet ? () => {} : (line: string) => void console.push(encodeLine(line));
  const { report } = program;
  const onPresence = quiet ? undefined : logPresence(program.t);
  const served = serveOrExit({
    ...{ ...room, password, moderatorPassword, certificate, log, programs },
    ...{ print, onPresence, report, onAct: report },
  }, program);
  // A transcript that is moved away is opened again; Deno cannot keep the permission for one path.
  const unneeded = log ? ["import"] as const : ["import", "read", "write"] as const;
  void (room.window ? preparePage() : Promise.resolve()).then(() => revokePermissions(unneeded));
  onStopSignal(async () => {
    // Nothing is printed once the room closes.
    await Promise.all([served.close(), settlesWithin(console.flushed(), FLUSH_MS)]);
    log?.close();
    Deno.exit(0);
  });
  const greeted = { ...served, certificate: tls?.cert };
  const { t } = program;
  for (const line of await greetingWithQr(room.hostname, greeted, { qr, t })) warn(line);
}

function openTranscript({ log: path, fsync, room }: Options, program: Program) {
  if (path === undefined) return undefined;
  try {
    const log = new TranscriptFile(path, { keep: room.history, fsync });
    // Beyond a limit on file sizes a write now fails, instead of ending the program.
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGXFSZ", () => {});
    const { last, contents: { tornBytes } } = log;
    if (tornBytes > 0) program.report((t) => t.transcriptTorn(tornBytes, `${path}.torn`));
    if (last > 0) program.report((t) => t.transcriptGoesOn(last));
    return log;
  } catch (error) {
    program.failToStart((t, reason) => t.cannotUseTranscript(path, reason), error);
  }
}

function serveOrExit(options: ServeOptions, program: Program): Served {
  try {
    return serve(options);
  } catch (error) {
    const where = formatAddress({ hostname: options.hostname ?? "*", port: options.port });
    program.failToStart((t, reason) => t.cannotListen(where, reason), error);
  }
}

if (import.meta.main) await main();
