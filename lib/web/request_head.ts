/**
 * Reads the head of an HTTP request: the request line and the header lines, up to the empty one.
 *
 * @module
 */

import type { ProgramSentence } from "../language/program_language.ts";
import type { ByteSource } from "../net/byte_stream.ts";
import { joinChunks } from "../net/chunk_queue.ts";
import { settlesWithin } from "../net/settles_within.ts";
import { MAX_LINE_BYTES } from "../protocol.ts";
import { type Status, textResponse, type WebResponse } from "./response.ts";

/** The longest line of a head, in bytes, its ending not counted. */
const MAX_HEAD_LINE_BYTES = MAX_LINE_BYTES;

/** The most lines of a head, the request line counted. */
const MAX_HEAD_LINES = 100;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const READ_BUFFER_BYTES = 1024;

/** A method, and the name of a header (RFC 9110, 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/** A header's value: no control characters but tab. */
// deno-lint-ignore no-control-regex
const VALUE = /^[^\x00-\x08\x0a-\x1f\x7f]*$/;

/** The head of a request. */
export interface RequestHead {
  /** Its method, as it was sent: `GET`. */
  method: string;
  /** The path of its target without the query, not decoded: `/get/a%20b`. Empty if the target holds none. */
  path: string;
  /** What follows the question mark in the target, not decoded: `lang=zh`. Empty if there is none. */
  query: string;
  /** The headers by their names in lower case. Several of one name are joined with `, `. */
  headers: ReadonlyMap<string, string>;
}

/** Thrown for a request that cannot be answered as it asks. */
export class BadRequest extends Error {
  /** Tells it from other errors. */
  override name = "BadRequest";
  /** The status of the answer. */
  readonly status: Status;
  /** What is wrong. */
  readonly sentence: ProgramSentence;
  /** More headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  /** Refuses with this status, for this reason. */
  constructor(
    status: Status,
    sentence: ProgramSentence,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(`HTTP ${status}`);
    this.status = status;
    this.sentence = sentence;
    this.headers = headers;
  }

  /** The answer that says so. */
  response(): WebResponse {
    return textResponse(this.status, this.sentence, this.headers);
  }
}

/** Parses a head from bytes, however they are split. */
export class HeadParser {
  readonly #lines: string[] = [];
  /** The line that has not ended, in the parts in which it arrived. */
  #parts: Uint8Array[] = [];
  #length = 0;

  /**
   * Takes bytes.
   *
   * @returns the head once it is complete, and the bytes after it; before that undefined.
   * @throws {BadRequest} if it is none, or a limit is exceeded.
   */
  push(bytes: Uint8Array): { head: RequestHead; rest: Uint8Array } | undefined {
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(LINE_FEED, start);
      this.#append(bytes.subarray(start, end < 0 ? bytes.length : end), end >= 0);
      if (end < 0) break;
      start = end + 1;
      const line = this.#takeLine();
      if (line === "" && this.#lines.length > 0) {
        return { head: parseHead(this.#lines), rest: bytes.slice(start) };
      }
      if (this.#lines.push(line) > MAX_HEAD_LINES) throw tooLarge();
    }
    return undefined;
  }

  #append(part: Uint8Array, isLast: boolean): void {
    this.#length += part.length;
    // A carriage return belongs to the ending.
    if (this.#length > MAX_HEAD_LINE_BYTES + 1) throw tooLarge();
    // The buffer that it was read into is used again.
    this.#parts.push(isLast ? part : part.slice());
  }

  #takeLine(): string {
    const bytes = joinChunks(this.#parts);
    const length = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    if (length > MAX_HEAD_LINE_BYTES) throw tooLarge();
    this.#parts = [];
    this.#length = 0;
    return new TextDecoder().decode(bytes.subarray(0, length));
  }
}

/** Options for {@linkcode readRequestHead}. */
export interface ReadRequestHeadOptions {
  /** What was read before. */
  ahead: Uint8Array;
  /** When its first byte came, in ms. @default now */
  since?: number;
  /** How long the whole head may take, in ms. */
  ms: number;
}

/**
 * Reads a head, and whatever arrives with it. Undefined if the source ends before.
 *
 * @throws {BadRequest} if it is none, it exceeds a limit, or it takes too long.
 * @throws what `source.read` throws.
 */
export async function readRequestHead(
  source: ByteSource,
  { ahead, since = performance.now(), ms }: ReadRequestHeadOptions,
): Promise<{ head: RequestHead; rest: Uint8Array } | undefined> {
  const deadline = since + ms;
  const parser = new HeadParser();
  const buffer = new Uint8Array(READ_BUFFER_BYTES);
  let parsed = parser.push(ahead);
  while (!parsed) {
    const reading = source.read(buffer);
    if (!await settlesWithin(reading, Math.max(0, deadline - performance.now()))) {
      throw new BadRequest(408, (t) => t.webHeadLate(ms / 1000));
    }
    const length = await reading;
    if (length === null) return undefined;
    parsed = parser.push(buffer.subarray(0, length));
  }
  return parsed;
}

function tooLarge(): BadRequest {
  return new BadRequest(431, (t) => t.webHeadTooLarge(MAX_HEAD_LINE_BYTES, MAX_HEAD_LINES));
}

function malformed(): BadRequest {
  return new BadRequest(400, (t) => t.webMalformed());
}

function parseHead([first, ...lines]: string[]): RequestHead {
  // A target with blanks in it is taken as it is, and no route has its path.
  const [start, end] = [first!.indexOf(" "), first!.lastIndexOf(" ")];
  const method = first!.slice(0, start);
  const version = first!.slice(end + 1);
  if (start < 0 || !TOKEN.test(method)) throw malformed();
  if (!/^HTTP\/1\.\d$/i.test(version)) throw new BadRequest(505, (t) => t.webVersion());
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    if (colon < 0 || !TOKEN.test(name) || !VALUE.test(value)) throw malformed();
    // Two servers in a row could each believe another one.
    if (before !== undefined && name === "host") throw malformed();
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { method, headers, ...readTarget(first!.slice(start + 1, end)) };
}

/** Only a path is served; the name in `http://name/path` would have to be checked as `Host` is. */
function readTarget(target: string): Pick<RequestHead, "path" | "query"> {
  if (!target.startsWith("/")) return { path: "", query: "" };
  const [path, query = ""] = target.split(/\?(.*)/s);
  return { path: path!, query };
}
