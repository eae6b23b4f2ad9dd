/**
 * Connections that are turned away: each is told why in one line, as far as that costs little.
 *
 * @module
 */

import { closeQuietly } from "../net/settles_within.ts";
import { encodeEvent } from "../room/member.ts";
import type { Handshakes } from "./handshakes.ts";
import { lingeringClose } from "./lingering_close.ts";

/** How many are told why at the same time. Any beyond that are closed without a word. */
const MAX_TOLD = 64;

/** How long the handshake may take, and then telling, in ms each. */
const TELL_MS = 1_000;

/** The connections that are being turned away. */
export class TurnedAway {
  readonly #handshakes: Handshakes;
  readonly #told = new Set<Deno.Conn>();

  /** TLS connections are told after a handshake in `handshakes`. */
  constructor(handshakes: Handshakes) {
    this.#handshakes = handshakes;
  }

  /** Tells why, and closes. */
  add(conn: Deno.Conn, reason: string): void {
    if (this.#told.size >= MAX_TOLD) return this.#handshakes.close(conn);
    this.#told.add(conn);
    this.#tell(conn, reason)
      .catch(() => closeQuietly(conn))
      .finally(() => this.#told.delete(conn));
  }

  /** Closes them all. */
  closeAll(): void {
    for (const conn of this.#told) closeQuietly(conn);
  }

  async #tell(conn: Deno.Conn, reason: string): Promise<void> {
    // If the handshake takes too long, it closes the connection later.
    if (!await this.#handshakes.shake(conn, TELL_MS)) return;
    const written = conn.write(encodeEvent({ verb: "error", text: reason }));
    await lingeringClose(conn, { written, ms: TELL_MS });
  }
}
