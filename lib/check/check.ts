/**
 * Checks why a room may not be joined from here, for a teacher in front of a PC.
 *
 * @module
 */

import { lookup } from "node:dns/promises";
import stringWidth from "string-width";
import { lookFor } from "../discovery/look.ts";
import { wayTo } from "../discovery/networks.ts";
import type { ProgramSentences } from "../language/program_language.ts";
import type { TlsOptions } from "../net/connect.ts";
import type { Address } from "../protocol.ts";
import { checkConsole } from "./console_width.ts";
import { describeName, describeServer, type Finding, isAddress } from "./findings.ts";
import { describeLocale } from "./locale.ts";
import { probe } from "./probe.ts";

/** The most addresses of one name that are asked for rooms. */
const MAX_ADDRESSES = 4;

/** The width of the column in front of the findings. */
const MARK_COLUMNS = 9;

/** Checks everything and writes a line for each finding. Resolves to whether there is no problem. */
export async function check(
  address: Address,
  tls: TlsOptions | undefined,
  t: ProgramSentences,
  write: (line: string) => void,
): Promise<boolean> {
  const marks = { good: t.markGood(), bad: t.markBad(), unknown: t.markUnknown() };
  let problems = 0;
  for await (const { is, text } of findAll(address, tls)) {
    if (is === "bad") problems++;
    write(marks[is] + " ".repeat(MARK_COLUMNS - stringWidth(marks[is])) + text(t));
  }
  write(t.problemsFound(problems));
  return problems === 0;
}

async function* findAll(address: Address, tls: TlsOptions | undefined): AsyncGenerator<Finding> {
  const { hostname, port } = address;
  const addresses = isAddress(hostname) ? [hostname] : await resolve(hostname);
  yield* describeName(hostname, addresses);
  if (addresses.length > 0) {
    // Before the probe, because the room would count that connection as well.
    const rooms = await lookFor(port, addresses.slice(0, MAX_ADDRESSES).map(wayTo));
    const found = rooms.find((room) => room.port === port);
    yield* describeServer(address, await probe(address, tls), found);
  }
  yield await checkConsole();
  yield describeLocale({
    read: Deno.env.get,
    language: navigator.language,
    windows: Deno.build.os === "windows",
  });
}

/** The addresses of a host name, as the system knows them. */
async function resolve(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true }).catch(() => []);
  return [...new Set(found.map(({ address }) => address))];
}
