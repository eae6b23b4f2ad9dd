/**
 * Slows down those who guess a room's password, and as little as possible those who know it.
 *
 * @module
 */

import { ByAddress } from "./by_address.ts";

/** How long a wrong answer is remembered, in ms. */
const REMEMBERED_MS = 60_000;

/** How many addresses with wrong answers are remembered. The oldest are forgotten. */
const MAX_REMEMBERED = 1_000;

/** How many addresses with remembered wrong answers put the brake on for all addresses. */
const ALARM_ADDRESSES = 16;

/** How many guesses are held at a time, in all and of one address. */
const MAX_HELD = 16;
const MAX_HELD_OF_ADDRESS = 4;

/** A clock and timers, in ms. */
export interface Clock {
  /** The time since some moment; never goes back. */
  now(): number;
  /** Runs something later. Returns what cancels that. */
  setTimer(run: () => void, ms: number): () => void;
}

/** The clock and the timers of the runtime. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  setTimer: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** One guess at the password. */
export interface Guess {
  /**
   * Undefined if it may be judged at once; else resolves to true when it may be judged, and to false
   * if it was dropped.
   */
  readonly turn: Promise<boolean> | undefined;
  /**
   * Says that it was wrong. Undefined if that may be answered at once; else resolves to true when it
   * may be answered, and to false if it was dropped.
   */
  wrong(): Promise<boolean> | undefined;
  /** Drops it: nobody waits for an answer any more. Idempotent. */
  drop(): void;
}

/** A guess as the brake knows it. */
class WaitingGuess implements Guess {
  readonly address: string;
  readonly turn: Promise<boolean> | undefined;
  readonly wrong: () => Promise<boolean> | undefined;
  readonly #leave: () => void;
  #waiting: PromiseWithResolvers<boolean> | undefined;
  #cancelTimer = () => {};

  constructor(
    address: string,
    { waits, wrong, leave }: {
      waits: boolean;
      wrong: (guess: WaitingGuess) => Promise<boolean> | undefined;
      leave: (guess: WaitingGuess) => void;
    },
  ) {
    this.address = address;
    this.turn = waits ? this.#wait() : undefined;
    this.wrong = () => wrong(this);
    this.#leave = () => leave(this);
  }

  drop(): void {
    this.#leave();
    this.#settle(false);
  }

  /** Lets it go on after `ms`. */
  hold(clock: Clock, ms: number): Promise<boolean> {
    this.#cancelTimer = clock.setTimer(() => {
      this.#leave();
      this.#settle(true);
    }, ms);
    return this.#waiting?.promise ?? this.#wait();
  }

  #wait(): Promise<boolean> {
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  #settle(mayGoOn: boolean): void {
    this.#cancelTimer();
    this.#waiting?.resolve(mayGoOn);
    this.#waiting = undefined;
  }
}

/**
 * Decides when guesses are judged.
 *
 * A guess is judged at once if its address has given no wrong answer in the last minute, unless many
 * addresses have. Other guesses wait in a queue. A few of them at a time are held for a while and
 * judged after that. Whoever hangs up before is dropped without being judged, so many connections
 * that guess and hang up get no more guesses judged than a few. A right guess is held as long as a
 * wrong one, so hanging up early tells nothing.
 */
export class GuessBrake {
  readonly #holdMs: number;
  readonly #clock: Clock;
  /** When each address gave its last wrong answer, the oldest first. */
  readonly #wrongAt = new Map<string, number>();
  readonly #queue = new Set<WaitingGuess>();
  readonly #held = new ByAddress<WaitingGuess>();

  /** Starts without wrong answers. A guess is held for `holdMs`. */
  constructor(holdMs: number, clock: Clock = SYSTEM_CLOCK) {
    this.#holdMs = holdMs;
    this.#clock = clock;
  }

  /** Takes a guess from an address. */
  take(address: string): Guess {
    const guess = new WaitingGuess(address, {
      waits: this.#isOn(address),
      wrong: (guess) => this.#wrong(guess),
      leave: (guess) => this.#leave(guess),
    });
    if (guess.turn) {
      this.#queue.add(guess);
      this.#holdNext();
    }
    return guess;
  }

  #isOn(address: string): boolean {
    const since = this.#clock.now() - REMEMBERED_MS;
    for (const [address, at] of this.#wrongAt) {
      if (at > since) break;
      this.#wrongAt.delete(address);
    }
    return this.#wrongAt.has(address) || this.#wrongAt.size >= ALARM_ADDRESSES;
  }

  /** Holds those for which there is a place, first come first served. */
  #holdNext(): void {
    for (const guess of this.#queue) {
      if (this.#held.size >= MAX_HELD) return;
      if (this.#held.count(guess.address) >= MAX_HELD_OF_ADDRESS) continue;
      this.#queue.delete(guess);
      this.#held.add(guess.address, guess);
      guess.hold(this.#clock, this.#holdMs);
    }
  }

  #leave(guess: WaitingGuess): void {
    this.#queue.delete(guess);
    if (this.#held.delete(guess.address, guess)) this.#holdNext();
  }

  #wrong(guess: WaitingGuess): Promise<boolean> | undefined {
    this.#wrongAt.delete(guess.address);
    this.#wrongAt.set(guess.address, this.#clock.now());
    if (this.#wrongAt.size > MAX_REMEMBERED) {
      this.#wrongAt.delete(this.#wrongAt.keys().next().value!);
    }
    // One that was held before it was judged is answered at once.
    return guess.turn ? undefined : guess.hold(this.#clock, this.#holdMs);
  }
}
