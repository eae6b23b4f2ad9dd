/**
 * TLS handshakes. A slow one does not delay others.
 *
 * @module
 */

import { DescribedError } from "../net/described_error.ts";
import { closeQuietly, settlesWithin } from "../net/settles_within.ts";
import type { Address } from "../protocol.ts";
import { ByAddress } from "./by_address.ts";

/** The most unfinished handshakes. */
const MAX_UNFINISHED = 1000;

/** How old a handshake must be before it is given up for a new one, in ms. */
const GRACE_MS = 2_000;

/** An unfinished handshake. */
interface Handshake {
  conn: Deno.TlsConn;
  hostname: string;
  startedAt: number;
}

/**
 * The unfinished handshakes of a server.
 *
 * Deno cannot close a TLS connection during its handshake. `close` ends the handshake, but the socket
 * stays open until the other side closes it. So a handshake that takes too long is given up, but it
 * still counts until the other side continues or disconnects.
 *
 * When the limit is reached, the oldest handshake of the address with the most is dropped from the
 * count. This way one address cannot keep others out for long. Only the system limits the sockets that
 * it leaves open.
 */
export class Handshakes {
  readonly #unfinished = new ByAddress<Handshake>();
  #oneOver = Promise.withResolvers<void>();

  /** Undefined if a handshake may begin. Otherwise resolves when it is time to ask again. */
  untilFree(): Promise<unknown> | undefined {
    if (this.#unfinished.size < MAX_UNFINISHED) return undefined;
    const oldest = this.#unfinished.oldestOfMost()!;
    const left = oldest.startedAt + GRACE_MS - performance.now();
    if (left > 0) return settlesWithin(this.#oneOver.promise, left);
    this.#forget(oldest);
    closeQuietly(oldest.conn);
    return undefined;
  }

  /**
   * Does the handshake of one connection; a TCP connection needs none.
   *
   * @returns whether it was done within `ms`. If not, the connection must not be used any more.
   * @throws what is wrong with it.
   */
  async shake(conn: Deno.Conn, ms: number): Promise<boolean> {
    if (!isTls(conn)) return true;
    const { hostname } = conn.remoteAddr as Address;
    const handshake = { conn, hostname, startedAt: performance.now() };
    this.#unfinished.add(hostname, handshake);
    const shaking = conn.handshake().then(
      () => void this.#forget(handshake),
      (error) => {
        throw this.#forget(handshake) ? error : new DescribedError((t) => t.tooManyHandshakes());
      },
    );
    if (await settlesWithin(shaking, ms)) return await shaking.then(() => true);
    const close = () => closeQuietly(conn);
    shaking.then(close, close);
    return false;
  }

  /** Closes all connections with an unfinished handshake. */
  closeAll(): void {
    for (const { conn } of this.#unfinished) closeQuietly(conn);
  }

  /** Stops counting a handshake. Returns whether it was counted. */
  #forget(handshake: Handshake): boolean {
    if (!this.#unfinished.delete(handshake.hostname, handshake)) return false;
    this.#oneOver.resolve();
    this.#oneOver = Promise.withResolvers();
    return true;
  }
}

/** Whether a connection is encrypted. */
export function isTls(conn: Deno.Conn): conn is Deno.TlsConn {
  return "handshake" in conn;
}
