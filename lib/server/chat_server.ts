/**
 * The server: listens, accepts, reads, pings and shuts down. Joins the room and the sockets.
 *
 * Knows sockets, and of the room only how to hand it members and their lines.
 *
 * @module
 */

import { type Address, formatAddress } from "../address.ts";
import type { Decoded } from "../line_decoder.ts";
import { warn } from "../program.ts";
import { isOriginalMessage } from "../protocol.ts";
import { readLines } from "../read_lines.ts";
import { settlesWithin } from "../settles_within.ts";
import { Outbox } from "../outbox.ts";
import { encodeEvent, type Member } from "./member.ts";
import type { Room } from "./room.ts";

/** How often everyone who asked for events is pinged, in ms. */
const PING_INTERVAL_MS = 30_000;

/** How long what waits for a connection may take to be sent when it ends, in ms. */
export const FLUSH_MS = 2_000;

/** How long to wait after `accept` failed, for instance for want of file descriptors, in ms. */
const ACCEPT_PAUSE_MS = 100;

/** Options for {@linkcode ChatServer.listen}. */
export interface ChatServerOptions {
  /** Where connections become members. */
  room: Room;
  /** The address to listen on. @default every address of this PC, IPv4 and IPv6 */
  hostname?: string | undefined;
  /** The TCP port; 0 picks a free one. */
  port: number;
  /** Called for each connection, with its address as the original server printed it. */
  onConnect?: (address: string) => void;
}

/** A running server. */
export class ChatServer {
  /** The port it listens on. */
  readonly port: number;
  /** Resolves when it no longer accepts connections. */
  readonly finished: Promise<void>;
  readonly #room: Room;
  readonly #onConnect: (address: string) => void;
  readonly #listeners: Deno.TcpListener[];
  readonly #connections = new Set<Connection>();
  readonly #pinging: ReturnType<typeof setInterval>;
  #closing = false;

  /**
   * Starts to listen.
   *
   * @throws {Deno.errors.AddrInUse} if the port is in use, and whatever else `Deno.listen` throws.
   */
  static listen(options: ChatServerOptions): ChatServer {
    const { hostname, port } = options;
    return new ChatServer(
      hostname === undefined ? listenEverywhere(port) : [Deno.listen({ hostname, port })],
      options,
    );
  }

  private constructor(
    listeners: Deno.TcpListener[],
    { room, onConnect = () => {} }: ChatServerOptions,
  ) {
    this.#listeners = listeners;
    this.#room = room;
    this.#onConnect = onConnect;
    this.port = listeners[0]!.addr.port;
    this.#pinging = setInterval(() => room.ping(), PING_INTERVAL_MS);
    this.finished = Promise.all(listeners.map((listener) => this.#acceptAll(listener))).then();
  }

  /**
   * Stops: accepts nobody any more, sends what is waiting for at most 2 seconds, and ends every
   * connection. Idempotent.
   */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#pinging);
    for (const listener of this.#listeners.splice(0)) listener.close();
    await Promise.all(Array.from(this.#connections, (connection) => connection.end()));
    await this.finished;
  }

  /**
   * `for await (… of listener)` would end when a client resets before it is accepted; so each
   * `accept` has its own try. Where the error is our own want of something (file descriptors, say),
   * there is nothing to do but to try again a little later.
   */
  async #acceptAll(listener: Deno.TcpListener): Promise<void> {
    while (!this.#closing) {
      try {
        this.#welcome(await listener.accept());
      } catch (error) {
        // That connection was reset before it was accepted: it must not keep out those after it.
        const gone = error instanceof Deno.errors.NotConnected ||
          error instanceof Deno.errors.ConnectionReset ||
          error instanceof Deno.errors.ConnectionAborted;
        if (!this.#closing && !gone) {
          await new Promise((resume) => setTimeout(resume, ACCEPT_PAUSE_MS));
        }
      }
    }
  }

  #welcome(conn: Deno.TcpConn): void {
    this.#onConnect(formatAddress(conn.remoteAddr as Address));
    const connection = new Connection(conn, this.#room);
    this.#connections.add(connection);
    connection.ended.then(() => this.#connections.delete(connection));
  }
}

/** One connection: a socket on one side, a member of the room on the other. */
class Connection {
  /** Resolves when the socket is closed. Never rejects. */
  readonly ended: Promise<void>;
  readonly #conn: Deno.TcpConn;
  readonly #outbox: Outbox;
  #ending: Promise<void> | undefined;

  constructor(conn: Deno.TcpConn, room: Room) {
    this.#conn = conn;
    // Original clients are never pinged: so one that vanished is noticed all the same.
    conn.setKeepAlive(true);
    // Or a line said soon after another waits until the reader has acknowledged that: 40 ms.
    conn.setNoDelay(true);
    this.#outbox = new Outbox(conn, {
      onFail: () => this.end(),
      skipped: (count) => member.knocked ? encodeEvent({ verb: "skipped", count }) : undefined,
    });
    const member = room.enter(this.#outbox, () => this.end());
    this.ended = this.#serve(room, member);
  }

  /** Sends what waits, for a bounded time, and closes. Idempotent. */
  end(): Promise<void> {
    return this.#ending ??= this.#end();
  }

  async #end(): Promise<void> {
    await settlesWithin(this.#outbox.flushed(), FLUSH_MS);
    this.#outbox.close();
    try {
      this.#conn.close();
    } catch {
      // Already closed: a failed write may have done it.
    }
  }

  /** A bug in the room must not pass for a broken connection: it is said, and costs one line. */
  #hand(room: Room, member: Member, line: Decoded): void {
    try {
      room.receive(member, line);
    } catch (error) {
      warn(`Bug: ${(error as Error).stack}`);
    }
  }

  async #serve(room: Room, member: Member): Promise<void> {
    try {
      const lines = readLines(this.#conn, {
        isWhole: (text, { framed }) => !framed && isOriginalMessage(text),
      });
      for await (const some of lines) {
        for (const line of some) {
          // Whoever asks for much and reads little waits; nobody else notices.
          if (typeof line !== "string" || line.startsWith("/")) await this.#outbox.ready();
          this.#hand(room, member, line);
        }
        if (!member.present) break;
      }
    } catch {
      // The connection was reset, or closed here while being read.
    } finally {
      room.leave(member);
      await this.end();
    }
  }
}

/**
 * Listens on every address. One IPv6 socket takes IPv4 as well on Linux and macOS, but not on
 * Windows, and a PC may have no IPv6 at all.
 */
function listenEverywhere(port: number): Deno.TcpListener[] {
  let both: Deno.TcpListener | undefined;
  try {
    both = Deno.listen({ hostname: "::", port });
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) throw error;
  }
  try {
    const ipv4 = Deno.listen({ hostname: "0.0.0.0", port: both?.addr.port ?? port });
    return both ? [both, ipv4] : [ipv4];
  } catch (error) {
    const taken = error instanceof Deno.errors.AddrInUse && Deno.build.os !== "windows";
    if (both && taken) return [both];
    both?.close();
    throw error;
  }
}
