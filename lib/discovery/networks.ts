/**
 * Which addresses reach all PCs on the networks of this one.
 *
 * @module
 */

import { isLinkLocal } from "../protocol.ts";

/** One address of this PC, as `Deno.networkInterfaces` returns it. */
export interface InterfaceAddress {
  /** The interface's name. */
  name: string;
  /** The address. */
  address: string;
  /** The address and the length of its network's prefix: `192.168.1.20/24`. */
  cidr: string;
  /** The interface's number, where it has IPv6. */
  scopeid?: number | null;
}

/** One way to ask: from an address of this PC to one PC, or to all that are reached from there. */
export interface Way {
  /** The address to send from. */
  from: string;
  /** The address to send to. */
  to: string;
  /** The zone of a link-local address that answers: `%eth0`. */
  zone: string;
}

/** The most ways taken. No PC of a lab has more networks. */
export const MAX_WAYS = 32;

/** The links of this PC, as the zones of link-local addresses: `%eth0`, or `%4` on Windows. */
export function linkZones(addresses: readonly InterfaceAddress[], windows = false): string[] {
  const zones = addresses.filter(({ address }) => isLinkLocal(address))
    .map(({ name, scopeid }) => `%${windows ? scopeid : name}`);
  return [...new Set(zones)];
}

/**
 * The ways to everyone: this PC itself, each IPv4 network's broadcast address, and all IPv6 nodes on
 * each link. That multicast group needs no membership, so links that come up later work too.
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

/** The broadcast address of an IPv4 network; undefined for IPv6 and for networks of 1 or 2 PCs. */
export function broadcastAddress(cidr: string): string | undefined {
  const [, address, length] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  const hostBits = 32 - Number(length);
  if (address === undefined || hostBits < 2) return undefined;
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const last = number - number % 2 ** hostBits + 2 ** hostBits - 1;
  return [24, 16, 8, 0].map((shift) => (last >>> shift) & 255).join(".");
}
