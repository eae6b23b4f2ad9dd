/**
 * A link that breaks: a proxy between clients and a server that cuts, resets, half-closes and stalls
 * its connections as a seeded random source tells it to, or carries one byte at a time.
 *
 * @module
 */

/** A random source that gives the same numbers for the same seed (mulberry32), from 0 up to 1. */
export function seededRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Options for a {@linkcode BadLink}. */
export interface BadLinkOptions {
  /** How many connections are to break; those after them are good. */
  breaks: number;
  /** Whether every byte is carried by itself. */
  byteByByte?: boolean;
  /** Decides how and when a connection breaks. */
  random: () => number;
}

const WAYS = ["cut", "reset", "half-close", "stall"] as const;

/** How long a stalled connection stays silent before it is cut, in ms. */
const STALL_MS = 300;

/** A proxy on the loopback address. */
export class BadLink implements AsyncDisposable {
  /** How many connections broke, by the way in which they did. */
  readonly broken = { cut: 0, reset: 0, "half-close": 0, stall: 0 };
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #options: BadLinkOptions;
  readonly #target: () => number;
  readonly #running = new Set<Promise<void>>();
  readonly #conns = new Set<Deno.TcpConn>();
  #left: number;

  /** Starts to carry connections to the port that `target` tells. */
  constructor(target: () => number, options: BadLinkOptions) {
    this.#target = target;
    this.#options = options;
    this.#left = options.breaks;
    this.#run(this.#acceptAll());
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const conn of this.#conns) this.#close(conn);
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #run(promise: Promise<void>): void {
    const running = promise.catch(() => {}).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #acceptAll(): Promise<void> {
    while (true) this.#run(this.#carry(await this.#listener.accept()));
  }

  async #carry(client: Deno.TcpConn): Promise<void> {
    this.#conns.add(client);
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port: this.#target() });
    } catch {
      return this.#close(client);
    }
    this.#conns.add(server);
    server.setNoDelay(true);
    client.setNoDelay(true);
    const { random } = this.#options;
    const breaks = this.#left > 0;
    const way = WAYS[Math.floor(random() * WAYS.length)]!;
    // Counted on the way to the server: so much of what a client says gets through.
    const budget = breaks ? 50 + Math.floor(random() * 600) : Infinity;
    const down = this.#pump(server, client, Infinity);
    if (!await this.#pump(client, server, budget) && breaks && this.#left > 0) {
      this.#left--;
      this.broken[way]++;
      if (way === "half-close") await server.closeWrite().catch(() => {});
      if (way === "stall" || way === "half-close") {
        await new Promise((resume) => setTimeout(resume, STALL_MS));
      }
      // Closing a socket that still holds unread bytes resets the connection.
      if (way === "reset") await new Promise((resume) => setTimeout(resume, 10));
    }
    this.#close(client);
    this.#close(server);
    await down;
  }

  /** Carries bytes until the end, or until the budget is used up: then false. */
  async #pump(from: Deno.TcpConn, to: Deno.TcpConn, budget: number): Promise<boolean> {
    const buffer = new Uint8Array(this.#options.byteByByte ? 1 : 1024);
    try {
      while (budget > 0) {
        const length = await from.read(buffer.subarray(0, Math.min(buffer.length, budget)));
        if (length === null) return true;
        for (let at = 0; at < length;) at += await to.write(buffer.subarray(at, length));
        budget -= length;
      }
      return false;
    } catch {
      return true;
    } finally {
      // What one side ends, the other sees ended.
      if (budget > 0) this.#close(to);
    }
  }

  #close(conn: Deno.TcpConn): void {
    this.#conns.delete(conn);
    try {
      conn.close();
    } catch {
      // Closed before.
    }
  }
}
