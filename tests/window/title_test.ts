import { assertEquals } from "@std/assert";
import { titleOf } from "../../lib/window/title.ts";
import { pure } from "../pure.ts";

pure("titleOf counts what was not seen", () => {
  assertEquals(titleOf(0, "lab-pc"), "lab-pc");
  assertEquals(titleOf(3, "lab-pc"), "(3) lab-pc");
  assertEquals(titleOf(1000, "lab-pc"), "(999+) lab-pc");
});
