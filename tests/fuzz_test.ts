import fc from "fast-check";
import {
  byteLength,
  type Decoded,
  isOriginalMessage,
  LineDecoder,
  MAX_EVENT_BYTES,
  MAX_LINE_BYTES,
  parseEvent,
} from "../lib/protocol.ts";
import { Gate, Lock } from "../lib/room/gate.ts";
import { type Entry, History } from "../lib/room/history.ts";
import { encodeEvent, type Output } from "../lib/room/member.ts";
import { Room } from "../lib/room/room.ts";
import { formatEntry, parseEntry } from "../lib/transcript/transcript_line.ts";
import { pure } from "./pure.ts";
import { readLine } from "./room/read_line.ts";

/** FUZZ_RUNS=1000000 tries a million streams; SEED=1 repeats the run that printed this seed. */
const RUNS = Number(Deno.env.get("FUZZ_RUNS") ?? 10_000);
const SEED = Deno.env.get("SEED");

const encoder = new TextEncoder();

/** What a stream is made of, beside noise: what means something, and what nearly does. */
const WORDS = [
  ...[
    "foo :hi",
    "Ann :I am Ann",
    "ann\u200b :hi",
    "Ann\u00a0:hi",
    "小明 :你好 👋",
    "no name",
    " :",
  ],
  ...[
    "QUIT",
    "",
    "/who",
    "/help",
    "/pong",
    "/name Ann",
    "/name 小明",
    "/name Eve :0123456789abcdef",
  ],
  ...["/name x :fedcba9876543210", "/name *", "/msg Ann :psst", "/msg Ann", "/msg  :", "/since 0"],
  ...["/since -20", "/since 99", "/since x", "/pass secret", "/pass", "/nonsense", "/", "//", "*"],
  ...["*hello version=1 room=x last=0 limit=4096", "*join Ann", "*locked", "\x1b[2J\x07", "\u202e"],
  ...[
    "\u2028",
    "\ufeff",
    "\ufffd",
    "\t",
    "\0",
    "x".repeat(4085),
    "中".repeat(1365),
    "\x9b".repeat(2000),
  ],
].map((word) => encoder.encode(word));

const word = fc.constantFrom(...WORDS);
const ending = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r", "").map((text) =>
  encoder.encode(text)
);
const noise = fc.uint8Array({ maxLength: 24 });
const long = fc.record({ byte: fc.nat(255), length: fc.integer({ min: 4090, max: 9000 }) })
  .map(({ byte, length }) => new Uint8Array(length).fill(byte));

/** A word with one of its bytes changed, taken out or doubled. */
const mutated = fc.record({ word, at: fc.nat(60), byte: fc.nat(255), way: fc.nat(2) })
  .map(({ word, at, byte, way }) => {
    const bytes = [...word.subarray(0, 100)];
    bytes.splice(at % (bytes.length + 1), way === 0 ? 1 : 0, ...way === 1 ? [byte, byte] : [byte]);
    return Uint8Array.from(bytes);
  });

const piece = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 6, arbitrary: ending },
  { weight: 3, arbitrary: mutated },
  { weight: 3, arbitrary: noise },
  { weight: 1, arbitrary: long },
);

/** One connection's bytes, and how the network cuts them. */
const stream = fc.record({
  pieces: fc.array(piece, { maxLength: 12 }),
  cuts: fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 8 }),
  atEnd: fc.boolean(),
  locked: fc.boolean(),
});

// deno-lint-ignore no-control-regex -- what must not get through
const UNSAFE = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/u;

function check(holds: boolean, what: string, line: string): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(line)}`);
}

/** What reaches somebody: whole clean lines, each within its limit. */
class Listener implements Output {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  push(chunk: Uint8Array, messages: number): boolean {
    const text = this.#decoder.decode(chunk);
    const lines = text.split("\n");
    check(lines.pop() === "", "not whole lines", text);
    for (const line of lines) this.#checkLine(line);
    const counted = lines.filter((line) => !line.startsWith("*")).length;
    check(counted === messages, "chat lines, and only they, count", text);
    return true;
  }

  #checkLine(line: string): void {
    check(!UNSAFE.test(line), "not one clean line", line);
    const isEvent = line.startsWith("*");
    if (isEvent) check(parseEvent(line) !== undefined, "no event that a client can read", line);
    // An event that carries a line carries a whole one.
    const limit = isEvent ? MAX_EVENT_BYTES : MAX_LINE_BYTES;
    check(byteLength(line) <= limit, "longer than a line may be", line);
  }

  pushLazily(chunks: Iterator<Uint8Array>): void {
    for (let next; !(next = chunks.next()).done;) this.push(next.value, 0);
  }
}

function checkEntry(entry: Entry): void {
  const json = formatEntry(entry);
  check(!UNSAFE.test(json.slice(0, -1)), "written unclean", json);
  check(parseEntry(json)?.line === entry.line, "written as something else", json);
  check(byteLength(entry.line) <= MAX_LINE_BYTES, "kept too long", entry.line);
}

/** All that comes of a stream of bytes, as a connection would hand it on. */
function* decode(bytes: Uint8Array, cuts: readonly number[], atEnd: boolean): Generator<Decoded> {
  const decoder = new LineDecoder();
  const isWhole = (text: string) => !decoder.framed && isOriginalMessage(text);
  let at = 0;
  for (const cut of [...cuts, Infinity]) {
    yield* decoder.push(bytes.subarray(at, at + cut));
    // Where the network cuts, there may be quiet as well.
    const text = decoder.takeUnfinished(isWhole, atEnd && cut === Infinity);
    if (text !== undefined) yield text;
    at = Math.min(bytes.length, at + cut);
  }
}

const lock = new Lock("secret");

pure("Room breaks at no stream of bytes, and lets none through unclean", () => {
  fc.assert(
    fc.property(stream, ({ pieces, cuts, atEnd, locked }) => {
      const room = new Room({
        id: "3f2a9c1e",
        now: () => 1_400_000_000_000,
        print: (line) => check(!UNSAFE.test(line), "printed unclean", line),
        history: new History({
          limit: 20,
          transcript: {
            append: (entries) => entries.forEach(checkEntry),
            record: () => {},
          },
        }),
      });
      const enter = () => room.enter(new Listener(), { end: () => {} });
      const [ann] = [enter(), enter()];
      for (const line of ["", "/name Ann"]) room.receive(ann!, readLine(line));
      const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
      pieces.reduce((at, piece) => (bytes.set(piece, at), at + piece.length), 0);
      const gate = locked ? new Gate(lock) : undefined;
      const outside = new Listener();
      let member = locked ? undefined : enter();
      for (const decoded of decode(bytes, cuts, atEnd)) {
        const line = readLine(decoded);
        if (member) {
          const { price: cost } = room.receive(member, line);
          check(cost >= 0 && cost < 10, "costs something else", String(decoded));
          continue;
        }
        const { answer, then } = gate!.hear(line, false);
        if (answer) outside.push(encodeEvent(answer), 0);
        if (then === "open") member = enter();
        if (then === "close") break;
      }
      if (member) room.leave(member);
      check(room.size === 2, "somebody was thrown out", String(room.size));
    }),
    { numRuns: RUNS, ...SEED !== undefined && { seed: Number(SEED) } },
  );
});
