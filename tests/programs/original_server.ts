/**
 * Behaves on the wire as the server of 2014.
 *
 * @module
 */

/** A server that relays what it reads unchanged. `QUIT` ends a connection and is not relayed. */
export class OriginalServer implements AsyncDisposable {
  /** What it has read. */
  readonly received: string[] = [];
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #conns = new Set<Deno.TcpConn>();
  readonly #running: Promise<unknown>[] = [];

  /** Starts to listen. */
  constructor() {
    this.#running.push(this.#acceptAll().catch(() => {}));
  }

  /** Its port. */
  get port(): number {
    return this.#listener.addr.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const conn of this.#conns) conn.close();
    await Promise.all(this.#running);
  }

  async #acceptAll(): Promise<void> {
    while (true) this.#running.push(this.#serve(await this.#listener.accept()).catch(() => {}));
  }

  async #serve(conn: Deno.TcpConn): Promise<void> {
    this.#conns.add(conn);
    const buffer = new Uint8Array(1024);
    for (let length; (length = await conn.read(buffer)) !== null;) {
      const bytes = buffer.slice(0, length);
      const text = new TextDecoder().decode(bytes);
      this.received.push(text);
      if (text === "QUIT") break;
      await Promise.all(Array.from(this.#conns, (one) => one.write(bytes)));
    }
    this.#conns.delete(conn);
    conn.close();
  }
}
