/**
 * Turning connections away: each is told why in one line, as far as that costs little.
 *
 * Knows sockets, and nothing of why anyone is turned away.
 *
 * @module
 */

import { settlesWithin } from "../net/settles_within.ts";
import type { Handshakes } from "./handshakes.ts";
import { encodeEvent } from "../room/member.ts";

/** How many are told why at the same time; past it they are closed without a word. */
const MAX_TOLD = 64;

/** How long telling one may take, in ms. */
const TELL_MS = 1_000;

/** Those who are being turned away just now. */
export class TurnedAway {
  readonly #handshakes: Handshakes;
  readonly #told = new Set<Deno.Conn>();

  /** Over TLS they are told by way of `handshakes`. */
  constructor(handshakes: Handshakes) {
    this.#handshakes = handshakes;
  }

  /** Tells why, and closes. */
  add(conn: Deno.Conn, reason: string): void {
    if (this.#told.size >= MAX_TOLD) return this.#handshakes.close(conn);
    this.#told.add(conn);
    this.#tell(conn, reason).catch(() => this.#close(conn));
  }

  /** Closes them all. */
  closeAll(): void {
    for (const conn of this.#told) this.#close(conn);
  }

  async #tell(conn: Deno.Conn, reason: string): Promise<void> {
    if (await this.#handshakes.shake(conn, TELL_MS)) {
      await settlesWithin(tell(conn, reason), TELL_MS);
      this.#close(conn);
    } else this.#told.delete(conn);
  }

  #close(conn: Deno.Conn): void {
    if (this.#told.delete(conn)) conn.close();
  }
}

/**
 * Closing at once would reset the connection if anything had arrived that was not read, and the
 * line might be lost to the other side: so it is read until it ends.
 */
async function tell(conn: Deno.Conn, reason: string): Promise<void> {
  await conn.write(encodeEvent({ verb: "error", text: reason }));
  await conn.closeWrite();
  const buffer = new Uint8Array(512);
  while (await conn.read(buffer) !== null);
}
