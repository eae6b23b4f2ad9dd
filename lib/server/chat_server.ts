/**
 * The server: listens, accepts connections, pings them and shuts down.
 *
 * @module
 */

import { en } from "../language/en.ts";
import { describeError } from "../net/describe_error.ts";
import { closeQuietly } from "../net/settles_within.ts";
import { type Address, formatAddress } from "../protocol.ts";
import { acceptAll } from "./accept_all.ts";
import { Admission } from "./admission.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { Handshakes } from "./handshakes.ts";
import { listen, type Listener, type ListenOptions, setSocketOptions } from "./listen.ts";
import { TurnedAway } from "./turn_away.ts";

/** How often connections are pinged, in ms. */
const PING_INTERVAL_MS = 30_000;

/** How often a connection is checked before it counts as stuck. */
const CHECKS_BEFORE_STUCK = 12;

/** Options for a {@linkcode ChatServer}. */
export interface ChatServerOptions extends ListenOptions, ConnectionOptions {
  /** Told what happens to the connection from this address, in English. */
  onRemark: (address: string, text: string) => void;
}

/** A running server. */
export class ChatServer {
  /** The IP address it listens on; `::` and `0.0.0.0` stand for every address of this PC. */
  readonly hostname: string;
  /** The port it listens on. */
  readonly port: number;
  readonly #options: ChatServerOptions;
  readonly #listeners: Listener[];
  readonly #accepting: Promise<unknown>;
  readonly #admission: Admission;
  readonly #handshakes = new Handshakes();
  readonly #turnedAway = new TurnedAway(this.#handshakes);
  readonly #connections = new Set<Connection>();
  readonly #timers: ReturnType<typeof setInterval>[];
  #closing = false;

  /** Starts to listen. Throws what {@linkcode listen} throws. */
  constructor(options: ChatServerOptions) {
    const { limits, report } = options;
    this.#options = options;
    this.#admission = new Admission(limits);
    this.#listeners = listen(options);
    ({ hostname: this.hostname, port: this.port } = this.#listeners[0]!.addr);
    const forEach = (run: (connection: Connection) => void) => () => this.#connections.forEach(run);
    this.#timers = [
      setInterval(forEach((connection) => connection.ping()), PING_INTERVAL_MS),
      setInterval(
        forEach((connection) => connection.endIfStuck(performance.now())),
        limits.stuckMs / CHECKS_BEFORE_STUCK,
      ),
    ];
    this.#accepting = Promise.all(this.#listeners.map((listener) =>
      acceptAll<Deno.Conn>(listener, {
        welcome: (conn) => this.#welcome(conn),
        isClosed: () => this.#closing,
        untilFree: () => this.#handshakes.untilFree(),
        report,
      })
    ));
  }

  /**
   * Stops accepting connections and taking lines, sends what is pending for at most 2 seconds, and
   * closes every connection. Idempotent.
   */
  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const listener of this.#listeners.splice(0)) listener.close();
    this.#turnedAway.closeAll();
    this.#handshakes.closeAll();
    // All at once: nobody's line may be relayed any more once one connection may be gone.
    await Promise.all(Array.from(this.#connections, (connection) => connection.end()));
    await this.#accepting;
  }

  #welcome(conn: Deno.Conn): void {
    if (this.#closing) return conn.close();
    const address = conn.remoteAddr as Address;
    const remark = (text: string) => this.#options.onRemark(formatAddress(address), text);
    const refusal = this.#admission.admit(address.hostname)?.(en);
    if (refusal !== undefined) {
      remark(`was turned away: ${refusal}`);
      return this.#turnedAway.add(conn, refusal);
    }
    remark("is connected!");
    this.#serve(conn, remark).finally(() => this.#admission.release(address.hostname));
  }

  /** Serves one connection until its socket is closed. Never rejects. */
  async #serve(conn: Deno.Conn, remark: (text: string) => void): Promise<void> {
    if (!await this.#shakeHands(conn, remark)) return;
    const connection = new Connection(conn, this.#options, remark);
    this.#connections.add(connection);
    await connection.ended;
    this.#connections.delete(connection);
  }

  /** Does the TLS handshake, if there is one; false if the connection cannot be used. */
  async #shakeHands(conn: Deno.Conn, remark: (text: string) => void): Promise<boolean> {
    const { handshakeMs } = this.#options.limits;
    try {
      setSocketOptions(conn);
      if (!await this.#handshakes.shake(conn, handshakeMs)) {
        remark(`was given up: no TLS handshake within ${handshakeMs / 1000} s`);
        return false;
      }
      if (!this.#closing) return true;
    } catch (error) {
      if (!this.#closing) remark(`was closed: ${describeError(error)(en)}`);
    }
    closeQuietly(conn);
    return false;
  }
}
