/**
 * Keeps a connection to one address alive: connects, notices a dead link, and connects again after
 * growing waits.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import type { Address } from "../protocol.ts";

/** A link is dead when nothing arrives for this long: two pings and a little, in ms. */
export const SILENCE_MS = 65_000;

/** The shortest and the longest wait before connecting again, in ms. */
export const RETRY_MS = { least: 500, most: 15_000 };

/** A connection, made or being made. */
export interface Link {
  /** Sends text, which includes its line endings. Only after `opened`. */
  send(text: string): void;
  /** Sends pending text and closes; no event follows. Idempotent. */
  close(): void;
  /** Set if lines may come without endings, as from an original server. @default false */
  isPlain?: boolean;
}

/** What a link tells its user. */
export interface LinkEvents {
  /** The connection is made. */
  opened(): void;
  /** A line arrived. */
  received(line: string): void;
  /** The connection could not be made, or it ended. No event follows. */
  closed(reason: Sentence): void;
}

/** What an uplink needs of the world. */
export interface World {
  /** Starts to connect. No event comes before it returns. */
  dial(address: Address, events: LinkEvents): Link;
  /** The clock, in Unix milliseconds. It may be set back or forward at any time. */
  now(): number;
  /** A clock that only goes forward, in ms since any time. */
  monotonic(): number;
  /** Calls `run` once after `ms`. Returns a function that cancels the timer. */
  setTimer(run: () => void, ms: number): () => void;
  /** A random number from 0 up to 1. */
  random(): number;
}

/** The clocks, timers and random numbers of the runtime. */
export const RUNTIME: Omit<World, "dial"> = {
  now: Date.now,
  monotonic: () => performance.now(),
  random: Math.random,
  setTimer: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * How long to go on trying, in ms. `isLost`: the connection had worked before; otherwise the first one
 * could not be made.
 */
export type Patience = (isLost: boolean) => number;

/** What an uplink tells its session. */
export interface UplinkEvents extends Omit<LinkEvents, "closed"> {
  /** A connection was lost or could not be made. */
  failed(failure: Failure): void;
}

/** How a connection failed. */
export interface Failure {
  /** Where the connection led. */
  address: Address;
  /** Why it failed. */
  reason: Sentence;
  /** Whether this is the first failure since the connection last worked. */
  first: boolean;
  /** Whether it is not tried any more. */
  givenUp: boolean;
}

/** A connection that comes back. */
export class Uplink {
  readonly #world: World;
  readonly #events: UplinkEvents;
  readonly #retryFor: Patience;
  #address: Address | undefined;
  #link: Link | undefined;
  #cancelTimer = () => {};
  #lastHeard = 0;
  /** When the first of the present failures was, and how many waits there have been since. */
  #tryingSince: number | undefined;
  #attempts = 0;
  #wasEstablished = false;

  /** Starts idle; {@linkcode start} dials. */
  constructor(world: World, events: UplinkEvents, retryFor: Patience) {
    this.#world = world;
    this.#events = events;
    this.#retryFor = retryFor;
  }

  /** The present connection, made or being made. */
  get link(): Link | undefined {
    return this.#link;
  }

  /** Where it is connected or trying to connect. */
  get address(): Address | undefined {
    return this.#address;
  }

  /** Whether {@linkcode established} was called since {@linkcode start}. */
  get wasEstablished(): boolean {
    return this.#wasEstablished;
  }

  /** Connects to an address. */
  start(address: Address): void {
    this.stop();
    this.#address = address;
    this.#dial();
  }

  /** Sends pending text, closes and stays closed. Idempotent. */
  stop(): void {
    this.#drop();
    this.#address = undefined;
    this.#tryingSince = undefined;
    this.#attempts = 0;
    this.#wasEstablished = false;
  }

  /** Closes and waits for {@linkcode resume}. */
  pause(): void {
    this.#drop();
  }

  /** Connects again at once. */
  resume(): void {
    this.#drop();
    this.#dial();
  }

  /** Closes and stays closed, as no later connection can do better. */
  giveUp(reason: Sentence): void {
    const address = this.#address!;
    this.stop();
    this.#events.failed({ address, reason, first: true, givenUp: true });
  }

  /** Sends text, which includes its line endings, if there is a link. */
  send(text: string): void {
    this.#link?.send(text);
  }

  /**
   * Notes that the connection works, so that the next wait is short again. Returns how long it did
   * not, in ms; undefined if it had not failed.
   */
  established(): number | undefined {
    const since = this.#tryingSince;
    this.#tryingSince = undefined;
    this.#attempts = 0;
    this.#wasEstablished = true;
    return since === undefined ? undefined : this.#world.monotonic() - since;
  }

  /** Starts to watch for {@linkcode SILENCE_MS} in which nothing arrives. */
  watch(): void {
    const left = this.#lastHeard + SILENCE_MS - this.#world.monotonic();
    if (left > 0) this.setTimer(() => this.watch(), left);
    else this.#lost((t) => t.silentFor(SILENCE_MS / 1000));
  }

  /** Sets the only timer of the link. Replaces what it was set to. */
  setTimer(run: () => void, ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#world.setTimer(run, ms);
  }

  /** Stops what {@linkcode watch} or {@linkcode setTimer} started. */
  clearTimer(): void {
    this.#cancelTimer();
  }

  #dial(): void {
    // Ignores the events of a link that was dropped meanwhile.
    const current = <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => {
      if (this.#link === link) run(...args);
    };
    const link: Link = this.#world.dial(this.#address!, {
      opened: current(() => {
        this.#lastHeard = this.#world.monotonic();
        this.#events.opened();
      }),
      received: current((line) => {
        this.#lastHeard = this.#world.monotonic();
        this.#events.received(line);
      }),
      closed: current((reason) => this.#lost(reason)),
    });
    this.#link = link;
  }

  #lost(reason: Sentence): void {
    this.#drop();
    const now = this.#world.monotonic();
    const first = this.#tryingSince === undefined;
    this.#tryingSince ??= now;
    const left = this.#tryingSince + this.#retryFor(this.#wasEstablished) - now;
    const failure = { address: this.#address!, reason, first, givenUp: left <= 0 };
    if (failure.givenUp) this.#address = undefined;
    else this.setTimer(() => this.#dial(), Math.min(left, this.#nextWait()));
    this.#events.failed(failure);
  }

  /** Grows and is random, so that the clients of a room do not all come back at once. */
  #nextWait(): number {
    const wait = RETRY_MS.least * 2 ** this.#attempts++ * (1 + this.#world.random());
    return Math.min(RETRY_MS.most, wait);
  }

  #drop(): void {
    const link = this.#link;
    this.#link = undefined;
    link?.close();
    this.#cancelTimer();
  }
}
