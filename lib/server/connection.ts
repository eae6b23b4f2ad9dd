/**
 * One connection: a socket on one side, a member of the room on the other.
 *
 * Knows sockets, and of the room only how to hand it a member and its lines.
 *
 * @module
 */

import { closeQuietly } from "../net/close_quietly.ts";
import { type Decoded, isOriginalMessage, type ServerEvent } from "../protocol.ts";
import { Outbox } from "../net/outbox.ts";
import { describeError } from "../program/program.ts";
import { readLines } from "../net/read_lines.ts";
import { settlesWithin } from "../net/settles_within.ts";
import { tlsRecord } from "../net/tls_record.ts";
import { Gate, type Lock, tooLate } from "../room/gate.ts";
import type { Handshakes } from "./handshakes.ts";
import type { Limits } from "./limits.ts";
import { encodeEvent, type Member } from "../room/member.ts";
import type { Room } from "../room/room.ts";
import { TokenBucket } from "./token_bucket.ts";

/** How long what waits for a connection may take to be sent when it ends, in ms. */
export const FLUSH_MS = 2_000;

/** How long a connection that ends must be quiet before it is closed, in ms. */
const QUIET_END_MS = 100;

/** What connections share. */
export interface ConnectionOptions {
  /** Where they become members. */
  room: Room;
  /** What each may take of the server. */
  limits: Limits;
  /** The lock of the room, if it has a password. */
  lock: Lock | undefined;
  /** Tells the server's owner of something that is wrong with the server itself. */
  warn: (line: string) => void;
  /** Where they shake hands, over TLS. */
  handshakes: Handshakes;
}

/** One connection. */
export class Connection {
  /** Resolves when the socket is closed. Never rejects. */
  readonly ended: Promise<void>;
  readonly #conn: Deno.Conn;
  readonly #options: ConnectionOptions;
  readonly #remark: (text: string) => void;
  readonly #outbox: Outbox;
  /** Once it is being read: until when. */
  #reading: Promise<void> | undefined;
  /** How many times lines arrived. */
  #heard = 0;
  #member: Member | undefined;
  #gate: Gate | undefined;
  /** Whether the line at hand came without its ending. */
  #unended = false;
  #ending: Promise<void> | undefined;
  /** Cuts a pause in reading short. */
  #resume: (() => void) | undefined;

  /** Begins to serve; `remark` is told what the server's owner may want to know about it. */
  constructor(conn: Deno.Conn, options: ConnectionOptions, remark: (text: string) => void) {
    this.#conn = conn;
    this.#options = options;
    this.#remark = remark;
    this.#outbox = new Outbox(conn, {
      onFail: () => this.end(),
      skipped: (count) =>
        this.#member?.knocked ? encodeEvent({ verb: "skipped", count }) : undefined,
    });
    this.ended = this.#serve();
  }

  /** Sends what waits, for a bounded time, and closes; what still arrives is thrown away. Idempotent. */
  end(): Promise<void> {
    return this.#ending ??= this.#end();
  }

  /** To be called now and then: ends a connection that takes nothing of what waits for it. */
  endIfStuck(now: number): void {
    const { room, limits: { stuckMs } } = this.#options;
    if (this.#ending || this.#outbox.stuckFor(now) < stuckMs) return;
    this.#remark(`was closed: it took nothing for ${stuckMs / 1000} s`);
    if (this.#member) room.leave(this.#member);
    this.end();
  }

  async #serve(): Promise<void> {
    // One that is given up in the middle of its handshake is closed when that is possible.
    if (!await this.#shakeHands()) return;
    // Original clients are never pinged: so one that vanished is noticed all the same.
    if ("setKeepAlive" in this.#conn) (this.#conn as Deno.TcpConn).setKeepAlive(true);
    // Or a line said soon after another waits until the reader has acknowledged that: 40 ms.
    if ("setNoDelay" in this.#conn) (this.#conn as Deno.TcpConn).setNoDelay(true);
    this.#reading = this.#read().catch(() => {
      // The connection was reset, or closed here while being read.
    });
    await this.#reading;
    this.#reading = undefined;
    if (this.#member) this.#options.room.leave(this.#member);
    await this.end();
  }

  /** Over TLS; whether it can go on. */
  async #shakeHands(): Promise<boolean> {
    const { handshakes, limits: { handshakeMs } } = this.#options;
    try {
      if (await handshakes.shake(this.#conn, handshakeMs)) return true;
      this.#remark(`was given up: no TLS handshake within ${handshakeMs / 1000} s`);
    } catch (error) {
      if (!this.#ending) this.#remark(`was closed: ${describeError(error)}`);
      await this.end();
    }
    return false;
  }

  async #read(): Promise<void> {
    const { limits, lock } = this.#options;
    const { rate, burst } = limits;
    const bucket = rate > 0 ? new TokenBucket(rate, burst, performance.now()) : undefined;
    let late: ReturnType<typeof setTimeout> | undefined;
    if (lock) {
      this.#gate = new Gate(lock);
      late = setTimeout(() => this.#close(tooLate(limits.passMs)), limits.passMs);
    } else this.#enter();
    try {
      const checkFirst = (bytes: Uint8Array) => this.#checkFirst(bytes);
      const isWhole = (text: string, { framed }: { framed: boolean }) =>
        this.#unended = !framed && isOriginalMessage(text);
      for await (const lines of readLines(this.#conn, { isWhole, checkFirst })) {
        this.#heard++;
        for (const line of lines) {
          // Whoever asks for much and reads little waits; nobody else notices.
          if (mayBeAnswered(line)) await this.#outbox.ready();
          // Once it ends, its other lines are left unsaid: their sender gets no echo of them.
          if (this.#ending) break;
          const cost = this.#gate ? await this.#hearOutside(this.#gate, line) : this.#hand(line);
          const wait = bucket?.pay(cost, performance.now()) ?? 0;
          if (wait > 0) await this.#waitTurn(wait);
          if (late !== undefined && !this.#gate) clearTimeout(late);
        }
      }
    } finally {
      clearTimeout(late);
    }
  }

  #enter(): void {
    this.#member = this.#options.room.enter(this.#outbox, () => this.end());
  }

  /** A bug in the room must not pass for a broken connection: it is said, and costs one line. */
  #hand(line: Decoded): number {
    try {
      return this.#options.room.receive(this.#member!, line);
    } catch (error) {
      this.#options.warn(`Bug: ${(error as Error).stack}`);
      return 1;
    }
  }

  /** Takes one line of a connection that has not given the password. */
  async #hearOutside(gate: Gate, line: Decoded): Promise<number> {
    const { answer, slow, then } = gate.hear(line, this.#unended);
    if (slow) {
      this.#remark("gave a wrong password");
      await this.#pause(this.#options.limits.wrongPassMs);
    }
    if (then === "close") this.#close(answer);
    else {
      if (answer) this.#tell(answer);
      if (then === "open") {
        this.#gate = undefined;
        this.#enter();
      }
    }
    return 1;
  }

  /** Whoever speaks TLS to a plain server would wait for ever for an answer it understands. */
  #checkFirst(bytes: Uint8Array): void {
    if (tlsRecord(bytes) !== "handshake") return;
    this.#remark("was closed: it spoke TLS, and this room is not encrypted");
    this.#close({ verb: "error", text: "This room is not encrypted: join it without TLS" });
  }

  #tell(event: ServerEvent): void {
    this.#outbox.push(encodeEvent(event), 0);
  }

  #close(event?: ServerEvent): void {
    if (event) this.#tell(event);
    this.end();
  }

  /** Reads nothing for so long, for too much was sent. */
  async #waitTurn(ms: number): Promise<void> {
    if (this.#member) this.#member.paused = true;
    await this.#pause(ms);
    if (this.#member) this.#member.paused = false;
  }

  /** Reads nothing for so long, or until the connection ends. */
  #pause(ms: number): Promise<void> {
    if (this.#ending) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#resume = () => {
      clearTimeout(timer);
      resolve();
    };
    return promise;
  }

  async #end(): Promise<void> {
    this.#resume?.();
    const deadline = performance.now() + FLUSH_MS;
    await settlesWithin(this.#outbox.flushed(), FLUSH_MS);
    this.#outbox.close();
    await this.#linger(deadline);
    closeQuietly(this.#conn);
  }

  /**
   * Closing a socket that holds unread bytes resets the connection, and the other side may lose
   * what was sent to it last. So it is told that nothing more comes, and heard out until it ends or
   * is quiet.
   */
  async #linger(deadline: number): Promise<void> {
    const over = this.#reading;
    if (!over) return;
    await settlesWithin(this.#conn.closeWrite(), Math.max(0, deadline - performance.now()));
    for (let heard = -1; heard !== this.#heard && performance.now() < deadline;) {
      heard = this.#heard;
      await settlesWithin(over, QUIET_END_MS);
    }
  }
}

/** Whether a line asks for something, or will be refused: then its sender is told something. */
function mayBeAnswered(line: Decoded): boolean {
  return typeof line !== "string" || line === "" || line.startsWith("/") || line.startsWith("*");
}
