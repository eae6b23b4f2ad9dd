/**
 * A bad link: a proxy between clients and a server that cuts, resets, half-closes and stalls its
 * connections at random, or carries one byte at a time.
 *
 * @module
 */

/** A source of random numbers from 0 up to 1, the same for the same seed (mulberry32). */
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
  /** How many connections break, until {@linkcode BadLink.breakMore}. Those after them do not. */
  breaks: number;
  /** How many bytes each of them carries to the server before it breaks. @default [50, 650] */
  carried?: readonly [least: number, most: number];
  /** Whether each byte is carried separately. */
  byteByByte?: boolean;
  /** Decides how and when a connection breaks. */
  random: () => number;
}

/** The ways in which a connection breaks. */
const WAYS = ["cut", "reset", "half-close", "stall"] as const;

/** How long a stalled connection stays silent before it is cut, in ms. */
const STALL_MS = 300;

/** A proxy on the loopback address. */
export class BadLink implements AsyncDisposable {
  /** How many connections broke in each way. */
  readonly broken = { cut: 0, reset: 0, "half-close": 0, stall: 0 };
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #options: BadLinkOptions;
  readonly #target: () => number;
  readonly #running = new Set<Promise<void>>();
  readonly #conns = new Set<Deno.TcpConn>();
  #left: number;

  /** Starts to carry connections to the port that `target` returns. */
  constructor(target: () => number, options: BadLinkOptions) {
    this.#target = target;
    this.#options = options;
    this.#left = options.breaks;
    this.#run(this.#acceptAll());
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** How many connections are still to break. */
  get left(): number {
    return this.#left;
  }

  /** Cuts all connections, and breaks so many of those that come after. */
  breakMore(breaks: number): void {
    this.#left += breaks;
    for (const conn of this.#conns) this.#close(conn);
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
    const { random, carried: [least, most] = [50, 650] } = this.#options;
    const breaks = this.#left > 0;
    const way = WAYS[Math.floor(random() * WAYS.length)]!;
    // In bytes from the client to the server.
    const budget = breaks ? least + Math.floor(random() * (most - least)) : Infinity;
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

  /** Carries bytes until the end. Resolves to false if the budget was used up before that. */
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
      // The other side must see the end as well.
      if (budget > 0) this.#close(to);
    }
  }

  #close(conn: Deno.TcpConn): void {
    this.#conns.delete(conn);
    try {
      conn.close();
    } catch {
      // It was closed already.
    }
  }
}
