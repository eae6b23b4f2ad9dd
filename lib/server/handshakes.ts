/**
 * TLS handshakes: each takes its time, and none holds up anybody else.
 *
 * Knows sockets, and nothing of what is said over them.
 *
 * @module
 */

import { closeQuietly } from "../net/close_quietly.ts";
import { settlesWithin } from "../net/settles_within.ts";

/** How many handshakes may be under way; past it nobody is accepted until one is over. */
const MAX_UNFINISHED = 1000;

/**
 * The handshakes that are not over. Deno cannot close a TLS connection before its handshake is: the
 * socket stays open, and could not be counted any more. So one that takes too long is given up, but
 * kept here until the other side goes on or goes away, and there is a limit to how many these are.
 */
export class Handshakes {
  readonly #unfinished = new Set<Deno.TlsConn>();
  #room = Promise.withResolvers<void>();

  /** Undefined while there is room for one more; else a promise that resolves when there is. */
  untilRoom(): Promise<void> | undefined {
    return this.#unfinished.size < MAX_UNFINISHED ? undefined : this.#room.promise;
  }

  /**
   * Does the handshake of one connection; a plain one needs none.
   *
   * @returns whether it was done within `ms`; if not, the connection is not to be used any more.
   * @throws what is wrong with it.
   */
  async shake(conn: Deno.Conn, ms: number): Promise<boolean> {
    if (!isTls(conn)) return true;
    const shaking = this.#begin(conn);
    if (await settlesWithin(shaking, ms)) return await shaking.then(() => true);
    this.#closeAfter(conn, shaking);
    return false;
  }

  /** Closes a connection as soon as that is possible. */
  close(conn: Deno.Conn): void {
    if (isTls(conn)) this.#closeAfter(conn, this.#begin(conn));
    else conn.close();
  }

  /** Closes all whose handshake is not over. */
  closeAll(): void {
    for (const conn of this.#unfinished) closeQuietly(conn);
  }

  #begin(conn: Deno.TlsConn): Promise<unknown> {
    this.#unfinished.add(conn);
    const shaking = conn.handshake();
    const over = () => {
      this.#unfinished.delete(conn);
      this.#room.resolve();
      this.#room = Promise.withResolvers();
    };
    shaking.then(over, over);
    return shaking;
  }

  #closeAfter(conn: Deno.TlsConn, shaking: Promise<unknown>): void {
    const close = () => closeQuietly(conn);
    shaking.then(close, close);
  }
}

function isTls(conn: Deno.Conn): conn is Deno.TlsConn {
  return "handshake" in conn;
}
