/**
 * The HTTP requests that are being answered, and how many there may be.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import { closeQuietly } from "../net/settles_within.ts";
import { answerRequest } from "../web/answer_request.ts";
import { BadRequest } from "../web/request_head.ts";
import { writeResponse } from "../web/response.ts";
import type { RoomForWeb } from "../web/room_for_web.ts";
import type { WebSocketStream } from "../web/websocket_stream.ts";
import { ByAddress } from "./by_address.ts";
import { FLUSH_MS } from "./connection.ts";
import type { HeldStream } from "./held_stream.ts";
import type { Limits } from "./limits.ts";
import { lingeringClose } from "./lingering_close.ts";
import type { Pace } from "./pace.ts";

/** Options for {@linkcode Requests}. */
export interface RequestsOptions {
  /** What the routes are given of the room. */
  web: RoomForWeb;
  /** How many there may be, and how long each may take. */
  limits: Limits;
  /** Told of an error of ours. */
  report: (sentence: ProgramSentence) => void;
}

/** A request that has been recognized. */
export interface Request {
  /** The connection it came on. */
  conn: Deno.Conn;
  /** What was read of it. */
  held: HeldStream;
  /** The IP address that it comes from. */
  hostname: string;
  /** Whether that is this PC. */
  isOwn: boolean;
  /** What its address can afford. */
  pace: Pace;
  /** Called if a browser opens a page with it. */
  onPage: () => void;
  /** The command that joins without a browser. */
  joinCommand: () => string;
  /** Takes a place in the room for a WebSocket. Returns why there is none. */
  enter: () => ServerSentence | undefined;
}

/** All requests under way. When there are too many, the oldest of the address with the most ends. */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #requests = new ByAddress<Request>();

  /** Starts without requests. */
  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** Answers a request. Closes its connection, unless it became a WebSocket. Never rejects. */
  async answer(request: Request): Promise<WebSocketStream | undefined> {
    const { conn, hostname } = request;
    while (this.#requests.size >= this.#options.limits.maxRequests) this.#dropOldest();
    this.#requests.add(hostname, request);
    try {
      const webSocket = await this.#answer(request);
      if (webSocket) return webSocket;
      await lingeringClose(conn, { written: Promise.resolve(), ms: FLUSH_MS });
    } catch {
      // The visitor has gone, or made way for others.
      closeQuietly(conn);
    } finally {
      this.#requests.delete(hostname, request);
    }
  }

  /** Closes them all. */
  closeAll(): void {
    for (const { conn } of this.#requests) closeQuietly(conn);
  }

  #dropOldest(): void {
    const oldest = this.#requests.oldestOfMost()!;
    this.#requests.delete(oldest.hostname, oldest);
    closeQuietly(oldest.conn);
  }

  async #answer(request: Request): Promise<WebSocketStream | undefined> {
    const { conn, held, hostname, isOwn, pace, onPage, joinCommand, enter } = request;
    const { web, limits: { headMs, stuckMs }, report } = this.#options;
    if (held.kind === "late") {
      const late = new BadRequest(408, (t) => t.webHeadLate(headMs / 1000));
      await writeResponse(conn, late.response(), { stuckMs });
      return undefined;
    }
    return await answerRequest(conn, {
      ...{ ahead: held.takeRead(), since: held.startedAt, room: web, address: hostname, isOwn },
      ...{ onPage, joinCommand, enter, headMs, stuckMs, report },
      pay: async (tokens) => await pace.pay(tokens),
    });
  }
}
