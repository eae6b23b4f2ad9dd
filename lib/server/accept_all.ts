/**
 * Accepting connections, whatever goes wrong with any of them.
 *
 * Knows timers; is handed something to accept from, and knows no socket.
 *
 * @module
 */

import { settlesWithin } from "../net/settles_within.ts";

/** How long to wait after `accept` failed for want of something, in ms. */
const PAUSE_MS = 100;

/** How long nobody must be waiting to be accepted before a want counts as over, in ms. */
const CALM_MS = 1_000;

/** Errors that are one connection's own: it was reset before it was accepted. */
const GONE = new Set(["NotConnected", "ConnectionReset", "ConnectionAborted"]);

/** Options for {@linkcode acceptAll}. */
export interface AcceptOptions<C> {
  /** Takes each connection. Must return at once, and not throw. */
  welcome: (conn: C) => void;
  /** Undefined when there is room for one more; else resolves when there may be. @default there is */
  untilRoom?: () => Promise<void> | undefined;
  /** Whether to end. Asked after every connection and every error. */
  isClosed: () => boolean;
  /** Told in words when accepting begins to fail, and when it works again. */
  say: (text: string) => void;
}

/**
 * Accepts until it is closed. `for await (… of listener)` would end when a client resets before it
 * is accepted, so each `accept` has its own try. Where the error is our own want of something (file
 * descriptors, say), there is nothing to do but to try again a little later.
 */
export async function acceptAll<C>(
  listener: { accept(): Promise<C> },
  { welcome, untilRoom = () => undefined, isClosed, say }: AcceptOptions<C>,
): Promise<void> {
  let wanting = false;
  const want = (why: string) => {
    if (!wanting) say(`Cannot accept more connections for now: ${why}`);
    wanting = true;
  };
  while (!isClosed()) {
    try {
      for (let free; !isClosed() && (free = untilRoom()) !== undefined; await free) {
        want("too many are in the middle of a TLS handshake");
      }
      const accepting = listener.accept();
      // Those who waited meanwhile come in one by one as others leave: not each is worth a word.
      if (wanting && !await settlesWithin(accepting, CALM_MS)) {
        wanting = false;
        say("Connections are accepted again");
      }
      welcome(await accepting);
    } catch (error) {
      if (isClosed() || GONE.has((error as Error).name)) continue;
      want(why(error));
      await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    }
  }
}

function why(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  return code === "EMFILE" ? "too many open files" : message.replace(/ \(os error \d+\)/, "");
}
