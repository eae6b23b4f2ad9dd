/**
 * A connection without a socket.
 *
 * @module
 */

import type { ByteStream } from "../../lib/net/byte_stream.ts";
import { joinChunks } from "../../lib/net/chunk_queue.ts";

/** Reads what the test feeds, and keeps what is written. */
export class FakeStream implements ByteStream {
  /** What was written and not taken by {@linkcode take} yet. */
  written = "";
  /** What happened to it: a write that has to wait, the end of writing, closing. */
  readonly log: ("wait" | "end" | "close")[] = [];
  readonly #decoder = new TextDecoder();
  readonly #chunks: Uint8Array[] = [];
  #stalled: Promise<void> | undefined;
  #fed: (Uint8Array | null)[] = [];
  #changed = Promise.withResolvers<void>();

  /** All bytes that were written, a character each. */
  get bytes(): string {
    return Array.from(joinChunks(this.#chunks), (byte) => String.fromCharCode(byte)).join("");
  }

  /** Text or bytes to read, null for the end. */
  feed(...items: (string | Uint8Array | null)[]): void {
    const encoder = new TextEncoder();
    this.#fed.push(...items.map((item) => typeof item === "string" ? encoder.encode(item) : item));
    this.#wake();
  }

  /** Waits until this has been written, and takes everything up to it. */
  async take(end: string): Promise<string> {
    while (!this.written.includes(end)) await this.#changed.promise;
    const at = this.written.indexOf(end) + end.length;
    const text = this.written.slice(0, at);
    this.written = this.written.slice(at);
    return text;
  }

  /** Waits until everything that was fed has been read. */
  async consumed(): Promise<void> {
    while (this.#fed.length > 0) await this.#changed.promise;
  }

  /** How many bytes were fed and not read yet. */
  get unread(): number {
    return this.#fed.reduce((bytes, item) => bytes + (item?.length ?? 0), 0);
  }

  /** Makes writing wait until what it returns is resolved. */
  stall(): PromiseWithResolvers<void> {
    const stalled = Promise.withResolvers<void>();
    this.#stalled = stalled.promise;
    return stalled;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#fed.length === 0 && !this.log.includes("close")) await this.#changed.promise;
    if (this.log.includes("close")) throw new Error("Closed while being read");
    const item = this.#fed[0] ?? null;
    if (item === null) return null;
    const taken = item.subarray(0, buffer.length);
    buffer.set(taken);
    this.#fed.splice(0, 1, ...taken.length < item.length ? [item.subarray(taken.length)] : []);
    this.#wake();
    return taken.length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    if (this.#stalled) this.#happen("wait");
    await this.#stalled;
    if (this.log.includes("close")) throw new Error("Closed while being written");
    this.#chunks.push(bytes.slice());
    this.written += this.#decoder.decode(bytes, { stream: true });
    this.#wake();
    return bytes.length;
  }

  closeWrite(): Promise<void> {
    this.#happen("end");
    return Promise.resolve();
  }

  close(): void {
    this.#happen("close");
  }

  /** Waits until something has happened to it. */
  async until(event: "wait" | "end" | "close"): Promise<void> {
    while (!this.log.includes(event)) await this.#changed.promise;
  }

  #happen(event: "wait" | "end" | "close"): void {
    this.log.push(event);
    this.#wake();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
