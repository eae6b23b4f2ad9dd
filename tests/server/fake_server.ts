/**
 * A server without sockets.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { Lock } from "../../lib/room/gate.ts";
import { History } from "../../lib/room/history.ts";
import { Room } from "../../lib/room/room.ts";
import { ChatServer } from "../../lib/server/chat_server.ts";
import { GuessBrake } from "../../lib/server/guess_brake.ts";
import { DEFAULT_LIMITS, type Limits } from "../../lib/server/limits.ts";
import type { Listener } from "../../lib/server/listen.ts";
import { Hosts } from "../../lib/web/hosts.ts";
import { webRoom } from "../web/web_room.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeStream } from "./fake_stream.ts";

const { en } = PROGRAM_SENTENCES;

/** An accepted socket. */
export class FakeConn extends FakeStream {
  readonly remoteAddr: Deno.NetAddr;
  readonly localAddr: Deno.NetAddr = { transport: "tcp", hostname: "::ffff:10.0.0.1", port: 8001 };
  /** Setters that throw, as they do on a reset socket. */
  readonly #throwing: string;

  constructor(hostname: string, port: number, throwing = "") {
    super();
    this.remoteAddr = { transport: "tcp", hostname, port };
    this.#throwing = throwing;
  }

  setKeepAlive(): void {
    if (this.#throwing === "setKeepAlive") throw new TypeError("Invalid argument (os error 22)");
  }

  setNoDelay(): void {
    if (this.#throwing === "setNoDelay") throw new TypeError("Invalid argument (os error 22)");
  }
}

/** A socket over TLS whose handshake ends when the test says so, or when it is closed. */
export class FakeTlsConn extends FakeConn {
  readonly shaking = Promise.withResolvers<unknown>();

  handshake(): Promise<unknown> {
    return this.shaking.promise;
  }

  override close(): void {
    super.close();
    this.shaking.reject(new Error("operation canceled"));
  }
}

/** Options for a {@linkcode FakeServer}. */
export interface FakeServerOptions {
  limits?: Partial<Limits>;
  password?: string;
  window?: boolean;
}

/** A server that accepts what the test gives it. */
export class FakeServer {
  readonly remarks: string[] = [];
  readonly bugs: string[] = [];
  /** What the console showed of what was said. */
  readonly printed: string[] = [];
  readonly clock = FakeClock.install();
  readonly #server: ChatServer;
  #port = 50_000;
  #waiting: FakeConn[] = [];
  #accepting: PromiseWithResolvers<FakeConn> | undefined;

  constructor({ limits, password, window = true }: FakeServerOptions = {}) {
    const history = new History({ entries: [] });
    const print = (line: string) => void this.printed.push(line);
    const room = new Room({ id: "3f2a9c1e", history, print });
    const lock = password === undefined ? undefined : new Lock(password);
    const hosts = new Hosts(["chat.example.edu"]);
    this.#server = new ChatServer({
      port: 8001,
      room,
      limits: { ...DEFAULT_LIMITS, stuckMs: 1e9, ...limits },
      lock,
      brake: new GuessBrake(DEFAULT_LIMITS.wrongPassMs),
      web: webRoom({ room, history, lock, hosts, window }),
      report: (sentence) => void this.bugs.push(sentence(en)),
      onRemark: (address, text) => void this.remarks.push(`${address} ${text}`),
      listen: () => [this as unknown as Listener],
    });
  }

  get addr(): Deno.NetAddr {
    return { transport: "tcp", hostname: "10.0.0.1", port: 8001 };
  }

  accept(): Promise<FakeConn> {
    const conn = this.#waiting.shift();
    if (conn) return Promise.resolve(conn);
    this.#accepting = Promise.withResolvers();
    return this.#accepting.promise;
  }

  close(): void {
    this.#accepting?.reject(new Error("BadResource"));
  }

  /** Connects; what comes of that has come when time has passed. */
  connect({ from = "10.0.0.7", text = "", throwing = "", tls = false } = {}): FakeConn {
    const conn = new (tls ? FakeTlsConn : FakeConn)(from, this.#port++, throwing);
    if (text !== "") conn.feed(text);
    const accepting = this.#accepting;
    this.#accepting = undefined;
    if (accepting) accepting.resolve(conn);
    else this.#waiting.push(conn);
    return conn;
  }

  async end(): Promise<void> {
    const closing = this.#server.close();
    await this.clock.advance(10_000);
    await closing;
    this.clock[Symbol.dispose]();
    assertEquals(this.bugs, []);
  }
}
