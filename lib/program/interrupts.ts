/**
 * Tells a repeated Ctrl-C from one that arrives twice.
 *
 * @module
 */

/** Signals within this time are one, in ms. Nobody presses a key twice that fast. */
export const SAME_PRESS_MS = 150;

/** Options for {@linkcode oncePerPress}. */
export interface OncePerPressOptions {
  /** A clock that only goes forward, in ms. @default performance.now */
  now?: () => number;
}

/**
 * Wraps the listener of a signal, so that it runs once for each press of a key. The terminal sends a
 * signal to every program in the foreground. A task runner is one of them and forwards the signal,
 * so that a program under `npx deno task` receives each Ctrl-C several times.
 */
export function oncePerPress(
  run: () => void,
  { now = () => performance.now() }: OncePerPressOptions = {},
): () => void {
  let last = -Infinity;
  return () => {
    const time = now();
    if (time - last < SAME_PRESS_MS) return;
    last = time;
    run();
  };
}
