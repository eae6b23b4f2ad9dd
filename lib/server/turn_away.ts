/**
 * Refuses connections. Each is told why in one line and then closed. When too many are being told,
 * further ones are closed at once.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import { serverEn } from "../language/server_en.ts";
import { closeQuietly, settlesWithin } from "../net/settles_within.ts";
import { encodeEvent } from "../room/member.ts";
import { encodeResponse, textResponse } from "../web/response.ts";
import { FirstBytes } from "./first_bytes.ts";
import type { Limits } from "./limits.ts";
import { lingeringClose } from "./lingering_close.ts";

/** The most connections that are told why at the same time. */
const MAX_TOLD = 64;

/** How long they have to show whether they speak HTTP, in ms. */
const LISTEN_MS = 500;

/** How long a connection may take to read why, in ms. */
const TELL_MS = 1_000;

const READ_BUFFER_BYTES = 512;

/** The connections that are being turned away. */
export class TurnedAway {
  readonly #told = new Set<Deno.Conn>();
  readonly #listenMs: number;

  /** Starts without any. */
  constructor({ holdMs }: Pick<Limits, "holdMs">) {
    this.#listenMs = Math.min(holdMs, LISTEN_MS);
  }

  /** Tells a connection why, and closes it. */
  add(conn: Deno.Conn, reason: ServerSentence): void {
    if (this.#told.size >= MAX_TOLD) return closeQuietly(conn);
    this.#told.add(conn);
    this.#tell(conn, reason).finally(() => this.#told.delete(conn));
  }

  /** Closes them all. */
  closeAll(): void {
    for (const conn of this.#told) closeQuietly(conn);
  }

  async #tell(conn: Deno.Conn, reason: ServerSentence): Promise<void> {
    const first = new FirstBytes();
    const reading = readFirst(conn, first).catch(() => {});
    await settlesWithin(reading, this.#listenMs);
    const isRequest = first.kind === "request" || first.mayBeRequest;
    const answer = isRequest
      ? encodeResponse(textResponse(503, reason))
      : encodeEvent({ verb: "error", text: reason(serverEn) });
    await lingeringClose(conn, { written: conn.write(answer), reading, ms: TELL_MS });
  }
}

/** Reads until it is known what the connection is. */
async function readFirst(conn: Deno.Conn, first: FirstBytes): Promise<void> {
  const buffer = new Uint8Array(READ_BUFFER_BYTES);
  while (first.kind === "open") {
    const length = await conn.read(buffer);
    if (length === null) return;
    first.push(buffer.subarray(0, length));
  }
}
