/**
 * A connection whose first bytes have not told yet what it is.
 *
 * A client of 2014 says nothing and is sent lines at once. A browser opens sockets ahead of its
 * requests, and would take such lines for the answer. So nothing is written to a connection that has
 * sent nothing, for as long as `hold.ts` says. What is for it waits in its outbox.
 *
 * @module
 */

import type { ByteStream } from "../net/byte_stream.ts";
import { QUIET_MS } from "../net/read_lines.ts";
import { closeQuietly, settlesWithin } from "../net/settles_within.ts";
import type { Delayed } from "./delay.ts";
import { type ConnectionKind, FirstBytes } from "./first_bytes.ts";
import type { Hold } from "./hold.ts";

/** Thrown to a reader or writer of a connection that is no chat. */
class NotChat extends Error {
  override name = "NotChat";

  constructor() {
    super("The connection is no chat");
  }
}

/** Options for a {@linkcode HeldStream}. */
export interface HeldStreamOptions {
  /** Says how long nothing is written to a connection that sends nothing. @default it is not held */
  hold?: Hold | undefined;
  /** The IP address that the connection comes from. */
  hostname: string;
  /** How long what starts like a request may take to become one, in ms. */
  headMs: number;
  /** Called once, when the connection counts as chat. */
  onRelease: () => void;
}

/**
 * The chat in a connection. If it turns out to be no chat, reading and writing fail, closing does
 * nothing, and the connection itself is left to whoever asks for its `kind`.
 */
export class HeldStream implements ByteStream, Delayed {
  dueAt = 0;
  readonly #conn: ByteStream;
  readonly #options: HeldStreamOptions;
  readonly #first = new FirstBytes();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether nothing is written; pending while somebody waits to write. */
  #isHeld = true;
  #held: PromiseWithResolvers<void> | undefined;
  #isReleased = false;
  #isForeign = false;
  /** Whether it may be a browser's, for a request that is yet to come. */
  #isSpare = false;
  /** How many of the first bytes have been read, and what is left of them once it is chat. */
  #given = 0;
  #left: Uint8Array | undefined;
  #startedAt = 0;

  /** Holds a connection. */
  constructor(conn: ByteStream, options: HeldStreamOptions) {
    this.#conn = conn;
    this.#options = options;
    if (options.hold) options.hold.add(this);
    else this.#release();
  }

  /** What the connection is, if it is no chat. `late`: it started like a request, and went no further. */
  get kind(): Exclude<ConnectionKind, "open" | "chat"> | "late" | undefined {
    if (!this.#isForeign) return undefined;
    const { kind } = this.#first;
    return kind === "request" || kind === "tls" ? kind : "late";
  }

  /** When its first byte came, in ms. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** Takes out what was read of a connection that is no chat. */
  takeRead(): Uint8Array {
    return this.#first.take();
  }

  /** Releases it after some quiet, unless it may be a request or a browser may yet send one. */
  onDue(): void {
    if (this.#first.mayBeRequest) return;
    const { hold, hostname } = this.#options;
    this.#isSpare = this.#first.isEmpty && !this.#isSpare && hold!.prolong(this, hostname);
    if (!this.#isSpare) this.#release();
  }

  /** Lets through what waits, because the connection ends. */
  letGo(): void {
    // A browser uses a socket with something to read in it, even if its other side has closed it.
    if (this.#isSpare) closeQuietly(this.#conn);
    this.#open();
  }

  /** Reads. What may yet be a request is kept back. */
  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#first.kind === "chat" && !this.#left) return this.#conn.read(buffer);
    return this.#readFirst(buffer);
  }

  /** Writes once the connection is released. */
  write(bytes: Uint8Array): Promise<number> {
    return this.#isHeld || this.#isForeign ? this.#writeLater(bytes) : this.#conn.write(bytes);
  }

  /** Tells the other side that nothing more comes. */
  closeWrite(): Promise<void> {
    return this.#isForeign ? Promise.resolve() : this.#conn.closeWrite();
  }

  /** Closes it. */
  close(): void {
    this.#stopTimer();
    if (!this.#isForeign) this.#conn.close();
  }

  async #writeLater(bytes: Uint8Array): Promise<number> {
    if (this.#isForeign) throw new NotChat();
    this.#held ??= Promise.withResolvers();
    await this.#held.promise;
    return await this.#conn.write(bytes);
  }

  async #readFirst(buffer: Uint8Array): Promise<number | null> {
    if (this.#isForeign) return null;
    if (this.#left) return this.#give(buffer);
    while (true) {
      const reading = this.#conn.read(buffer);
      if (this.#first.mayBeRequest) await this.#isInTime(reading);
      const length = await reading;
      if (length === null) return this.#end();
      if (this.#first.isEmpty) this.#startedAt = performance.now();
      this.#first.push(buffer.subarray(0, length));
      const { kind } = this.#first;
      if (kind === "request" || kind === "tls") this.#handOver();
      if (kind === "chat") {
        this.#release();
        this.#left = this.#first.take().subarray(this.#given);
        return this.#give(buffer);
      }
      if (this.#first.mayBeRequest) continue;
      this.#given += length;
      // An original client ends no line, and what it sent counts as whole then.
      if (this.#isHeld) this.#releaseAfterQuiet();
      return length;
    }
  }

  /** The head of a request may take no longer than this. */
  async #isInTime(reading: Promise<unknown>): Promise<void> {
    const left = this.#startedAt + this.#options.headMs - performance.now();
    if (!await settlesWithin(reading, Math.max(0, left))) this.#handOver();
  }

  #end(): null {
    if (this.#first.mayBeRequest) this.#handOver();
    if (!this.#first.isEmpty) this.#release();
    return null;
  }

  #give(buffer: Uint8Array): number {
    const part = this.#left!.subarray(0, buffer.length);
    buffer.set(part);
    const left = this.#left!.subarray(part.length);
    this.#left = left.length > 0 ? left : undefined;
    return part.length;
  }

  #releaseAfterQuiet(): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => this.onDue(), QUIET_MS);
  }

  #stopTimer(): void {
    this.#options.hold?.delete(this);
    clearTimeout(this.#timer);
  }

  #release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#isSpare = false;
    this.#options.onRelease();
    this.#open();
  }

  #open(): void {
    this.#stopTimer();
    this.#isHeld = false;
    this.#held?.resolve();
    this.#held = undefined;
  }

  #handOver(): never {
    this.#stopTimer();
    this.#isForeign = true;
    this.#isSpare = false;
    const error = new NotChat();
    this.#held?.reject(error);
    throw error;
  }
}
