/**
 * The floor: a relay with no names, no history and no limits. What one connection sends all get, as
 * it stands. What arrives at once is joined once for everybody; what waits for a connection that is
 * being written to is joined into its next write. Writes are as fair as the room's.
 *
 * @module
 */

import { writeTurn } from "../../lib/net/fair_writes.ts";

const READ_BUFFER_BYTES = 512;

const clients = new Set<Client>();
let arrived: Uint8Array[] = [];

class Client {
  readonly conn: Deno.TcpConn;
  #waiting: Uint8Array[] = [];
  #writing = false;

  constructor(conn: Deno.TcpConn) {
    this.conn = conn;
  }

  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    if (!this.#writing) this.#write().catch(() => clients.delete(this));
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      await writeTurn();
      const batch = join(this.#waiting);
      this.#waiting = [];
      for (let at = 0; at < batch.length;) {
        at += await this.conn.write(at === 0 ? batch : batch.subarray(at));
      }
    }
    this.#writing = false;
  }
}

function relay(bytes: Uint8Array): void {
  if (arrived.push(bytes) > 1) return;
  queueMicrotask(() => {
    const batch = join(arrived);
    arrived = [];
    for (const client of clients) client.push(batch);
  });
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

async function serve(client: Client): Promise<void> {
  client.conn.setNoDelay(true);
  clients.add(client);
  try {
    const buffer = new Uint8Array(READ_BUFFER_BYTES);
    for (let length; (length = await client.conn.read(buffer)) !== null;) {
      relay(buffer.slice(0, length));
    }
  } catch {
    // Reset.
  } finally {
    clients.delete(client);
    client.conn.close();
  }
}

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0, tcpBacklog: 4096 });
console.error(`Listening on 127.0.0.1:${listener.addr.port}`);
while (true) serve(new Client(await listener.accept()));
