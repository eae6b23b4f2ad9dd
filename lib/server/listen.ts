/**
 * Listening on one address or on all, over TCP or TLS.
 *
 * @module
 */

/** How many connections the system keeps until they are accepted. It may set a lower limit. */
const BACKLOG = 4096;

/** A server's certificate and its key, both in PEM. */
export interface Certificate {
  /** The certificate, followed by those of the authorities that signed it, if any. */
  cert: string;
  /** Its private key. */
  key: string;
}

/** A listener for TCP or TLS. */
export type Listener = Deno.TcpListener | Deno.TlsListener;

/** Where and how to listen. */
export interface ListenOptions {
  /** The address to listen on. @default every address of this PC, IPv4 and IPv6 */
  hostname?: string | undefined;
  /** The TCP port; 0 picks a free one. */
  port: number;
  /** Encrypts everything. @default TCP without TLS */
  certificate?: Certificate | undefined;
}

/**
 * Starts to listen.
 *
 * @throws {Deno.errors.AddrInUse} if the port is in use.
 * @throws whatever else `Deno.listen` and `Deno.listenTls` throw.
 */
export function listen({ hostname, port, certificate }: ListenOptions): Listener[] {
  const open = (hostname: string, port: number) => {
    const where = { hostname, port, tcpBacklog: BACKLOG };
    return certificate ? Deno.listenTls({ ...where, ...certificate }) : Deno.listen(where);
  };
  return hostname === undefined ? listenEverywhere(open, port) : [open(hostname, port)];
}

/**
 * Listens on every address. One IPv6 socket accepts IPv4 too on Linux and macOS, but not on Windows,
 * and a PC may have no IPv6 at all.
 */
function listenEverywhere(
  open: (hostname: string, port: number) => Listener,
  port: number,
): Listener[] {
  let both: Listener | undefined;
  try {
    both = open("::", port);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) throw error;
  }
  try {
    const ipv4 = open("0.0.0.0", both?.addr.port ?? port);
    return both ? [both, ipv4] : [ipv4];
  } catch (error) {
    const acceptsBoth = error instanceof Deno.errors.AddrInUse && Deno.build.os !== "windows";
    if (both && acceptsBoth) return [both];
    both?.close();
    throw error;
  }
}

/** Sets the options of an accepted socket. Deno offers none for TLS. */
export function setSocketOptions(conn: Deno.Conn): void {
  if (!("setKeepAlive" in conn)) return;
  const tcp = conn as Deno.TcpConn;
  // Original clients are never pinged; this notices one that has vanished.
  tcp.setKeepAlive(true);
  // Disables Nagle's algorithm; with delayed ACKs it adds up to 40 ms.
  tcp.setNoDelay(true);
}
