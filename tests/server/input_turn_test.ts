import { assertEquals } from "@std/assert";
import { InputTurn } from "../../lib/server/input_turn.ts";
import { Raw } from "../programs/programs.ts";
import { pure } from "../pure.ts";
import { serveHere } from "./serve_here.ts";

Deno.test("InputTurn comes after input that is there already", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using sender = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  using receiver = await listener.accept();
  using turn = await InputTurn.open();
  const order: string[] = [];
  for (let i = 0; i < 10; i++) {
    const reading = receiver.read(new Uint8Array(1)).then(() => order.push("input"));
    await sender.write(new Uint8Array(1));
    await turn.take();
    order.push("turn");
    await reading;
  }
  assertEquals(order, Array(10).fill(["input", "turn"]).flat());
});

Deno.test("InputTurn is a timer when its connection is gone", async () => {
  const turn = await InputTurn.open();
  await turn.take();
  turn[Symbol.dispose]();
  turn[Symbol.dispose]();
  await turn.take();
});

pure("InputTurn is a timer where it may not connect", async () => {
  using turn = await InputTurn.open();
  await turn.take();
});

Deno.test("ChatServer accepts a crowd that connects at once", async () => {
  const server = serveHere();
  const crowd = await Promise.all(Array.from({ length: 300 }, () => Raw.connect(server.port)));
  try {
    await Promise.all(crowd.map((raw) => raw.send("\n")));
    for (const raw of crowd) assertEquals((await raw.line()).slice(0, 7), "*hello ");
  } finally {
    for (const raw of crowd) raw[Symbol.dispose]();
    await server.close();
  }
});
