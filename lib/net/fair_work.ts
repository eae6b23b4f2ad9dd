/**
 * Shares out what is to be done for many connections. When there is much at once, those who have
 * spent least go first.
 *
 * Jobs run at once until 2 ms of work are under way. Others wait, and the event loop reads and writes
 * in between. So a burst of many connections takes as long as before, but nobody else waits for it.
 *
 * @module
 */

import { areWritesWaiting } from "./fair_writes.ts";

/** How much work may be under way before jobs wait, in ms. */
const MAX_UNDER_WAY_MS = 2;

/** How many bytes that a job makes the server send are about as much work as 1 ms. */
const SENT_BYTES_PER_MS = 128 * 1024;

/**
 * How fast work is paid off while no job runs, in ms of work a ms. So jobs may take four fifths of the
 * time.
 */
const PAID_OFF_PER_MS = 4;

/** How many queues there are. Each is for those who have spent up to twice as much as in the one before. */
const QUEUES = 12;

/** Jobs in this queue and later ones are patient: they leave time for writes that wait. */
const PATIENT = 5;

/** How long patient jobs wait for such writes after each {@linkcode MAX_UNDER_WAY_MS} of work, in ms. */
const PATIENCE_MS = 20;

/** Something to do. Returns how many bytes it makes the server send. */
export type Job = () => number;

/** A job that waits. */
interface Waiting {
  job: Job;
  done: PromiseWithResolvers<void>;
}

/** The jobs of one event loop. */
export class FairWork {
  readonly #queues = Array.from({ length: QUEUES }, (): Waiting[] => []);
  #waiting = 0;
  /** The work that was under way at some time, both in ms. */
  #underWay = 0;
  #at = 0;
  /** When patient jobs may go on although writes wait, in ms. */
  #patientUntil = 0;

  /**
   * Runs a job, at once if that is possible.
   *
   * @param spent What the job's connection has spent lately, in any unit that is the same for all.
   * @returns undefined if it ran; else a promise that settles as the job does.
   * @throws what the job throws.
   */
  run(spent: number, job: Job): Promise<void> | undefined {
    const queue = queueOf(spent);
    if (this.#waiting === 0 && this.#hasTimeFor(queue)) {
      this.#do(job, queue);
      return undefined;
    }
    const done = Promise.withResolvers<void>();
    this.#queues[queue]!.push({ job, done });
    if (this.#waiting++ === 0) this.#goOnLater();
    return done.promise;
  }

  #do(job: Job, queue: number): void {
    const start = performance.now();
    let sent = 0;
    try {
      sent = job();
    } finally {
      this.#at = performance.now();
      this.#underWay += this.#at - start + sent / SENT_BYTES_PER_MS;
      const isPause = queue >= PATIENT && this.#underWay >= MAX_UNDER_WAY_MS;
      if (isPause) this.#patientUntil = this.#at + PATIENCE_MS;
    }
  }

  #hasTimeFor(queue: number): boolean {
    const now = performance.now();
    this.#underWay = Math.max(0, this.#underWay - (now - this.#at) * PAID_OFF_PER_MS);
    this.#at = now;
    if (this.#underWay >= MAX_UNDER_WAY_MS) return false;
    return queue < PATIENT || now >= this.#patientUntil || !areWritesWaiting();
  }

  #goOnLater(): void {
    const ms = (this.#underWay - MAX_UNDER_WAY_MS) / PAID_OFF_PER_MS;
    setTimeout(() => this.#goOn(), Math.max(1, Math.ceil(ms)));
  }

  #goOn(): void {
    while (this.#waiting > 0) {
      const queue = this.#queues.findIndex(({ length }) => length > 0);
      if (!this.#hasTimeFor(queue)) return this.#goOnLater();
      const { job, done } = this.#queues[queue]!.shift()!;
      this.#waiting--;
      try {
        this.#do(job, queue);
        done.resolve();
      } catch (error) {
        done.reject(error);
      }
    }
  }
}

function queueOf(spent: number): number {
  return Math.min(QUEUES - 1, Math.floor(Math.log2(Math.max(1, spent))));
}
