/**
 * Connecting to a server over TCP, plain or with TLS.
 *
 * @module
 */

import type { Address } from "../protocol.ts";
import { DescribedError } from "./described_error.ts";
import { closeQuietly } from "./settles_within.ts";

/** How long connecting may take, in ms; just under the 5 seconds that a user will wait. */
export const CONNECT_MS = 4_500;

/** What is needed to speak TLS. */
export interface TlsOptions {
  /** Certificates to trust besides those of well-known authorities, in PEM. */
  caCerts: string[];
}

/** Options for {@linkcode connect}. */
export interface ConnectOptions {
  /** What is needed for TLS. @default plain TCP */
  tls?: TlsOptions | undefined;
  /** Aborts connecting. */
  signal?: AbortSignal;
  /** A connection to that address that is already open. @default one is opened */
  conn?: Deno.TcpConn | undefined;
}

/**
 * Connects, within {@linkcode CONNECT_MS}.
 *
 * @throws {DescribedError} if there was no answer in time.
 * @throws whatever `Deno.connect` and `Deno.startTls` throw.
 */
export async function connect(address: Address, options: ConnectOptions = {}): Promise<Deno.Conn> {
  const { tls, signal } = options;
  const late = AbortSignal.timeout(CONNECT_MS);
  const either = signal ? AbortSignal.any([signal, late]) : late;
  let conn = options.conn;
  try {
    conn ??= await Deno.connect({ ...address, signal: either });
    // Disables Nagle's algorithm; with delayed ACKs it adds up to 40 ms.
    conn.setNoDelay(true);
    return tls ? await shakeHands(conn, address.hostname, tls, either) : conn;
  } catch (error) {
    if (!late.aborted) throw error;
    const seconds = CONNECT_MS / 1000;
    throw new DescribedError((t) => conn ? t.noTlsAnswer(seconds) : t.noAnswer(seconds));
  }
}

/** Turns a connection into a TLS one. Closes it if that fails or `signal` is aborted. */
export async function shakeHands(
  plain: Deno.TcpConn,
  hostname: string,
  { caCerts }: TlsOptions,
  signal: AbortSignal,
): Promise<Deno.TlsConn> {
  let conn: Deno.Conn = plain;
  const close = () => closeQuietly(conn);
  signal.addEventListener("abort", close);
  try {
    const tls = await Deno.startTls(plain, { hostname, caCerts });
    conn = tls;
    signal.throwIfAborted();
    await tls.handshake();
    return tls;
  } catch (error) {
    close();
    throw error;
  } finally {
    signal.removeEventListener("abort", close);
  }
}
