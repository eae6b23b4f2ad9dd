/**
 * The server: listens, accepts connections, pings them and shuts down.
 *
 * @module
 */

import { FairWork } from "../net/fair_work.ts";
import { MemoryBudget } from "../net/memory_budget.ts";
import { acceptAll } from "./accept_all.ts";
import { Door, type DoorOptions } from "./door.ts";
import { GuessBrake } from "./guess_brake.ts";
import { InputTurn } from "./input_turn.ts";
import { listen, type Listener, type ListenOptions } from "./listen.ts";

/** How often connections are pinged, in ms. */
const PING_INTERVAL_MS = 30_000;

/** How often a connection is checked before it counts as stuck. */
const CHECKS_BEFORE_STUCK = 12;

/** Options for a {@linkcode ChatServer}. */
export interface ChatServerOptions
  extends ListenOptions, Omit<DoorOptions, "moderatorBrake" | "budget" | "work"> {
  /** Starts to listen. @default listen */
  listen?: (options: ListenOptions) => Listener[];
}

/** A running server. */
export class ChatServer {
  /** The IP address it listens on; `::` and `0.0.0.0` stand for every address of this PC. */
  readonly hostname: string;
  /** The port it listens on. */
  readonly port: number;
  readonly #door: Door;
  readonly #listeners: Listener[];
  readonly #accepting: Promise<unknown>;
  readonly #timers: ReturnType<typeof setInterval>[];
  #closing = false;

  /** Starts to listen. Throws what {@linkcode listen} throws. */
  constructor(options: ChatServerOptions) {
    const { limits } = options;
    const door = this.#door = new Door({
      moderatorBrake: new GuessBrake(limits.wrongPassMs),
      budget: new MemoryBudget(limits.maxWaitingBytes),
      work: new FairWork(),
      ...options,
    });
    this.#listeners = (options.listen ?? listen)(options);
    ({ hostname: this.hostname, port: this.port } = this.#listeners[0]!.addr);
    this.#timers = [
      setInterval(() => door.forEach((connection) => connection.ping()), PING_INTERVAL_MS),
      setInterval(
        () => door.forEach((connection) => connection.endIfStuck(performance.now())),
        limits.stuckMs / CHECKS_BEFORE_STUCK,
      ),
    ];
    this.#accepting = Promise.all(
      this.#listeners.map((listener) => this.#accept(listener, options)),
    );
  }

  async #accept(listener: Listener, { report }: ChatServerOptions): Promise<void> {
    using turn = await InputTurn.open();
    await acceptAll<Deno.Conn>(listener, {
      welcome: (conn) => this.#door.welcome(conn),
      takeTurn: () => turn.take(),
      untilFree: () => this.#door.untilFree(),
      isClosed: () => this.#closing,
      report,
    });
  }

  /**
   * Stops accepting connections and taking lines, sends what is pending for at most 2 seconds, and
   * closes every connection. Idempotent.
   */
  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const listener of this.#listeners.splice(0)) listener.close();
    await this.#door.close();
    await this.#accepting;
  }
}
