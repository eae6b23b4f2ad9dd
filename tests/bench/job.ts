/**
 * What the load process is told to do, and what it answers: both JSON.
 *
 * @module
 */

/** Everybody talks for a while. */
export interface Phase {
  /** How long, in seconds. */
  seconds: number;
  /**
   * How many lines a second are said, by all together. Without it everybody says the next line as
   * soon as its last but one has reached everybody: as fast as it goes.
   */
  rate?: number;
}

/** What came of a {@linkcode Phase}. Times from when a line is said to when the last one has it. */
export interface Talk {
  /** How long it took until all was received, in seconds. */
  seconds: number;
  /** How many lines were said. */
  lines: number;
  /** How many lines were received, by all together. */
  deliveries: number;
  /** The server's CPU time, in microseconds. */
  cpu: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  p999: number;
  /**
   * The mean time that lines took to the slowest tenth of the readers, divided by that to the fastest
   * tenth; NaN if that was not asked for.
   */
  unfairness: number;
}

/** What is to be done with a server. */
export type Job =
  & {
    /** The server's port on the loopback address. */
    port: number;
    /** The server's process. */
    pid: number;
    /** How many connections to make. */
    clients: number;
  }
  & (
    | {
      kind: "talk";
      /** Whether each takes a name first. */
      named: boolean;
      /** Whether to speak the protocol of nats-server. @default not */
      nats?: boolean;
      /**
       * How many of the clients talk and are not listened to, for a relay that sends nobody its own
       * lines. @default all talk, and all are listened to
       */
      onlyTalk?: number;
      /** How many of the clients talk while all are listened to. @default all */
      talkers?: number;
      /** How many connections are being made at a time. @default 8 */
      atOnce?: number;
      /**
       * How many of those who are listened to read at once, evenly spread. The others read once a
       * second, so that a large crowd does not keep the load process busy. @default all
       */
      prompt?: number;
      /** Whether to measure how long lines take to each reader. @default not */
      fairness?: boolean;
      /** In turn; the first ones are to warm up. */
      phases: Phase[];
      /**
       * Ends when in a phase, other than the first, p99 was longer than this, in milliseconds.
       * @default never
       */
      patience?: number;
    }
    | { kind: "idle" }
    | {
      kind: "lines";
      /** How many lines the first client says, as fast as it goes, while all read. */
      lines: number;
    }
    | {
      /** Each comes, takes a name and goes again. */
      kind: "visits";
    }
    | {
      kind: "arrive";
      /** Whether each asks for events, so that everybody is told of everybody. */
      knock: boolean;
    }
  );

/** What came of a {@linkcode Job}. */
export interface Outcome {
  /** Of each phase, as far as they went. */
  talks: Talk[];
  /** What went wrong, if something did. */
  broken?: string;
  /** The server's memory before there was any connection, and with all of them, in bytes. */
  before: number;
  after: number;
  /** How long it took until everybody was connected, or had arrived, in seconds. */
  seconds: number;
  /** How long it then took until those who talk under a name had one, in seconds. */
  naming: number;
  /** The server's CPU time until everybody was in, in microseconds. */
  cpu: number;
}
