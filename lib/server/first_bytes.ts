/**
 * Tells a chat connection by its first bytes from others that reach the port of a room.
 *
 * @module
 */

import { tlsRecord } from "../net/tls_record.ts";
import { Refusal } from "../protocol.ts";
import { encodeEvent } from "../room/member.ts";
import { HttpRequest, RequestLine } from "../web/http_request.ts";

/** Thrown when a connection is no chat connection. Nothing that it sends may reach the room. */
export class NotChat extends Error {
  /** Tells it from other errors. */
  override name = "NotChat";
  /** What it is answered before it is closed. */
  readonly answer: Uint8Array;

  /** `remark` says in English what it sent. */
  constructor(remark: string, answer: Uint8Array) {
    super(remark);
    this.answer = answer;
  }
}

/** The first bytes of one connection. */
export class FirstBytes {
  readonly #joinCommand: () => string;
  readonly #requestLine = new RequestLine();
  #isFirst = true;

  /** `joinCommand` makes the command that joins without our client. */
  constructor(joinCommand: () => string) {
    this.#joinCommand = joinCommand;
  }

  /** Whether they start like a request, and nothing of them may be taken for a message yet. */
  get mayBeRequest(): boolean {
    return this.#requestLine.isPath;
  }

  /**
   * Checks bytes, until it returns false: it is a chat connection then.
   *
   * @throws {NotChat} if it is none.
   */
  readonly check = (bytes: Uint8Array): boolean => {
    // A TLS client would wait forever for an answer that it understands.
    if (this.#isFirst && tlsRecord(bytes) === "handshake") {
      const { message } = new Refusal((t) => t.roomNotEncrypted());
      const answer = encodeEvent({ verb: "error", text: message });
      throw new NotChat("it spoke TLS, and this room is not encrypted", answer);
    }
    this.#isFirst = false;
    try {
      return this.#requestLine.push(bytes);
    } catch (error) {
      if (!(error instanceof HttpRequest)) throw error;
      throw new NotChat("it sent an HTTP request", error.refuse(this.#joinCommand()));
    }
  };
}
