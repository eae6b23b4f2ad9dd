import { assertEquals } from "@std/assert";
import { TcpLinks } from "../../lib/client/tcp_link.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { MAX_WAITING_CHUNKS } from "../../lib/net/outbox.ts";

const { en } = PROGRAM_SENTENCES;

Deno.test("TcpLink ends, and says why, when it can queue no more", async () => {
  using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = server.addr as Deno.NetAddr;
  const links = new TcpLinks(en);
  const opened = Promise.withResolvers<void>();
  const reasons: string[] = [];
  const closed = Promise.withResolvers<void>();
  const link = links.world().dial({ hostname: "127.0.0.1", port }, {
    opened: opened.resolve,
    received: () => {},
    closed: (reason) => {
      reasons.push(reason(en));
      closed.resolve();
    },
  });
  using _reads_nothing = await server.accept();
  await opened.promise;
  for (let i = 0; i < MAX_WAITING_CHUNKS; i++) link.send("/pong\n");
  for (let i = 0; i < 2; i++) link.send("/pong\n");
  assertEquals(reasons, [], "it does not end while something is being sent");
  await closed.promise;
  await links.closed();
  assertEquals(reasons, [en.serverTakesNothing()]);
});
