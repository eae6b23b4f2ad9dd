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
  assertEquals(history.add("foo :Hello!", 17), { number: 1, time: 17, line: "foo :Hello!" });
  assertEquals(history.add("你好", 18), { number: 2, time: 18, line: "你好" });
  assertEquals([history.first, history.last], [1, 2]);
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
  assertEquals(history.add("next", 10).number, 10);
  assertEquals([history.first, history.get(10)?.line], [8, "next"]);
  const one = new History({ limit: 1, entries: entries(5, 9) });
  assertEquals([one.first, one.get(9)?.line], [9, "line 9"]);
});

pure("History keeps no entry but goes on counting when its limit is 0", () => {
  const history = new History({ limit: 0, entries: entries(5, 9) });
  assertEquals([history.first, history.last], [10, 9]);
  assertEquals(history.get(9), undefined);
  assertEquals(history.add("next", 10).number, 10);
});

pure("History writes to the transcript before it keeps a line", () => {
  const written: Entry[] = [];
  const lastThen: number[] = [];
  const history: History = new History({
    transcript: {
      append(entry) {
        lastThen.push(history.last);
        written.push(entry);
      },
    },
  });
  history.add("line 1", 1);
  history.add("line 2", 2);
  assertEquals(written, entries(1, 2));
  assertEquals(lastThen, [0, 1]);
});
