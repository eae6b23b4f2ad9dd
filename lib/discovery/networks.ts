/**
 * How the PCs on the same network are reached all at once: broadcast addresses and links.
 *
 * Pure: knows addresses as text, and nothing of sockets.
 *
 * @module
 */

import { isLinkLocal } from "../protocol.ts";

/** What is needed to know of one address of this PC; `Deno.networkInterfaces` gives such. */
export interface InterfaceAddress {
  /** The interface's name. */
  name: string;
  /** The address. */
  address: string;
  /** The address and how long its network's prefix is: `192.168.1.20/24`. */
  cidr: string;
  /** The interface's number, where it has IPv6. */
  scopeid?: number | null;
}

/** One way to ask: from an address of this PC to one or all PCs that are reached from there. */
export interface Way {
  /** The address to send from. */
  from: string;
  /** The address to send to. */
  to: string;
  /** What to put behind a link-local address that answers, to reach it: `%eth0`. */
  zone: string;
}

/** The most ways taken: a PC with more networks than this is no PC of a lab. */
export const MAX_WAYS = 32;

/**
 * The links of this PC, each as the zone that ends a link-local address: `%eth0`, on Windows `%4`.
 */
export function linkZones(addresses: readonly InterfaceAddress[], windows = false): string[] {
  const zones = addresses.filter(({ address }) => isLinkLocal(address))
    .map(({ name, scopeid }) => `%${windows ? scopeid : name}`);
  return [...new Set(zones)];
}

/**
 * The ways to everybody: this PC itself, each IPv4 network's broadcast address, and on each link
 * all that speak IPv6 (which needs no membership, so that it works on links that come up later).
 */
export function waysToAll(addresses: readonly InterfaceAddress[], windows = false): Way[] {
  const own = addresses.filter(({ address }) => address === "127.0.0.1" || address === "::1")
    .map(({ address }) => ({ from: address, to: address, zone: "" }));
  const broadcasts = addresses.flatMap(({ address, cidr }) => {
    const to = broadcastAddress(cidr);
    return to === undefined || address.startsWith("127.") ? [] : [{ from: address, to, zone: "" }];
  });
  const links = linkZones(addresses, windows)
    .map((zone) => ({ from: "::", to: `ff02::1${zone}`, zone }));
  return [...own, ...broadcasts, ...links].slice(0, MAX_WAYS);
}

/** The way to one IP address. */
export function wayTo(address: string): Way {
  const zone = /%.*$/.exec(address)?.[0] ?? "";
  return { from: address.includes(":") ? "::" : "0.0.0.0", to: address, zone };
}

/** The broadcast address of an IPv4 network; none where it has no room for one, or for IPv6. */
export function broadcastAddress(cidr: string): string | undefined {
  const [, address, length] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  const hostBits = 32 - Number(length);
  if (address === undefined || hostBits < 2) return undefined;
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const last = number - number % 2 ** hostBits + 2 ** hostBits - 1;
  return [24, 16, 8, 0].map((shift) => (last >>> shift) & 255).join(".");
}
