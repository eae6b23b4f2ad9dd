/**
 * The names by which a browser may reach this room.
 *
 * A web page elsewhere can give its own name the address of this PC. The browser then takes the room
 * for a part of that page (DNS rebinding). Its requests still carry the foreign name. So the room
 * answers only to names that nobody outside can own, and to those that its owner has named.
 *
 * @module
 */

import { BadRequest } from "./request_head.ts";
import type { WebRequest } from "./room_for_web.ts";

/** A `Host`: a name or IPv4 address, or an IPv6 address in brackets, then perhaps a port. */
const HOST = /^(?:\[([\da-f:.]+)\]|([^\s[\]:/?#@]+))(?::\d*)?$/i;

/** An IPv4 address. A browser writes every other form of one in this way. */
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** A host as it may stand in a command line, a page and a QR code; browsers write no others. */
const HARMLESS_HOST = /^[\w.:[\]-]{1,100}$/;

/** Ends of names that no public name server may answer for (RFC 6761, 6762, 8375; ICANN on .internal). */
const PRIVATE_ENDS = [".local", ".localhost", ".lan", ".internal", ".home.arpa"];

/** Which hosts are this room's. */
export class Hosts {
  readonly #named: ReadonlySet<string>;

  /** Allows these names too: that of this PC, and those that the owner has given. */
  constructor(named: readonly string[] = []) {
    this.#named = new Set(named.map(normalize));
  }

  /** Whether a request with this `Host` is for this room. Its port is ignored. */
  allows(host: string): boolean {
    const [, ipv6, text] = HOST.exec(host) ?? [];
    if (text === undefined) return ipv6 !== undefined;
    const name = normalize(text);
    if (IPV4.test(name)) return URL.canParse(`http://${name}`);
    return !name.includes(".") || this.#named.has(name) ||
      PRIVATE_ENDS.some((end) => name.endsWith(end));
  }
}

/**
 * Where a visitor has reached the room, as browsers write it in `Origin`: `http://lab-pc:8001`.
 *
 * @throws {BadRequest} if the host is none, is too long, or holds what no name of a PC does.
 */
export function originOf({ host }: Pick<WebRequest, "host">, { tls }: { tls: boolean }): string {
  const url = HARMLESS_HOST.test(host)
    ? URL.parse(`${tls ? "https" : "http"}://${host}`)
    : undefined;
  if (!url) throw new BadRequest(400, (t) => t.webMalformed());
  return url.origin;
}

/** A name in lower case, without the dot of the root. */
function normalize(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
