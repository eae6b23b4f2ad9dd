import { assertEquals, assertMatch } from "@std/assert";
import type { ServerEvent } from "../lib/events.ts";
import type { SessionEvent } from "../lib/client/session_event.ts";
import { showEvent, showMessage, type Shown } from "../lib/client/view.ts";

const address = { hostname: "localhost", port: 8001 };

function message(text: string): Shown {
  return { kind: "message", text };
}

function status(text: string): Shown {
  return { kind: "status", text };
}

Deno.test("showMessage writes the time and the line as the original client did", {
  permissions: "none",
}, () => {
  const friday = new Date(2014, 4, 23, 10, 15, 30).getTime();
  const tuesday = new Date(2014, 5, 3, 9, 5, 7).getTime();
  assertEquals(showMessage("foo :Hello!", friday), "Fri May 23 10:15:30 2014 \n foo :Hello!");
  assertEquals(showMessage("李雷 :你好", tuesday), "Tue Jun  3 09:05:07 2014 \n 李雷 :你好");
});

Deno.test("showEvent shows a message alike whoever said it", { permissions: "none" }, () => {
  const time = new Date(2014, 4, 23, 10, 15, 30).getTime();
  for (const mine of [true, false]) {
    assertEquals(
      showEvent({ type: "message", line: "foo :Hello!", time, mine }),
      message("Fri May 23 10:15:30 2014 \n foo :Hello!"),
    );
  }
});

Deno.test("showEvent begins with the sentences of the original client", {
  permissions: "none",
}, () => {
  const fault = { type: "fault", address, reason: "connection refused" } as const;
  const table: [SessionEvent, RegExp][] = [
    [{ type: "connected", address }, /^Connect success!/],
    [{ ...fault, givenUp: false }, /^Connect fault!please check your network/],
    [{ ...fault, givenUp: true }, /^Connect fault!please check your network/],
    [{ type: "closed" }, /^Connect close,Good-bye!$/],
  ];
  for (const [event, sentence] of table) assertMatch(showEvent(event)!.text, sentence);
});

Deno.test("showEvent says what became of the connection", { permissions: "none" }, () => {
  const fault = { type: "fault", address, reason: "connection refused" } as const;
  const table: [SessionEvent, string][] = [
    [{ type: "connected", address }, "Connect success! - localhost:8001"],
    [
      { type: "connected", address: { hostname: "fe80::1", port: 9 } },
      "Connect success! - [fe80::1]:9",
    ],
    [
      { ...fault, givenUp: false },
      "Connect fault!please check your network - localhost:8001: connection refused; " +
      "trying again, /disconnect gives up",
    ],
    [
      { ...fault, givenUp: true },
      "Connect fault!please check your network - localhost:8001: connection refused",
    ],
    [
      { type: "locked", reason: undefined },
      "— this room has a password: /pass SECRET gives it —",
    ],
    [
      { type: "locked", reason: "Wrong password; 2 tries are left" },
      "— Wrong password; 2 tries are left —",
    ],
    [
      { type: "lost", reason: "the server ended the connection" },
      "— connection lost (the server ended the connection), trying again —",
    ],
    [
      { type: "another room" },
      "— the server was started anew and has forgotten what was said before —",
    ],
    [{ type: "gap", from: 7, to: 7 }, "— message 7 is no longer kept —"],
    [{ type: "gap", from: 7, to: 9 }, "— messages 7 to 9 are no longer kept —"],
    [{ type: "you", name: "alice#2" }, "— you are alice#2 now —"],
    [
      { type: "refused", text: "my long line", reason: "A line holds at most 4096 bytes" },
      "— not sent: my long line\n  A line holds at most 4096 bytes —",
    ],
    [
      { type: "unsure", name: "bob", text: "psst" },
      "— the connection broke before bob was known to have got: psst —",
    ],
  ];
  for (const [event, text] of table) assertEquals(showEvent(event), status(text));
});

Deno.test("showEvent says how long it was away and what was missed", {
  permissions: "none",
}, () => {
  const table: [number, number, string][] = [
    [0, 0, "1 s, 0 messages"],
    [1_499, 1, "1 s, 1 message"],
    [59_600, 2, "1 m, 2 messages"],
    [65_000, 3, "1 m 5 s, 3 messages"],
    [7_260_000, 1000, "2 h 1 m, 1000 messages"],
    [86_400_000, 0, "1 d, 0 messages"],
  ];
  for (const [after, missed, text] of table) {
    assertEquals(
      showEvent({ type: "back", after, missed }),
      status(`— back after ${text} missed —`),
    );
  }
});

Deno.test("showEvent shows what the server says", { permissions: "none" }, () => {
  const table: [ServerEvent, Shown | undefined][] = [
    [{ verb: "join", name: "bob" }, status("— bob joined —")],
    [{ verb: "leave", name: "bob" }, status("— bob left —")],
    [{ verb: "rename", from: "bob", to: "Bob" }, status("— bob is Bob now —")],
    [{ verb: "names", names: ["foo", "Bob"], more: false }, message("Here: foo, Bob")],
    [{ verb: "names", names: ["foo", "Bob"], more: true }, message("Here: foo, Bob,")],
    [{ verb: "names", names: [], more: false }, message("Here: nobody with a name")],
    [{ verb: "private", name: "bob", text: "psst" }, message(">>> private from bob :psst")],
    [{ verb: "sent", name: "bob", text: "psst" }, message(">>> private to bob :psst")],
    [{ verb: "notice", text: "/who - who is here" }, status("— /who - who is here —")],
    [{ verb: "error", text: "A name needs" }, status("— refused: A name needs —")],
    [{ verb: "hello", version: 1, room: "x", last: 1, limit: 4096 }, undefined],
    [{ verb: "you", name: "foo" }, undefined],
    [{ verb: "past", number: 1, time: 1, line: "x" }, undefined],
    [{ verb: "present", number: 1 }, undefined],
    [{ verb: "gap", from: 1, to: 2 }, undefined],
    [{ verb: "skipped", count: 1 }, undefined],
    [{ verb: "ping" }, undefined],
  ];
  for (const [event, shown] of table) {
    assertEquals(showEvent({ type: "server", event }), shown, event.verb);
  }
});

Deno.test("showEvent hides presence, and only that, when it is not wanted", {
  permissions: "none",
}, () => {
  const table: [ServerEvent, boolean][] = [
    [{ verb: "join", name: "bob" }, false],
    [{ verb: "leave", name: "bob" }, false],
    [{ verb: "rename", from: "bob", to: "Bob" }, false],
    [{ verb: "names", names: ["bob"], more: false }, true],
    [{ verb: "private", name: "bob", text: "psst" }, true],
    [{ verb: "notice", text: "x" }, true],
  ];
  for (const [event, isShown] of table) {
    const shown = showEvent({ type: "server", event }, { presence: false });
    assertEquals(shown !== undefined, isShown, event.verb);
  }
  assertEquals(showEvent({ type: "you", name: "bob" }, { presence: false })?.kind, "status");
});

Deno.test("showEvent lets no message look like what the program says itself", {
  permissions: "none",
}, () => {
  for (const line of [">>> private from bob :psst", "— bob left —", "Connect close,Good-bye!"]) {
    const { text } = showEvent({ type: "message", line, time: 0, mine: false })!;
    assertEquals(text.split("\n")[1], " " + line, "it stands after a space");
  }
});
