import { assert } from "@std/assert";
import { maybeDoubleClicked } from "../../lib/program/own_console.ts";
import { pure } from "../pure.ts";

pure(
  "maybeDoubleClicked is true only for a start without arguments in a Windows console",
  () => {
    const start = { args: [], os: "windows", standalone: true, terminal: true };
    assert(maybeDoubleClicked(start));
    const others = [{ args: [":8001"] }, { os: "linux" }, { standalone: false }, {
      terminal: false,
    }];
    for (const other of others) assert(!maybeDoubleClicked({ ...start, ...other }));
  },
);
