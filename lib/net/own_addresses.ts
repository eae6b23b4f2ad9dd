/**
 * The addresses of this PC, for those who are to reach a server on it.
 *
 * @module
 */

import { isAny, isLinkLocal, isLoopback } from "../protocol.ts";

/**
 * The addresses at which others reach a server that listens on `hostname`; undefined stands for every
 * address of this PC.
 */
export function ownAddresses(hostname: string | undefined): string[] {
  return hostname === undefined || isAny(hostname) ? networkAddresses(hostname) : [hostname];
}

/**
 * The one of these to give to others where one is enough: IPv4 if there is one, because it is easier
 * to type. Undefined if this PC has no network.
 */
export function easiestAddress(hostname: string | undefined): string | undefined {
  const addresses = ownAddresses(hostname);
  return addresses.find((address) => !address.includes(":")) ?? addresses[0];
}

/** The addresses of this PC on its networks; `hostname` may be IPv4 only. */
function networkAddresses(hostname: string | undefined): string[] {
  return Deno.networkInterfaces()
    .map(({ address }) => address)
    .filter((address) =>
      !isLoopback(address) && !isLinkLocal(address) && !address.startsWith("169.254.") &&
      !(hostname === "0.0.0.0" && address.includes(":"))
    );
}
