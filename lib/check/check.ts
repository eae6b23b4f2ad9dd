/**
 * Says in plain sentences why a room may not be joined from here: for a teacher in front of a PC.
 *
 * @module
 */

import dns from "node:dns";
import stringWidth from "string-width";
import { type Address, cleanText, quote, WIRE_VERSION } from "../protocol.ts";
import { say } from "../program/program.ts";
import { wayTo } from "../discovery/networks.ts";
import { checkConsole } from "./console_width.ts";
import type { Finding } from "./finding.ts";
import { formatPeople, type FoundRoom } from "../discovery/found_rooms.ts";
import { describeLocale } from "./locale.ts";
import { CONNECT_MS, type TlsOptions } from "../client/tcp_link.ts";
import { lookFor } from "../discovery/look.ts";
import { probe, type Probed } from "./probe.ts";

/** The most addresses of one name that are asked whether they answer those who look for a room. */
const MAX_ADDRESSES = 4;

/** How a sentence begins. */
const MARK_COLUMNS = 9;
const MARKS = { good: "ok", bad: "PROBLEM", unknown: "note" };

/** Checks everything, over TLS if told how, writes each finding with `write`, and resolves to whether all is well. */
export async function check(
  address: Address,
  tls: TlsOptions | undefined,
  write: (line: string) => void,
): Promise<boolean> {
  let problems = 0;
  const tell = ({ is, text }: Finding) => {
    if (is === "bad") problems++;
    const mark = say(MARKS[is]);
    write(mark + " ".repeat(MARK_COLUMNS - stringWidth(mark)) + say(text));
  };
  const addresses = await resolve(address.hostname);
  for (const finding of describeName(address.hostname, addresses)) tell(finding);
  if (addresses.length > 0) {
    // Before the room is knocked at, or else it would count us too.
    const rooms = await lookFor(address.port, addresses.slice(0, MAX_ADDRESSES).map(wayTo));
    const probed = await probe(address, tls);
    const found = rooms.find(({ port }) => port === address.port);
    for (const finding of describeServer(address, probed, found)) tell(finding);
  }
  tell(await checkConsole());
  tell(describeLocale({
    read: Deno.env.get,
    language: navigator.language,
    windows: Deno.build.os === "windows",
  }));
  write(say(
    problems === 0
      ? "All is well"
      : problems === 1
      ? "One problem was found"
      : `${problems} problems were found`,
  ));
  return problems === 0;
}

/** The addresses of a name, as the system knows them; none if there is no such name. */
function resolve(hostname: string): Promise<string[]> {
  if (isAddress(hostname)) return Promise.resolve([hostname]);
  return new Promise((resolve) =>
    dns.lookup(hostname, { all: true }, (error, found) => {
      resolve(error ? [] : [...new Set(found.map(({ address }) => address))]);
    })
  );
}

function isAddress(hostname: string): boolean {
  return hostname.includes(":") || /^\d+(\.\d+){3}$/.test(hostname);
}

/** Says what a name stands for; nothing of what is an address already. */
export function describeName(hostname: string, addresses: readonly string[]): Finding[] {
  if (isAddress(hostname)) return [];
  const name = cleanText(hostname);
  if (addresses.length > 0) {
    return [{ is: "good", text: `The name ${name} stands for ${addresses.join(" and ")}` }];
  }
  return [{
    is: "bad",
    text: `No PC is known here by the name ${name}: is it spelled right? ` +
      "The server shows its address when it starts",
  }];
}

/** Says what was found at an address, and `found`: what it said to those who look for a room. */
export function describeServer(
  { hostname, port }: Address,
  probed: Probed,
  found: FoundRoom | undefined,
): Finding[] {
  const host = cleanText(hostname);
  const answers: Finding = { is: "good", text: `Port ${port} of ${host} answers` };
  switch (probed.kind) {
    case "refused":
      return [{
        is: "bad",
        text: `${host} is there, but nothing listens on its port ${port}: is the server running, ` +
          "and on this port?",
      }];
    case "silent":
      return [{
        is: "bad",
        text: found
          ? `Nothing answers at port ${port} of ${host}, though the room "${found.title}" is there: ` +
            "a firewall keeps the port closed; allow chat-server in the firewall of that PC"
          : `Nothing answers at port ${port} of ${host} within ${
            CONNECT_MS / 1000
          } s: most likely ` +
            "a firewall, of that PC or on the way, keeps it closed; or the PC is off",
      }];
    case "unreachable":
      return [{
        is: "bad",
        text: `${host} cannot be reached from here (${probed.reason}): is it on, and on the same ` +
          "network?",
      }];
    case "room":
      return [
        answers,
        probed.version === WIRE_VERSION
          ? { is: "good", text: `It is our chat server, version ${probed.version} of the wire` }
          : {
            is: "bad",
            text: `It is our chat server, version ${probed.version} of the wire, and this client ` +
              `has version ${WIRE_VERSION}: use the same version on both`,
          },
        describeFound(found, port),
      ];
    case "locked":
      return [
        answers,
        { is: "good", text: "It is our chat server, and wants a password: ask for it there" },
        describeFound(found, port),
      ];
    case "original":
      return [answers, {
        is: "good",
        text: "It is an original chat server: you can chat, but it has no private messages and " +
          "no list of who is here",
      }];
    case "tls":
      return [answers, {
        is: "bad",
        text: found
          ? "It is our chat server, and wants TLS: join it with --tls"
          : "It wants TLS: join it with --tls",
      }, describeFound(found, port)];
    case "untrusted":
      return [answers, { is: "bad", text: `It cannot be joined over TLS: ${probed.reason}` }];
    case "stranger":
      return [answers, {
        is: "bad",
        text: probed.said === ""
          ? "It is not a chat server: it says nothing"
          : `It is not a chat server: it says ${quote(cleanText(probed.said))}`,
      }];
  }
}

function describeFound(found: FoundRoom | undefined, port: number): Finding {
  if (!found) {
    return {
      is: "unknown",
      text: "It does not answer those who look for a room (--find): that is turned off there, or " +
        `a firewall keeps UDP port ${port} closed`,
    };
  }
  const { title, people } = found;
  return {
    is: "good",
    text: `It answers those who look for a room (--find): "${title}", ${formatPeople(people)}`,
  };
}
