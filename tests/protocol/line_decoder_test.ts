import { assert, assertEquals } from "@std/assert";
import { type Decoded, LineDecoder } from "../../lib/protocol/line_decoder.ts";
import { MAX_LINE_BYTES } from "../../lib/protocol/commands.ts";
import { pure } from "../pure.ts";

const always = () => true;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Refusals as one word, so that a whole result can be compared. */
function show(decoded: Decoded[]): string[] {
  return decoded.map((line) => typeof line === "string" ? line : "REFUSED");
}

/** What comes of `chunks`, one push after the other. */
function decode(decoder: LineDecoder, ...chunks: (string | Uint8Array)[]): string[] {
  return chunks.flatMap((chunk) =>
    show(decoder.push(typeof chunk === "string" ? bytes(chunk) : chunk))
  );
}

const TEXT = "foo :Hello!\n\n王小明 :你好，世界\r\n\r\n😀 :é👩‍🚀\r\r\n a\rb \n";
const LINES = ["foo :Hello!", "", "王小明 :你好，世界", "", "😀 :é👩‍🚀\r", " a\rb "];

pure("LineDecoder returns every line when a text comes whole", () => {
  const decoder = new LineDecoder();
  assertEquals(decode(decoder, TEXT), LINES);
  assertEquals(decoder.pending, false);
});

pure("LineDecoder returns every line when a text comes byte by byte", () => {
  const single = Array.from(bytes(TEXT), (byte) => Uint8Array.of(byte));
  assertEquals(decode(new LineDecoder(), ...single), LINES);
});

pure("LineDecoder keeps a character split at any byte whole", () => {
  const all = bytes(TEXT);
  for (let at = 0; at <= all.length; at++) {
    const decoder = new LineDecoder();
    assertEquals(decode(decoder, all.subarray(0, at), all.subarray(at)), LINES, `split at ${at}`);
  }
});

pure("LineDecoder returns a line as soon as its ending is there", () => {
  const decoder = new LineDecoder();
  assertEquals(decode(decoder, "a\nb"), ["a"]);
  assertEquals(decode(decoder, "c"), []);
  assertEquals(decode(decoder, "\nd\ne"), ["bc", "d"]);
});

pure("LineDecoder says whether a line is pending and whether one has ended", () => {
  const decoder = new LineDecoder();
  const state = () => [decoder.pending, decoder.framed];
  assertEquals(state(), [false, false]);
  decoder.push(bytes("a"));
  assertEquals(state(), [true, false]);
  decoder.push(bytes("\n"));
  assertEquals(state(), [false, true]);
  decoder.push(bytes("b"));
  assertEquals(state(), [true, true]);
});

pure("LineDecoder keeps no view of the bytes it is given", () => {
  const decoder = new LineDecoder();
  const buffer = bytes("foo :");
  decoder.push(buffer);
  buffer.fill(0);
  assertEquals(decode(decoder, "hi\n"), ["foo :hi"]);
});

pure("LineDecoder makes U+FFFD of what is not UTF-8", () => {
  const cases: [bytes: number[], expected: string][] = [
    [[0xff], "\ufffd"],
    [[0x80], "\ufffd"],
    [[0xe4, 0xb8], "\ufffd"], // a sequence cut off by the end of the line
    [[0xe4, 0xb8, 0x41], "\ufffdA"],
    [[0xc0, 0xaf], "\ufffd\ufffd"], // overlong
    [[0xed, 0xa0, 0x80], "\ufffd\ufffd\ufffd"], // a surrogate
  ];
  for (const [raw, expected] of cases) {
    const line = Uint8Array.from([0x61, ...raw, 10]);
    assertEquals(decode(new LineDecoder(), line), ["a" + expected]);
    assertEquals(decode(new LineDecoder(), line.subarray(0, 2), line.subarray(2)), [
      "a" + expected,
    ]);
  }
});

pure("LineDecoder keeps a byte order mark", () => {
  assertEquals(decode(new LineDecoder(), "\ufefffoo\n\ufeffbar\n"), ["\ufefffoo", "\ufeffbar"]);
});

pure("LineDecoder takes a line of the limit, however its ending is written and cut", () => {
  const line = "a".repeat(MAX_LINE_BYTES);
  const ways = [
    [line + "\n"],
    [line, "\n"],
    [line + "\r\n"],
    [line, "\r\n"],
    [line + "\r", "\n"],
    [line, "\r", "\n"],
    [line, "\r", "", "\n"],
    ["a", line.slice(1) + "\r", "\n"],
  ];
  for (const way of ways) assertEquals(decode(new LineDecoder(), ...way), [line]);
});

pure("LineDecoder counts the limit in bytes", () => {
  assertEquals(decode(new LineDecoder(6), "中文\n", "中文a\n"), ["中文", "REFUSED"]);
});

pure("LineDecoder refuses a line past the limit once and takes the next", () => {
  assertEquals(MAX_LINE_BYTES, 4096);
  const line = "a".repeat(4097);
  const full = "a".repeat(4096);
  const ways = [
    [line + "\nok\n"],
    [line, "\nok\n"],
    [line, "\n", "ok\n"],
    [line + "\r\nok\n"],
    [line, "\r", "\nok\n"],
    [full, "a\nok\n"],
    [full + "\r", "\r\nok\n"], // one \r belongs to the ending, and one to the line
    [full + "\r", "a\nok\n"],
    [...Array.from(line), "\nok\n"],
  ];
  for (const way of ways) assertEquals(decode(new LineDecoder(), ...way), ["REFUSED", "ok"]);
});

pure("LineDecoder refuses each of two lines past the limit", () => {
  assertEquals(decode(new LineDecoder(2), "aaa\nbbb\nok\n"), ["REFUSED", "REFUSED", "ok"]);
  assertEquals(decode(new LineDecoder(2), "aaa", "\nbbb", "\nok\n"), ["REFUSED", "REFUSED", "ok"]);
});

pure("LineDecoder refuses a line without end at once, and once however much comes", () => {
  const decoder = new LineDecoder();
  const chunk = "a".repeat(1024);
  assertEquals(decode(decoder, chunk, chunk, chunk, chunk), []);
  assertEquals(decode(decoder, "a"), ["REFUSED"]);
  for (let i = 0; i < 1000; i++) assertEquals(decode(decoder, chunk), []);
  assert(decoder.pending);
  assertEquals(decode(decoder, "a\nok\n"), ["ok"]);
  assertEquals(decoder.pending, false);
});

pure("LineDecoder names the limit when it refuses", () => {
  const [refusal] = new LineDecoder(10).push(bytes("a".repeat(11)));
  assertEquals(
    String(refusal),
    "Refusal: A line holds at most 10 bytes; yours is longer and was left out",
  );
});

pure("takeUnfinished takes what is there when it is whole", () => {
  const decoder = new LineDecoder();
  decode(decoder, "foo :", "你好");
  assertEquals(decoder.takeUnfinished((text) => text === "foo :你好"), "foo :你好");
  assertEquals([decoder.pending, decoder.framed], [false, false]);
  assertEquals(decode(decoder, "bar\n"), ["bar"]);
});

pure("takeUnfinished takes nothing and asks nothing when nothing is there", () => {
  const never = () => {
    throw new Error("Nothing to ask about");
  };
  const decoder = new LineDecoder();
  assertEquals(decoder.takeUnfinished(never), undefined);
  decode(decoder, "a\n");
  assertEquals(decoder.takeUnfinished(never, true), undefined);
});

pure("takeUnfinished leaves what is there when it is not whole", () => {
  const decoder = new LineDecoder();
  decode(decoder, "hel");
  assertEquals(decoder.takeUnfinished(() => false), undefined);
  assertEquals(decoder.takeUnfinished(() => false, true), undefined);
  assert(decoder.pending);
  assertEquals(decode(decoder, "lo\n"), ["hello"]);
});

pure("takeUnfinished waits inside a UTF-8 sequence, unless nothing more can come", () => {
  for (const char of ["é", "中", "😀"]) {
    const whole = bytes(char);
    for (let cut = 1; cut < whole.length; cut++) {
      const decoder = new LineDecoder();
      decode(decoder, "a", whole.subarray(0, cut));
      assertEquals(decoder.takeUnfinished(always), undefined, `${char} cut at ${cut}`);
      decode(decoder, whole.subarray(cut));
      assertEquals(decoder.takeUnfinished(always), `a${char}`);

      decode(decoder, "b", whole.subarray(0, cut));
      assertEquals(decoder.takeUnfinished(always, true), "b\ufffd");
      assertEquals(decoder.pending, false);
    }
  }
});

pure("takeUnfinished does not wait when bytes cannot become a UTF-8 sequence", () => {
  const cases: [bytes: number[], expected: string][] = [
    [[0x80], "\ufffd"],
    [[0x61, 0x80, 0x80], "a\ufffd\ufffd"],
    [[0x80, 0x80, 0x80, 0x80], "\ufffd\ufffd\ufffd\ufffd"],
    [[0xe4, 0x61], "\ufffda"],
  ];
  for (const [raw, expected] of cases) {
    const decoder = new LineDecoder();
    decoder.push(Uint8Array.from(raw));
    assertEquals(decoder.takeUnfinished(always), expected);
  }
});

pure("takeUnfinished ends a refused line when no line has had an ending", () => {
  const decoder = new LineDecoder(8);
  assertEquals(decode(decoder, "a".repeat(9), "a"), ["REFUSED"]);
  assertEquals(decoder.takeUnfinished(always), undefined);
  assertEquals(decoder.pending, false);
  assertEquals(decode(decoder, "foo :hi"), []);
  assertEquals(decoder.takeUnfinished(always), "foo :hi");
});

pure("takeUnfinished leaves a refused line to its ending when lines have one", () => {
  const decoder = new LineDecoder(8);
  assertEquals(decode(decoder, "\n", "a".repeat(9)), ["", "REFUSED"]);
  assertEquals(decoder.takeUnfinished(always), undefined);
  assert(decoder.pending);
  assertEquals(decode(decoder, "foo :hi\nok\n"), ["ok"]);
});

pure("takeUnfinished asks about the first 1024 bytes only, however long the line is", () => {
  const decoder = new LineDecoder();
  const asked: number[] = [];
  const ask = (start: string) => asked.push(start.length) < 0;
  decode(decoder, "foo :" + "x".repeat(1015));
  for (let i = 0; i < 5; i++) {
    assertEquals(decoder.takeUnfinished(ask), undefined);
    decode(decoder, "xx");
  }
  decode(decoder, "x".repeat(3000));
  assertEquals(decoder.takeUnfinished(ask), undefined);
  assertEquals(asked, [1020, 1022, 1024, 1024, 1024, 1024]);
  assertEquals(decoder.takeUnfinished(always)?.length, 4030);
  // A sequence cut by that limit is whole in the line.
  decode(decoder, "x".repeat(1022) + "中文");
  assertEquals(decoder.takeUnfinished(always)?.slice(-3), "x中文");
});

pure("LineDecoder counts what it drops of lines that are too long", () => {
  const decoder = new LineDecoder(8);
  const dropped = (text: string) => {
    const before = decoder.discarded;
    decode(decoder, text);
    return decoder.discarded - before;
  };
  assertEquals(
    ["12345678\n", "123456789\n", "12345", "67890", "x".repeat(1000), "abc\nok\n", "", "ok"]
      .map(dropped),
    [0, 9, 0, 10, 1000, 3, 0, 0],
  );
});
