import { assertEquals } from "@std/assert";
import { type Entry, History } from "../../lib/room/history.ts";
import { pure } from "../pure.ts";

/** Entries `from` to `to`; entry 3 reads `line 3` and was said at 3. */
function entries(from: number, to: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const number = from + i;
    return { number, time: number, line: `line ${number}` };
  });
}

/** A history in which `count` lines have been said. */
function said(count: number, limit: number): History {
  const history = new History({ limit });
  for (const { line, time } of entries(1, count)) history.add(line, time);
  return history;
}

pure("History is empty when nothing has been said", () => {
  const history = new History();
  assertEquals([history.first, history.last], [1, 0]);
  assertEquals(history.get(0), undefined);
  assertEquals(history.get(-1), undefined);
});

pure("History numbers lines from 1 when none came before", () => {
  const history = new History();
  history.add("foo :Hello!", 17);
  history.add("你好", 18);
  assertEquals([history.first, history.last], [1, 2]);
  assertEquals(history.get(1), { number: 1, time: 17, line: "foo :Hello!" });
  assertEquals(history.get(2), { number: 2, time: 18, line: "你好" });
});

pure("History keeps exactly the latest lines at every count", () => {
  for (const limit of [0, 1, 2, 3]) {
    for (let count = 0; count <= 10; count++) {
      const history = said(count, limit);
      const first = Math.max(1, count - limit + 1);
      const kept = Array.from({ length: count }, (_, i) => history.get(i + 1));
      assertEquals([history.first, history.last], [first, count], `${count} of ${limit}`);
      assertEquals(kept.slice(0, first - 1), Array(first - 1).fill(undefined));
      assertEquals(kept.slice(first - 1), entries(first, count));
    }
  }
});

pure("History knows how long the kept lines from a number on are together", () => {
  for (const limit of [0, 1, 3, 4, 20]) {
    const history = new History({ limit, entries: entries(5, 9) });
    for (let i = 0; i < 10; i++) history.add("x".repeat(i), i);
    for (let number = 0; number <= 25; number++) {
      let length = 0;
      for (let n = Math.max(number, history.first); n <= history.last; n++) {
        length += history.get(n)!.line.length;
      }
      assertEquals(history.lengthFrom(number), length, `from ${number} of ${limit}`);
    }
  }
});

pure("History keeps 1000 lines when no limit is given", () => {
  const history = new History();
  for (let i = 1; i <= 1500; i++) history.add("x", i);
  assertEquals(history.first, 501);
});

pure("History goes on from the entries it is given", () => {
  const history = new History({ limit: 3, entries: entries(5, 9) });
  assertEquals([history.first, history.last], [7, 9]);
  assertEquals(history.get(6), undefined);
  assertEquals(history.get(7)?.line, "line 7");
  history.add("next", 10);
  assertEquals([history.first, history.last, history.get(10)?.line], [8, 10, "next"]);
  const one = new History({ limit: 1, entries: entries(5, 9) });
  assertEquals([one.first, one.get(9)?.line], [9, "line 9"]);
});

pure("History keeps no entry but goes on counting when its limit is 0", () => {
  const history = new History({ limit: 0, entries: entries(5, 9) });
  assertEquals([history.first, history.last], [10, 9]);
  assertEquals(history.get(9), undefined);
  history.add("next", 10);
  assertEquals([history.first, history.last], [11, 10]);
});

pure("History writes what was said to the transcript at once, when it is committed", () => {
  const written: (readonly Entry[])[] = [];
  const history = new History({
    limit: 2,
    transcript: { append: (entries) => written.push(entries), record: () => {} },
  });
  for (const { line, time } of entries(1, 3)) history.add(line, time);
  assertEquals(written, []);
  assertEquals(history.commit(), entries(1, 3));
  assertEquals(history.commit(), []);
  history.add("line 4", 4);
  history.commit();
  assertEquals(written, [entries(1, 3), entries(4, 4)]);
  const without = new History();
  without.add("line 1", 1);
  assertEquals(without.commit(), entries(1, 1));
});

pure("History tells how far the transcript has been written", () => {
  const history = new History();
  assertEquals(history.committed, 0);
  history.add("foo :one", 1);
  assertEquals([history.last, history.committed], [1, 0]);
  history.commit();
  assertEquals([history.last, history.committed], [1, 1]);
});
