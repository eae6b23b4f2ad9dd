/**
 * What a room's owner is told when it opens: where it is, and how others join it.
 *
 * @module
 */

import type { Sentences } from "../language/language.ts";
import { CLIENT_COMMAND } from "../program/program.ts";
import {
  type Address,
  DEFAULT_PORT,
  formatAddress,
  formatTarget,
  isAny,
  isLinkLocal,
  isLoopback,
  quote,
} from "../protocol.ts";
import type { Served } from "./serve.ts";

/** The lines to show for a room that listens on `hostname`, or else on every address of this PC. */
export async function greeting(
  hostname: string | undefined,
  { port, title, tls, findable }: Pick<Served, "port" | "title" | "tls" | "findable">,
  t: Sentences,
): Promise<string[]> {
  const client = tls ? `${CLIENT_COMMAND} --tls` : CLIENT_COMMAND;
  const join = (hostname: string) => {
    const target = formatTarget({ hostname, port });
    return target === "localhost" ? client : `${client} ${target}`;
  };
  const isEverywhere = hostname === undefined || isAny(hostname);
  const addresses = isEverywhere ? networkAddresses(hostname) : [hostname];
  const listening = isEverywhere
    ? [
      t.listeningEverywhere(port),
      t.toJoinHere(join("localhost")),
      ...addresses.map((address) => t.toJoinThere(join(address))),
    ]
    : [t.listeningOn(formatAddress({ hostname, port })), t.toJoin(join(hostname))];
  const find = port === DEFAULT_PORT ? `${client} --find` : `${client} --find :${port}`;
  // One of these is enough, and an IPv4 address is easier to type.
  const easiest = addresses.find((address) => !address.includes(":")) ?? addresses[0];
  return [
    ...listening,
    ...await findable ? [t.toJoinByFinding(find, quote(title))] : [],
    ...easiest === undefined
      ? []
      : [t.toJoinWithout(otherCommand({ hostname: easiest, port }, tls))],
  ];
}

/** The command that joins without our client. */
function otherCommand(address: Address, tls: boolean): string {
  return tls
    ? `openssl s_client -quiet -connect ${formatAddress(address)}`
    : `nc ${address.hostname} ${address.port}`;
}

/** The addresses at which other PCs reach a server on `hostname`, which may be IPv4 only. */
function networkAddresses(hostname: string | undefined): string[] {
  return Deno.networkInterfaces()
    .map(({ address }) => address)
    .filter((address) =>
      !isLoopback(address) && !isLinkLocal(address) && !address.startsWith("169.254.") &&
      !(hostname === "0.0.0.0" && address.includes(":"))
    );
}
