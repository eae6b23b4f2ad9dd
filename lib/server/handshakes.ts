/**
 * TLS handshakes: none holds up anybody else.
 *
 * @module
 */

import { closeQuietly, settlesWithin } from "../net/settles_within.ts";

/** How many handshakes may be under way; past it nobody is accepted until one is over. */
const MAX_UNFINISHED = 1000;

/**
 * The handshakes that are not over. Deno cannot close a TLS connection during its handshake: the
 * socket stays open and nothing refers to it any more. So a handshake that takes too long is given
 * up, but counted here until the other side goes on or goes away.
 */
export class Handshakes {
  readonly #unfinished = new Set<Deno.TlsConn>();
  #oneOver = Promise.withResolvers<void>();

  /** Undefined while one more may begin; else a promise that resolves when one is over. */
  untilFree(): Promise<void> | undefined {
    return this.#unfinished.size < MAX_UNFINISHED ? undefined : this.#oneOver.promise;
  }

  /**
   * Does the handshake of one connection; a TCP connection needs none.
   *
   * @returns whether it was done within `ms`. If not, the connection must not be used any more.
   * @throws what is wrong with it.
   */
  async shake(conn: Deno.Conn, ms: number): Promise<boolean> {
    if (!isTls(conn)) return true;
    const shaking = this.#begin(conn);
    if (await settlesWithin(shaking, ms)) return await shaking.then(() => true);
    closeAfter(conn, shaking);
    return false;
  }

  /** Closes a connection as soon as that is possible. */
  close(conn: Deno.Conn): void {
    if (isTls(conn)) closeAfter(conn, this.#begin(conn));
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
      this.#oneOver.resolve();
      this.#oneOver = Promise.withResolvers();
    };
    shaking.then(over, over);
    return shaking;
  }
}

function isTls(conn: Deno.Conn): conn is Deno.TlsConn {
  return "handshake" in conn;
}

function closeAfter(conn: Deno.TlsConn, shaking: Promise<unknown>): void {
  const close = () => closeQuietly(conn);
  shaking.then(close, close);
}
