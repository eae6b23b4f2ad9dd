/**
 * TLS handshakes: none holds up anybody else.
 *
 * @module
 */

import { closeQuietly, settlesWithin } from "../net/settles_within.ts";
import { type Address, Refusal } from "../protocol.ts";
import { ByAddress } from "./by_address.ts";

/** How many handshakes may be under way. */
const MAX_UNFINISHED = 1000;

/** How long each has before it makes way for others when there are too many, in ms. */
const GRACE_MS = 2_000;

/** A handshake that is not over. */
interface Handshake {
  conn: Deno.TlsConn;
  hostname: string;
  startedAt: number;
}

/**
 * The handshakes that are not over. One that takes too long is given up, but counted here until the
 * other side goes on or goes away: Deno cannot close a TLS connection during its handshake. `close`
 * ends the handshake, but the socket stays open until the other side closes it, and nothing refers to
 * it any more.
 *
 * When there are too many, the oldest of the address with the most is not counted any more. One
 * address can thus keep nobody else out for long. What its sockets take is limited by the system only.
 */
export class Handshakes {
  readonly #unfinished = new ByAddress<Handshake>();
  #oneOver = Promise.withResolvers<void>();

  /** Undefined while one more may begin; else a promise that resolves when that may be so. */
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
        throw this.#forget(handshake) ? error : new Refusal((t) => t.tooManyHandshakes());
      },
    );
    if (await settlesWithin(shaking, ms)) return await shaking.then(() => true);
    const close = () => closeQuietly(conn);
    shaking.then(close, close);
    return false;
  }

  /** Closes all whose handshake is not over. */
  closeAll(): void {
    for (const { conn } of this.#unfinished) closeQuietly(conn);
  }

  /** Counts it no more; false if it was not counted. */
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
