/**
 * Two people who talk to each other, in a process of their own: how long what one says takes to reach
 * the other.
 *
 *     deno run --allow-net tests/load/pair.ts PORT
 *
 * Prints `ready`, and then, for each number of seconds that it reads, a line with the {@linkcode Heard}
 * of that time.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { PASSWORD } from "./company.ts";

/** How often one of the two says something, in ms. */
const EVERY_MS = 20;

/** Delivery times in a stretch of time, in ms. */
export interface Heard {
  /** How many lines were said. */
  lines: number;
  p50: number;
  p99: number;
  /** How many lines never came: a server leaves some out for who reads too slowly. */
  lost: number;
}

/** The lines on their way, by their number: when they were said. */
const onWay = new Map<number, number>();
let times: number[] = [];
let lost = 0;

/** One of the two. */
class Talker {
  readonly conn: Deno.TcpConn;
  readonly #name: string;
  /** How a line of the other one begins. All lines are equally long. */
  readonly #looked: Buffer;
  #carried = Buffer.alloc(0);

  constructor(conn: Deno.TcpConn, name: string, other: string) {
    conn.setNoDelay(true);
    this.conn = conn;
    this.#name = name;
    this.#looked = Buffer.from(`\n${other} :`);
  }

  async join(): Promise<void> {
    await this.conn.write(Buffer.from(`/pass ${PASSWORD}\n\n/name ${this.#name}\n`));
    const buffer = Buffer.alloc(64 * 1024);
    for (let heard = ""; !heard.includes(`*you ${this.#name}\n`);) {
      const length = await this.conn.read(buffer);
      if (length === null) throw new Error(`Cannot join: ${heard}`);
      heard += buffer.toString("utf8", 0, length);
    }
    this.#carried = Buffer.from("\n");
  }

  say(number: number): void {
    onWay.set(number, performance.now());
    this.conn.write(Buffer.from(`${this.#name} :${String(number).padStart(8, "0")}\n`));
  }

  /** Reads, and notes when what the other one said has arrived. */
  async listen(): Promise<void> {
    const buffer = Buffer.alloc(256 * 1024);
    const lineBytes = this.#looked.length + 8;
    for (let length; (length = await this.conn.read(buffer)) !== null;) {
      const now = performance.now();
      const bytes = Buffer.concat([this.#carried, buffer.subarray(0, length)]);
      for (let at = 0; (at = bytes.indexOf(this.#looked, at)) >= 0; at += lineBytes) {
        const number = Number(bytes.toString("latin1", at + this.#looked.length, at + lineBytes));
        if (at + lineBytes > bytes.length) break;
        this.#heard(number, now);
      }
      this.#carried = Buffer.from(bytes.subarray(Math.max(0, bytes.length - lineBytes + 1)));
    }
    throw new Error("The server ended a connection of the pair");
  }

  /** Notes that a line has arrived. One that was said before it and has not arrived never will. */
  #heard(heard: number, now: number): void {
    for (const [number, saidAt] of onWay) {
      if (number > heard || number % 2 !== heard % 2) continue;
      onWay.delete(number);
      times.push(now - saidAt);
      if (number < heard) lost++;
    }
  }
}

/** Lines that are still on their way count with the time that they have taken so far. */
function heard(): Heard {
  const now = performance.now();
  const all = [...times, ...[...onWay.values()].map((saidAt) => now - saidAt)];
  all.sort((a, b) => a - b);
  const percentile = (p: number) => all[Math.ceil(all.length * p) - 1] ?? NaN;
  return { lines: all.length, p50: percentile(0.5), p99: percentile(0.99), lost };
}

async function main(port: number): Promise<void> {
  const [ann, ben] = [
    new Talker(await Deno.connect({ hostname: "127.0.0.1", port }), "ann", "ben"),
    new Talker(await Deno.connect({ hostname: "127.0.0.1", port }), "ben", "ann"),
  ];
  for (const talker of [ann, ben]) {
    await talker.join();
    talker.listen();
  }
  let number = 0;
  setInterval(() => (number % 2 ? ann : ben).say(number++), EVERY_MS);
  console.log("ready");
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    times = [];
    lost = 0;
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(text)));
    console.log(JSON.stringify(heard()));
  }
}

if (import.meta.main) await main(Number(Deno.args[0]));
