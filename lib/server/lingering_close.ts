/**
 * Closing a connection so that the other side receives everything that was sent to it.
 *
 * @module
 */

import type { ByteStream } from "../net/byte_stream.ts";
import { closeQuietly, settlesWithin } from "../net/settles_within.ts";

/** How long nothing must arrive before the connection is closed, in ms. */
const QUIET_MS = 100;

/** How long to wait after 64 KiB were read, in ms: a flood must not cost more when it is not wanted. */
const DRAIN_MS = 20;

/** Shared, because nobody looks at what is read into it. */
const discarded = new Uint8Array(64 * 1024);

/** Options for {@linkcode lingeringClose}. */
export interface LingeringCloseOptions {
  /** Settles when everything has been written. */
  written: Promise<unknown>;
  /** Settles when nobody else reads from the connection any more. @default nobody does */
  reading?: Promise<unknown>;
  /** How long it may take in all, in ms. */
  ms: number;
}

/**
 * Closes a connection once everything has been written. Closing a socket that holds unread bytes
 * resets the connection, and the other side may lose what was sent last. So what still arrives is
 * read and dropped, until the other side ends or falls silent. Never rejects.
 */
export async function lingeringClose(
  stream: ByteStream,
  { written, reading = Promise.resolve(), ms }: LingeringCloseOptions,
): Promise<void> {
  const deadline = performance.now() + ms;
  const left = () => Math.max(0, deadline - performance.now());
  let reads = 0;
  const closed = Promise.withResolvers<void>();
  const drain = async () => {
    await reading;
    for (let length; (length = await stream.read(discarded)) !== null;) {
      reads++;
      const pause = DRAIN_MS * length / discarded.length;
      if (pause >= 1) await settlesWithin(closed.promise, pause);
    }
  };
  // A connection that is broken or closed needs no more reading.
  const drained = drain().catch(() => {});
  await settlesWithin(written, ms);
  await settlesWithin(stream.closeWrite(), left());
  for (let seen = -1; seen !== reads && left() > 0;) {
    seen = reads;
    if (await settlesWithin(drained, Math.min(QUIET_MS, left()))) break;
  }
  closeQuietly(stream);
  closed.resolve();
}
