import { assertEquals } from "@std/assert";
import { type Bell, BELLS, rings } from "../../lib/chat/bell.ts";
import { verbatim } from "../../lib/language/language.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { messageEvent } from "./showing.ts";

const NOW = 1_000_000;

/** A chat line that was said just now, unless told otherwise. */
function message(line: string, { ago = 0, mine = false } = {}): SessionEvent {
  return messageEvent(line, { time: NOW - ago, mine });
}

pure("rings at what the bell is set to", () => {
  const address = { hostname: "lab", port: 8001 };
  const secret = { name: "bob", text: "psst", action: false, time: 0 };
  const table: [event: SessionEvent, ...rings: Bell[]][] = [
    [message("bob :Hello!"), "all"],
    [message("bob :Hello, foo!"), "mention", "all"],
    [message("bob :/me greets FOO"), "mention", "all"],
    [message("no name, but foo"), "mention", "all"],
    [message("bob :food"), "all"],
    [message("foo :I am foo", { mine: true })],
    [message("foo :I am foo"), "all"], // said by another session of the same name
    // Older messages are only shown.
    [message("bob :Hello, foo!", { ago: 9_999 }), "mention", "all"],
    [message("bob :Hello, foo!", { ago: 10_000 })],
    [{ type: "private", ...secret }, "mention", "all"],
    [{ type: "sent", ...secret }],
    [{ type: "join", name: "foo" }],
    [{ type: "notice", sentence: verbatim("foo") }],
    [{ type: "connected", address }],
    [{ type: "lost", reason: verbatim("foo") }],
    [{ type: "you", name: "foo" }],
  ];
  for (const [event, ...expected] of table) {
    const rung = BELLS.filter((bell) => rings(event, bell, "foo", NOW));
    assertEquals(rung, expected, JSON.stringify(event));
  }
});
