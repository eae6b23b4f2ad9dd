/**
 * Opens a room on a port, with a transcript if one is wanted. Both `server.ts` and the client's
 * `--host-room` use it.
 *
 * @module
 */

import { Answerer, type AnswererOptions } from "../discovery/answerer.ts";
import { cleanTitle } from "../discovery/datagrams.ts";
import { verbatim } from "../language/language.ts";
import { PROGRAM_SENTENCES, type ProgramSentence } from "../language/program_language.ts";
import { describeError } from "../net/describe_error.ts";
import { easiestAddress } from "../net/own_addresses.ts";
import { formatHost } from "../protocol.ts";
import { Lock } from "../room/gate.ts";
import { DEFAULT_HISTORY, History, newRoomId } from "../room/history.ts";
import type { PresenceOptions } from "../room/presence.ts";
import { Room } from "../room/room.ts";
import { Hosts } from "../web/hosts.ts";
import type { Offer } from "../web/programs.ts";
import type { TranscriptFile } from "../transcript/transcript_file.ts";
import { describeAct } from "../room/describe_act.ts";
import type { KnownBy } from "../room/restraints.ts";
import { ChatServer } from "./chat_server.ts";
import { GuessBrake } from "./guess_brake.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import { judge } from "./judge.ts";
import type { ListenOptions } from "./listen.ts";

/** Options for {@linkcode serve}. */
export interface ServeOptions extends ListenOptions, PresenceOptions {
  /** What one connection, and all of them together, may take. @default DEFAULT_LIMITS */
  limits?: Partial<Limits>;
  /** A normalized password that everyone must give. @default none is needed */
  password?: string | undefined;
  /** A normalized password that makes somebody a moderator. @default nobody is one */
  moderatorPassword?: string | undefined;
  /** For how many minutes moderators keep somebody out. @default DEFAULT_KICK_MINUTES */
  kickMinutes?: number;
  /** What the muted and the kicked are known by. @default "address" */
  kickBy?: KnownBy;
  /** Told of what moderators do. @default nobody is */
  onAct?: (sentence: ProgramSentence) => void;
  /** How many messages are kept in memory. @default DEFAULT_HISTORY */
  history?: number;
  /** The transcript. @default none */
  log?: TranscriptFile | undefined;
  /** Shows one line on the server's console: connections, messages, `QUIT`. @default nothing */
  print?: (line: string) => void;
  /** Tells the room's owner what is wrong. */
  report: (sentence: ProgramSentence) => void;
  /** The title under which the room is found. @default this PC's name */
  title?: string | undefined;
  /** Whether to answer those who look for a room. @default true */
  discovery?: boolean;
  /** Names by which browsers may reach the room, beside those that nobody outside can own. */
  allowHosts?: readonly string[];
  /** The programs that it hands out, or why it hands out none. @default "off" */
  programs?: Offer;
  /** Whether browsers are served. @default true */
  window?: boolean;
}

/** A served room. */
export interface Served {
  /** The TCP port it listens on. */
  port: number;
  /** The title under which the room is found. */
  title: string;
  /** Whether it is joined over TLS. */
  tls: boolean;
  /** Whether browsers are served. */
  window: boolean;
  /** How many are in the room now. */
  people(): number;
  /** Resolves to whether those who look for a room find this one. Never rejects. */
  findable: Promise<boolean>;
  /** Sends a last notice and what is pending, and ends every connection. Idempotent. */
  close(): Promise<void>;
}

/** Opens a room. Throws what {@linkcode ChatServer} throws. */
export function serve(options: ServeOptions): Served {
  const { log, password, history: limit = DEFAULT_HISTORY, print = () => {}, report } = options;
  const { moderatorPassword, kickMinutes, kickBy: knownBy, onAct = () => {} } = options;
  const history = new History({
    ...{ limit, entries: log?.takeEntries(), removed: log?.contents.removed, transcript: log },
  });
  const room = new Room({
    id: log?.contents.room ?? newRoomId(),
    history,
    resumed: log && !log.contents.isNew ? { kept: log.last, started: Date.now() } : undefined,
    print,
    onPresence: options.onPresence,
    soon: (run) => queueMicrotask(() => reportBugs(run, report)),
    moderation: {
      lock: moderatorPassword === undefined ? undefined : new Lock(moderatorPassword),
      ...kickMinutes !== undefined && { kickMinutes },
      ...knownBy && { knownBy },
      standing: log?.standing,
      onAct: (act) => onAct(describeAct(act)),
    },
  });
  const lock = password === undefined ? undefined : new Lock(password);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const brake = new GuessBrake(limits.wrongPassMs);
  const tls = options.certificate !== undefined;
  const window = options.window ?? true;
  const hostname = Deno.hostname();
  const title = options.title ?? (cleanTitle(hostname) || "Chat room");
  const server = new ChatServer({
    ...options,
    room,
    limits,
    lock,
    brake,
    web: {
      ...{ room, history, lock, title, tls },
      judge: async (secret, { address, gone }) => {
        const onWrong = () => print(`ip: ${formatHost(address)} gave a wrong password`);
        const isRight = () => !lock || lock.opensWith(secret);
        return await judge({ brake, address, gone, isRight, onWrong }) === "right";
      },
      networkAddress: () => easiestAddress(options.hostname),
      programs: options.programs ?? "off",
      remark: print,
      openedAt: Date.now(),
      hosts: new Hosts([hostname, ...options.allowHosts ?? []]),
      window,
    },
    onRemark: (address, text) => print(`ip: ${address} ${text}`),
  });
  if (log) {
    log.onTrouble = (trouble = (t) => t.transcriptWorks()) => {
      report(trouble);
      room.notice(verbatim(trouble(PROGRAM_SENTENCES.en)));
    };
  }
  const { port } = server;
  const isLocked = password !== undefined;
  const facts = () => ({
    ...{ room: room.id, port, people: room.size, password: isLocked, tls },
    // What is said in a locked room is not told outside.
    title: isLocked || room.topic === "" ? title : cleanTitle(`${title}: ${room.topic}`),
  });
  const answering = options.discovery === false
    ? Promise.resolve(undefined)
    : openAnswerer({ hostname: server.hostname, port, facts }, report);
  return {
    ...{ port, title, tls, window },
    people: () => room.size,
    findable: answering.then((answerer) => answerer !== undefined),
    close: async () => {
      room.close((t) => t.serverClosing());
      await Promise.all([server.close(), answering.then((answerer) => answerer?.close())]);
    },
  };
}

/** An error of the room is a bug of ours: it is reported, and the room goes on. */
function reportBugs(run: () => void, report: (sentence: ProgramSentence) => void): void {
  try {
    run();
  } catch (error) {
    report((t) => t.bug(String((error as Error).stack)));
  }
}

/** Starts to answer those who look. If that fails, the room still works, so it is only reported. */
async function openAnswerer(
  options: AnswererOptions,
  report: (sentence: ProgramSentence) => void,
): Promise<Answerer | undefined> {
  try {
    return await Answerer.open(options);
  } catch (error) {
    const reason = describeError(error);
    report((t) => t.notFindable(options.port, reason(t)));
    return undefined;
  }
}
