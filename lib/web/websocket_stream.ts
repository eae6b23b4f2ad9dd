/**
 * A WebSocket as a stream of bytes: what comes in is lines, and one write is one text message.
 *
 * @module
 */

import type { ByteStream } from "../net/byte_stream.ts";
import { CLOSE, closeFrame, FrameDecoder, FrameError, pongFrame, textFrame } from "./frames.ts";

/** Options for a {@linkcode WebSocketStream}. */
export interface WebSocketStreamOptions {
  /** What arrived with the request. */
  ahead: Uint8Array;
  /** Pays for frames without text, a token each. Resolves when reading may go on. */
  pay: (tokens: number) => Promise<void>;
}

/** The server's side of a WebSocket, after its handshake. It sends whole lines only. */
export class WebSocketStream implements ByteStream {
  readonly #conn: ByteStream;
  readonly #pay: (tokens: number) => Promise<void>;
  readonly #frames = new FrameDecoder();
  #ahead: Uint8Array | undefined;
  /** The code to close with, once nothing more is read as frames. */
  #code: number | undefined;
  /** How many bytes of the frame that was begun have not been written. */
  #owed = 0;
  /** Pending while anything is written. */
  #writing: Promise<void> | undefined;
  /** The answer to the last ping. Those to the pings before it may be left out (RFC 6455, 5.5.3). */
  #pong: Uint8Array | undefined;

  /** Reads and writes frames on a connection that nobody else uses. */
  constructor(conn: ByteStream, { ahead, pay }: WebSocketStreamOptions) {
    this.#conn = conn;
    this.#pay = pay;
    if (ahead.length > 0) this.#ahead = ahead;
  }

  /** Reads lines. Null when the other side closes. Throws what is wrong with a frame. */
  async read(buffer: Uint8Array): Promise<number | null> {
    // Whoever closes the connection reads on, and looks at nothing.
    if (this.#code !== undefined) return await this.#conn.read(buffer);
    while (true) {
      const length = await this.#readFrames(buffer);
      if (length === null) return null;
      const text = this.#decode(buffer, length);
      const { ping, closed, empty } = this.#frames.takeControls();
      if (ping) this.#answerPing(ping);
      if (empty > 0) await this.#pay(empty);
      if (text > 0) return text;
      if (closed !== undefined) {
        this.#code = closed;
        return null;
      }
    }
  }

  /** Begins a text message, or goes on with the one that was begun. */
  async write(bytes: Uint8Array): Promise<number> {
    while (this.#writing) await this.#writing;
    return await this.#exclusively(() => this.#writeText(bytes));
  }

  /** Says that nothing more comes, and why. */
  async closeWrite(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#owed === 0) {
      await this.#exclusively(() => this.#writeAll(closeFrame(this.#code ?? CLOSE.normal)));
    }
    await this.#conn.closeWrite();
  }

  /** Closes the connection. */
  close(): void {
    this.#conn.close();
  }

  /** Reads behind the first place of the buffer; returns where what was read ends. */
  async #readFrames(buffer: Uint8Array): Promise<number | null> {
    const place = buffer.subarray(1);
    const length = this.#ahead ? this.#takeAhead(place) : await this.#conn.read(place);
    return length === null ? null : 1 + length;
  }

  #takeAhead(place: Uint8Array): number {
    const part = this.#ahead!.subarray(0, place.length);
    place.set(part);
    const left = this.#ahead!.subarray(part.length);
    this.#ahead = left.length > 0 ? left : undefined;
    return part.length;
  }

  #decode(buffer: Uint8Array, length: number): number {
    try {
      return this.#frames.decode(buffer, length);
    } catch (error) {
      if (error instanceof FrameError) this.#code = error.code;
      throw error;
    }
  }

  async #writeText(bytes: Uint8Array): Promise<number> {
    let written = 0;
    if (this.#owed > 0) written = await this.#conn.write(bytes.subarray(0, this.#owed));
    else {
      const frame = textFrame(bytes);
      this.#owed = bytes.length;
      // Nothing of the text is written before the whole head is.
      for (written = bytes.length - frame.length; written <= 0;) {
        written += await this.#conn.write(frame.subarray(written + frame.length - bytes.length));
      }
    }
    this.#owed -= written;
    return written;
  }

  #answerPing(payload: Uint8Array): void {
    this.#pong = pongFrame(payload);
    this.#sendPong();
  }

  #sendPong(): void {
    if (!this.#pong || this.#writing || this.#owed > 0) return;
    const pong = this.#pong;
    this.#pong = undefined;
    // Whoever writes lines notices if the connection cannot be written to.
    this.#exclusively(() => this.#writeAll(pong)).catch(() => {});
  }

  async #writeAll(frame: Uint8Array): Promise<void> {
    for (let at = 0; at < frame.length;) at += await this.#conn.write(frame.subarray(at));
  }

  /** Writes while nobody else does. */
  async #exclusively<T>(write: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#writing = promise;
    try {
      return await write();
    } finally {
      this.#writing = undefined;
      resolve();
      this.#sendPong();
    }
  }
}
