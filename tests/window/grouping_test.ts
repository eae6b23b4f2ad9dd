import { assertEquals } from "@std/assert";
import { goesOn, type TimedMessage } from "../../lib/window/grouping.ts";
import { pure } from "../pure.ts";

const NOON = new Date(2026, 4, 23, 12).getTime();

function said(changes: Partial<TimedMessage> = {}): TimedMessage {
  return {
    ...{ name: "foo", text: "Hello!", action: false, resembles: undefined, time: NOON },
    ...changes,
  };
}

pure("goesOn joins what one person says soon after", () => {
  const table: [above: TimedMessage | undefined, message: TimedMessage, goesOn: boolean][] = [
    [said(), said({ time: NOON + 60_000 }), true],
    [undefined, said(), false],
    [said(), said({ time: NOON + 5 * 60_000 }), false],
    [said(), said({ name: "bar" }), false],
    [said(), said({ action: true }), false],
    [said({ action: true }), said(), false],
    [said({ name: undefined }), said({ name: undefined }), false],
    [said({ time: NOON + 12 * 3_600_000 - 1 }), said({ time: NOON + 12 * 3_600_000 }), false],
  ];
  for (const [above, message, expected] of table) assertEquals(goesOn(above, message), expected);
});
