/**
 * Opens a room on a port, with a transcript if one is wanted: what `server.ts` and the client's
 * `--host-room` both need.
 *
 * @module
 */

import { cleanTitle } from "../discovery/datagrams.ts";
import { describeError, say, warn } from "../program/program.ts";
import { Answerer, type AnswererOptions } from "../discovery/answerer.ts";
import { ChatServer } from "./chat_server.ts";
import { Lock } from "../room/gate.ts";
import { DEFAULT_HISTORY, History } from "../room/history.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import type { ListenOptions } from "./listen.ts";
import { Room } from "../room/room.ts";
import { newRoomId } from "../room/room_id.ts";
import type { TranscriptFile } from "../transcript/transcript_file.ts";

/** Options for {@linkcode serve}. */
export interface ServeOptions extends ListenOptions {
  /** What one connection, and all together, may take. @default DEFAULT_LIMITS */
  limits?: Partial<Limits>;
  /** Nobody is let in without it; in its one form. @default none is needed */
  password?: string | undefined;
  /** How many messages are kept in memory. @default DEFAULT_HISTORY */
  history?: number;
  /** The transcript. @default none */
  log?: TranscriptFile | undefined;
  /** Shows one line on the server's console: connections, messages, `QUIT`. @default nothing */
  print?: (line: string) => void;
  /** Tells the room's owner what is wrong, in English. @default on stderr, in the user's language */
  warn?: (line: string) => void;
  /** What the room is called when someone looks for one. @default this PC's name */
  title?: string | undefined;
  /** Whether to answer those who look for a room. @default true */
  discovery?: boolean;
}

/** A served room. */
export interface Served {
  /** The TCP port it listens on. */
  port: number;
  /** What the room is called when someone looks for one. */
  title: string;
  /** Whether it is joined over TLS. */
  tls: boolean;
  /** Resolves to whether those who look for a room find this one. Never rejects. */
  findable: Promise<boolean>;
  /** Tells everyone who asked for events, sends what waits, and ends every connection. Idempotent. */
  close(): Promise<void>;
}

/** Opens a room. Throws what {@linkcode ChatServer.listen} throws. */
export function serve(options: ServeOptions): Served {
  const { log, password, history: limit = DEFAULT_HISTORY, print = () => {}, discovery = true } =
    options;
  const title = options.title ?? (cleanTitle(Deno.hostname()) || "Chat room");
  const room = new Room({
    id: log?.contents.room ?? newRoomId(),
    history: new History({
      limit,
      ...log && { entries: log.contents.entries, transcript: log },
    }),
    print,
    soon: queueMicrotask,
  });
  const tell = options.warn ?? ((line: string) => warn(say(line)));
  const server = ChatServer.listen({
    ...options,
    room,
    warn: tell,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    lock: password === undefined ? undefined : new Lock(password),
    onRemark: (address, text) => print(`ip: ${address} ${text}`),
  });
  if (log) {
    log.onTrouble = (problem) => {
      const said = problem === undefined
        ? "The transcript is being written again"
        : problem instanceof Error
        ? `The transcript cannot be written (${describeError(problem)}); chatting goes on`
        : `The transcript: ${problem}`;
      tell(said);
      room.notice(said);
    };
  }
  const { hostname, port } = server;
  const tls = options.certificate !== undefined;
  const facts = () => (
    { room: room.id, port, people: room.size, password: password !== undefined, tls, title }
  );
  const answerer = discovery ? openAnswerer({ hostname, port, facts }, tell) : undefined;
  return {
    port,
    title,
    tls,
    findable: Promise.resolve(answerer).then((answerer) => answerer !== undefined),
    close: async () => {
      room.close("The server is closing");
      await Promise.all([server.close(), answerer?.then((answerer) => answerer?.close())]);
    },
  };
}

/** Starts to answer those who look. A room that cannot is a room all the same. */
async function openAnswerer(
  options: AnswererOptions,
  tell: (line: string) => void,
): Promise<Answerer | undefined> {
  try {
    return await Answerer.open(options);
  } catch (error) {
    const why = describeError(error);
    tell(`Nobody can find this room without its address: UDP port ${options.port}: ${why}`);
    return undefined;
  }
}
