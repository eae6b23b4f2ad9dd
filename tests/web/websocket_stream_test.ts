import { assertEquals, assertRejects } from "@std/assert";
import type { ByteStream } from "../../lib/net/byte_stream.ts";
import { joinChunks } from "../../lib/net/chunk_queue.ts";
import { FrameError } from "../../lib/web/frames.ts";
import { WebSocketStream } from "../../lib/web/websocket_stream.ts";
import { pure } from "../pure.ts";

const encoder = new TextEncoder();
const NO_BYTES = new Uint8Array();

/** A frame of a client; its mask changes nothing. */
function frame(opcode: number, text = ""): Uint8Array {
  const payload = encoder.encode(text);
  return Uint8Array.of(0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0, ...payload);
}

/** A connection that reads what it is given, and takes so many bytes at a time. */
class FakeConn implements ByteStream {
  readonly chunks: Uint8Array[] = [];
  readonly log: string[] = [];
  #most: number;
  #fed: (Uint8Array | null)[];
  gate: Promise<void> | undefined;

  constructor(fed: (Uint8Array | null)[], most = Infinity) {
    this.#fed = fed;
    this.#most = most;
  }

  get written(): string {
    return Array.from(joinChunks(this.chunks), (byte) => String.fromCharCode(byte)).join("");
  }

  read(buffer: Uint8Array): Promise<number | null> {
    const next = this.#fed.shift() ?? null;
    if (next === null) return Promise.resolve(null);
    buffer.set(next.subarray(0, buffer.length));
    if (next.length > buffer.length) this.#fed.unshift(next.subarray(buffer.length));
    return Promise.resolve(Math.min(next.length, buffer.length));
  }

  async write(bytes: Uint8Array): Promise<number> {
    await this.gate;
    const part = bytes.slice(0, this.#most);
    this.chunks.push(part);
    return part.length;
  }

  closeWrite(): Promise<void> {
    this.log.push("end");
    return Promise.resolve();
  }

  close(): void {
    this.log.push("close");
  }
}

function open(conn: FakeConn, ahead: Uint8Array = NO_BYTES, paid: number[] = []): WebSocketStream {
  const pay = (tokens: number) => {
    paid.push(tokens);
    return Promise.resolve();
  };
  return new WebSocketStream(conn, { ahead, pay });
}

async function readAll(stream: WebSocketStream, size = 512): Promise<string> {
  const buffer = new Uint8Array(size);
  let text = "";
  for (let length; (length = await stream.read(buffer)) !== null;) {
    text += new TextDecoder().decode(buffer.subarray(0, length));
  }
  return text;
}

async function writeAll(stream: WebSocketStream, text: string): Promise<void> {
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length;) at += await stream.write(bytes.subarray(at));
}

pure("WebSocketStream reads lines, first what came with the request", async () => {
  for (const size of [2, 3, 10, 512]) {
    const conn = new FakeConn([frame(1, "two\n"), frame(1, "three"), frame(8)]);
    assertEquals(await readAll(open(conn, frame(1, "one")), size), "one\ntwo\nthree\n");
  }
});

pure("WebSocketStream writes each write as one message, however it is taken", async () => {
  for (const most of [1, 2, 3, 5, Infinity]) {
    const conn = new FakeConn([], most);
    const stream = open(conn);
    await writeAll(stream, "foo :hi\n");
    await writeAll(stream, "x".repeat(199) + "\n");
    assertEquals(conn.written, `\x81\x08foo :hi\n\x81\x7e\x00\xc8${"x".repeat(199)}\n`);
  }
});

pure(
  "WebSocketStream answers the last ping, never within a message, and makes pings pay",
  async () => {
    const gate = Promise.withResolvers<void>();
    const conn = new FakeConn([joinChunks([frame(9, "a"), frame(9, "b")]), frame(10), frame(8)], 4);
    conn.gate = gate.promise;
    const paid: number[] = [];
    const stream = open(conn, NO_BYTES, paid);
    const writing = writeAll(stream, "foo :hi\n");
    assertEquals(await readAll(stream), "");
    gate.resolve();
    await writing;
    await stream.closeWrite();
    assertEquals(conn.written, "\x81\x08foo :hi\n\x8a\x01b\x88\x02\x03\xe8");
    assertEquals(paid, [2, 1, 1]);
  },
);

pure("WebSocketStream closes with the code of the other side, or of what was wrong", async () => {
  const going = new FakeConn([Uint8Array.of(0x88, 0x82, 0, 0, 0, 0, 3, 0xe9)]);
  const left = open(going);
  assertEquals(await readAll(left), "");
  await left.closeWrite();
  assertEquals([going.written, going.log], ["\x88\x02\x03\xe9", ["end"]]);

  const conn = new FakeConn([frame(2, "x"), encoder.encode("anything"), null]);
  const broken = open(conn);
  const buffer = new Uint8Array(512);
  await assertRejects(() => broken.read(buffer), FrameError);
  await broken.closeWrite();
  assertEquals(conn.written, "\x88\x02\x03\xeb");
  // What still comes is read, so that the reason arrives.
  assertEquals([await broken.read(buffer), await broken.read(buffer)], [8, null]);
});

pure("WebSocketStream ends where its connection does", async () => {
  assertEquals(await readAll(open(new FakeConn([frame(1, "half").subarray(0, 8), null]))), "ha");
});
