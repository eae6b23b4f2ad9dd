/**
 * Waits in the queue in which everybody's input waits.
 *
 * Deno looks for input only when it has nothing else to run, or after 61 turns of its event loop, and
 * then handles it first come first served. So `setImmediate` lets nobody else's input come first, and
 * a timer waits 2 ms and more although nothing may be waiting. What comes first is all input that is
 * there already if one waits for a byte that one has sent to oneself.
 *
 * @module
 */

import { closeQuietly } from "../net/settles_within.ts";

const BYTE = new Uint8Array(1);

/** A connection of the server to itself. */
export class InputTurn implements Disposable {
  /** Its two ends, if it is open. */
  readonly #conns: Deno.Conn[];

  private constructor(conns: Deno.Conn[]) {
    this.#conns = conns;
  }

  /** Connects. Where that is not possible, {@linkcode take} waits for a timer. */
  static async open(): Promise<InputTurn> {
    try {
      using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const { port } = listener.addr as Deno.NetAddr;
      const near = await Deno.connect({ hostname: "127.0.0.1", port });
      near.setNoDelay(true);
      while (true) {
        const far = await listener.accept();
        const isOurs =
          (far.remoteAddr as Deno.NetAddr).port === (near.localAddr as Deno.NetAddr).port;
        if (isOurs) return new InputTurn([near, far]);
        // Somebody else on this PC was faster.
        far.close();
      }
    } catch {
      return new InputTurn([]);
    }
  }

  /** Resolves when the input that waits now has been handled. Never rejects. */
  async take(): Promise<void> {
    if (await this.#passByte()) return;
    this[Symbol.dispose]();
    await new Promise((resume) => setTimeout(resume, 0));
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    for (const conn of this.#conns.splice(0)) closeQuietly(conn);
  }

  /** Sends a byte to itself; false if there is no connection. */
  async #passByte(): Promise<boolean> {
    const [near, far] = this.#conns;
    if (!near || !far) return false;
    // Reading begins before the byte is there, so it has to wait for its turn.
    const passed = Promise.all([far.read(new Uint8Array(1)), near.write(BYTE)]);
    const [length] = await passed.catch(() => [null]);
    return length !== null;
  }
}
