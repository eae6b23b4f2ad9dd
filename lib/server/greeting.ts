/**
 * What a room's host is told when it opens: where it is, and what others type to join it.
 *
 * @module
 */

import { formatAddress, formatTarget } from "../address.ts";

/**
 * The lines to show for a room that listens on `hostname` (undefined: every address of this PC), and
 * maybe is encrypted.
 */
export function greeting(
  hostname: string | undefined,
  port: number,
  { tls = false } = {},
): string[] {
  const program = Deno.build.standalone ? "chat-client" : "deno task client";
  const client = tls ? `${program} --tls` : program;
  const join = (hostname: string) => {
    const target = formatTarget({ hostname, port });
    return target === "localhost" ? client : `${client} ${target}`;
  };
  if (hostname !== undefined) {
    return [`Listening on ${formatAddress({ hostname, port })}`, `To join:  ${join(hostname)}`];
  }
  return [
    `Listening on port ${port} of every address of this PC`,
    `To join from this PC:     ${join("localhost")}`,
    ...networkAddresses().map((address) => `To join from another PC:  ${join(address)}`),
  ];
}

/** The addresses at which other PCs reach this one. */
function networkAddresses(): string[] {
  return Deno.networkInterfaces()
    .map(({ address }) => address)
    .filter((address) => !/^(127\.|169\.254\.|::1$|fe80:)/i.test(address));
}
