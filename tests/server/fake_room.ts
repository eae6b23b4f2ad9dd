/**
 * A room, and connections to it without sockets.
 *
 * @module
 */

import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { Lock } from "../../lib/room/gate.ts";
import { FairWork } from "../../lib/net/fair_work.ts";
import { History } from "../../lib/room/history.ts";
import { Room } from "../../lib/room/room.ts";
import { Connection, type ConnectionOptions } from "../../lib/server/connection.ts";
import { type Clock, GuessBrake } from "../../lib/server/guess_brake.ts";
import { DEFAULT_LIMITS, type Limits } from "../../lib/server/limits.ts";
import { FakeStream } from "./fake_stream.ts";

const { en } = PROGRAM_SENTENCES;

/** A connection, and what its server said of it. */
export interface Connected {
  stream: FakeStream;
  connection: Connection;
  remarks: string[];
}

/** A room that keeps what was said. */
export class FakeRoom {
  readonly room: Room;
  /** What the console showed. */
  readonly printed: string[] = [];
  /** Why nobody may enter. */
  full: string | undefined;
  /** Shares out what is done for its connections. */
  readonly work = new FairWork();
  readonly #options: ConnectionOptions;

  constructor({ limits, password, clock }: {
    limits?: Partial<Limits>;
    password?: string;
    clock?: Clock;
  } = {}) {
    const print = (line: string) => void this.printed.push(line);
    this.room = new Room({ id: "3f2a9c1e", history: new History({ entries: [] }), print });
    this.#options = {
      room: this.room,
      work: this.work,
      limits: { ...DEFAULT_LIMITS, rate: 0, ...limits },
      lock: password === undefined ? undefined : new Lock(password),
      brake: new GuessBrake(DEFAULT_LIMITS.wrongPassMs, clock),
      moderatorBrake: new GuessBrake(DEFAULT_LIMITS.wrongPassMs, clock),
      report: (sentence) => {
        throw new Error(sentence(en));
      },
    };
  }

  /** Connects, and sends this. */
  connect(
    { hostname = "10.0.0.7", text = "" }: { hostname?: string; text?: string } = {},
  ): Connected {
    const stream = new FakeStream();
    const remarks: string[] = [];
    const connection = new Connection(stream, this.#options, (text) => void remarks.push(text), {
      hostname,
      enter: () => {
        const { full } = this;
        return full === undefined ? undefined : () => full;
      },
      leave: () => {},
    });
    if (text !== "") stream.feed(text);
    return { stream, connection, remarks };
  }
}

/** Ends connections. Time must pass for that. */
export async function end(...all: Connected[]): Promise<void> {
  for (const { stream } of all) stream.feed(null);
  await Promise.all(all.map(({ connection }) => connection.ended));
}
