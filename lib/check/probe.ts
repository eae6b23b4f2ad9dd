/**
 * Finds out what listens at an address: knocks, and reads what comes.
 *
 * Knows sockets and what servers say first, and nothing of how it is told to a user.
 *
 * @module
 */

import { type Address, isOriginalMessage, parseEvent, QUIT } from "../protocol.ts";
import { closeQuietly } from "../net/close_quietly.ts";
import { describeError } from "../program/program.ts";
import { settlesWithin } from "../net/settles_within.ts";
import { CONNECT_MS, shakeHands, type TlsOptions } from "../client/tcp_link.ts";

/** How long the answer to a knock, or to the start of TLS, may take, in ms. */
const ANSWER_MS = 2_000;

/** The most that is read before it is judged, in bytes. */
const MAX_READ_BYTES = 64 * 1024;

/** What a server turned out to be. */
export type Recognized =
  /** A server of ours. `version`: of the wire. */
  | { kind: "room"; version: number; room: string }
  /** One of ours that wants a password first. */
  | { kind: "locked" }
  /** One that sends everything to everyone as it is, as the original does. */
  | { kind: "original" }
  /** One that speaks TLS; what it is inside cannot be seen. */
  | { kind: "tls" };

/** What was found at an address. */
export type Probed =
  | Recognized
  /** Something else, and the first line it said, if it said anything. */
  | { kind: "stranger"; said: string }
  /** The PC says that nothing listens there. */
  | { kind: "refused" }
  /** Nobody says anything, for {@linkcode CONNECT_MS}. */
  | { kind: "silent" }
  /** The network says that there is no way there, or another reason. */
  | { kind: "unreachable"; reason: string }
  /** It could not be spoken to over TLS, though that was asked for. */
  | { kind: "untrusted"; reason: string };

/** Finds out what listens at an address, and over TLS if told how. Never throws. */
export async function probe(address: Address, tls?: TlsOptions): Promise<Probed> {
  const signal = AbortSignal.timeout(CONNECT_MS);
  let conn: Deno.Conn | undefined;
  try {
    conn = await Deno.connect({ ...address, signal });
    if (tls) conn = await shakeHands(conn as Deno.TcpConn, address.hostname, tls, signal);
  } catch (error) {
    const reason = describeError(error);
    if (conn) return { kind: "untrusted", reason: signal.aborted ? "nobody answers" : reason };
    if (signal.aborted) return { kind: "silent" };
    if (error instanceof Deno.errors.ConnectionRefused) return { kind: "refused" };
    return { kind: "unreachable", reason };
  }
  const heard = await knock(conn);
  if (typeof heard !== "string") return heard;
  // Some that speak TLS say so when they are knocked at, others wait for the rest of their greeting.
  if (heard === "" && !tls && await speaksTls(address)) return { kind: "tls" };
  return { kind: "stranger", said: heard.trim().split(/\r?\n/, 1)[0]! };
}

/** Sends a knock and closes; returns what the server is, or what it said. */
async function knock(conn: Deno.Conn): Promise<Recognized | string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4096);
  let text = "";
  let recognized: Recognized | undefined;
  const listening = async () => {
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
    await settlesWithin(listening(), ANSWER_MS);
    recognized ??= recognize(text, { complete: true });
    // An original server notices only so that somebody left; and it knows no line ending.
    if (recognized?.kind === "original") await conn.write(new TextEncoder().encode(QUIT));
    return recognized ?? text;
  } catch {
    return recognized ?? text;
  } finally {
    closeQuietly(conn);
  }
}

/**
 * Recognizes a server by what it has said since it was knocked at; undefined: not yet, or if that is
 * `complete`, not at all.
 */
export function recognize(text: string, { complete = false } = {}): Recognized | undefined {
  // The first bytes of a TLS alert: "that was no greeting".
  if (text.startsWith("\x15\x03")) return { kind: "tls" };
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const rest = lines.pop()!;
  for (const line of lines) {
    const event = parseEvent(line);
    if (event?.verb === "hello") {
      return { kind: "room", version: event.version, room: event.room };
    }
    if (event?.verb === "locked") return { kind: "locked" };
    // Our knock came back.
    if (line === "") return { kind: "original" };
  }
  // It may have come back behind something that was said without a line ending.
  const chat = complete && [...lines, rest].some((line) => isOriginalMessage(line));
  return chat ? { kind: "original" } : undefined;
}

/** Whether a server answers the start of TLS as only one that speaks it does. */
async function speaksTls(address: Address): Promise<boolean> {
  let conn: Deno.TcpConn | undefined;
  let tls: Deno.TlsConn | undefined;
  try {
    const signal = AbortSignal.timeout(CONNECT_MS);
    conn = await Deno.connect({ ...address, signal });
    tls = await Deno.startTls(conn, { hostname: address.hostname });
    const shaking = tls.handshake();
    if (!await settlesWithin(shaking, ANSWER_MS)) return false;
    await shaking;
    return true;
  } catch (error) {
    // It speaks TLS if there is something about its certificate, or about ours, to complain of.
    return /certificate|fatal alert/i.test((error as Error).message);
  } finally {
    closeQuietly(tls ?? conn);
  }
}
