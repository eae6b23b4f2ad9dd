/**
 * Hands out the writes of one turn of the event loop, first come first served.
 *
 * Deno polls about 128 socket operations a turn. Past that, a write stays pending although its
 * socket is writable, and the writes of the next turn go first. In a room of 500 some readers would
 * wait for 60 to 500 ms.
 *
 * @module
 */

import { setImmediate } from "node:timers";

/** How many writes start in one turn; the rest of the 128 operations are left to reads. */
const WRITES_PER_TURN = 64;

// One event loop has one budget, so this is the state of the module.
const waiting: (() => void)[] = [];
let started = 0;

/**
 * Asks for a turn to write. Undefined if it may be taken at once; otherwise resolves when it is the
 * caller's turn.
 */
export function writeTurn(): Promise<void> | undefined {
  if (started === 0 && waiting.length === 0) setImmediate(nextTurn);
  if (started < WRITES_PER_TURN && waiting.length === 0) {
    started++;
    return undefined;
  }
  return new Promise((resolve) => waiting.push(resolve));
}

/** Whether more is to be written than one turn can. */
export function areWritesWaiting(): boolean {
  return waiting.length > 0;
}

function nextTurn(): void {
  const ready = waiting.splice(0, WRITES_PER_TURN);
  started = ready.length;
  if (started > 0) setImmediate(nextTurn);
  for (const start of ready) start();
}
