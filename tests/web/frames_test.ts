import { assert, assertEquals, assertThrows } from "@std/assert";
import { Receiver, Sender } from "ws";
import { joinChunks } from "../../lib/net/chunk_queue.ts";
import {
  closeFrame,
  FrameDecoder,
  FrameError,
  pongFrame,
  textFrame,
} from "../../lib/web/frames.ts";
import { Buffer } from "node:buffer";
import { pure } from "../pure.ts";

const encoder = new TextEncoder();

/** How many random frames are tried. */
const FRAMES = 10_000;

/** A frame of a client, as npm's `ws` makes it. */
function frame(
  opcode: number,
  payload: string | Uint8Array = "",
  { fin = true, mask = true, rsv1 = false } = {},
): Uint8Array {
  const data = typeof payload === "string" ? encoder.encode(payload) : payload;
  return joinChunks(Sender.frame(data, { fin, opcode, mask, rsv1, readOnly: true }));
}

/** Decodes what arrives in these parts. */
function decode(decoder: FrameDecoder, ...parts: Uint8Array[]): string {
  const chunks = parts.map((part) => {
    const buffer = new Uint8Array(part.length + 1);
    buffer.set(part, 1);
    return buffer.slice(0, decoder.decode(buffer, buffer.length));
  });
  return new TextDecoder().decode(joinChunks(chunks));
}

function code(...parts: Uint8Array[]): number {
  return assertThrows(() => decode(new FrameDecoder(), ...parts), FrameError).code;
}

pure("FrameDecoder turns messages into lines, split at every byte", () => {
  const bytes = joinChunks([
    frame(1, "foo :hi\nfoo :再见\n"),
    frame(1, "no ending"),
    frame(1, "in ", { fin: false }),
    frame(9, "ping"),
    frame(0, encoder.encode("三").subarray(0, 1), { fin: false }),
    frame(0, encoder.encode("三").subarray(1), { fin: false }),
    frame(0, "", { fin: false }),
    frame(0, " parts\n"),
    frame(1, ""),
    frame(1, "x".repeat(200)),
    frame(1, "y".repeat(65_536)),
    frame(10, "pong"),
    frame(1, "a"),
    frame(1, "b\n\n"),
  ]);
  const expected = "foo :hi\nfoo :再见\nno ending\nin 三 parts\n\n" +
    `${"x".repeat(200)}\n${"y".repeat(65_536)}\na\nb\n\n`;
  const inBytes = Array.from(bytes, (byte) => Uint8Array.of(byte));
  for (const parts of [[bytes], inBytes]) {
    const decoder = new FrameDecoder();
    assertEquals(decode(decoder, ...parts), expected);
    const { ping, closed, empty } = decoder.takeControls();
    assertEquals([ping, closed, empty], [encoder.encode("ping"), undefined, 3]);
  }
  for (let at = 0; at < 400; at++) {
    assertEquals(decode(new FrameDecoder(), bytes.subarray(0, at), bytes.subarray(at)), expected);
  }
});

pure("FrameDecoder tells that the other side closes, and reads nothing after that", () => {
  for (
    const [payload, closed] of [
      [[], 1000],
      [[3, 232], 1000],
      [[3, 233, 98, 121, 101], 1001],
      [[11, 184], 3000],
    ] as const
  ) {
    const decoder = new FrameDecoder();
    const bytes = [frame(1, "a"), frame(8, Uint8Array.from(payload)), frame(1, "b")];
    assertEquals(decode(decoder, joinChunks(bytes)), "a\n");
    assertEquals(decoder.takeControls().closed, closed);
  }
});

pure("FrameDecoder refuses what breaks the rules, with the code for it", () => {
  assertEquals(code(frame(1, "a", { mask: false })), 1002);
  assertEquals(code(frame(1, "a", { rsv1: true })), 1002);
  assertEquals(code(frame(0, "a")), 1002);
  assertEquals(code(frame(1, "a", { fin: false }), frame(1, "b")), 1002);
  assertEquals(code(frame(9, "a", { fin: false })), 1002);
  assertEquals(code(frame(9, "x".repeat(126))), 1002);
  for (const opcode of [3, 4, 7, 11, 15]) assertEquals(code(frame(opcode, "a")), 1002);
  for (const close of [[1], [0, 0], [3, 236], [3, 237], [3, 238], [3, 247], [255, 255]]) {
    assertEquals(code(frame(8, Uint8Array.from(close))), 1002, close.join());
  }
  assertEquals(code(frame(2, "a")), 1003);
  for (const bad of [[0xff], [0xe4, 0xb8], [0xed, 0xa0, 0x80], [0xc0, 0x80]]) {
    assertEquals(code(frame(1, Uint8Array.from(bad))), 1007, bad.join());
  }
  assertEquals(code(frame(1, Uint8Array.of(0xe4, 0xb8)), frame(1, "a")), 1007);
});

pure("FrameDecoder refuses a frame that is too long by its head", () => {
  assertEquals(decode(new FrameDecoder(), frame(1, "x".repeat(65_536))).length, 65_537);
  assertEquals(code(frame(1, "x".repeat(65_537)).subarray(0, 10)), 1009);
  // 2^62 bytes.
  assertEquals(code(Uint8Array.of(0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0)), 1009);
  assertEquals(
    code(Uint8Array.of(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)),
    1009,
  );
});

/** Numbers that look random and are the same in every run (mulberry32). */
function random(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

pure("FrameDecoder reads 10,000 random frames of ws, cut at random", () => {
  const below = random(17);
  const decoder = new FrameDecoder();
  let expected = "";
  let message: string | undefined;
  const frames: Uint8Array[] = [];
  for (let i = 0; i < FRAMES; i++) {
    if (below(10) === 0) {
      frames.push(frame(9 + below(2), "x".repeat(below(126))));
      continue;
    }
    const text = "小a\n🎈".repeat(below(8) * below(below(40) === 0 ? 1000 : 8)) +
      "é".repeat(below(3));
    const fin = below(3) > 0;
    frames.push(frame(message === undefined ? 1 : 0, text, { fin }));
    message = (message ?? "") + text;
    if (!fin) continue;
    expected += message.endsWith("\n") ? message : message + "\n";
    message = undefined;
  }
  expected += message ?? "";
  const bytes = joinChunks(frames);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = 1 + below(below(2) === 0 ? 8 : 2_000);
    parts.push(bytes.subarray(at, at += length));
  }
  assertEquals(decode(decoder, ...parts) === expected, true);
});

pure("FrameDecoder stays within its buffer whatever arrives", () => {
  const below = random(18);
  let refused = 0;
  for (let i = 0; i < FRAMES; i++) {
    const start = below(2) === 0 ? [] : [0x81, 0x80 | below(128)];
    const part = Uint8Array.from([
      ...start,
      ...Array.from({ length: 1 + below(60) }, () => below(256)),
    ]);
    const buffer = new Uint8Array(part.length + 1);
    buffer.set(part, 1);
    try {
      assert(new FrameDecoder().decode(buffer, buffer.length) <= part.length);
    } catch (error) {
      assert(error instanceof FrameError);
      refused++;
    }
  }
  assert(refused > FRAMES / 4 && refused < FRAMES);
});

pure("ws reads the frames of a server", async () => {
  const receiver = new Receiver({ isServer: false, allowSynchronousEvents: true });
  const got: (string | number)[] = [];
  const keep = (data: Uint8Array) => void got.push(new TextDecoder().decode(data));
  receiver.on("message", keep).on("pong", keep).on("conclude", (code) => void got.push(code));
  receiver.on("error", (error) => void got.push(error.message));
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 100_000].map((n) => "x".repeat(n));
  const frames = [
    ...texts.map((text) => textFrame(encoder.encode(text))),
    pongFrame(encoder.encode("back")),
    closeFrame(1009),
  ];
  for (const each of frames) {
    await new Promise<void>((written) => void receiver.write(Buffer.from(each), written));
  }
  assertEquals(got, [...texts, "back", 1009]);
});
