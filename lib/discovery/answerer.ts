/**
 * Answers those who look for a room without knowing its address.
 *
 * Knows UDP sockets and what a query looks like, and of the room only what it is told to say.
 *
 * @module
 */

import { isAny, isLinkLocal, isLoopback } from "../protocol.ts";
import { formatAnswer, parseQuery, type RoomFacts } from "./datagrams.ts";
import { linkZones } from "./networks.ts";
import { type UdpAddress, UdpSocket } from "./udp_socket.ts";
import { Askers } from "./askers.ts";

/** Options for {@linkcode Answerer.open}. */
export interface AnswererOptions {
  /** The IP address at which the room listens: `::` and `0.0.0.0` stand for all of this PC. */
  hostname: string;
  /** The room's port: queries come to the UDP port of the same number. */
  port: number;
  /** What there is to say, when it is said. */
  facts: () => RoomFacts;
}

/** A room's answerer, at most one answer a second to each address that asks. */
export class Answerer {
  readonly #facts: () => RoomFacts;
  readonly #askers = new Askers();
  #sockets: UdpSocket[] = [];
  #sender: UdpSocket | undefined;

  /**
   * Starts to answer: where the room listens on one address only, from that address, and if that is
   * a loopback address only there.
   *
   * @throws {Deno.errors.AddrInUse} if the UDP port is in use, and what else {@linkcode UdpSocket.open} throws.
   */
  static async open({ hostname, port, facts }: AnswererOptions): Promise<Answerer> {
    const answerer = new Answerer(facts);
    try {
      for (const address of bindingsFor(hostname)) {
        const socket = await openIfPossible(address, port, (datagram, from) => {
          answerer.#answer(datagram, from, socket!);
        });
        if (socket) answerer.#sockets.push(socket);
      }
      // What is bound to one address gets no broadcast; so it is heard on all and sent from the one.
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

  /** Answers no more. Idempotent. */
  async close(): Promise<void> {
    await Promise.all([...this.#sockets, this.#sender].map((socket) => socket?.close()));
  }

  #answer(datagram: Uint8Array, from: UdpAddress, socket: UdpSocket): void {
    const nonce = parseQuery(datagram);
    if (nonce === undefined || !this.#askers.admit(from.hostname, performance.now())) return;
    const answer = formatAnswer(nonce, this.#facts());
    // Over which link an IPv6 neighbour asked is not told; on any other nobody has its address.
    const windows = Deno.build.os === "windows";
    const zones = isLinkLocal(from.hostname) ? linkZones(Deno.networkInterfaces(), windows) : [""];
    for (const zone of zones) {
      (this.#sender ?? socket).send(answer, { ...from, hostname: from.hostname + zone });
    }
  }
}

/** Which addresses to hear on for a room that listens on `hostname`. */
function bindingsFor(hostname: string): string[] {
  if (isLoopback(hostname)) return [hostname];
  return hostname === "::" ? ["0.0.0.0", "::"] : [hostname.includes(":") ? "::" : "0.0.0.0"];
}

/** Opens a socket; none for IPv6 on a PC that has no IPv6. */
async function openIfPossible(
  hostname: string,
  port: number,
  onDatagram: (datagram: Uint8Array, from: UdpAddress) => void,
): Promise<UdpSocket | undefined> {
  try {
    return await UdpSocket.open({ hostname, port, onDatagram });
  } catch (error) {
    if (hostname === "::" && !(error instanceof Deno.errors.AddrInUse)) return undefined;
    throw error;
  }
}
