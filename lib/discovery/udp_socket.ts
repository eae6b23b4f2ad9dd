/**
 * UDP sockets, through `node:dgram`, because Deno's own need a flag.
 *
 * @module
 */

import dgram from "node:dgram";

/** A socket is closed after so many errors in a row, so that it cannot keep the program busy. */
const MAX_ERRORS = 10_000;

/**
 * The longest datagram that is received whole, in bytes; the rest of a longer one is lost. Deno
 * allocates an array of this size for each datagram. With its default of 64 KiB, ten thousand a
 * second caused garbage collections of up to 8 ms. Not set on Windows, where a longer datagram is an
 * error, which anybody could cause.
 */
const MAX_DATAGRAM_BYTES = 8 * 1024;

/** Where a datagram came from or goes to. */
export interface UdpAddress {
  /** An IP address. A received link-local one has no zone. */
  hostname: string;
  /** A UDP port. */
  port: number;
}

/** Options for {@linkcode UdpSocket.open}. */
export interface UdpOptions {
  /** The IP address to bind. */
  hostname: string;
  /** The port to bind. @default a free one */
  port?: number;
  /** Receives each datagram. @default they are dropped */
  onDatagram?: (datagram: Uint8Array, from: UdpAddress) => void;
}

/** A bound UDP socket. It may send to broadcast addresses; one for IPv6 receives IPv6 only. */
export class UdpSocket {
  readonly #socket: dgram.Socket;
  #closing: Promise<void> | undefined;

  /**
   * Binds a socket.
   *
   * @throws {Deno.errors.AddrInUse} if the port is in use.
   * @throws other errors if it cannot be bound.
   */
  static open({ hostname, port = 0, onDatagram = () => {} }: UdpOptions): Promise<UdpSocket> {
    const { promise, resolve, reject } = Promise.withResolvers<UdpSocket>();
    const ipv6 = hostname.includes(":");
    const socket = dgram.createSocket({
      type: ipv6 ? "udp6" : "udp4",
      ipv6Only: ipv6,
      ...Deno.build.os !== "windows" && { recvBufferSize: MAX_DATAGRAM_BYTES },
    });
    const opened = new UdpSocket(socket);
    let errors = 0;
    socket.on("message", (datagram, { address, port }) => {
      errors = 0;
      onDatagram(datagram, { hostname: address, port });
    });
    // On Windows a datagram that reached nobody makes the next receive fail.
    socket.on("error", (error) => {
      reject(asDenoError(error));
      if (++errors > MAX_ERRORS) opened.close();
    });
    socket.bind({ address: hostname, port, exclusive: true }, () => {
      if (!ipv6) socket.setBroadcast(true);
      resolve(opened);
    });
    promise.catch(() => opened.close());
    return promise;
  }

  private constructor(socket: dgram.Socket) {
    this.#socket = socket;
  }

  /** The port that is bound. */
  get port(): number {
    return this.#socket.address().port;
  }

  /** Sends a datagram. Errors are ignored: UDP promises nothing. */
  send(datagram: Uint8Array, { hostname, port }: UdpAddress): void {
    if (!this.#closing) this.#socket.send(datagram, port, hostname, () => {});
  }

  /** Closes. Idempotent. */
  close(): Promise<void> {
    return this.#closing ??= new Promise((resolve) => this.#socket.close(() => resolve()));
  }
}

function asDenoError(error: Error & { code?: string }): Error {
  const { message } = error;
  if (error.code === "EADDRINUSE") return new Deno.errors.AddrInUse(message);
  if (error.code === "EADDRNOTAVAIL") return new Deno.errors.AddrNotAvailable(message);
  if (error.code === "EACCES") return new Deno.errors.PermissionDenied(message);
  return error;
}
