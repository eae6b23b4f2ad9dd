/**
 * A session's connection over TCP.
 *
 * Knows sockets, and nothing of what the lines mean.
 *
 * @module
 */

import type { Address } from "../address.ts";
import { Outbox } from "../outbox.ts";
import { describeError } from "../program.ts";
import { MAX_EVENT_BYTES } from "../protocol.ts";
import { readLines } from "../read_lines.ts";
import { settlesWithin } from "../settles_within.ts";
import type { Link, LinkEvents, World } from "./uplink.ts";

/** How long connecting may take, in ms: with a margin, within the 5 seconds a user will wait. */
const CONNECT_MS = 4_500;

/** How long the last words may take to be sent, in ms. */
const FAREWELL_MS = 1_000;

/** The world as it is: TCP, the clock, timers. */
export const realWorld: World = {
  dial: (address, events) => new TcpLink(address, events),
  now: Date.now,
  random: Math.random,
  setTimer: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves when every link that was closed has sent its last words, or had time enough to. */
export async function linksClosed(): Promise<void> {
  await Promise.all(closing);
}

const closing = new Set<Promise<void>>();

class TcpLink implements Link {
  readonly #events: LinkEvents;
  readonly #encoder = new TextEncoder();
  readonly #abort = new AbortController();
  #conn: Deno.TcpConn | undefined;
  #outbox: Outbox | undefined;
  #closed = false;

  constructor(address: Address, events: LinkEvents) {
    this.#events = events;
    this.#run(address);
  }

  send(text: string): void {
    this.#outbox!.push(this.#encoder.encode(text));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#abort.abort();
    const farewell = this.#sayFarewell().finally(() => closing.delete(farewell));
    closing.add(farewell);
  }

  async #sayFarewell(): Promise<void> {
    if (this.#outbox) await settlesWithin(this.#outbox.flushed(), FAREWELL_MS);
    this.#closeConn();
  }

  async #run(address: Address): Promise<void> {
    try {
      const conn = await connect(address, this.#abort.signal);
      this.#conn = conn;
      // Or what is said soon after something else waits until that was acknowledged.
      conn.setNoDelay(true);
      if (this.#closed) return this.#closeConn();
      // The session's window bounds what can wait here.
      const onFail = (error: unknown) => this.#fail(describeError(error));
      this.#outbox = new Outbox(conn, { limit: Infinity, onFail });
      this.#events.opened();
      const isWhole = () => this.#events.isPlain();
      for await (const lines of readLines(conn, { limit: MAX_EVENT_BYTES, isWhole })) {
        for (const line of lines) {
          if (typeof line === "string" && !this.#closed) this.#events.received(line);
        }
      }
      this.#fail("the server ended the connection");
    } catch (error) {
      this.#fail(describeError(error));
    }
  }

  #fail(reason: string): void {
    this.#closeConn();
    if (this.#closed) return;
    this.#closed = true;
    this.#events.closed(reason);
  }

  #closeConn(): void {
    try {
      this.#conn?.close();
    } catch {
      // Closed before.
    }
    this.#conn = undefined;
  }
}

async function connect({ hostname, port }: Address, signal: AbortSignal): Promise<Deno.TcpConn> {
  const late = AbortSignal.timeout(CONNECT_MS);
  try {
    return await Deno.connect({ hostname, port, signal: AbortSignal.any([signal, late]) });
  } catch (error) {
    if (!late.aborted) throw error;
    throw new Deno.errors.TimedOut(`no answer within ${CONNECT_MS / 1000} s`);
  }
}
