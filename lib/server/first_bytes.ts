/**
 * Tells by its first bytes what a connection is: chat, an HTTP request, or TLS where there is none.
 *
 * @module
 */

import { joinChunks } from "../net/chunk_queue.ts";
import { tlsRecord } from "../net/tls_record.ts";
import { RequestLine } from "../web/request_line.ts";

/** What a connection is; `open` as long as more bytes are needed to tell. */
export type ConnectionKind = "open" | "chat" | "request" | "tls";

/** The first bytes of one connection. They are kept for as long as its kind is open. */
export class FirstBytes {
  readonly #requestLine = new RequestLine();
  #kind: ConnectionKind = "open";
  #chunks: Uint8Array[] = [];

  /** What the connection is, as far as it is known. */
  get kind(): ConnectionKind {
    return this.#kind;
  }

  /** Whether they start like a request, and nothing of them may be taken for chat yet. */
  get mayBeRequest(): boolean {
    return this.#kind === "open" && this.#requestLine.isPath;
  }

  /** Whether there are none yet. */
  get isEmpty(): boolean {
    return this.#kind === "open" && this.#chunks.length === 0;
  }

  /** Takes bytes, as long as the kind is open. */
  push(bytes: Uint8Array): void {
    // A TLS client would wait forever for an answer that it understands.
    if (this.isEmpty && tlsRecord(bytes) === "handshake") this.#kind = "tls";
    else {
      this.#chunks.push(bytes.slice());
      const kind = this.#requestLine.push(bytes);
      if (kind !== "open") this.#kind = kind === "request" ? "request" : "chat";
    }
  }

  /** Takes out all bytes that were kept. */
  take(): Uint8Array {
    return joinChunks(this.#chunks.splice(0));
  }
}
