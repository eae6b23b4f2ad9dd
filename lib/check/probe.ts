/**
 * Finds out what listens at an address: knocks, and reads what comes.
 *
 * @module
 */

import type { ProgramSentence } from "../language/program_language.ts";
import { connect, shakeHands, type TlsOptions } from "../net/connect.ts";
import { describeError } from "../net/describe_error.ts";
import { DescribedError } from "../net/described_error.ts";
import { closeQuietly, settlesWithin } from "../net/settles_within.ts";
import { type Address, isOriginalMessage, parseEvent, QUIT } from "../protocol.ts";

/** How long the answer to a knock, or to the start of TLS, may take, in ms. */
const ANSWER_MS = 2_000;

/** The most that is read before it is judged, in bytes. */
const MAX_READ_BYTES = 64 * 1024;

/** A server that was recognized. */
export type Recognized =
  /** One of ours. `version` is that of the wire. */
  | { type: "room"; version: number; room: string }
  /** One of ours that asks for a password first. */
  | { type: "locked" }
  /** One that relays everything unchanged, as the original does. */
  | { type: "original" }
  /** One that speaks TLS. */
  | { type: "tls" };

/** What was found at an address. */
export type Probed =
  | Exclude<Recognized, { type: "tls" }>
  /** A server that speaks TLS. `trusted`: this PC trusts its certificate. */
  | { type: "tls"; trusted: boolean }
  /** Another server. `said` is the first line it sent, or empty. */
  | { type: "stranger"; said: string }
  /** The PC says that nothing listens there. */
  | { type: "refused" }
  /** Nothing answers in time. */
  | { type: "silent" }
  /** The network reports an error. */
  | { type: "unreachable"; reason: ProgramSentence }
  /** TLS was asked for and failed. */
  | { type: "untrusted"; reason: ProgramSentence };

/** Finds out what listens at an address, over TLS if `tls` is given. Never throws. */
export async function probe(address: Address, tls?: TlsOptions): Promise<Probed> {
  let conn: Deno.Conn;
  try {
    conn = await connect(address);
  } catch (error) {
    if (error instanceof DescribedError) return { type: "silent" };
    if (error instanceof Deno.errors.ConnectionRefused) return { type: "refused" };
    return { type: "unreachable", reason: describeError(error) };
  }
  try {
    if (tls) conn = await connect(address, { tls, conn: conn as Deno.TcpConn });
  } catch (error) {
    return { type: "untrusted", reason: describeError(error) };
  }
  const heard = await knock(conn);
  if (typeof heard !== "string" && heard.type !== "tls") return heard;
  // Some servers answer a knock with a TLS alert; others wait for the rest of a handshake.
  const isSilent = heard === "" && !tls;
  const handshake = isSilent || typeof heard !== "string" ? await tryHandshake(address) : undefined;
  if (typeof heard !== "string" || handshake) {
    return { type: "tls", trusted: handshake === "trusted" };
  }
  return { type: "stranger", said: heard.trim().split(/\r?\n/, 1)[0]! };
}

/** Sends a knock and closes. Resolves to the kind of server, or else to what it sent. */
async function knock(conn: Deno.Conn): Promise<Recognized | string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4096);
  let text = "";
  let recognized: Recognized | undefined;
  const listen = async () => {
    await conn.write(new TextEncoder().encode("\n"));
    for (let read = 0; !recognized && read < MAX_READ_BYTES;) {
      const length = await conn.read(buffer);
      if (length === null) break;
      read += length;
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
      recognized = recognize(text);
    }
  };
  try {
    await settlesWithin(listen(), ANSWER_MS);
    recognized ??= recognize(text, { complete: true });
    // An original server needs it to notice that someone left; it knows no line ending.
    if (recognized?.type === "original") await conn.write(new TextEncoder().encode(QUIT));
  } catch {
    // It has closed the connection.
  } finally {
    closeQuietly(conn);
  }
  return recognized ?? text;
}

/**
 * Recognizes a server by what it has sent since the knock. Returns undefined if that is not possible
 * yet or, where the text is `complete`, not at all.
 */
export function recognize(text: string, { complete = false } = {}): Recognized | undefined {
  // A TLS alert begins so (RFC 8446, 5.1): the knock was no handshake.
  if (text.startsWith("\x15\x03")) return { type: "tls" };
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const rest = lines.pop()!;
  for (const line of lines) {
    const event = parseEvent(line);
    if (event?.verb === "hello") return { type: "room", version: event.version, room: event.room };
    if (event?.verb === "locked") return { type: "locked" };
    // The knock came back.
    if (line === "") return { type: "original" };
  }
  // The knock may have come back right after a message without a line ending.
  const isChat = complete && [...lines, rest].some((line) => isOriginalMessage(line));
  return isChat ? { type: "original" } : undefined;
}

/** Tries a TLS handshake. Returns undefined if the server does not speak TLS. */
async function tryHandshake(address: Address): Promise<"trusted" | "untrusted" | undefined> {
  let conn: Deno.Conn | undefined;
  try {
    conn = await connect(address);
    const signal = AbortSignal.timeout(ANSWER_MS);
    conn = await shakeHands(conn as Deno.TcpConn, address.hostname, { caCerts: [] }, signal);
    return "trusted";
  } catch (error) {
    // Only a server that speaks TLS has a certificate to reject, or an alert to send.
    return /certificate|fatal alert/i.test((error as Error).message) ? "untrusted" : undefined;
  } finally {
    closeQuietly(conn);
  }
}
