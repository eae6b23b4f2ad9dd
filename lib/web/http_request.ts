/**
 * Recognizes an HTTP request by its first line, and refuses it. Any web page can make a browser send
 * requests with a body of its choice to a room's port. None of it may be taken for chat.
 *
 * @module
 */

import { en } from "../language/en.ts";
import { zh } from "../language/zh.ts";
import { MAX_LINE_BYTES } from "../protocol.ts";

const SPACE = " ".charCodeAt(0);
const SLASH = "/".charCodeAt(0);
const COLON = ":".charCodeAt(0);
const LINE_FEED = 0x0a;
const DELETE = 0x7f;

/** Whether each byte may stand in a method, which is a token (RFC 9110, 5.6.2). */
const IN_METHOD = Array.from(
  { length: 256 },
  (_, byte) => /[!#$%&'*+.^_`|~\w-]/.test(String.fromCharCode(byte)),
);

/** How much of a method is kept, in bytes. */
const MAX_METHOD = 8;

/** How the version of any request begins, in lower case. */
const VERSION = "http/";

/** Thrown when a connection turns out to send an HTTP request. */
export class HttpRequest extends Error {
  /** Tells it from other errors. */
  override name = "HttpRequest";
  /** Its method; of a long one, the first 8 bytes. */
  readonly method: string;

  /** A request with this method. */
  constructor(method: string) {
    super(`HTTP ${method}`);
    this.method = method;
  }

  /** The whole answer: 426, and how to join. `command` joins without our client. */
  refuse(command: string): Uint8Array {
    const encoder = new TextEncoder();
    const body = [en, zh].map((t) => t.noWebsite(command) + "\n").join("");
    const head = [
      "HTTP/1.1 426 Upgrade Required",
      "Upgrade: chat",
      "Connection: Upgrade",
      "Connection: close",
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${encoder.encode(body).length}`,
      "X-Content-Type-Options: nosniff",
    ];
    return encoder.encode(head.join("\r\n") + "\r\n\r\n" + (this.method === "HEAD" ? "" : body));
  }
}

/**
 * Reads the first line of a connection byte by byte, until it is known whether it is the line of a
 * request: `GET /path HTTP/1.1`. A target starts with no colon, so neither `foo :hi` nor `GET :x` is
 * one. Only a path may hold blanks, which no browser sends.
 */
export class RequestLine {
  #part: "method" | "target" | "version" = "method";
  #method = "";
  /** The bytes of the part so far, and of the target before its last blank. */
  #length = 0;
  #targetLength = 0;
  #isPath = false;

  /**
   * Whether the line starts like a request with a path. Unless it ends without a version, it is one.
   */
  get isPath(): boolean {
    return this.#isPath;
  }

  /**
   * Reads on.
   *
   * @returns whether more bytes are needed to tell. If not, it is no request.
   * @throws {HttpRequest} if it is a request, as soon as its version begins, or when its path is
   * longer than a line may be. Another word that long is no request.
   */
  push(bytes: Uint8Array): boolean {
    for (const byte of bytes) if (!this.#take(byte)) return false;
    return true;
  }

  /** Takes one byte; false if the line is no request. */
  #take(byte: number): boolean {
    const at = this.#length++;
    if (at >= MAX_LINE_BYTES) return this.#takeTooLong();
    if (this.#part === "version") return this.#takeVersion(byte, at);
    if (this.#part === "target") return this.#takeTarget(byte, at);
    if (byte === SPACE && at > 0) {
      this.#part = "target";
      this.#length = 0;
      return true;
    }
    if (at < MAX_METHOD) this.#method += String.fromCharCode(byte);
    return IN_METHOD[byte]!;
  }

  #takeTooLong(): boolean {
    if (this.#isPath) throw new HttpRequest(this.#method);
    return false;
  }

  #takeTarget(byte: number, at: number): boolean {
    if (at === 0) this.#isPath = byte === SLASH;
    if (byte === SPACE && at > 0) {
      this.#part = "version";
      this.#targetLength = at;
      this.#length = 0;
      return true;
    }
    if (this.#isPath) return byte !== LINE_FEED;
    return byte > SPACE && byte !== DELETE && (at > 0 || byte !== COLON);
  }

  #takeVersion(byte: number, at: number): boolean {
    const character = String.fromCharCode(byte).toLowerCase();
    if (at < VERSION.length && character === VERSION[at]) return true;
    if (at === VERSION.length && character >= "0" && character <= "9") {
      throw new HttpRequest(this.#method);
    }
    // `Tom / Jerry :hi` is chat.
    if (this.#targetLength === 1) this.#isPath = false;
    if (!this.#isPath) return false;
    // It was no version, but a blank in the path.
    this.#part = "target";
    this.#length = this.#targetLength + at + 2;
    return this.#takeTarget(byte, this.#length - 1);
  }
}
