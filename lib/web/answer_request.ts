/**
 * One HTTP request on a connection: reads it, checks it, and has its route answer.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import type { ByteStream } from "../net/byte_stream.ts";
import { quote } from "../protocol.ts";
import { readBody } from "./request_body.ts";
import { BadRequest, readRequestHead, type RequestHead } from "./request_head.ts";
import { textResponse, type WebResponse, writeResponse } from "./response.ts";
import type { RoomForWeb } from "./room_for_web.ts";
import { findRoute, type Routes } from "./routes.ts";
import { WebSocketStream } from "./websocket_stream.ts";

/** Options for {@linkcode answerRequest}. */
export interface AnswerRequestOptions {
  /** What was read before. */
  ahead: Uint8Array;
  /** When its first byte came, in ms. @default now */
  since?: number;
  /** The room that it is about. */
  room: RoomForWeb;
  /** The IP address that the request comes from. */
  address: string;
  /** Whether that is this PC. @default false */
  isOwn?: boolean;
  /** Called if a browser opens a page with it. @default nobody is told */
  onPage?: () => void;
  /** The command that joins without a browser. */
  joinCommand: () => string;
  /** Pays in tokens. Resolves when the address can afford it. */
  pay: (tokens: number) => Promise<void>;
  /** Takes a place in the room for a WebSocket. Returns why there is none. */
  enter: () => ServerSentence | undefined;
  /** How long the head may take, and then the body, in ms. */
  headMs: number;
  /** How long the visitor may read nothing, in ms. */
  stuckMs: number;
  /** Told of an error of ours. */
  report: (sentence: ProgramSentence) => void;
  /** The routes. @default ROUTES */
  routes?: Routes;
}

/** What a request costs, in tokens. A page and what belongs to it are a handful. */
const REQUEST_TOKENS = 2;

/** How many bytes after a request are read and dropped while its visitor waits. */
const MAX_AFTER = 4096;

/**
 * Answers one request. Returns the WebSocket if it became one; else the connection is to be closed.
 *
 * @throws what the stream throws.
 */
export async function answerRequest(
  stream: ByteStream,
  options: AnswerRequestOptions,
): Promise<WebSocketStream | undefined> {
  const { ahead, since, headMs, stuckMs, onPage, pay, enter } = options;
  let headOnly = false;
  let rest: Uint8Array = new Uint8Array();
  const answer = async (): Promise<WebResponse | undefined> => {
    const read = await readRequestHead(stream, {
      ahead,
      ...since !== undefined && { since },
      ms: headMs,
    });
    if (!read) return undefined;
    // Browsers ask so where a page of its own is opened, and not for what belongs to one.
    if (read.head.headers.get("upgrade-insecure-requests") === "1") onPage?.();
    headOnly = read.head.method === "HEAD";
    rest = read.rest;
    await pay(REQUEST_TOKENS);
    const response = await runRoute(stream, read, options);
    const refusal = response.status === 101 ? enter() : undefined;
    return refusal ? textResponse(503, refusal) : response;
  };
  const response = await answer().catch((error) => {
    if (error instanceof BadRequest) return error.response();
    throw error;
  });
  if (!response) return undefined;
  const isWritten = await writeResponse(stream, response, { headOnly, stuckMs });
  const isUpgraded = response.status === 101 && isWritten;
  return isUpgraded ? new WebSocketStream(stream, { ahead: rest, pay }) : undefined;
}

/** Has the route of a request answer it. An error of the route is a bug of ours: it is reported. */
async function runRoute(
  stream: ByteStream,
  { head, rest }: { head: RequestHead; rest: Uint8Array },
  { room, address, isOwn = false, joinCommand, pay, headMs, report, routes }: AnswerRequestOptions,
): Promise<WebResponse> {
  const host = head.headers.get("host");
  if (host === undefined) throw new BadRequest(400, (t) => t.webMalformed());
  if (!room.hosts.allows(host)) throw new BadRequest(403, (t) => t.webForeignHost(quote(host)));
  if (!room.window) {
    const headers = { Upgrade: "chat", Connection: "Upgrade, close" };
    return textResponse(426, (t) => t.noWebsite(joinCommand()), headers);
  }
  const route = findRoute(head, routes);
  let lost: unknown;
  const body = () =>
    readBody(stream, head, { rest, max: route.maxBody ?? 0, ms: headMs })
      .catch((error) => {
        lost = error;
        throw error;
      });
  try {
    return await route.answer(
      { ...head, address, isOwn, host, body, pay, gone: () => untilGone(stream) },
      room,
    );
  } catch (error) {
    if (error instanceof BadRequest || error === lost) throw error;
    report((t) => t.bug(String((error as Error).stack)));
    return textResponse(500, (t) => t.webBug());
  }
}

/** Resolves when the stream ends or breaks, or when more arrives than one request may be. */
async function untilGone(stream: ByteStream): Promise<void> {
  const buffer = new Uint8Array(MAX_AFTER);
  try {
    for (let length = 0; length < MAX_AFTER;) {
      const more = await stream.read(buffer);
      if (more === null) return;
      length += more;
    }
  } catch {
    // It is closed.
  }
}
