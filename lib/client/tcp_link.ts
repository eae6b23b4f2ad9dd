/**
 * A session's connection over TCP, plain or with TLS.
 *
 * Knows sockets, and nothing of what the lines mean.
 *
 * @module
 */

import { type Address, formatAddress, MAX_EVENT_BYTES } from "../protocol.ts";
import { closeQuietly } from "../net/close_quietly.ts";
import { Outbox } from "../net/outbox.ts";
import { describeError } from "../program/program.ts";
import { readLines } from "../net/read_lines.ts";
import { settlesWithin } from "../net/settles_within.ts";
import { tlsRecord } from "../net/tls_record.ts";
import type { Link, LinkEvents, World } from "../session/uplink.ts";

/** How long connecting may take, in ms: with a margin, within the 5 seconds a user will wait. */
export const CONNECT_MS = 4_500;

/** How long the last words may take to be sent, in ms. */
const FAREWELL_MS = 1_000;

/** What is needed to speak TLS. */
export interface TlsOptions {
  /** Certificates to trust beside those everyone trusts, in PEM. */
  caCerts: string[];
}

/** The world as it is: TCP, with TLS if it is to be encrypted, the clock, timers. */
export function createWorld(tls?: TlsOptions): World {
  return {
    dial: (address, events) => new TcpLink(address, events, tls),
    now: Date.now,
    random: Math.random,
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Resolves when every link that was closed has sent its last words, or had time enough to. */
export async function linksClosed(): Promise<void> {
  await Promise.all(closing);
}

const closing = new Set<Promise<void>>();

/** A connection that was made before the session, which takes it when it dials that address. */
let ahead: { target: string; conn: Deno.TcpConn } | undefined;

/**
 * Connects before there is a session, and resolves to whether that worked: to ask first and connect
 * then would show a server somebody who comes and goes. To be called once.
 */
export async function dialAhead(address: Address): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(CONNECT_MS);
    ahead = { target: formatAddress(address), conn: await Deno.connect({ ...address, signal }) };
    return true;
  } catch {
    return false;
  }
}

function takeAhead(address: Address): Deno.TcpConn | undefined {
  if (ahead?.target !== formatAddress(address)) return undefined;
  const { conn } = ahead;
  ahead = undefined;
  return conn;
}

class TcpLink implements Link {
  readonly #events: LinkEvents;
  readonly #encoder = new TextEncoder();
  readonly #abort = new AbortController();
  #conn: Deno.Conn | undefined;
  #outbox: Outbox | undefined;
  #closed = false;

  constructor(address: Address, events: LinkEvents, tls: TlsOptions | undefined) {
    this.#events = events;
    this.#run(address, tls);
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

  async #run(address: Address, tls: TlsOptions | undefined): Promise<void> {
    try {
      const conn = await connect(address, this.#abort.signal, tls);
      this.#conn = conn;
      if (this.#closed) return this.#closeConn();
      // The session's window bounds what can wait here.
      const onFail = (error: unknown) => this.#fail(describeError(error));
      this.#outbox = new Outbox(conn, { limit: Infinity, onFail });
      this.#events.opened();
      const isWhole = () => this.#events.isPlain();
      const options = { limit: MAX_EVENT_BYTES, isWhole, checkFirst: checkIsText };
      for await (const lines of readLines(conn, options)) {
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
    closeQuietly(this.#conn);
    this.#conn = undefined;
  }
}

/** A server that speaks TLS answers plain text in its own way. */
function checkIsText(bytes: Uint8Array): void {
  if (tlsRecord(bytes) === "alert") throw new Error("the room is encrypted: --tls joins it");
}

async function connect(
  address: Address,
  signal: AbortSignal,
  tls: TlsOptions | undefined,
): Promise<Deno.Conn> {
  const late = AbortSignal.timeout(CONNECT_MS);
  const either = AbortSignal.any([signal, late]);
  let connected = false;
  try {
    const conn = takeAhead(address) ?? await Deno.connect({ ...address, signal: either });
    connected = true;
    // Or what is said soon after something else waits until that was acknowledged.
    conn.setNoDelay(true);
    return tls ? await shakeHands(conn, address.hostname, tls, either) : conn;
  } catch (error) {
    if (!late.aborted) throw error;
    throw new Deno.errors.TimedOut(
      connected
        ? `no TLS answer within ${CONNECT_MS / 1000} s`
        : `no answer within ${CONNECT_MS / 1000} s`,
    );
  }
}

/** Makes a connection a TLS one; when `signal` is aborted meanwhile, it is closed. */
export async function shakeHands(
  plain: Deno.TcpConn,
  hostname: string,
  { caCerts }: TlsOptions,
  signal: AbortSignal,
): Promise<Deno.TlsConn> {
  const conn = await startTls(plain, { hostname, caCerts });
  const close = () => conn.close();
  signal.addEventListener("abort", close);
  try {
    signal.throwIfAborted();
    await conn.handshake();
    return conn;
  } catch (error) {
    if (!signal.aborted) close();
    throw error;
  } finally {
    signal.removeEventListener("abort", close);
  }
}

async function startTls(plain: Deno.TcpConn, options: Deno.StartTlsOptions): Promise<Deno.TlsConn> {
  try {
    return await Deno.startTls(plain, options);
  } catch (error) {
    closeQuietly(plain);
    throw error;
  }
}
