import { assertEquals } from "@std/assert";
import { ByAddress } from "../../lib/server/by_address.ts";
import { pure } from "../pure.ts";

pure("ByAddress counts what comes from each address", () => {
  const items = new ByAddress<number>();
  for (const [address, item] of [["a", 1], ["b", 2], ["a", 3]] as const) items.add(address, item);
  assertEquals([items.size, items.count("a"), items.count("b"), items.count("c")], [3, 2, 1, 0]);
  assertEquals([...items], [1, 3, 2]);
  assertEquals([items.delete("a", 1), items.delete("a", 1), items.delete("c", 1)], [
    true,
    false,
    false,
  ]);
  assertEquals([items.size, items.count("a")], [2, 1]);
});

pure("ByAddress knows the oldest of the address with the most", () => {
  const items = new ByAddress<string>();
  assertEquals(items.oldestOfMost(), undefined);
  for (const item of ["a1", "b1", "b2", "c1", "c2", "c3"]) items.add(item[0]!, item);
  const leaving: string[] = [];
  for (let item; (item = items.oldestOfMost()) !== undefined;) {
    leaving.push(item);
    items.delete(item[0]!, item);
  }
  assertEquals(leaving, ["c1", "b1", "c2", "a1", "b2", "c3"]);
});
