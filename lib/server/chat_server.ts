/**
 * The server: listens, accepts, pings and shuts down.
 *
 * Knows sockets, and of the room only that connections become members of it.
 *
 * @module
 */

import { type Address, formatAddress } from "../protocol.ts";
import { acceptAll } from "./accept_all.ts";
import { Admission } from "./admission.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { Handshakes } from "./handshakes.ts";
import { listen, type Listener, type ListenOptions } from "./listen.ts";
import { TurnedAway } from "./turn_away.ts";

/** How often everyone who asked for events is pinged, in ms. */
const PING_INTERVAL_MS = 30_000;

/** How often, at least, connections are looked at before one counts as stuck. */
const LOOKS_BEFORE_STUCK = 12;

/** Options for {@linkcode ChatServer.listen}. */
export interface ChatServerOptions extends ListenOptions, Omit<ConnectionOptions, "handshakes"> {
  /** Told what happens to a connection, named by its address. */
  onRemark?: (address: string, text: string) => void;
}

/** A running server. */
export class ChatServer {
  /** The IP address it listens on; `::` and `0.0.0.0` stand for every one of this PC. */
  readonly hostname: string;
  /** The port it listens on. */
  readonly port: number;
  readonly #options: ChatServerOptions & ConnectionOptions;
  readonly #listeners: Listener[];
  readonly #accepting: Promise<unknown>;
  readonly #admission: Admission;
  readonly #handshakes = new Handshakes();
  readonly #turnedAway = new TurnedAway(this.#handshakes);
  readonly #connections = new Set<Connection>();
  readonly #timers: ReturnType<typeof setInterval>[];
  #closing = false;

  /** Starts to listen. Throws what {@linkcode listen} throws. */
  static listen(options: ChatServerOptions): ChatServer {
    return new ChatServer(listen(options), options);
  }

  private constructor(listeners: Listener[], options: ChatServerOptions) {
    const { room, limits } = options;
    this.#listeners = listeners;
    this.#options = { ...options, handshakes: this.#handshakes };
    this.#admission = new Admission(limits);
    this.hostname = listeners[0]!.addr.hostname;
    this.port = listeners[0]!.addr.port;
    this.#timers = [
      setInterval(() => room.ping(), PING_INTERVAL_MS),
      setInterval(() => this.#endStuck(), limits.stuckMs / LOOKS_BEFORE_STUCK),
    ];
    this.#accepting = Promise.all(
      listeners.map((listener: Listener) =>
        acceptAll<Deno.Conn>(listener, {
          welcome: (conn) => this.#welcome(conn),
          isClosed: () => this.#closing,
          untilRoom: () => this.#handshakes.untilRoom(),
          say: options.warn,
        })
      ),
    );
  }

  /**
   * Stops: accepts and hears nobody any more, sends what is waiting for at most 2 seconds, and ends
   * every connection. Idempotent.
   */
  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const listener of this.#listeners.splice(0)) listener.close();
    this.#turnedAway.closeAll();
    this.#handshakes.closeAll();
    // All of them now: nobody's line is relayed any more once one of them may be gone.
    await Promise.all(Array.from(this.#connections, (connection) => connection.end()));
    await this.#accepting;
  }

  #welcome(conn: Deno.Conn): void {
    if (this.#closing) return conn.close();
    const address = conn.remoteAddr as Address;
    const remark = (text: string) => this.#options.onRemark?.(formatAddress(address), text);
    const refusal = this.#admission.admit(address.hostname);
    if (refusal !== undefined) {
      remark(`was turned away: ${refusal}`);
      return this.#turnedAway.add(conn, refusal);
    }
    remark("is connected!");
    const connection = new Connection(conn, this.#options, remark);
    this.#connections.add(connection);
    connection.ended.then(() => {
      this.#connections.delete(connection);
      this.#admission.release(address.hostname);
    });
  }

  #endStuck(): void {
    const now = performance.now();
    for (const connection of this.#connections) connection.endIfStuck(now);
  }
}
