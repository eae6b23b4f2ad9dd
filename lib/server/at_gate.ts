/**
 * One connection that has not given the password of the room yet: how much time it has, and when what
 * it gives is judged.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import type { ClientLine, Refusal } from "../protocol.ts";
import { Gate, isGuess, type Lock, type Verdict } from "../room/gate.ts";
import type { Guess, GuessBrake } from "./guess_brake.ts";

/** Options for {@linkcode AtGate}. */
export interface AtGateOptions {
  /** The lock of the room. */
  lock: Lock;
  /** Shared by all connections at the gate. */
  brake: GuessBrake;
  /** The IP address that the connection comes from. */
  hostname: string;
  /** How long it may stay at the gate, in ms. Time in which a password is judged does not count. */
  passMs: number;
  /** Called when that time is over. */
  onLate: () => void;
  /**
   * Resolves when nobody may be there to be answered any more, or when it sends too much meanwhile.
   * Stops watching when `isOver`. Never rejects.
   */
  watch: (isOver: () => boolean) => Promise<void>;
}

/** A connection at the gate. */
export class AtGate {
  /** Tells it from a connection in the room. */
  readonly type = "gate";
  readonly #gate: Gate;
  readonly #options: AtGateOptions;
  #guess: Guess | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #startedAt = 0;
  #left: number;
  #hasLeft = false;

  /** Starts the time. */
  constructor(options: AtGateOptions) {
    this.#options = options;
    this.#gate = new Gate(options.lock);
    this.#left = options.passMs;
    this.#startTime();
  }

  /**
   * Hears one line, or the reason why it was refused. Takes as long as the brake says. Must not be
   * called again meanwhile.
   */
  async hear(line: ClientLine | Refusal, unended: boolean): Promise<Verdict> {
    if (!isGuess(line, unended)) return this.#gate.hear(line, unended);
    this.#stopTime();
    const guess = this.#guess = this.#options.brake.take(this.#options.hostname);
    if (guess.turn && !await this.#isThereUntil(guess.turn)) {
      return { answer: { verb: "error", text: serverEn.passwordQueue() }, then: "close" };
    }
    const verdict = this.#gate.hear(line, unended);
    if (verdict.slow) await guess.wrong();
    this.#startTime();
    return verdict;
  }

  /** Leaves the gate, to either side. Idempotent. */
  leave(): void {
    this.#hasLeft = true;
    this.#stopTime();
    this.#guess?.drop();
  }

  /** Whether a guess got its turn while its connection was there. */
  async #isThereUntil(turn: Promise<boolean>): Promise<boolean> {
    let isOver = false;
    this.#options.watch(() => isOver).then(() => isOver || this.#guess?.drop());
    const isTurn = await turn;
    isOver = true;
    return isTurn;
  }

  #startTime(): void {
    if (this.#hasLeft) return;
    this.#startedAt = performance.now();
    this.#timer = setTimeout(this.#options.onLate, this.#left);
  }

  #stopTime(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left -= performance.now() - this.#startedAt;
  }
}
