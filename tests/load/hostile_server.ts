/**
 * A server that sends whoever joins one thing without end, in a process of its own.
 *
 *     deno run --allow-net tests/load/hostile_server.ts KIND
 *
 * Prints `ready PORT`, and `left` whenever a client has left. Takes one connection after the other.
 *
 * @module
 */

/** How many lines are sent in one write. */
const LINES_AT_ONCE = 1000;

const HELLO = "*hello version=1 room=bad last=0 limit=4096\n";
const JOINED = "*you foo\n*names foo\n*present 0\n";
const BLAH = "blah ".repeat(10);
const LONG = "x".repeat(4000);

/** What is sent without end. */
interface Flood {
  /** What is answered to the questions of a client that joins. @default JOINED */
  first?: string;
  /** The `n`-th line. */
  line: (n: number) => string;
  /** Whether nothing more is read from the client. */
  deaf?: true;
}

/** What a server can send without end. */
export const FLOODS: Record<string, Flood> = {
  past: { first: "", line: (n) => `*past ${n + 1} ${1.7e12 + n} bob :${n} ${BLAH}\n` },
  gap: { first: "", line: (n) => `*gap ${2 * n + 1} ${2 * n + 1}\n` },
  names: { first: "*you foo\n", line: (n) => `*names a${n} :b${n} :c${n} :\n` },
  "long past": { first: "", line: (n) => `*past ${n + 1} ${1.7e12 + n} bob :${n} ${LONG}\n` },
  "long names": { first: "*you foo\n", line: (n) => `*names a${n}${LONG} :\n` },
  "long join": { line: (n) => `*join ${n}${LONG}\n` },
  join: { line: (n) => `*join person number ${n}\n` },
  rename: { line: (n) => n % 2 ? `*rename a${n - 1} :b${n}\n` : `*join a${n}\n` },
  you: { line: (n) => `*you foo${n}\n` },
  chat: { line: (n) => `person ${n} :${BLAH}\n` },
  private: { line: (n) => `*private person ${n} :${BLAH}\n` },
  ping: { line: () => "*ping\n", deaf: true },
  skipped: { line: (n) => n % 2 ? "*present 0\n" : "*skipped 1\n", deaf: true },
  line: { line: () => "x".repeat(64) },
};

async function write(conn: Deno.TcpConn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

/** Reads until the client has sent something. */
async function heard(conn: Deno.TcpConn, looked: string): Promise<void> {
  const buffer = new Uint8Array(64 * 1024);
  const decoder = new TextDecoder();
  for (let text = ""; !text.includes(looked);) {
    const length = await conn.read(buffer);
    if (length === null) throw new Error("The client has left");
    text += decoder.decode(buffer.subarray(0, length), { stream: true });
  }
}

async function drain(conn: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(64 * 1024);
  while (await conn.read(buffer).catch(() => null) !== null);
}

async function serve(conn: Deno.TcpConn, { first = JOINED, line, deaf }: Flood): Promise<void> {
  await heard(conn, "\n");
  await write(conn, HELLO);
  await heard(conn, "/since");
  await write(conn, first);
  if (!deaf) drain(conn);
  for (let n = 0;;) {
    await write(conn, Array.from({ length: LINES_AT_ONCE }, () => line(n++)).join(""));
  }
}

async function main(kind: string): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  console.log(`ready ${listener.addr.port}`);
  while (true) {
    using conn = await listener.accept();
    await serve(conn, FLOODS[kind]!).catch(() => console.log("left"));
  }
}

if (import.meta.main) await main(Deno.args[0]!);
