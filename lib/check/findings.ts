/**
 * What was found at an address, in sentences.
 *
 * @module
 */

import type { FoundRoom } from "../discovery/found_rooms.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import { CONNECT_MS } from "../net/connect.ts";
import { type Address, cleanText, quote, WIRE_VERSION } from "../protocol.ts";
import type { Probed } from "./probe.ts";

/** One thing that a check found. */
export interface Finding {
  /** Whether it is as it should be. `unknown` is also for what is only worth knowing. */
  is: "good" | "bad" | "unknown";
  /** What was found. */
  text: ProgramSentence;
}

/** Describes what a host name stands for. An IP address needs no description. */
export function describeName(hostname: string, addresses: readonly string[]): Finding[] {
  if (isAddress(hostname)) return [];
  const name = cleanText(hostname);
  return addresses.length > 0
    ? [{ is: "good", text: (t) => t.nameStandsFor(name, t.and(addresses)) }]
    : [{ is: "bad", text: (t) => t.nameUnknown(name) }];
}

/** Whether this is an IP address and not a name. */
export function isAddress(hostname: string): boolean {
  return hostname.includes(":") || /^\d+(\.\d+){3}$/.test(hostname);
}

/**
 * Describes what was found at an address.
 *
 * @param found The answer from there to a search for rooms.
 */
export function describeServer(
  { hostname, port }: Address,
  probed: Probed,
  found: FoundRoom | undefined,
): Finding[] {
  const host = cleanText(hostname);
  const answers: Finding = { is: "good", text: (t) => t.portAnswers(port, host) };
  switch (probed.type) {
    case "refused":
      return [{ is: "bad", text: (t) => t.portRefuses(port, host) }];
    case "silent":
      return [{
        is: "bad",
        text: (t) =>
          found
            ? t.portSilentRoomThere(port, host, found.title)
            : t.portSilent(port, host, CONNECT_MS / 1000),
      }];
    case "unreachable":
      return [{ is: "bad", text: (t) => t.hostUnreachable(host, probed.reason(t)) }];
    case "room":
      return [answers, describeVersion(probed.version), describeFound(found, port)];
    case "locked":
      return [answers, { is: "good", text: (t) => t.isLocked() }, describeFound(found, port)];
    case "original":
      return [answers, { is: "good", text: (t) => t.isOriginal() }];
    case "tls":
      return [
        answers,
        {
          is: "bad",
          text: (t) => {
            const option = probed.trusted ? "--tls" : t.tlsCaOption();
            return found ? t.isOurTls(option) : t.isTls(option);
          },
        },
        describeFound(found, port),
      ];
    case "untrusted":
      return [answers, { is: "bad", text: (t) => t.isUntrusted(probed.reason(t)) }];
    case "stranger": {
      const said = cleanText(probed.said);
      return [answers, {
        is: "bad",
        text: (t) => said === "" ? t.isSilentStranger() : t.isStranger(quote(said)),
      }];
    }
  }
}

function describeVersion(version: number): Finding {
  return version === WIRE_VERSION
    ? { is: "good", text: (t) => t.isOurServer(version) }
    : { is: "bad", text: (t) => t.isOtherVersion(version, WIRE_VERSION) };
}

function describeFound(found: FoundRoom | undefined, port: number): Finding {
  return found
    ? { is: "good", text: (t) => t.isFindable(found.title, t.people(found.people)) }
    : { is: "unknown", text: (t) => t.isNotFindable(port) };
}
