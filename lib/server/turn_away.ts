/**
 * Connections that are turned away: each is told why in one line, as far as that costs little.
 *
 * @module
 */

import { closeQuietly } from "../net/settles_within.ts";
import { encodeEvent } from "../room/member.ts";
import { lingeringClose } from "./lingering_close.ts";

/** How many are told why at the same time. Any beyond that are closed without a word. */
const MAX_TOLD = 64;

/** How long telling may take, in ms. */
const TELL_MS = 1_000;

/** The connections that are being turned away. */
export class TurnedAway {
  readonly #told = new Set<Deno.Conn>();

  /** Tells why, and closes. */
  add(conn: Deno.Conn, reason: string): void {
    if (this.#told.size >= MAX_TOLD) return closeQuietly(conn);
    this.#told.add(conn);
    const written = conn.write(encodeEvent({ verb: "error", text: reason }));
    lingeringClose(conn, { written, ms: TELL_MS }).finally(() => this.#told.delete(conn));
  }

  /** Closes them all. */
  closeAll(): void {
    for (const conn of this.#told) closeQuietly(conn);
  }
}
