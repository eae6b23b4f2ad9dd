/**
 * What a room's host is told when it opens: where it is, and what others type to join it.
 *
 * @module
 */

import {
  DEFAULT_PORT,
  formatAddress,
  formatTarget,
  isAny,
  isLinkLocal,
  isLoopback,
  quote,
} from "../protocol.ts";
import { CLIENT_COMMAND } from "../program/program.ts";
import type { Served } from "./serve.ts";

/** The lines to show for a room that listens on `hostname` (undefined: every address of this PC). */
export async function greeting(
  hostname: string | undefined,
  { port, title, tls, findable }: Pick<Served, "port" | "title" | "tls" | "findable">,
): Promise<string[]> {
  const client = tls ? `${CLIENT_COMMAND} --tls` : CLIENT_COMMAND;
  const join = (hostname: string) => {
    const target = formatTarget({ hostname, port });
    return target === "localhost" ? client : `${client} ${target}`;
  };
  const everywhere = hostname === undefined || isAny(hostname);
  const others = everywhere
    ? networkAddresses().filter((address) => hostname !== "0.0.0.0" || !address.includes(":"))
    : [hostname];
  const listening = everywhere
    ? [
      `Listening on port ${port} of every address of this PC`,
      `To join from this PC:     ${join("localhost")}`,
      ...others.map((address) => `To join from another PC:  ${join(address)}`),
    ]
    : [
      `Listening on ${formatAddress({ hostname, port })}`,
      `To join:                  ${join(hostname)}`,
    ];
  const find = port === DEFAULT_PORT ? `${client} --find` : `${client} --find :${port}`;
  return [
    ...listening,
    ...await findable ? [`Without the address:      ${find}  (finds ${quote(title)})`] : [],
    // One is enough of these, and it is easier to type in IPv4.
    ...others.toSorted((a, b) => Number(a.includes(":")) - Number(b.includes(":"))).slice(0, 1)
      .map((address) =>
        tls
          ? `Without this program:     openssl s_client -quiet -connect ${
            formatAddress({ hostname: address, port })
          }`
          : `Without this program:     nc ${address} ${port}`
      ),
  ];
}

/** The addresses at which other PCs reach this one. */
function networkAddresses(): string[] {
  return Deno.networkInterfaces()
    .map(({ address }) => address)
    .filter((address) =>
      !isLoopback(address) && !isLinkLocal(address) && !address.startsWith("169.254.")
    );
}
