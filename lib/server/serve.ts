/**
 * Opens a room on a port, with a transcript if one is wanted: what `server.ts` and the client's
 * `--host-room` both need.
 *
 * @module
 */

import { describeError, warn } from "../program.ts";
import { ChatServer } from "./chat_server.ts";
import { Lock } from "./gate.ts";
import { DEFAULT_HISTORY, History } from "./history.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import type { ListenOptions } from "./listen.ts";
import { Room } from "./room.ts";
import { newRoomId } from "./room_id.ts";
import type { TranscriptFile } from "./transcript.ts";

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
}

/** A served room. */
export interface Served {
  /** The TCP port it listens on. */
  port: number;
  /** Tells everyone who asked for events, sends what waits, and ends every connection. Idempotent. */
  close(): Promise<void>;
}

/** Opens a room. Throws what {@linkcode ChatServer.listen} throws. */
export function serve(options: ServeOptions): Served {
  const { log, password, history: limit = DEFAULT_HISTORY, print = () => {} } = options;
  const room = new Room({
    id: log?.contents.room ?? newRoomId(),
    history: new History({
      limit,
      ...log && { entries: log.contents.entries, transcript: log },
    }),
    print,
  });
  const server = ChatServer.listen({
    ...options,
    room,
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
      warn(said);
      room.notice(said);
    };
  }
  return {
    port: server.port,
    close: () => {
      room.close("The server is closing");
      return server.close();
    },
  };
}
