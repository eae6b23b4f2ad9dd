/**
 * How much is measured.
 *
 * @module
 */

/** So many people of whom some talk. */
export interface Load {
  clients: number;
  talkers: number;
  /** How many lines a second each of those says. */
  rate: number;
}

/** Sizes and lengths of the measurements. */
export interface Plan {
  /** Numbers of clients for the fan-out: 10, 100 and 500, and twice and four times as many. */
  sizes: readonly number[];
  /** How many pairs are measured at these sizes; elsewhere it is one. */
  pairs: Readonly<Record<number, number>>;
  /** How long each steady measurement takes, in seconds. */
  seconds: number;
  /** For the highest rate: how many clients, and the lines a second each, ascending. */
  crowd: number;
  rates: readonly number[];
  /** The crowds, how long each talks, in seconds, and how often each is measured. */
  crowds: readonly Load[];
  crowdSeconds: number;
  crowdRounds: number;
  idle: number;
  arriving: number;
  /** How many sessions come back after the server was killed. */
  sessions: number;
  /** How many lines are said in a room, and how many come and go, to see what memory it keeps. */
  wear: { lines: number; visits: number };
  /** How many lines arrive at a client at once. */
  lines: number;
  /** How many times what varies is repeated. */
  repeats: number;
  /** How many times the compiled server is started; with 0 it is not compiled. */
  starts: number;
}

/** About fifteen minutes. */
export const FULL: Plan = {
  sizes: [10, 20, 40, 100, 200, 400, 500, 1000, 2000],
  pairs: { 10: 2, 20: 2, 40: 2, 100: 3, 200: 2, 400: 2, 500: 3 },
  seconds: 1.1,
  crowd: 200,
  rates: [50, 75, 100, 150, 200, 300],
  crowds: [
    { clients: 20, talkers: 20, rate: 20 },
    { clients: 100, talkers: 100, rate: 20 },
    { clients: 200, talkers: 200, rate: 50 },
    { clients: 500, talkers: 50, rate: 10 },
    { clients: 2_000, talkers: 10, rate: 5 },
    { clients: 10_000, talkers: 2, rate: 5 },
  ],
  crowdSeconds: 4,
  crowdRounds: 2,
  idle: 4000,
  arriving: 1000,
  sessions: 1000,
  wear: { lines: 1_000_000, visits: 50_000 },
  lines: 20_000,
  repeats: 3,
  starts: 20,
};

/** A few seconds: shows that all of it works, and measures nothing. */
export const SMOKE: Plan = {
  sizes: [4],
  pairs: {},
  seconds: 0.1,
  crowd: 4,
  rates: [10],
  crowds: [{ clients: 4, talkers: 2, rate: 10 }],
  crowdSeconds: 0.2,
  crowdRounds: 1,
  idle: 10,
  arriving: 10,
  sessions: 4,
  wear: { lines: 100, visits: 10 },
  lines: 200,
  repeats: 1,
  starts: 0,
};
