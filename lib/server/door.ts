/**
 * The way of a connection from the accepted socket into the room: handshake, gate, and the limits of
 * how many there may be of each.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import { serverEn } from "../language/server_en.ts";
import { PROGRAM_SENTENCES } from "../language/program_language.ts";
import { describeError } from "../net/describe_error.ts";
import { closeQuietly } from "../net/settles_within.ts";
import { type Address, formatAddress, isLoopback } from "../protocol.ts";
import { Admission } from "./admission.ts";
import { Arrears } from "./arrears.ts";
import { ByAddress } from "./by_address.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { joinWithout } from "./greeting.ts";
import { Handshakes, isTls } from "./handshakes.ts";
import { HeldStream } from "./held_stream.ts";
import { Hold } from "./hold.ts";
import { setSocketOptions } from "./listen.ts";
import { Pace } from "./pace.ts";
import type { Peer } from "./peer.ts";
import { Requests } from "./requests.ts";
import type { RoomForWeb } from "../web/room_for_web.ts";
import type { WebSocketStream } from "../web/websocket_stream.ts";
import { TurnedAway } from "./turn_away.ts";

/** Options for a {@linkcode Door}. */
export interface DoorOptions extends ConnectionOptions {
  /** Told what happens to the connection from this address, in English. */
  onRemark: (address: string, text: string) => void;
  /** What browsers are given of the room. */
  web: RoomForWeb;
}

/** A visitor: one accepted socket. */
interface Visitor {
  conn: Deno.Conn;
  address: Address;
  remark: (text: string) => void;
  /** Whether it was counted in. */
  isIn: boolean;
}

/** All connections of a server. */
export class Door {
  readonly #options: DoorOptions;
  readonly #admission: Admission;
  readonly #handshakes = new Handshakes();
  readonly #turnedAway: TurnedAway;
  readonly #requests: Requests;
  readonly #arrears: Arrears;
  readonly #hold: Hold | undefined;
  readonly #atGate = new ByAddress<Connection>();
  /** Those that are ending, the oldest first. */
  readonly #ending = new Set<Connection>();
  readonly #connections = new Set<Connection>();
  #closing = false;

  /** Starts without connections. */
  constructor(options: DoorOptions) {
    this.#options = options;
    this.#admission = new Admission(options.limits);
    this.#turnedAway = new TurnedAway(options.limits);
    this.#requests = new Requests(options);
    this.#arrears = new Arrears(options.limits);
    this.#hold = options.limits.holdMs > 0 ? new Hold(options.limits) : undefined;
  }

  /** Undefined while one more can be taken; else resolves when that may be so. */
  untilFree(): Promise<unknown> | undefined {
    return this.#handshakes.untilFree();
  }

  /** Takes a connection. Whatever is wrong with it, it is closed and takes no place any more. */
  welcome(conn: Deno.Conn): void {
    if (this.#closing) return closeQuietly(conn);
    const address = conn.remoteAddr as Address;
    const remark = (text: string) => this.#options.onRemark(formatAddress(address), text);
    this.#visit({ conn, address, remark, isIn: false })
      .catch((error) => this.#reportBug(error));
  }

  /** Runs something for each connection. */
  forEach(run: (connection: Connection) => void): void {
    this.#connections.forEach(run);
  }

  /** Sends what is pending for at most 2 seconds, and closes every connection. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#turnedAway.closeAll();
    this.#requests.closeAll();
    this.#handshakes.closeAll();
    // All at once: nobody's line may be relayed any more once one connection may be gone.
    await Promise.all(Array.from(this.#connections, (connection) => connection.end()));
  }

  async #visit(visitor: Visitor): Promise<void> {
    try {
      if (await this.#isWelcome(visitor)) this.#receive(visitor);
    } catch (error) {
      closeQuietly(visitor.conn);
      this.#countOut(visitor);
      if (!this.#closing) {
        visitor.remark(`was closed: ${describeError(error)(PROGRAM_SENTENCES.en)}`);
      }
    }
  }

  /** Does what comes before the first byte. If false, it is closed or told why not. */
  async #isWelcome(visitor: Visitor): Promise<boolean> {
    const { lock } = this.#options;
    const isQuick = !lock && !isTls(visitor.conn);
    if (isQuick && !this.#admit(visitor)) return false;
    const isShaken = await this.#shakeHands(visitor);
    if (!isShaken) this.#countOut(visitor);
    return isShaken && (isQuick || lock !== undefined || this.#admit(visitor));
  }

  /** Does the TLS handshake, if there is one; false if the connection cannot be used. */
  async #shakeHands({ conn, remark }: Visitor): Promise<boolean> {
    const { handshakeMs } = this.#options.limits;
    setSocketOptions(conn);
    if (!await this.#handshakes.shake(conn, handshakeMs)) {
      remark(`was given up: no TLS handshake within ${handshakeMs / 1000} s`);
      return false;
    }
    if (this.#closing) closeQuietly(conn);
    return !this.#closing;
  }

  /** Counts a visitor in, or tells it why not. */
  #admit(visitor: Visitor): boolean {
    const refusal = this.#enter(visitor);
    if (refusal === undefined) return true;
    visitor.remark(`was turned away: ${refusal(serverEn)}`);
    this.#turnedAway.add(visitor.conn, refusal);
    return false;
  }

  #countOut(visitor: Visitor): void {
    if (visitor.isIn) this.#admission.release(visitor.address.hostname);
    visitor.isIn = false;
  }

  /** Counts a visitor in. Returns why that is not possible. */
  #enter(visitor: Visitor): ServerSentence | undefined {
    const { conn, address: { hostname: address } } = visitor;
    const refusal = this.#options.room.refusalOf({ address, isOwn: isFromHere(conn) }) ??
      this.#admission.admit(address);
    visitor.isIn = refusal === undefined;
    return refusal;
  }

  /** Serves a connection as chat until its first bytes tell otherwise. */
  #receive(visitor: Visitor): void {
    const { conn, address: { hostname }, remark } = visitor;
    const { headMs } = this.#options.limits;
    const onRelease = () => this.#closing || remark("is connected!");
    const held = new HeldStream(conn, { hold: this.#hold, hostname, headMs, onRelease });
    this.#chat(visitor, held, this.#makePace(hostname));
  }

  /**
   * Serves a connection as chat until it ends, or turns out to be none. Nothing waits for that here:
   * in a crowd, each function that waits would take memory for each connection.
   */
  #chat(visitor: Visitor, stream: HeldStream | WebSocketStream, pace: Pace): void {
    const { address: { hostname }, remark } = visitor;
    const held = stream instanceof HeldStream ? stream : undefined;
    const peer: Peer = {
      ...{ hostname, isOwn: isFromHere(visitor.conn), pace, endsLines: !held },
      enter: () => {
        this.#atGate.delete(hostname, connection);
        return this.#enter(visitor);
      },
      leave: () => {
        held?.letGo();
        this.#countOut(visitor);
        this.#arrears.add(hostname, pace.missing, performance.now());
        this.#atGate.delete(hostname, connection);
        this.#end(connection);
      },
    };
    const connection = new Connection(stream, this.#options, remark, peer);
    this.#connections.add(connection);
    if (this.#options.lock) this.#wait(hostname, connection);
    connection.ended.then(() => {
      this.#connections.delete(connection);
      this.#ending.delete(connection);
      if (held?.kind !== undefined) return this.#serveOther(visitor, held);
    }).catch((error) => this.#reportBug(error));
  }

  /** Serves what turned out to be no chat; a WebSocket is chat again. */
  async #serveOther(visitor: Visitor, held: HeldStream): Promise<void> {
    const { conn, address: { hostname }, remark } = visitor;
    if (held.kind === "tls") {
      remark("was closed: it spoke TLS, and this room is not encrypted");
      this.#turnedAway.add(conn, (t) => t.roomNotEncrypted());
      return;
    }
    const pace = this.#makePace(hostname);
    const webSocket = await this.#requests.answer({
      ...{ conn, held, hostname, isOwn: isFromHere(conn), pace },
      onPage: () => this.#hold?.notePage(hostname),
      joinCommand: () => joinWithout(conn.localAddr as Address, isTls(conn)),
      enter: () => this.#options.lock ? undefined : this.#enter(visitor),
    });
    if (webSocket && !this.#closing) {
      remark("is connected!");
      return this.#chat(visitor, webSocket, pace);
    }
    closeQuietly(webSocket);
    this.#countOut(visitor);
    this.#arrears.add(hostname, pace.missing, performance.now());
  }

  #reportBug(error: Error): void {
    this.#options.report((t) => t.bug(String(error.stack)));
  }

  /** Whoever comes back goes on with what the address has left of its burst. */
  #makePace(hostname: string): Pace {
    const { limits } = this.#options;
    return new Pace(limits, this.#arrears.take(hostname, performance.now()));
  }

  /** Lets a connection wait at the gate, where others may have to make way. */
  #wait(hostname: string, connection: Connection): void {
    const { maxAtGate } = this.#options.limits;
    while (this.#atGate.size >= maxAtGate) this.#atGate.oldestOfMost()!.makeWay();
    this.#atGate.add(hostname, connection);
  }

  /** A connection that ends takes no place, but there must not be too many. */
  #end(connection: Connection): void {
    this.#ending.add(connection);
    if (this.#ending.size <= this.#options.limits.maxEnding) return;
    const oldest = this.#ending.values().next().value!;
    this.#ending.delete(oldest);
    oldest.closeNow();
  }
}

/** Whether a connection comes from this PC: by a loopback address, or by the one that it came to. */
function isFromHere(conn: Deno.Conn): boolean {
  const [from, to] = [conn.remoteAddr, conn.localAddr].map((address) =>
    (address as Address).hostname
  );
  return isLoopback(from!.replace(/^::ffff:/i, "")) || from === to;
}
