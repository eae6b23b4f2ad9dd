/**
 * Listening: on one address or on all, plain or with TLS.
 *
 * Knows listeners, and nothing of what comes of a connection.
 *
 * @module
 */

/** The certificate a server shows, and its key; both in PEM. */
export interface Certificate {
  /** The certificate, and after it those that vouch for it, if any. */
  cert: string;
  /** Its private key. */
  key: string;
}

/** A listener, plain or with TLS. */
export type Listener = Deno.TcpListener | Deno.TlsListener;

/** Where and how to listen. */
export interface ListenOptions {
  /** The address to listen on. @default every address of this PC, IPv4 and IPv6 */
  hostname?: string | undefined;
  /** The TCP port; 0 picks a free one. */
  port: number;
  /** With it, everything is encrypted. @default plain TCP */
  certificate?: Certificate | undefined;
}

/**
 * Starts to listen.
 *
 * @throws {Deno.errors.AddrInUse} if the port is in use, and whatever else `Deno.listen` and
 * `Deno.listenTls` throw.
 */
export function listen({ hostname, port, certificate }: ListenOptions): Listener[] {
  const open = (hostname: string, port: number) =>
    certificate
      ? Deno.listenTls({ hostname, port, ...certificate })
      : Deno.listen({ hostname, port });
  return hostname === undefined ? listenEverywhere(open, port) : [open(hostname, port)];
}

/**
 * Listens on every address. One IPv6 socket takes IPv4 as well on Linux and macOS, but not on
 * Windows, and a PC may have no IPv6 at all.
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
    const taken = error instanceof Deno.errors.AddrInUse && Deno.build.os !== "windows";
    if (both && taken) return [both];
    both?.close();
    throw error;
  }
}
