/**
 * The datagrams that find a room without its address: a query and its answer, both readable text.
 *
 *     /where version=1 nonce=0123456789abcdef        (spaces up to 512 bytes)
 *     *here version=1 nonce=0123456789abcdef room=3f2a9c1e port=8001 people=3 password=no tls=no title=Lab 3
 *
 * A query is always {@linkcode QUERY_BYTES} long and no answer is longer, so a server cannot be made
 * to amplify traffic. An answer repeats the query's nonce; an answer that nobody asked for is
 * ignored. Unknown fields are ignored, so that later programs may add some. Another `version` is not
 * understood.
 *
 * @module
 */

import { DescribedError } from "../net/described_error.ts";
import { cleanText } from "../protocol.ts";

/** The version of query and answer. */
const DISCOVERY_VERSION = 1;

/** The length of every query and the longest answer, in bytes. */
export const QUERY_BYTES = 512;

/** The longest title of a room, in code points. */
export const MAX_TITLE_LENGTH = 48;

/** The highest number of people in an answer. */
const MAX_PEOPLE = 999_999;

/** What an answer tells about a room. */
export interface RoomFacts {
  /** The room's ID, as in `*hello`: at most 32 letters, digits or `_`. */
  room: string;
  /** The TCP port at which it is joined. */
  port: number;
  /** How many people are in it. */
  people: number;
  /** Whether it has a password. */
  password: boolean;
  /** Whether it is joined over TLS. */
  tls: boolean;
  /** Its title. */
  title: string;
}

const encoder = new TextEncoder();

/** Makes up a nonce: 16 hexadecimal digits. */
export function newNonce(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, 16);
}

/** Writes a query. */
export function formatQuery(nonce: string): Uint8Array {
  return encoder.encode(`/where version=${DISCOVERY_VERSION} nonce=${nonce}`.padEnd(QUERY_BYTES));
}

/** Reads a query and returns its nonce; undefined if it is malformed or of another length. */
export function parseQuery(datagram: Uint8Array): string | undefined {
  if (datagram.length !== QUERY_BYTES) return undefined;
  const fields = readFields(decode(datagram), "/where");
  return fields?.get("version") === String(DISCOVERY_VERSION) ? nonceOf(fields) : undefined;
}

/** Writes the answer to the query with this nonce: at most {@linkcode QUERY_BYTES} long. */
export function formatAnswer(nonce: string, facts: RoomFacts): Uint8Array {
  const { room, port, people, password, tls, title } = facts;
  const yes = (fact: boolean) => fact ? "yes" : "no";
  return encoder.encode(
    `*here version=${DISCOVERY_VERSION} nonce=${nonce} room=${room} port=${port}` +
      ` people=${Math.min(people, MAX_PEOPLE)} password=${yes(password)} tls=${yes(tls)}` +
      ` title=${cleanTitle(title)}\n`,
  );
}

/** Reads the answer to the query with this nonce; undefined if it is malformed. */
export function parseAnswer(datagram: Uint8Array, nonce: string): RoomFacts | undefined {
  if (datagram.length > QUERY_BYTES) return undefined;
  // The title comes last because it may hold anything.
  const [, head, title] = /^(.*?) title=(.*)$/s.exec(decode(datagram)) ?? [];
  const fields = head === undefined ? undefined : readFields(head, "*here");
  if (!fields || fields.get("version") !== String(DISCOVERY_VERSION)) return undefined;
  if (nonceOf(fields) !== nonce) return undefined;
  const room = fields.get("room") ?? "";
  const port = readNumber(fields.get("port"), 65535);
  const people = readNumber(fields.get("people"), MAX_PEOPLE);
  if (!/^\w{1,32}$/.test(room) || !port || people === undefined) return undefined;
  return {
    room,
    port,
    people,
    password: fields.get("password") === "yes",
    tls: fields.get("tls") === "yes",
    title: cleanTitle(title!) || "(no title)",
  };
}

/**
 * Makes a title from any text: clean text on one line, blanks joined, cut to
 * {@linkcode MAX_TITLE_LENGTH}. May be empty.
 */
export function cleanTitle(text: string): string {
  const characters = [...composed(cleanText(text.trim().replace(/\s+/g, " ")))];
  return characters.slice(0, MAX_TITLE_LENGTH).join("").trim();
}

/**
 * Reads the title that somebody chose for a room.
 *
 * @throws {DescribedError} if it is empty, too long or not clean text.
 */
export function readTitle(text: string): string {
  const length = [...composed(text.trim())].length;
  if (length < 1 || length > MAX_TITLE_LENGTH) {
    throw new DescribedError((t) => t.titleLength(MAX_TITLE_LENGTH, length));
  }
  if (cleanText(text) !== text) throw new DescribedError((t) => t.titleControl());
  return cleanTitle(text);
}

/** NFC joins at most 4 code points. It takes quadratic time, so what is too long stays as it is. */
function composed(text: string): string {
  return text.length > 2 * 4 * MAX_TITLE_LENGTH ? text : text.normalize("NFC");
}

function decode(datagram: Uint8Array): string {
  return new TextDecoder().decode(datagram).trimEnd();
}

/** Reads `WORD key=value key=value`; undefined if it starts with another word. */
function readFields(text: string, word: string): Map<string, string> | undefined {
  const [first, ...fields] = text.split(" ");
  if (first !== word) return undefined;
  return new Map(fields.map((field) => {
    const at = field.indexOf("=");
    return [field.slice(0, Math.max(0, at)), field.slice(at + 1)];
  }));
}

function nonceOf(fields: Map<string, string>): string | undefined {
  const nonce = fields.get("nonce") ?? "";
  return /^[\da-f]{16}$/.test(nonce) ? nonce : undefined;
}

function readNumber(text: string | undefined, max: number): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) && Number(text) <= max
    ? Number(text)
    : undefined;
}
