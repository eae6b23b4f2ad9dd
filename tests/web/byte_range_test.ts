import { assertEquals } from "@std/assert";
import { readRange } from "../../lib/web/byte_range.ts";
import { pure } from "../pure.ts";

const FILE = { size: 100, etag: '"64-1"', modified: new Date("2026-05-23T10:15:30Z") };

function range(range: string, ifRange?: string) {
  const headers = { range, ...ifRange !== undefined && { "if-range": ifRange } };
  return readRange(new Map(Object.entries(headers)), FILE);
}

pure("readRange reads one part, cut to the size of the file", () => {
  assertEquals(range("bytes=0-0"), { from: 0, to: 1 });
  assertEquals(range("bytes=10-19"), { from: 10, to: 20 });
  assertEquals(range("bytes=90-"), { from: 90, to: 100 });
  assertEquals(range("bytes=90-1000"), { from: 90, to: 100 });
  assertEquals(range("bytes=-10"), { from: 90, to: 100 });
  assertEquals(range("bytes=-1000"), { from: 0, to: 100 });
});

pure("readRange tells of a part that the file does not have", () => {
  for (const none of ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999-"]) {
    assertEquals(range(none), "none", none);
  }
});

pure("readRange takes anything else for the whole", () => {
  const others = ["", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b"];
  for (const other of [...others, "bytes=0-1 ", "bytes=--1", `bytes=0-${"9".repeat(40)}`]) {
    assertEquals(range(other), undefined, other);
  }
  assertEquals(readRange(new Map(), FILE), undefined);
});

pure("readRange reads a part of the same content only, where that is asked", () => {
  assertEquals(range("bytes=1-2", FILE.etag), { from: 1, to: 3 });
  assertEquals(range("bytes=1-2", "Sat, 23 May 2026 10:15:30 GMT"), { from: 1, to: 3 });
  for (const other of ['"other"', `W/${FILE.etag}`, "Sat, 23 May 2026 10:15:31 GMT", "x"]) {
    assertEquals(range("bytes=1-2", other), undefined, other);
  }
});
