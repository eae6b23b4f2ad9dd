/**
 * Recognizes an HTTP request by its first line. Any web page can make a browser send requests with a
 * body of its choice to a room's port. None of it may be taken for chat.
 *
 * @module
 */

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

/** How the version of any request begins, in lower case. */
const VERSION = "http/";

/** What a first line is: `open` as long as more bytes are needed to tell. */
export type LineKind = "open" | "request" | "other";

/**
 * Reads the first line of a connection byte by byte, until it is known whether it is the line of a
 * request: `GET /path HTTP/1.1`. A target starts with no colon, so neither `foo :hi` nor `GET :x` is
 * one. Only a path may hold blanks, which no browser sends.
 */
export class RequestLine {
  #part: "method" | "target" | "version" = "method";
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
   * Reads on while the line is `open`. It is a request as soon as its version begins, or when its
   * path is longer than a line may be. Another word that long is none.
   */
  push(bytes: Uint8Array): LineKind {
    for (const byte of bytes) {
      const kind = this.#take(byte);
      if (kind !== "open") return kind;
    }
    return "open";
  }

  #take(byte: number): LineKind {
    const at = this.#length++;
    if (at >= MAX_LINE_BYTES) return this.#isPath ? "request" : "other";
    if (this.#part === "version") return this.#takeVersion(byte, at);
    if (this.#part === "target") return this.#takeTarget(byte, at);
    if (byte === SPACE && at > 0) {
      this.#part = "target";
      this.#length = 0;
      return "open";
    }
    return IN_METHOD[byte] ? "open" : "other";
  }

  #takeTarget(byte: number, at: number): LineKind {
    if (at === 0) this.#isPath = byte === SLASH;
    if (byte === SPACE && at > 0) {
      this.#part = "version";
      this.#targetLength = at;
      this.#length = 0;
      return "open";
    }
    const fits = this.#isPath
      ? byte !== LINE_FEED
      : byte > SPACE && byte !== DELETE && (at > 0 || byte !== COLON);
    return fits ? "open" : "other";
  }

  #takeVersion(byte: number, at: number): LineKind {
    const character = String.fromCharCode(byte).toLowerCase();
    if (at < VERSION.length && character === VERSION[at]) return "open";
    if (at === VERSION.length && character >= "0" && character <= "9") return "request";
    // `Tom / Jerry :hi` is chat.
    if (this.#targetLength === 1) this.#isPath = false;
    if (!this.#isPath) return "other";
    // It was no version, but a blank in the path.
    this.#part = "target";
    this.#length = this.#targetLength + at + 2;
    return this.#takeTarget(byte, this.#length - 1);
  }
}
