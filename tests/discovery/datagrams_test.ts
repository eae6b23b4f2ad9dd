import { assert, assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  cleanTitle,
  formatAnswer,
  formatQuery,
  MAX_TITLE_LENGTH,
  newNonce,
  parseAnswer,
  parseQuery,
  QUERY_BYTES,
  readTitle,
  type RoomFacts,
} from "../../lib/discovery/datagrams.ts";
import { DescribedError } from "../../lib/net/described_error.ts";
import { pure } from "../pure.ts";

const NONCE = "0123456789abcdef";
const FACTS: RoomFacts = {
  room: "3f2a9c1e",
  port: 8001,
  people: 3,
  password: false,
  tls: true,
  title: "实验室 3 title=x",
};
const bytes = (text: string) => new TextEncoder().encode(text);

pure("parseQuery reads what formatQuery wrote, and newNonce makes up a new one each time", () => {
  assertEquals(parseQuery(formatQuery(NONCE)), NONCE);
  assertEquals(formatQuery(NONCE).length, QUERY_BYTES);
  assert(newNonce() !== newNonce());
  assert(parseQuery(formatQuery(newNonce())));
  // What a later program may add is passed over.
  assertEquals(parseQuery(bytes(`/where version=1 more=x nonce=${NONCE}`.padEnd(512))), NONCE);
});

pure(
  "parseQuery takes nothing that is malformed, truncated, oversized or of another version",
  () => {
    const good = `/where version=1 nonce=${NONCE}`;
    for (
      const text of [
        "",
        good,
        good.padEnd(511),
        good.padEnd(513),
        good.padEnd(60_000),
        good.replace("/where", "*here").padEnd(512),
        good.replace("=1", "=2").padEnd(512),
        good.replace("version=1 ", "").padEnd(512),
        good.slice(0, -1).padEnd(512),
        good.replace("abc", "xyz").padEnd(512),
        `/where version=1`.padEnd(512),
        "\0".repeat(512),
      ]
    ) assertEquals(parseQuery(bytes(text)), undefined, text.slice(0, 60));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (datagram) => {
      assertEquals(parseQuery(datagram), undefined);
    }));
  },
);

pure("parseAnswer reads what formatAnswer wrote", () => {
  assertEquals(parseAnswer(formatAnswer(NONCE, FACTS), NONCE), FACTS);
  assertEquals(
    new TextDecoder().decode(formatAnswer(NONCE, FACTS)),
    "*here version=1 nonce=0123456789abcdef room=3f2a9c1e port=8001 people=3 password=no tls=yes " +
      "title=实验室 3 title=x\n",
  );
});

pure("formatAnswer is never longer than a query, whatever the room is called", () => {
  const longest = {
    ...FACTS,
    room: "x".repeat(32),
    port: 65535,
    people: 1e9,
    password: true,
    title: "😀".repeat(1000),
  };
  assertLessOrEqual(formatAnswer(NONCE, longest).length, QUERY_BYTES);
  assertEquals(parseAnswer(formatAnswer(NONCE, longest), NONCE)?.people, 999_999);
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (title) => {
    const answer = formatAnswer(NONCE, { ...longest, title });
    assertLessOrEqual(answer.length, QUERY_BYTES);
    assertEquals(parseAnswer(answer, NONCE)?.title, cleanTitle(title) || "(no title)");
  }));
});

pure("parseAnswer takes nothing that was not asked for or makes no sense", () => {
  const good = new TextDecoder().decode(formatAnswer(NONCE, FACTS));
  for (
    const text of [
      "",
      good.replace(NONCE, "f".repeat(16)),
      good.replace("*here", "/where"),
      good.replace("version=1", "version=2"),
      good.replace("port=8001", "port=0"),
      good.replace("port=8001", "port=65536"),
      good.replace("port=8001", "port=-1"),
      good.replace("people=3", "people="),
      good.replace("room=3f2a9c1e", "room=\x1b[2J"),
      good.replace("room=3f2a9c1e", `room=${"x".repeat(33)}`),
      good.replace(/ title.*/s, ""),
      good + "x".repeat(QUERY_BYTES),
    ]
  ) assertEquals(parseAnswer(bytes(text), NONCE), undefined, text.slice(0, 120));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (datagram) => {
    assertEquals(parseAnswer(datagram, NONCE), undefined);
  }));
});

pure(
  "parseAnswer lets no title through that drives a terminal, breaks a line or has no end",
  () => {
    const answer = (title: string) => {
      const text = new TextDecoder().decode(formatAnswer(NONCE, FACTS));
      return parseAnswer(bytes(text.replace(/title=.*/s, `title=${title}`)), NONCE)?.title;
    };
    assertEquals(answer("\x1b[2J\x07evil"), "�[2J�evil");
    assertEquals(answer("a\nb\r\n\tc\u2028d"), "a b c d");
    assertEquals(answer("\u202eabc"), "�abc");
    assertEquals(answer("x".repeat(300)), "x".repeat(MAX_TITLE_LENGTH));
    assertEquals(answer("  "), "(no title)");
    assertEquals(answer("\n"), "(no title)");
  },
);

pure("readTitle takes a title, or tells what is allowed", () => {
  assertEquals(readTitle("  实验室  3 "), "实验室 3");
  assertThrows(
    () => readTitle("  "),
    DescribedError,
    "A title has 1 to 48 characters; this one has 0",
  );
  assertThrows(() => readTitle("x".repeat(49)), DescribedError, "this one has 49");
  assertThrows(() => readTitle("a\x1b[2J"), DescribedError, "cannot hold control characters");
});
