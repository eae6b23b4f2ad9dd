import { Buffer } from "node:buffer";
import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import { LINE_BYTES, OneStream } from "../bench/one_stream.ts";
import { NatsStream } from "../bench/nats.ts";
import { ROOT } from "./programs.ts";

Deno.test("The bench measures when it is given hardly any time", async () => {
  const json = await Deno.makeTempFile();
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      // The other sections measure in the same ways, and take longer.
      args: [
        ...["run", "-q", "-A", `${ROOT}tests/bench/bench.ts`, "--smoke", "--json", json],
        ...["fan-out", "crowds", "idle"],
      ],
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
    const { figures } = JSON.parse(await Deno.readTextFile(json));
    assertEquals(Object.keys(figures).length, 3);
    const names = figures["fan-out"].map((row: Record<string, string>) => row[""]);
    assertEquals(names, ["bare relay", "room", "room / bare relay"]);
    for (const row of figures["fan-out"].slice(0, 2)) assert(row["deliveries/s"] > 0);
  } finally {
    await Deno.remove(json);
  }
});

/** Two readers, two talkers that have said two lines each; and whose lines reached both. */
function setUp() {
  const reached: number[] = [];
  const stream = new OneStream(2, 2, (talker) => reached.push(talker));
  const lines = [0, 1, 0, 1].map((talker) => stream.say(talker)) as [
    string,
    string,
    string,
    string,
  ];
  const take = (reader: number, text: string) => {
    assertEquals(text.length % LINE_BYTES, 0);
    stream.take(reader, Buffer.from(text), text.length);
  };
  return { stream, lines, reached, take };
}

Deno.test("OneStream takes every talker's lines in order, cut anywhere", {
  permissions: "none",
}, () => {
  const { stream, lines: [a0, b0, a1, b1], reached } = setUp();
  const all = Buffer.from(b0 + a0 + a1 + b1);
  for (let at = 0; at < all.length; at += 50) {
    const part = all.subarray(at, at + 50);
    stream.take(at % 100 === 0 ? 0 : 1, part, part.length);
    stream.take(at % 100 === 0 ? 1 : 0, part, part.length);
  }
  assertEquals(reached, [1, 0, 0, 1]);
});

Deno.test("OneStream counts a line as received when the last reader has it", {
  permissions: "none",
}, () => {
  const { lines: [a0, b0], reached, take } = setUp();
  take(0, a0 + b0);
  assertEquals(reached, []);
  take(1, a0);
  assertEquals(reached, [0]);
});

Deno.test("OneStream throws when a line is lost, doubled, changed or out of order", {
  permissions: "none",
}, () => {
  const { lines: [a0, b0, a1] } = setUp();
  for (const wrong of [a1, a0 + a0, a0 + a1 + a0, a0.replace("-", "+"), b0.replace("1", "7")]) {
    assertThrows(() => setUp().take(0, wrong), Error, "is not what was to come");
  }
});

Deno.test("OneStream throws when readers receive different orders", { permissions: "none" }, () => {
  const { lines: [a0, b0], take } = setUp();
  take(0, a0 + b0);
  assertThrows(() => take(1, b0 + a0), Error, "something else");
});

Deno.test("OneStream waits for the prompt readers alone, and knows who is behind", {
  permissions: "none",
}, () => {
  const reached: number[] = [];
  const stream = new OneStream(2, 1, (talker) => reached.push(talker), { prompt: 1 });
  const line = Buffer.from(stream.say(0));
  stream.take(0, line, line.length);
  assertEquals(reached, [0]);
  assertEquals(stream.behind, 1);
  stream.take(1, line, line.length);
  assertEquals(reached, [0]);
  assertEquals(stream.behind, 0);
});

Deno.test("OneStream tells how much longer lines take to the slowest readers", {
  permissions: "none",
}, () => {
  const stream = new OneStream(10, 1, () => {}, { fairness: true });
  const line = Buffer.from(stream.say(0));
  for (let reader = 0; reader < 9; reader++) stream.take(reader, line, line.length);
  const start = performance.now();
  while (performance.now() < start + 5);
  stream.take(9, line, line.length);
  assertGreater(stream.takeUnfairness(), 2);
});

/** What a reader of nats-server receives when `PUB` frames like this are sent. */
function delivered(published: string): Buffer {
  return Buffer.from(published.replace(/^PUB room/, "MSG room 1"));
}

Deno.test("NatsStream counts a line when all prompt readers have it, cut anywhere", {
  permissions: "none",
}, () => {
  const reached: number[] = [];
  const stream = new NatsStream(3, 2, (talker) => reached.push(talker), { prompt: 2 });
  const [a0, b0, a1] = [0, 1, 0].map((talker) => delivered(stream.say(talker)));
  stream.take(0, Buffer.concat([a0!, b0!, Buffer.from("PING\r\n"), a1!]), 3 * stream.lineBytes + 6);
  const all = Buffer.concat([b0!, Buffer.from("PING\r\n"), a0!, a1!]);
  for (let at = 0; at < all.length; at++) stream.take(1, all.subarray(at, at + 1), 1);
  assertEquals(reached, [1, 0, 0]);
  assertEquals(stream.behind, 1);
});

Deno.test("NatsStream throws when a talker's line is lost, doubled or unknown", {
  permissions: "none",
}, () => {
  const stream = new NatsStream(3, 1, () => {});
  const [first, second] = [delivered(stream.say(0)), delivered(stream.say(0))];
  for (const [reader, wrong] of [[second], [first, first], [first, second, second]].entries()) {
    assertThrows(() => wrong.forEach((bytes) => stream.take(reader, bytes, bytes.length)), Error);
  }
});
