/**
 * Accepting connections, whatever goes wrong with any of them.
 *
 * @module
 */

import type { ProgramSentence } from "../language/program_language.ts";
import { describeError } from "../net/describe_error.ts";
import { settlesWithin } from "../net/settles_within.ts";

/** How long to wait after `accept` failed for lack of a resource, in ms. */
const PAUSE_MS = 100;

/** How long no connection must be waiting before the lack counts as over, in ms. */
const CALM_MS = 1_000;

/** How many connections are accepted before others have their turn. */
const BATCH = 8;

/** Errors of one connection alone: it was reset before it was accepted. */
const GONE = new Set(["NotConnected", "ConnectionReset", "ConnectionAborted"]);

/** Options for {@linkcode acceptAll}. */
export interface AcceptOptions<C> {
  /** Takes each connection. Must return at once. */
  welcome: (conn: C) => void;
  /** Resolves when others have had their turn. */
  takeTurn: () => Promise<void>;
  /** Undefined while one more can be taken; else resolves when that may be so. @default always */
  untilFree?: () => Promise<unknown> | undefined;
  /** Whether to end. Asked after every connection and every error. */
  isClosed: () => boolean;
  /** Told when accepting begins to fail, and when it works again. */
  report: (sentence: ProgramSentence) => void;
}

/**
 * Accepts until it is closed. `for await (… of listener)` would end when a client resets before it
 * is accepted, so each `accept` has its own try. If a resource is lacking, such as file descriptors,
 * all that can be done is to try again a little later.
 *
 * While connections wait, `accept` resolves without a turn of the event loop, and nobody in the room
 * would be served. So others have their turn after every few.
 */
export async function acceptAll<C>(
  listener: { accept(): Promise<C> },
  { welcome, takeTurn, untilFree = () => undefined, isClosed, report }: AcceptOptions<C>,
): Promise<void> {
  let lacking = false;
  const reportLack = (reason: ProgramSentence) => {
    if (!lacking) report((t) => t.cannotAccept(reason(t)));
    lacking = true;
  };
  for (let count = 1; !isClosed(); count++) {
    try {
      for (let free; !isClosed() && (free = untilFree()) !== undefined; await free) {
        reportLack((t) => t.tooManyHandshakes());
      }
      const accepting = listener.accept();
      // Those who waited come in one by one as others leave. Report recovery only after a calm.
      if (lacking && !await settlesWithin(accepting, CALM_MS)) {
        lacking = false;
        report((t) => t.acceptingAgain());
      }
      welcome(await accepting);
    } catch (error) {
      if (!isClosed() && !GONE.has((error as Error).name)) {
        reportLack(describeError(error));
        await new Promise((resume) => setTimeout(resume, PAUSE_MS));
      }
    }
    if (count % BATCH === 0) await takeTurn();
  }
}
