/**
 * A password for moderators, given by a connection in the room. It is judged when and as slowly as
 * one at the gate.
 *
 * @module
 */

import type { GuessBrake } from "./guess_brake.ts";
import { judge } from "./judge.ts";

/** Options for a {@linkcode ModeratorGuess}. */
export interface ModeratorGuessOptions {
  /** Shared by all connections in the room. */
  brake: GuessBrake;
  /** The IP address that the connection comes from. */
  address: string;
  /** Judges it. */
  isWrong: () => boolean;
  /** Called when it was wrong. */
  onWrong: () => void;
  /**
   * Resolves when nobody may be there to be answered any more, or when it sends too much meanwhile.
   * Stops watching when `isOver`. Never rejects.
   */
  watch: (isOver: () => boolean) => Promise<void>;
}

/** One guess. */
export class ModeratorGuess {
  /** Resolves, when that may be answered, to whether it was judged; false if it was dropped. */
  readonly judged: Promise<boolean>;
  #isJudged = false;
  readonly #gone = Promise.withResolvers<void>();

  /** Waits until it may be judged. */
  constructor(options: ModeratorGuessOptions) {
    options.watch(() => this.#isJudged).then(() => this.#isJudged || this.drop());
    this.judged = this.#judge(options);
  }

  /** Drops it: nobody waits for an answer any more. Idempotent. */
  drop(): void {
    this.#gone.resolve();
  }

  async #judge({ brake, address, isWrong, onWrong }: ModeratorGuessOptions): Promise<boolean> {
    const isRight = () => {
      this.#isJudged = true;
      return !isWrong();
    };
    const gone = this.#gone.promise;
    return await judge({ brake, address, gone, isRight, onWrong }) !== "dropped";
  }
}
