import { assertEquals, assertMatch } from "@std/assert";
import { describeName, describeServer } from "../../lib/check/findings.ts";
import type { Probed } from "../../lib/check/probe.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { verbatim } from "../../lib/language/language.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

const AT = { hostname: "lab", port: 8001 };
const FOUND = {
  ...{ room: "x", port: 8001, people: 1, password: false, tls: true, title: "Lab" },
  address: AT,
};

/** Each finding as a line: whether it is good, and its sentence. */
function lines(probed: Probed, found?: typeof FOUND): string[] {
  return describeServer(AT, probed, found).map(({ is, text }) => `${is}: ${text(en)}`);
}

pure("describeServer gives the reason when a host cannot be reached or trusted", () => {
  assertEquals(lines({ type: "unreachable", reason: verbatim("No route to host") }), [
    "bad: lab cannot be reached from here (No route to host): is it on, and on the same network?",
  ]);
  assertEquals(lines({ type: "untrusted", reason: (t) => t.certificateExpired() }), [
    "good: Port 8001 of lab answers",
    "bad: It cannot be joined over TLS: the server's certificate has expired",
  ]);
});

pure("describeServer finds a problem when the server has another version of the wire", () => {
  const [, version] = lines({ type: "room", version: 2, room: "x" });
  assertMatch(version!, /^bad: .* version 2 of the wire, and this client has version 1/);
});

pure("describeServer knows a server with TLS as ours when a room was found there", () => {
  const [, tls, found] = lines({ type: "tls", trusted: false }, FOUND);
  assertMatch(tls!, /^bad: It is our chat server, and wants TLS: join it with --tls-ca FILE, /);
  assertMatch(found!, /^good: .* "Lab", 1 person$/);
});

pure("describeServer names the option that is enough when the certificate is trusted", () => {
  const [, tls] = lines({ type: "tls", trusted: true });
  assertEquals(tls, "bad: It wants TLS: join it with --tls");
});

pure("describeName describes a name, and no address", () => {
  const [named] = describeName("lab", ["10.0.0.2", "fd00::2"]);
  assertEquals(named!.text(en), "The name lab stands for 10.0.0.2 and fd00::2");
  for (const address of ["10.0.0.2", "fd00::2"]) assertEquals(describeName(address, [address]), []);
});
