/**
 * A session's connections over TCP, plain or with TLS.
 *
 * @module
 */

import { verbatim } from "../language/language.ts";
import type { ProgramSentence, ProgramSentences } from "../language/program_language.ts";
import { connect, type ConnectOptions, type TlsOptions } from "../net/connect.ts";
import { describeError } from "../net/describe_error.ts";
import { DescribedError } from "../net/described_error.ts";
import { Outbox } from "../net/outbox.ts";
import { readLines } from "../net/read_lines.ts";
import { closeQuietly, settlesWithin } from "../net/settles_within.ts";
import { tlsRecord } from "../net/tls_record.ts";
import { type Address, formatAddress, MAX_EVENT_BYTES } from "../protocol.ts";
import { type Link, type LinkEvents, RUNTIME, type World } from "../session/uplink.ts";

/** How long the last lines may take to be sent, in ms. */
const FAREWELL_MS = 1_000;

/** Every connection that this program makes to rooms. */
export class TcpLinks {
  readonly #t: ProgramSentences;
  readonly #done = new Set<Promise<void>>();
  #ahead: { target: string; conn: Deno.TcpConn } | undefined;

  /** Makes none yet. Why they end is told in this language. */
  constructor(t: ProgramSentences) {
    this.#t = t;
  }

  /** What a session needs of the world: these links, the clock, timers and random numbers. */
  world(tls?: TlsOptions): World {
    return {
      dial: (address, events) => this.#dial(address, events, tls),
      ...RUNTIME,
    };
  }

  /**
   * Connects before there is a session, and resolves to whether that worked. The first link to that
   * address uses the connection, so that a server does not see a client come and go.
   */
  async dialAhead(address: Address): Promise<boolean> {
    try {
      const conn = await connect(address) as Deno.TcpConn;
      this.#ahead = { target: formatAddress(address), conn };
      return true;
    } catch {
      return false;
    }
  }

  /** Resolves when every link has ended. Links that are closed end within a second. */
  async closed(): Promise<void> {
    await Promise.all(this.#done);
  }

  #dial(address: Address, events: LinkEvents, tls: TlsOptions | undefined): Link {
    const conn = this.#takeAhead(address);
    const link = new TcpLink(address, { events, t: this.#t, tls, conn });
    const done = link.done.finally(() => this.#done.delete(done));
    this.#done.add(done);
    return link;
  }

  #takeAhead(address: Address): Deno.TcpConn | undefined {
    if (this.#ahead?.target !== formatAddress(address)) return undefined;
    const { conn } = this.#ahead;
    this.#ahead = undefined;
    return conn;
  }
}

interface TcpLinkOptions extends Pick<ConnectOptions, "tls" | "conn"> {
  events: LinkEvents;
  t: ProgramSentences;
}

class TcpLink implements Link {
  isPlain = false;
  /** Resolves when the connection has ended. */
  readonly done: Promise<void>;
  readonly #events: LinkEvents;
  readonly #t: ProgramSentences;
  readonly #encoder = new TextEncoder();
  readonly #abort = new AbortController();
  #conn: Deno.Conn | undefined;
  #outbox: Outbox | undefined;
  #closed = false;

  constructor(address: Address, { events, t, ...options }: TcpLinkOptions) {
    this.#events = events;
    this.#t = t;
    this.done = this.#run(address, options);
  }

  send(text: string): void {
    if (this.#outbox!.push(this.#encoder.encode(text))) return;
    // Not at once: the session must not learn of it in the middle of sending.
    queueMicrotask(() => this.#fail((t) => t.serverTakesNothing()));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#abort.abort();
    this.#flushAndClose();
  }

  async #flushAndClose(): Promise<void> {
    if (this.#outbox) await settlesWithin(this.#outbox.flushed(), FAREWELL_MS);
    this.#closeConn();
  }

  async #run(address: Address, options: ConnectOptions): Promise<void> {
    try {
      const conn = await connect(address, { ...options, signal: this.#abort.signal });
      this.#conn = conn;
      if (this.#closed) return this.#closeConn();
      // The session limits the lines in flight, and so the bytes that can wait here.
      const onFail = (error: unknown) => this.#fail(describeError(error));
      this.#outbox = new Outbox(conn, { limit: Infinity, onFail });
      this.#events.opened();
      const isWhole = () => this.isPlain;
      const reading = { limit: MAX_EVENT_BYTES, isWhole, checkFirst: checkIsText };
      for await (const lines of readLines(conn, reading)) {
        for (const line of lines) {
          if (typeof line === "string" && !this.#closed) this.#events.received(line);
        }
      }
      this.#fail((t) => t.serverEnded());
    } catch (error) {
      this.#fail(describeError(error));
    }
  }

  #fail(reason: ProgramSentence): void {
    this.#closeConn();
    if (this.#closed) return;
    this.#closed = true;
    // A session knows only the sentences that a page has, too.
    this.#events.closed(verbatim(reason(this.#t)));
  }

  #closeConn(): void {
    closeQuietly(this.#conn);
    this.#conn = undefined;
  }
}

/** A server that speaks TLS answers plain text with an alert. */
function checkIsText(bytes: Uint8Array): void {
  if (tlsRecord(bytes) === "alert") throw new DescribedError((t) => t.roomIsEncrypted());
}
