/**
 * Answers those who look for a room without knowing its address.
 *
 * @module
 */

import { isAny, isLinkLocal, isLoopback } from "../protocol.ts";
import { formatAnswer, parseQuery, type RoomFacts } from "./datagrams.ts";
import { linkZones } from "./networks.ts";
import { type UdpAddress, type UdpOptions, UdpSocket } from "./udp_socket.ts";

/** How long an address that was answered is not answered again, in ms. */
const ANSWER_INTERVAL_MS = 1_000;

/** The most addresses remembered, and so the most answers within one interval. */
export const MAX_ASKERS = 1_024;

/** Options for {@linkcode Answerer.open}. */
export interface AnswererOptions {
  /** The IP address at which the room listens; `::` and `0.0.0.0` stand for all of this PC. */
  hostname: string;
  /** The room's port. Queries come to the UDP port of the same number. */
  port: number;
  /** What the next answer says. */
  facts: () => RoomFacts;
}

/** Answers queries for a room, each address at most once a second. */
export class Answerer {
  readonly #facts: () => RoomFacts;
  readonly #askers = new Askers();
  #sockets: UdpSocket[] = [];
  #sender: UdpSocket | undefined;

  /**
   * Starts to answer. A room that listens on one address only answers from that address, and on a
   * loopback address only there.
   *
   * @throws {Deno.errors.AddrInUse} if the UDP port is in use.
   * @throws whatever else {@linkcode UdpSocket.open} throws.
   */
  static async open({ hostname, port, facts }: AnswererOptions): Promise<Answerer> {
    const answerer = new Answerer(facts);
    try {
      for (const address of bindingsFor(hostname)) {
        const onDatagram = (datagram: Uint8Array, from: UdpAddress) =>
          answerer.#answer(datagram, from, socket!);
        const socket = await openIfPossible({ hostname: address, port, onDatagram });
        if (socket) answerer.#sockets.push(socket);
      }
      // A socket bound to one address receives no broadcasts, so that one only sends.
      if (!isLoopback(hostname) && !isAny(hostname)) {
        answerer.#sender = await UdpSocket.open({ hostname });
      }
      return answerer;
    } catch (error) {
      await answerer.close();
      throw error;
    }
  }

  private constructor(facts: () => RoomFacts) {
    this.#facts = facts;
  }

  /** Stops answering. Idempotent. */
  async close(): Promise<void> {
    await Promise.all([...this.#sockets, this.#sender].map((socket) => socket?.close()));
  }

  #answer(datagram: Uint8Array, from: UdpAddress, socket: UdpSocket): void {
    const nonce = parseQuery(datagram);
    if (nonce === undefined || !this.#askers.admit(from.hostname, performance.now())) return;
    const answer = formatAnswer(nonce, this.#facts());
    // A datagram does not tell over which link an IPv6 neighbor asked, so the answer goes to all.
    const windows = Deno.build.os === "windows";
    const zones = isLinkLocal(from.hostname) ? linkZones(Deno.networkInterfaces(), windows) : [""];
    for (const zone of zones) {
      (this.#sender ?? socket).send(answer, { ...from, hostname: from.hostname + zone });
    }
  }
}

/** The addresses that were answered within the last interval. */
export class Askers {
  /** When each was answered, the longest ago first. */
  readonly #answered = new Map<string, number>();

  /** How many are remembered. */
  get size(): number {
    return this.#answered.size;
  }

  /** Whether to answer this address at `now`, in ms. If so, it is remembered. */
  admit(address: string, now: number): boolean {
    for (const [known, at] of this.#answered) {
      if (now - at < ANSWER_INTERVAL_MS) break;
      this.#answered.delete(known);
    }
    if (this.#answered.has(address) || this.#answered.size >= MAX_ASKERS) return false;
    this.#answered.set(address, now);
    return true;
  }
}

/** The addresses on which queries arrive for a room that listens on `hostname`. */
function bindingsFor(hostname: string): string[] {
  if (isLoopback(hostname)) return [hostname];
  return hostname === "::" ? ["0.0.0.0", "::"] : [hostname.includes(":") ? "::" : "0.0.0.0"];
}

/** Opens a socket; undefined for IPv6 on a PC that has no IPv6. */
async function openIfPossible(options: UdpOptions): Promise<UdpSocket | undefined> {
  try {
    return await UdpSocket.open(options);
  } catch (error) {
    if (options.hostname === "::" && !(error instanceof Deno.errors.AddrInUse)) return undefined;
    throw error;
  }
}
