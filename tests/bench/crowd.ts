/**
 * Clients that talk all at once and check what they get.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { Outbox } from "../../lib/net/outbox.ts";
import type { Phase, Talk } from "./job.ts";
import { LINE_BYTES, OneStream, talkerName } from "./one_stream.ts";
import { cpuMicroseconds } from "./process_stats.ts";

const READ_BUFFER_BYTES = 16 * 1024;

/** How many connections are being made at a time where it does not matter: no server minds. */
const AT_ONCE = 8;

/** How long lines may take to arrive when nothing more is said, in ms. */
const DRAIN_MS = 5_000;

/** How long a relay that greets nobody may take to accept who has connected, in ms. */
const ACCEPTING_MS = 300;

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
  let next = 0;
  async function connectSome(): Promise<void> {
    while (next < count) {
      const i = next++;
      const conn = await Deno.connect({ hostname: "127.0.0.1", port });
      conn.setNoDelay(true);
      prepared[i] = await prepare(conn, i);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, connectSome));
  return prepared;
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
export interface CrowdOptions {
  port: number;
  clients: number;
  named: boolean;
  onlyTalk?: number;
}

/** Connected clients. */
export class Crowd {
  readonly #talkers: Outbox[];
  readonly #stream: OneStream;
  readonly #broken = Promise.withResolvers<never>();
  #times: number[] = [];
  #onWay = 0;
  #received = 0;
  #flatOut = false;
  #allReached = () => {};

  /** Connects everybody. */
  static async gather({ port, clients, named, onlyTalk = 0 }: CrowdOptions): Promise<Crowd> {
    const conns = await connectAll(port, clients, async (conn, i) => {
      if (named) await ask(conn, `/name ${talkerName(i)}\n`, "*you ");
      return conn;
    });
    if (!named) await pause(ACCEPTING_MS);
    return new Crowd(conns, onlyTalk);
  }

  private constructor(conns: Deno.TcpConn[], onlyTalk: number) {
    const talkers = onlyTalk > 0 ? conns.slice(0, onlyTalk) : conns;
    const readers = conns.slice(onlyTalk);
    this.#talkers = talkers.map((conn) => new Outbox(conn, { limit: Infinity }));
    this.#stream = new OneStream(
      readers.length,
      talkers.length,
      (talker, saidAt) => this.#reached(talker, saidAt),
    );
    this.#broken.promise.catch(() => {});
    const stream = this.#stream;
    readers.forEach((conn, i) =>
      this.#read(conn, (bytes, length) => stream.take(i, bytes, length))
    );
    for (const conn of talkers.slice(0, onlyTalk)) this.#read(conn, () => {});
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
    const times = Float64Array.from(this.#times).sort();
    const percentile = (p: number) => times[Math.ceil(times.length * p) - 1] ?? NaN;
    return {
      seconds: (performance.now() - start) / 1000,
      lines: times.length,
      deliveries: this.#received / LINE_BYTES,
      cpu: cpuMicroseconds(pid) - cpu,
      p50: percentile(0.5),
      p99: percentile(0.99),
      p999: percentile(0.999),
    };
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

  async #read(conn: Deno.TcpConn, take: (bytes: Buffer, length: number) => void): Promise<void> {
    const buffer = Buffer.alloc(READ_BUFFER_BYTES);
    try {
      for (let length; (length = await conn.read(buffer)) !== null;) {
        this.#received += length;
        take(buffer, length);
      }
      throw new Error("The server ended a connection");
    } catch (error) {
      this.#broken.reject(error);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
