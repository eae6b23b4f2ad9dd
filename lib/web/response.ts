/**
 * Answers to HTTP requests: what they are, and how they are written.
 *
 * @module
 */

import { PROGRAM_SENTENCES, type ProgramSentence } from "../language/program_language.ts";
import type { ByteSink } from "../net/byte_stream.ts";
import { joinChunks } from "../net/chunk_queue.ts";
import { settlesWithin } from "../net/settles_within.ts";

const encoder = new TextEncoder();

/** The names of the statuses that are used here. */
export const STATUS_TEXTS = {
  101: "Switching Protocols",
  200: "OK",
  206: "Partial Content",
  304: "Not Modified",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  411: "Length Required",
  413: "Content Too Large",
  416: "Range Not Satisfiable",
  426: "Upgrade Required",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
  505: "HTTP Version Not Supported",
} as const;

/** A status that an answer can have. */
export type Status = keyof typeof STATUS_TEXTS;

/**
 * Sent with every answer that does not say otherwise: nothing runs, nothing is fetched, nothing is
 * guessed, nothing is framed, and no address is passed on. The room sets no cookies.
 */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** The answer to a request. */
export interface WebResponse {
  /** Its status. */
  status: Status;
  /** More headers; they take the place of those that every answer has. @default none */
  headers?: Readonly<Record<string, string>>;
  /**
   * Its body. What is iterated is read only as fast as the visitor reads; unless `headers` holds a
   * `Content-Length`, it ends with the connection. @default none
   */
  body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** An answer whose body is text. */
export interface TextResponse extends WebResponse {
  /** Its body. */
  body: string;
}

/** An answer that is one sentence, in every language. */
export function textResponse(
  status: Status,
  sentence: ProgramSentence,
  headers: Readonly<Record<string, string>> = {},
): TextResponse {
  const body = Object.values(PROGRAM_SENTENCES).map((t) => sentence(t) + "\n").join("");
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers }, body };
}

/** Options for {@linkcode writeResponse}. */
export interface WriteResponseOptions {
  /** Whether to leave out the body, as the answer to `HEAD` does. @default false */
  headOnly?: boolean;
  /** How long the visitor may take nothing before the rest is dropped, in ms. */
  stuckMs: number;
}

/**
 * Writes an answer. Drops the rest if the visitor stops reading; an iterated body is ended in any case.
 *
 * @returns whether everything was written.
 * @throws what the sink and an iterated body throw.
 */
export async function writeResponse(
  sink: ByteSink,
  { status, headers = {}, body = "" }: WebResponse,
  { headOnly = false, stuckMs }: WriteResponseOptions,
): Promise<boolean> {
  const whole = typeof body === "string" ? encoder.encode(body) : body;
  const head = encodeHead(status, { ...lengthOf(status, whole), ...headers });
  try {
    const isWritten = await writeAll(sink, head, stuckMs);
    if (headOnly || !isWritten) return isWritten;
    if (whole instanceof Uint8Array) return await writeAll(sink, whole, stuckMs);
    for await (const chunk of whole) if (!await writeAll(sink, chunk, stuckMs)) return false;
    return true;
  } finally {
    // One that was never begun may hold something, too.
    if (!(whole instanceof Uint8Array)) await whole[Symbol.asyncIterator]().return?.();
  }
}

/** A short answer as bytes, head and all. */
export function encodeResponse({ status, headers = {}, body }: TextResponse): Uint8Array {
  const bytes = encoder.encode(body);
  return joinChunks([encodeHead(status, { ...lengthOf(status, bytes), ...headers }), bytes]);
}

function lengthOf(status: Status, body: WebResponse["body"]): Record<string, string> {
  const hasLength = body instanceof Uint8Array && status !== 304 && status !== 101;
  return hasLength ? { "Content-Length": String(body.length) } : {};
}

function encodeHead(status: Status, headers: Readonly<Record<string, string>>): Uint8Array {
  const fields = Object.entries({ ...SECURITY_HEADERS, Connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return encoder.encode(`HTTP/1.1 ${status} ${STATUS_TEXTS[status]}\r\n${fields.join("")}\r\n`);
}

/** Writes bytes; false if none of them were taken for too long. */
async function writeAll(sink: ByteSink, bytes: Uint8Array, stuckMs: number): Promise<boolean> {
  for (let at = 0; at < bytes.length;) {
    const writing = sink.write(bytes.subarray(at));
    if (!await settlesWithin(writing, stuckMs)) return false;
    at += await writing;
  }
  return true;
}
