/**
 * Keeps a connection to one address alive: dials, notices when the link is dead, and dials again
 * with growing waits.
 *
 * Pure: knows no socket. It is given something to dial with, a clock and timers.
 *
 * @module
 */

import type { Address } from "../protocol.ts";

/** How long nothing may arrive before the link counts as dead: two pings and a little, in ms. */
export const SILENCE_MS = 65_000;

/** The shortest and the longest wait before trying again, in ms. */
export const RETRY_MS = { least: 500, most: 15_000 };

/** A connection being made, or made. */
export interface Link {
  /** Sends text as it stands. Only after `opened`. */
  send(text: string): void;
  /** Sends what waits and closes; no event follows. Idempotent. */
  close(): void;
}

/** What a link tells whoever dialled it. */
export interface LinkEvents {
  /** The connection is made. */
  opened(): void;
  /** A line arrived. */
  received(line: string): void;
  /** The connection could not be made, or ended; said once, and nothing after it. */
  closed(reason: string): void;
  /** Asked when something unfinished has arrived: may lines come without endings? */
  isPlain(): boolean;
}

/** What an uplink needs of the world. */
export interface World {
  /** Begins to connect; no event comes before it returns. */
  dial(address: Address, events: LinkEvents): Link;
  /** The clock, in Unix milliseconds. */
  now(): number;
  /** Calls `run` once after `ms`; returns how to cancel that. */
  setTimer(run: () => void, ms: number): () => void;
  /** A random number from 0 up to 1. */
  random(): number;
}

/** How long to go on trying, in ms. */
export interface Patience {
  /** When the first connection fails. @default Infinity */
  firstRetryFor?: number;
  /** When the connection is lost. @default Infinity */
  retryFor?: number;
}

/** What an uplink tells its session. */
export interface UplinkEvents extends Omit<LinkEvents, "closed"> {
  /** The link is gone, or was not made. */
  failed(failure: Failure): void;
}

/** Why and how a link failed. */
export interface Failure {
  /** Where it led. */
  address: Address;
  /** Why it failed, in a few words. */
  reason: string;
  /** Whether it was not known before to be out of order. */
  first: boolean;
  /** Whether it is not tried any more. */
  givenUp: boolean;
}

/** A connection that comes back. */
export class Uplink {
  readonly #world: World;
  readonly #events: UplinkEvents;
  readonly #patience: Required<Patience>;
  #address: Address | undefined;
  #link: Link | undefined;
  #cancelTimer = () => {};
  #lastHeard = 0;
  /** Since when it has been trying in vain, and how often. */
  #tryingSince: number | undefined;
  #attempts = 0;
  #wasEstablished = false;

  /** Starts idle; {@linkcode start} dials. */
  constructor(world: World, events: UplinkEvents, patience: Patience) {
    this.#world = world;
    this.#events = events;
    this.#patience = { firstRetryFor: Infinity, retryFor: Infinity, ...patience };
  }

  /** Where it leads, while it is connected or trying to be. */
  get address(): Address | undefined {
    return this.#address;
  }

  /** Whether it was of use before, and so comes back rather than comes up. */
  get wasEstablished(): boolean {
    return this.#wasEstablished;
  }

  /** Begins to connect. */
  start(address: Address): void {
    this.stop();
    this.#address = address;
    this.#dial();
  }

  /** Sends what waits, closes, and tries no more. Idempotent. */
  stop(): void {
    this.#drop();
    this.#address = undefined;
    this.#tryingSince = undefined;
    this.#attempts = 0;
    this.#wasEstablished = false;
  }

  /** Closes, and does not try again until {@linkcode resume}. */
  pause(): void {
    this.#drop();
  }

  /** Begins to connect again at once. */
  resume(): void {
    this.#drop();
    this.#dial();
  }

  /** Sends text as it stands, if there is a link. */
  send(text: string): void {
    this.#link?.send(text);
  }

  /**
   * Notes that the link has proved to be of use: waits begin small again.
   *
   * @returns how long it had been trying in vain, in ms; undefined if it had not.
   */
  established(): number | undefined {
    const since = this.#tryingSince;
    this.#tryingSince = undefined;
    this.#attempts = 0;
    this.#wasEstablished = true;
    return since === undefined ? undefined : this.#world.now() - since;
  }

  /** From now on the link is dead when nothing arrives for {@linkcode SILENCE_MS}. */
  watch(): void {
    const left = this.#lastHeard + SILENCE_MS - this.#world.now();
    if (left > 0) this.setTimer(() => this.watch(), left);
    else this.#lost(`nothing heard for ${SILENCE_MS / 1000} s`);
  }

  /** Sets the one timer of this link, in place of whatever it was set to. */
  setTimer(run: () => void, ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#world.setTimer(run, ms);
  }

  /** Ends what {@linkcode watch} or {@linkcode setTimer} began. */
  clearTimer(): void {
    this.#cancelTimer();
  }

  #dial(): void {
    // Events of a link that was dropped meanwhile are nobody's business any more.
    const current = <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => {
      if (this.#link === link) run(...args);
    };
    const link: Link = this.#world.dial(this.#address!, {
      opened: current(() => {
        this.#lastHeard = this.#world.now();
        this.#events.opened();
      }),
      received: current((line) => {
        this.#lastHeard = this.#world.now();
        this.#events.received(line);
      }),
      closed: current((reason) => this.#lost(reason)),
      isPlain: () => this.#link === link && this.#events.isPlain(),
    });
    this.#link = link;
  }

  #lost(reason: string): void {
    this.#drop();
    const now = this.#world.now();
    const first = this.#tryingSince === undefined;
    this.#tryingSince ??= now;
    const { firstRetryFor, retryFor } = this.#patience;
    const left = this.#tryingSince + (this.#wasEstablished ? retryFor : firstRetryFor) - now;
    const failure = { address: this.#address!, reason, first, givenUp: left <= 0 };
    if (failure.givenUp) this.#address = undefined;
    else this.setTimer(() => this.#dial(), Math.min(left, this.#nextWait()));
    this.#events.failed(failure);
  }

  /** Grows and is random, so that a room full of clients does not come back all at once. */
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
