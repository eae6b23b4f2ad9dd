/**
 * How a room is found without its address: one UDP datagram asks, one answers, both readable text.
 *
 *     /where version=1 nonce=0123456789abcdef        (spaces up to 512 bytes)
 *     *here version=1 nonce=0123456789abcdef room=3f2a9c1e port=8001 people=3 password=no tls=no title=Lab 3
 *
 * A query is always {@linkcode QUERY_BYTES} long and no answer is longer, so that nobody can make a
 * server send anyone more than was sent to it. An answer repeats the query's nonce: one that was not
 * asked for is not taken. Unknown fields are passed over, so that later programs may say more;
 * `version` changes only if that is not enough, and another version is not understood.
 *
 * Pure: knows bytes and text, and nothing of sockets or of who is asked.
 *
 * @module
 */

import { cleanText, Refusal } from "../protocol.ts";

/** The version of query and answer. */
export const DISCOVERY_VERSION = 1;

/** The length of every query, and the most an answer may have, in bytes. */
export const QUERY_BYTES = 512;

/** The longest title of a room, in characters (code points). */
export const MAX_TITLE_LENGTH = 48;

/** The most people an answer tells of. */
const MAX_PEOPLE = 999_999;

/** What a server says of its room. */
export interface RoomFacts {
  /** Which room this is, as `*hello` names it: at most 32 letters, digits or `_`. */
  room: string;
  /** The TCP port at which it is joined. */
  port: number;
  /** How many are in it. */
  people: number;
  /** Whether it wants a password. */
  password: boolean;
  /** Whether it is joined over TLS. */
  tls: boolean;
  /** What it is called. */
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

/** Reads a query, and returns its nonce; undefined if it is not one, whole and of its length. */
export function parseQuery(datagram: Uint8Array): string | undefined {
  if (datagram.length !== QUERY_BYTES) return undefined;
  const fields = readFields(decode(datagram), "/where");
  return fields?.get("version") === String(DISCOVERY_VERSION) ? nonceOf(fields) : undefined;
}

/** Writes the answer to the query that had this nonce: at most {@linkcode QUERY_BYTES} long. */
export function formatAnswer(nonce: string, facts: RoomFacts): Uint8Array {
  const { room, port, people, password, tls, title } = facts;
  const yes = (fact: boolean) => fact ? "yes" : "no";
  return encoder.encode(
    `*here version=${DISCOVERY_VERSION} nonce=${nonce} room=${room} port=${port}` +
      ` people=${Math.min(people, MAX_PEOPLE)} password=${yes(password)} tls=${yes(tls)}` +
      ` title=${cleanTitle(title)}\n`,
  );
}

/** Reads the answer to the query that had this nonce; undefined if it is not one. */
export function parseAnswer(datagram: Uint8Array, nonce: string): RoomFacts | undefined {
  if (datagram.length > QUERY_BYTES) return undefined;
  // The title comes last, for it may hold anything.
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
 * Makes a title of what came from the network, or of a PC's name: clean text on one line, blanks
 * joined, no more than {@linkcode MAX_TITLE_LENGTH} characters. May be empty.
 */
export function cleanTitle(text: string): string {
  const characters = [...cleanText(text.trim().replace(/\s+/g, " ")).normalize("NFC")];
  return characters.slice(0, MAX_TITLE_LENGTH).join("").trim();
}

/**
 * Takes the title that somebody chose for a room.
 *
 * @throws {Refusal} if it is empty, too long or not clean text.
 */
export function readTitle(text: string): string {
  const length = [...text.trim().normalize("NFC")].length;
  if (length < 1 || length > MAX_TITLE_LENGTH) {
    throw new Refusal(`A title has 1 to ${MAX_TITLE_LENGTH} characters; this one has ${length}`);
  }
  if (cleanText(text) !== text) throw new Refusal("A title cannot hold control characters");
  return cleanTitle(text);
}

function decode(datagram: Uint8Array): string {
  return new TextDecoder().decode(datagram).trimEnd();
}

/** Reads `WORD key=value key=value`; undefined if it does not start with this word. */
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
