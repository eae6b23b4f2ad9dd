/**
 * Addresses as people write and read them.
 *
 * Pure: knows text, and nothing of the network.
 *
 * @module
 */

import { readWhole } from "../program/arguments.ts";
import { DEFAULT_PORT } from "./commands.ts";
import { quote, Refusal } from "./refusal.ts";

/** Where a room is. */
export interface Address {
  /** A host name or an IP address, IPv6 without brackets. */
  hostname: string;
  /** A TCP port, 0 to 65535. */
  port: number;
}

/**
 * Reads `HOST`, `HOST:PORT`, `:PORT`, an IPv6 address bare or `[ADDRESS]:PORT`. The host defaults to
 * `localhost`, the port to {@linkcode DEFAULT_PORT}.
 *
 * @throws {Refusal} if it is none of these, or the port is not from 1 to 65535.
 */
export function parseAddress(text: string): Address {
  if (/^[\da-f.]*:[\da-f.:]*:[\da-f.]*(%[^\s/]+)?$/i.test(text)) {
    return { hostname: text, port: DEFAULT_PORT };
  }
  const [, bracketed, plain, port] =
    /^(?:\[([\da-f:.]+(?:%[^\s/\]]+)?)\]|([^\s\[\]:/]*))(?::([^/]*))?$/i.exec(text) ?? [];
  if (bracketed === undefined && plain === undefined) {
    throw new Refusal(
      `${quote(text)} is no address: write HOST or HOST:PORT, an IPv6 address as [ADDRESS]:PORT`,
    );
  }
  return {
    hostname: bracketed ?? (plain || "localhost"),
    port: port === undefined ? DEFAULT_PORT : readWhole(port, "The port of an address", 1, 65535),
  };
}

/**
 * Writes an address as the original server printed one: `127.0.0.1:43170`. An IPv4 peer of an IPv6
 * socket (`::ffff:1.2.3.4`) is written as IPv4; IPv6 stands in brackets.
 */
export function formatAddress({ hostname, port }: Address): string {
  const host = hostname.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Writes an address as one would type it to join: without the port where that is the default. */
export function formatTarget({ hostname, port }: Address): string {
  return port === DEFAULT_PORT ? hostname : formatAddress({ hostname, port });
}

/** Whether an IP address stands for every address of a PC, as a server listens. */
export function isAny(hostname: string): boolean {
  return hostname === "::" || hostname === "0.0.0.0";
}

/** Whether an IP address is this PC's own, which no other reaches. */
export function isLoopback(hostname: string): boolean {
  return hostname === "::1" || hostname.startsWith("127.");
}

/** Whether an IPv6 address is one of a link only, fe80::/10; it may end in a zone, `%eth0`. */
export function isLinkLocal(hostname: string): boolean {
  return /^fe[89ab][\da-f]:/i.test(hostname);
}
