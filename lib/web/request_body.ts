/**
 * Reads the body of a request, as far as its route permits one.
 *
 * @module
 */

import type { ByteStream } from "../net/byte_stream.ts";
import { settlesWithin } from "../net/settles_within.ts";
import { BadRequest, type RequestHead } from "./request_head.ts";

const CONTINUE = new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n");

/** Options for {@linkcode readBody}. */
export interface ReadBodyOptions {
  /** What arrived with the head. */
  rest: Uint8Array;
  /** The longest body, in bytes. */
  max: number;
  /** How long it may take to arrive, in ms. */
  ms: number;
}

/**
 * Reads a body whose length the head states.
 *
 * @throws {BadRequest} if it states none, the body is too long, ends early, or takes too long.
 * @throws what the stream throws.
 */
export async function readBody(
  stream: ByteStream,
  { headers }: Pick<RequestHead, "headers">,
  { rest, max, ms }: ReadBodyOptions,
): Promise<Uint8Array> {
  const given = headers.get("content-length");
  if (given === undefined || headers.has("transfer-encoding")) {
    throw new BadRequest(411, (t) => t.webLengthNeeded());
  }
  if (!/^\d{1,15}$/.test(given)) throw new BadRequest(400, (t) => t.webMalformed());
  if (Number(given) > max) throw new BadRequest(413, (t) => t.webBodyTooLarge(max));
  const body = new Uint8Array(Number(given));
  let length = Math.min(rest.length, body.length);
  body.set(rest.subarray(0, length));
  if (length < body.length && headers.get("expect")?.toLowerCase() === "100-continue") {
    await stream.write(CONTINUE);
  }
  const deadline = performance.now() + ms;
  while (length < body.length) {
    const reading = stream.read(body.subarray(length));
    if (!await settlesWithin(reading, Math.max(0, deadline - performance.now()))) {
      throw new BadRequest(408, (t) => t.webHeadLate(ms / 1000));
    }
    const more = await reading;
    if (more === null) throw new BadRequest(400, (t) => t.webMalformed());
    length += more;
  }
  return body;
}
