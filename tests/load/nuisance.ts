/**
 * A client that nobody wants: `nuisance.ts PORT flood` says as much as it can, `nuisance.ts PORT deaf`
 * asks for much and reads nothing of it. Comes back whenever it is closed.
 *
 * @module
 */

const [port, kind] = Deno.args;
const encoder = new TextEncoder();
const FLOOD = encoder.encode(`flood :${"x".repeat(4000)}\n`.repeat(16));
const QUESTIONS = encoder.encode("\n/since 0\n/help\n/who\n".repeat(100));

async function drain(conn: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(64 * 1024);
  while (await conn.read(buffer) !== null);
}

while (true) {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  if (kind === "flood") drain(conn).catch(() => {});
  console.log("connected");
  try {
    while (true) await conn.write(kind === "flood" ? FLOOD : QUESTIONS);
  } catch {
    // Closed by the server.
  }
}
