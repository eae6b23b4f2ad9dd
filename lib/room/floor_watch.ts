/**
 * Sees to it that no room stays silent for ever: moderators who are gone lose the floor.
 *
 * @module
 */

/** For how long moderators who are gone keep the floor, in ms. */
export const FLOOR_GRACE_MS = 120_000;

/** Options for a {@linkcode FloorWatch}. */
export interface FloorWatchOptions {
  /** Runs something after so many ms, and returns what cancels that. @default setTimeout */
  setTimer?: (run: () => void, ms: number) => () => void;
  /** Gives the floor to everyone. */
  release: () => void;
}

/** Watches for how long the floor has been left. */
export class FloorWatch {
  readonly #options: FloorWatchOptions;
  #cancelTimer: (() => void) | undefined;
  #isClosed = false;

  /** Waits for {@linkcode update}. */
  constructor(options: FloorWatchOptions) {
    this.#options = options;
  }

  /** Must be called whenever that may have changed: whether the floor is held by nobody present. */
  update(isLeft: boolean): void {
    if (!isLeft || this.#isClosed) return this.#stop();
    const { setTimer = systemTimer } = this.#options;
    this.#cancelTimer ??= setTimer(() => {
      this.#cancelTimer = undefined;
      this.#options.release();
    }, FLOOR_GRACE_MS);
  }

  /** Watches no more: the room closes. */
  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  #stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}

function systemTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
