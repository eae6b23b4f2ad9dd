/**
 * A clock that moves only when the test says so.
 *
 * @module
 */

import { setImmediate } from "node:timers";
import type { Clock } from "../../lib/server/guess_brake.ts";

/** How many turns of the event loop everything has to settle, and how many microtasks in each. */
const TURNS = 4;
const MICROTASKS = 1_000;

/** Lets everything happen that waits for no timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    for (let i = 0; i < MICROTASKS; i++) await undefined;
    await new Promise((resume) => setImmediate(resume));
  }
}

/** A clock and timers. */
export class FakeClock implements Clock, Disposable {
  #now = 0;
  #next = 1;
  readonly #timers = new Map<number, { run: () => void; at: number }>();
  #restore = () => {};

  /** Takes the place of `setTimeout`, `clearTimeout` and `performance.now` until it is disposed. */
  static install(): FakeClock {
    const clock = new FakeClock();
    const real = { setTimeout, clearTimeout };
    globalThis.setTimeout =
      ((run: (value: unknown) => void, ms = 0, value: unknown) =>
        clock.#start(() => run(value), ms)) as unknown as typeof setTimeout;
    globalThis.clearTimeout = (id) => void clock.#timers.delete(id as number);
    performance.now = () => clock.#now;
    clock.#restore = () => {
      Object.assign(globalThis, real);
      Reflect.deleteProperty(performance, "now");
    };
    return clock;
  }

  now(): number {
    return this.#now;
  }

  setTimer(run: () => void, ms: number): () => void {
    const id = this.#start(run, ms);
    return () => this.#timers.delete(id);
  }

  /** Lets time pass in which nothing else can run. */
  skip(ms: number): void {
    this.#now += ms;
  }

  /** Lets time pass: runs the timers one by one, each followed by what it sets in motion. */
  async advance(ms: number): Promise<void> {
    await settle();
    const end = this.#now + ms;
    for (let id; (id = this.#due(end)) !== undefined;) {
      const { run, at } = this.#timers.get(id)!;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, at);
      run();
      await settle();
    }
    this.#now = Math.max(this.#now, end);
  }

  [Symbol.dispose](): void {
    this.#restore();
  }

  #start(run: () => void, ms: number): number {
    this.#timers.set(this.#next, { run, at: this.#now + Math.max(0, ms) });
    return this.#next++;
  }

  /** The timer that runs next, if that is before `end`. */
  #due(end: number): number | undefined {
    let due: number | undefined;
    for (const [id, { at }] of this.#timers) {
      if (at <= end && (due === undefined || at < this.#timers.get(due)!.at)) due = id;
    }
    return due;
  }
}
