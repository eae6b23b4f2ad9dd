import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { formatQuery, newNonce, parseAnswer, QUERY_BYTES } from "../../lib/discovery/datagrams.ts";
import { Answerer, Askers, MAX_ASKERS } from "../../lib/discovery/answerer.ts";
import { UdpSocket } from "../../lib/discovery/udp_socket.ts";
import { Raw, startServer } from "../programs/programs.ts";
import { pure } from "../pure.ts";

const LOOPBACK = "127.0.0.1";

/** A socket that keeps what arrives. */
async function listen(): Promise<{ socket: UdpSocket; next: () => Promise<Uint8Array> }> {
  const arrived: Uint8Array[] = [];
  let changed = Promise.withResolvers<void>();
  const socket = await UdpSocket.open({
    hostname: LOOPBACK,
    onDatagram: (datagram) => {
      arrived.push(datagram);
      changed.resolve();
    },
  });
  const next = async () => {
    while (arrived.length === 0) {
      await changed.promise;
      changed = Promise.withResolvers();
    }
    return arrived.shift()!;
  };
  return { socket, next };
}

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("Answerer answers no query that is malformed, truncated or oversized", async () => {
  await using room = await startServer(["--title", "实".repeat(48)]);
  const { socket, next } = await listen();
  try {
    const to = { hostname: LOOPBACK, port: room.port };
    const query = formatQuery(newNonce());
    const bad = [
      encode(""),
      encode("\n"),
      encode("x".repeat(QUERY_BYTES)),
      new Uint8Array(QUERY_BYTES).fill(255),
      query.subarray(0, 40),
      query.subarray(0, QUERY_BYTES - 1),
      new Uint8Array([...query, 32]),
      new Uint8Array(60_000).fill(32),
      encode("/where version=9 nonce=0123456789abcdef".padEnd(QUERY_BYTES)),
    ];
    for (const datagram of bad) socket.send(datagram, to);
    // The first one that is good is answered first: none of the others was, nor counted as asking.
    const nonce = newNonce();
    socket.send(formatQuery(nonce), to);
    const answer = await next();
    const facts = parseAnswer(answer, nonce);
    assertEquals(facts?.title, "实".repeat(48));
    assertEquals(facts?.port, room.port);
    assertLessOrEqual(answer.length, QUERY_BYTES);
    // And the room is well.
    using raw = await Raw.connect(room.port);
    await raw.send("foo :hi\n");
    await raw.until("foo :hi\n");
  } finally {
    await socket.close();
  }
});

Deno.test("Answerer tells how many are in the room, as it changes", async () => {
  let people = 0;
  const facts = () => ({
    ...{ room: "x", port: 1, people: people++, password: true, tls: false, title: "t" },
  });
  const probe = Deno.listen({ hostname: LOOPBACK, port: 0 });
  const { port } = probe.addr;
  const answerer = await Answerer.open({ hostname: LOOPBACK, port, facts });
  const { socket, next } = await listen();
  try {
    const nonce = newNonce();
    socket.send(formatQuery(nonce), { hostname: LOOPBACK, port });
    const answer = parseAnswer(await next(), nonce);
    assertEquals([answer?.people, answer?.password, answer?.tls], [0, true, false]);
  } finally {
    await Promise.all([answerer.close(), socket.close()]);
    await answerer.close();
    probe.close();
  }
});

pure("Askers admits each address once a second", () => {
  const askers = new Askers();
  const admitted: number[] = [];
  // Ten thousand questions a second, for three and a half seconds.
  for (let now = 0; now < 3500; now += 0.1) if (askers.admit("10.0.0.1", now)) admitted.push(now);
  assertEquals(admitted.map(Math.round), [0, 1000, 2000, 3000]);
  assert(askers.admit("10.0.0.2", 3500), "another address is not concerned");
});

pure("Askers remembers no more than its limit, and forgets in time", () => {
  const askers = new Askers();
  let admitted = 0;
  for (let i = 0; i < 100_000; i++) {
    if (askers.admit(`fe80::${i.toString(16)}`, i / 1000)) admitted++;
    assertLessOrEqual(askers.size, MAX_ASKERS);
  }
  assertEquals(admitted, MAX_ASKERS);
  assert(askers.admit("late", 2000));
  assertEquals(askers.size, 1);
});
