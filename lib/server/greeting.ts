/**
 * What a room's owner is told when it opens: where it is, and how others join it.
 *
 * @module
 */

import type { ProgramSentences } from "../language/program_language.ts";
import { easiestAddress, ownAddresses } from "../net/own_addresses.ts";
import { clientCommand } from "../program/launcher.ts";
import {
  type Address,
  DEFAULT_PORT,
  formatAddress,
  formatTarget,
  isAny,
  parseAddress,
  quote,
} from "../protocol.ts";
import type { Served } from "./serve.ts";

/** What a greeting tells of. */
export interface Greeted extends Pick<Served, "port" | "title" | "tls" | "window" | "findable"> {
  /** The path of the room's certificate, which a client must trust. @default a public one */
  certificate?: string | undefined;
}

/** The lines to show for a room that listens on `hostname`, or else on every address of this PC. */
export async function greeting(
  hostname: string | undefined,
  { port, title, tls, window, findable, certificate }: Greeted,
  t: ProgramSentences,
): Promise<string[]> {
  const trust = certificate === undefined ? "--tls" : `--tls-ca ${quoteForShell(certificate)}`;
  const client = tls ? `${clientCommand()} ${trust}` : clientCommand();
  const join = (hostname: string) => {
    const target = formatTarget({ hostname, port });
    return target === "localhost" ? client : `${client} ${target}`;
  };
  const isEverywhere = hostname === undefined || isAny(hostname);
  const addresses = ownAddresses(hostname);
  const url = (hostname: string) =>
    `${tls ? "https" : "http"}://${formatAddress({ hostname, port })}`;
  const browsing = !window
    ? []
    : (addresses.length > 0 ? addresses : ["localhost"]).map((each) => t.inBrowser(url(each)));
  const listening = isEverywhere
    ? [
      t.listeningEverywhere(port),
      ...browsing,
      t.toJoinHere(join("localhost")),
      ...addresses.map((address) => t.toJoinThere(join(address))),
    ]
    : [t.listeningOn(formatAddress({ hostname, port })), ...browsing, t.toJoin(join(hostname))];
  const find = port === DEFAULT_PORT ? `${client} --find` : `${client} --find :${port}`;
  const easiest = easiestAddress(hostname);
  return [
    ...listening,
    ...await findable ? [t.toJoinByFinding(find, quote(title))] : [],
    ...easiest === undefined
      ? []
      : [t.toJoinWithout(joinWithout({ hostname: easiest, port }, tls))],
  ];
}

/** A path as one word of a command line, for the shells of POSIX and Windows alike. */
function quoteForShell(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`;
}

/** The command that joins without our client. */
export function joinWithout(address: Address, tls: boolean): string {
  const written = formatAddress(address);
  // An IPv4 address of an IPv6 socket is written as IPv4.
  const { hostname, port } = parseAddress(written);
  return tls ? `openssl s_client -quiet -connect ${written}` : `nc ${hostname} ${port}`;
}
