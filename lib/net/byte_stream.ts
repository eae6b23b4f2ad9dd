/**
 * A connection as bytes in both directions. `Deno.Conn` is one.
 *
 * @module
 */

/** Something to read bytes from; `Deno.stdin` is one. */
export interface ByteSource {
  /** Reads into `buffer`. Resolves to the number of bytes read, or to null at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
}

/** Something to write bytes to; `Deno.stdout` is one. */
export interface ByteSink {
  /** Writes at least one of the bytes. Resolves to the number of bytes written. */
  write(bytes: Uint8Array): Promise<number>;
}

/** A connection. */
export interface ByteStream extends ByteSource, ByteSink {
  /** Tells the other side that nothing more comes. Reading goes on. */
  closeWrite(): Promise<void>;
  /** Closes both directions. */
  close(): void;
}
