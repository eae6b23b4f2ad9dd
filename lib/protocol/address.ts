/**
 * Addresses as people write and read them.
 *
 * @module
 */

import { DEFAULT_PORT } from "./commands.ts";
import { quote, Refusal } from "./refusal.ts";
import { readWhole } from "./whole_number.ts";

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
    throw new Refusal((t) => t.notAddress(quote(text)));
  }
  return {
    hostname: bracketed ?? (plain || "localhost"),
    port: port === undefined ? DEFAULT_PORT : readWhole(port, (t) => t.portOfAddress(), 1, 65535),
  };
}

/**
 * Writes an address as the original server printed one: `127.0.0.1:43170`. An IPv4 peer of an IPv6
 * socket (`::ffff:1.2.3.4`) is written as IPv4; IPv6 stands in brackets.
 */
export function formatAddress({ hostname, port }: Address): string {
  return `${formatHost(hostname)}:${port}`;
}

/** Writes the host of an address so that a port can follow. */
export function formatHost(hostname: string): string {
  const host = hostname.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return host.includes(":") ? `[${host}]` : host;
}

/** Writes an address as a user types it to join: without the port if it is the default one. */
export function formatTarget({ hostname, port }: Address): string {
  return port === DEFAULT_PORT ? hostname : formatAddress({ hostname, port });
}

/** The address in the URL of a web page, whose port may be the usual one. */
export function addressOfUrl(
  { protocol, hostname, port }: Pick<URL, "protocol" | "hostname" | "port">,
): Address {
  return {
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (protocol === "https:" ? 443 : 80),
  };
}

/** Whether a server that listens on this IP address listens on every address of its PC. */
export function isAny(hostname: string): boolean {
  return hostname === "::" || hostname === "0.0.0.0";
}

/** Whether this IP address reaches only the PC itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === "::1" || hostname.startsWith("127.");
}

/** Whether this is an IPv6 link-local address (fe80::/10), with or without a zone such as `%eth0`. */
export function isLinkLocal(hostname: string): boolean {
  return /^fe[89ab][\da-f]:/i.test(hostname);
}
