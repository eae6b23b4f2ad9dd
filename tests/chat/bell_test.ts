import { assertEquals } from "@std/assert";
import { type Bell, BELLS, rings } from "../../lib/chat/bell.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";

const NOW = 1_000_000;

/** A chat line that somebody else said just now, unless told otherwise. */
function message(line: string, { ago = 0, mine = false } = {}): SessionEvent {
  return { type: "message", line, time: NOW - ago, mine };
}

Deno.test("rings at what the bell is set to", { permissions: "none" }, () => {
  const address = { hostname: "lab", port: 8001 };
  const secret = { verb: "private", name: "bob", text: "psst" } as const;
  const table: [event: SessionEvent, ...rings: Bell[]][] = [
    [message("bob :Hello!"), "all"],
    [message("bob :Hello, foo!"), "mention", "all"],
    [message("bob :/me greets FOO"), "mention", "all"],
    [message("no name, but foo"), "mention", "all"],
    [message("bob :food"), "all"],
    [message("foo :I am foo", { mine: true })],
    [message("foo :I am foo"), "all"], // said by another session of the same name
    // What was missed for longer is only shown.
    [message("bob :Hello, foo!", { ago: 9_999 }), "mention", "all"],
    [message("bob :Hello, foo!", { ago: 10_000 })],
    [{ type: "server", event: secret }, "mention", "all"],
    [{ type: "server", event: { ...secret, verb: "sent" } }],
    [{ type: "server", event: { verb: "join", name: "foo" } }],
    [{ type: "server", event: { verb: "notice", text: "foo" } }],
    [{ type: "connected", address }],
    [{ type: "lost", reason: "foo" }],
    [{ type: "you", name: "foo" }],
  ];
  for (const [event, ...expected] of table) {
    const rung = BELLS.filter((bell) => rings(event, bell, "foo", NOW));
    assertEquals(rung, expected, JSON.stringify(event));
  }
});
