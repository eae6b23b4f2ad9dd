/**
 * Clients that talk all at once and check what they get.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { Outbox } from "../../lib/net/outbox.ts";
import type { Phase, Talk } from "./job.ts";
import { NATS_GREETED, NATS_GREETING, NatsStream } from "./nats.ts";
import { OneStream, type OneStreamOptions, type Stream, talkerName } from "./one_stream.ts";
import { cpuMicroseconds, openFiles, openSockets } from "./process_stats.ts";

const READ_BUFFER_BYTES = 16 * 1024;

/** How much the read buffers of all clients take, in bytes, where there are many clients. */
const ALL_BUFFERS_BYTES = 32 * 1024 * 1024;

/** How many connections are being made at a time where it does not matter: no server minds. */
const AT_ONCE = 8;

/** How long lines may take to arrive when nothing more is said, in ms. */
const DRAIN_MS = 5_000;

/** How long a server may take to accept who has connected, in ms, where it cannot be watched. */
const ACCEPTING_MS = 300;

/** How often a server is asked whether it has accepted all, in ms, and how long that may take. */
const LOOKING_MS = 10;
const ACCEPTED_WITHIN_MS = 15_000;

/** How often the sockets of a server that starts are counted, in ms, and how often they are the same. */
const SETTLING_MS = 100;
const SETTLED = 3;

/** How many sockets a server that starts may have closed, and after how long none more is accepted, in ms. */
const FEW = 3;
const CALM_MS = 500;

/** How often a late reader reads, in ms. */
const LATE_MS = 1_000;

/** How many take a name at a time. */
const NAMING_AT_ONCE = 400;

/** How many lines each has on their way when it talks as fast as it goes. */
const WINDOW = 2;

const encoder = new TextEncoder();

/** Makes so many connections and prepares each; so many at a time. */
export async function connectAll<T>(
  port: number,
  count: number,
  prepare: (conn: Deno.TcpConn, i: number) => Promise<T> | T,
  atOnce = AT_ONCE,
): Promise<T[]> {
  const prepared: T[] = [];
  await doAll(count, atOnce, async (i) => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    prepared[i] = await prepare(conn, i);
  });
  return prepared;
}

/** Does something so many times, so many at a time. */
async function doAll(
  count: number,
  atOnce: number,
  run: (i: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  async function doSome(): Promise<void> {
    while (next < count) await run(next++);
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, doSome));
}

/** How many sockets a server has open, once it has started to the end. */
async function settledSockets(pid: number): Promise<number> {
  let sockets = openSockets(pid);
  for (let same = 0; same < SETTLED && !Number.isNaN(sockets);) {
    await pause(SETTLING_MS);
    const before = sockets;
    sockets = openSockets(pid);
    same = sockets === before ? same + 1 : 0;
  }
  return sockets;
}

/**
 * Waits until a server has so many sockets open. A few less will do in the end, because a server that
 * starts may have closed some of its own meanwhile. Returns when the last one was accepted.
 *
 * @throws {Error} if some are not accepted: a system that gets too many at once may forget some.
 */
async function accepted(pid: number, sockets: number): Promise<number> {
  const end = performance.now() + ACCEPTED_WITHIN_MS;
  for (let open = 0, at = performance.now();;) {
    // To count files is quick. To tell sockets among them is not.
    const seen = openFiles(pid) < sockets - FEW ? open : openSockets(pid);
    const now = performance.now();
    if (seen > open) [open, at] = [seen, now];
    if (open >= sockets || (open >= sockets - FEW && now > at + CALM_MS)) return at;
    if (now > end) throw new Error(`${sockets - open} were never accepted`);
    await pause(LOOKING_MS);
  }
}

/** Sends text and receives until a line that starts with `answer` has come whole. */
export async function ask(conn: Deno.TcpConn, text: string, answer: string): Promise<string> {
  await conn.write(encoder.encode(text));
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(READ_BUFFER_BYTES);
  let received = "";
  while (!received.endsWith("\n") || !("\n" + received).includes("\n" + answer)) {
    const length = await conn.read(buffer);
    if (length === null) throw new Error(`The connection ended before ${answer}: ${received}`);
    received += decoder.decode(buffer.subarray(0, length), { stream: true });
  }
  return received;
}

/** Options for {@linkcode Crowd.gather}. */
export interface CrowdOptions extends OneStreamOptions {
  port: number;
  pid: number;
  clients: number;
  named: boolean;
  nats?: boolean;
  onlyTalk?: number;
  talkers?: number;
  atOnce?: number;
}

/** Connected clients. */
export class Crowd {
  /** How long connecting and naming everybody took, in seconds. */
  connecting = NaN;
  naming = NaN;
  readonly #talkers: Outbox[];
  readonly #stream: Stream;
  readonly #broken = Promise.withResolvers<never>();
  #times: number[] = [];
  #onWay = 0;
  #received = 0;
  #flatOut = false;
  #allReached = () => {};

  /** Connects everybody. */
  static async gather(options: CrowdOptions): Promise<Crowd> {
    const { port, pid, clients, named, nats = false, atOnce } = options;
    const sockets = await settledSockets(pid);
    const start = performance.now();
    const conns = await connectAll(port, clients, (conn) => conn, atOnce);
    const connected = Number.isNaN(sockets)
      ? await pause(ACCEPTING_MS).then(() => performance.now())
      : await accepted(pid, sockets + clients);
    const naming = performance.now();
    if (named || nats) {
      await doAll(clients, NAMING_AT_ONCE, (i) => {
        return nats
          ? ask(conns[i]!, NATS_GREETING, NATS_GREETED)
          : ask(conns[i]!, `/name ${talkerName(i)}\n`, "*you ");
      });
    }
    const crowd = new Crowd(conns, options);
    crowd.connecting = (connected - start) / 1000;
    if (named || nats) crowd.naming = (performance.now() - naming) / 1000;
    return crowd;
  }

  private constructor(
    conns: Deno.TcpConn[],
    { nats, onlyTalk = 0, talkers: few, fairness = false, prompt = conns.length }: CrowdOptions,
  ) {
    const talkers = conns.slice(0, onlyTalk || few);
    const [late, readers] = everyNth(conns.slice(onlyTalk), Math.ceil(conns.length / prompt));
    this.#talkers = talkers.map((conn) => new Outbox(conn, { limit: Infinity }));
    this.#stream = new (nats ? NatsStream : OneStream)(
      readers.length + late.length,
      talkers.length,
      (talker, saidAt) => this.#reached(talker, saidAt),
      { fairness, prompt: readers.length },
    );
    this.#broken.promise.catch(() => {});
    const stream = this.#stream;
    const bytes = Math.min(READ_BUFFER_BYTES, Math.ceil(ALL_BUFFERS_BYTES / conns.length));
    const buffer = () => Buffer.alloc(bytes);
    readers.forEach((conn, i) =>
      this.#read(conn, buffer(), (bytes, length) => stream.take(i, bytes, length))
    );
    late.forEach(async (conn, i) => {
      await pause(Math.random() * LATE_MS);
      const reader = readers.length + i;
      this.#read(conn, buffer(), (bytes, length) => stream.take(reader, bytes, length), LATE_MS);
    });
    for (const conn of talkers.slice(0, onlyTalk)) this.#read(conn, buffer(), () => {});
  }

  /** Everybody talks. @throws {Error} if anybody did not get every line, in order. */
  async talk({ seconds, rate }: Phase, pid: number): Promise<Talk> {
    this.#times = [];
    this.#received = 0;
    const cpu = cpuMicroseconds(pid);
    const start = performance.now();
    const { promise: allReached, resolve } = Promise.withResolvers<void>();
    this.#allReached = resolve;
    await Promise.race([
      rate === undefined ? this.#talkFlatOut(seconds) : this.#talkAtRate(seconds, rate),
      this.#broken.promise,
    ]);
    if (this.#onWay > 0) {
      const timer = setTimeout(() => {
        this.#broken.reject(new Error(`${this.#onWay} lines did not reach everybody`));
      }, DRAIN_MS);
      await Promise.race([allReached, this.#broken.promise]).finally(() => clearTimeout(timer));
    }
    await this.#lateOnes();
    const times = Float64Array.from(this.#times).sort();
    const percentile = (p: number) => times[Math.ceil(times.length * p) - 1] ?? NaN;
    return {
      seconds: (performance.now() - start) / 1000,
      lines: times.length,
      deliveries: this.#received / this.#stream.lineBytes,
      cpu: cpuMicroseconds(pid) - cpu,
      p50: percentile(0.5),
      p99: percentile(0.99),
      p999: percentile(0.999),
      unfairness: this.#stream.takeUnfairness(),
    };
  }

  /** Waits until those who read late have everything as well. */
  async #lateOnes(): Promise<void> {
    const end = performance.now() + DRAIN_MS;
    for (let behind; (behind = this.#stream.behind) > 0;) {
      await Promise.race([pause(LOOKING_MS), this.#broken.promise]);
      if (performance.now() > end) throw new Error(`${behind} did not receive everything`);
    }
  }

  async #talkAtRate(seconds: number, rate: number): Promise<void> {
    const start = performance.now();
    let said = 0;
    for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - start) / 1000) {
      for (const due = Math.ceil(elapsed * rate); said < due; said++) {
        this.#say(said % this.#talkers.length);
      }
      await pause(1);
    }
  }

  async #talkFlatOut(seconds: number): Promise<void> {
    this.#flatOut = true;
    this.#talkers.forEach((_, talker) => {
      for (let i = 0; i < WINDOW; i++) this.#say(talker);
    });
    await Promise.race([pause(seconds * 1000), this.#broken.promise]);
    this.#flatOut = false;
  }

  #say(talker: number): void {
    this.#onWay++;
    this.#talkers[talker]!.push(encoder.encode(this.#stream.say(talker)));
  }

  #reached(talker: number, saidAt: number): void {
    this.#times.push(performance.now() - saidAt);
    this.#onWay--;
    if (this.#flatOut) this.#say(talker);
    else if (this.#onWay === 0) this.#allReached();
  }

  async #read(
    conn: Deno.TcpConn,
    buffer: Buffer,
    take: (bytes: Buffer, length: number) => void,
    everyMs = 0,
  ): Promise<void> {
    try {
      for (let length; (length = await conn.read(buffer)) !== null;) {
        this.#received += length;
        take(buffer, length);
        if (everyMs > 0) await pause(everyMs);
      }
      throw new Error("The server ended a connection");
    } catch (error) {
      this.#broken.reject(error);
    }
  }
}

/** Separates every `n`-th from the others, the last one among them. */
function everyNth<T>(all: readonly T[], n: number): [others: T[], nth: T[]] {
  const isNth = (i: number) => (all.length - 1 - i) % n === 0;
  return [all.filter((_, i) => !isNth(i)), all.filter((_, i) => isNth(i))];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
