/**
 * What a browser sends and receives, for tests without sockets.
 *
 * @module
 */

/** The request by which a page joins the room; `headers` take the place of what it sends. */
export function upgrade(headers: Record<string, string | undefined> = {}): string {
  const all = {
    Host: "lab-pc:8001",
    Origin: "http://lab-pc:8001",
    Connection: "keep-alive, Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    // That of RFC 6455, 1.3.
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== undefined);
  return ["GET /room HTTP/1.1", ...lines.map(([name, value]) => `${name}: ${value}`), "", ""]
    .join("\r\n");
}

/** A frame of a client; its mask changes nothing. */
export function frame(opcode: number, payload: string | Uint8Array = ""): Uint8Array {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const { length } = bytes;
  const lengths = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
  return Uint8Array.of(0x80 | opcode, ...lengths, 0, 0, 0, 0, ...bytes);
}

/** A text message. */
export function text(lines: string): Uint8Array {
  return frame(1, lines);
}
