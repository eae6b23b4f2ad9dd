/**
 * Sends requests as curl does, and takes the answers apart.
 *
 * @module
 */

/** An answer, read to its end. */
export interface Answer {
  status: number;
  /** The headers by their names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** The body as text. */
  text: string;
}

/** A request's headers, and its body. */
export interface Asked {
  headers?: Record<string, string>;
  body?: string;
  /** Called with the bytes so far; true: that is enough, and the connection is closed. */
  enough?: (received: number) => boolean;
}

/** Sends `GET /path` or the like, exactly as it is written, and reads what comes. */
export async function http(port: number, line: string, asked: Asked = {}): Promise<Answer> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const body = new TextEncoder().encode(asked.body ?? "");
  const headers = {
    Host: `127.0.0.1:${port}`,
    "User-Agent": "curl/8.5.0",
    Accept: "*/*",
    ...asked.body === undefined ? {} : { "Content-Length": String(body.length) },
    ...asked.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = new TextEncoder().encode(`${line} HTTP/1.1\r\n${lines.join("")}\r\n`);
  await writeAll(conn, head);
  await writeAll(conn, body);
  return parse(await readAll(conn, asked.enough));
}

async function writeAll(conn: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

async function readAll(conn: Deno.Conn, enough = (_: number) => false): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (!enough(length)) {
    const buffer = new Uint8Array(64 * 1024);
    const read = await conn.read(buffer);
    if (read === null) break;
    chunks.push(buffer.subarray(0, read));
    length += read;
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

function parse(bytes: Uint8Array): Answer {
  const latin = Array.from(bytes.subarray(0, 8192), (byte) => String.fromCharCode(byte)).join("");
  const end = latin.indexOf("\r\n\r\n");
  const [first = "", ...lines] = latin.slice(0, end).split("\r\n");
  const body = bytes.subarray(end + 4);
  return {
    status: Number(first.split(" ")[1]),
    headers: Object.fromEntries(
      lines.map((line) => [line.split(":")[0]!.toLowerCase(), line.slice(line.indexOf(":") + 2)]),
    ),
    body,
    text: new TextDecoder().decode(body),
  };
}
