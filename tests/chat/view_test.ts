import { assertEquals, assertMatch } from "@std/assert";
import type { ServerEvent } from "../../lib/protocol.ts";
import { PLAIN } from "../../lib/terminal/colors.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { showEvent, type Shown } from "../../lib/chat/view.ts";
import { speaker } from "../../lib/language/language.ts";

const address = { hostname: "localhost", port: 8001 };

function message(text: string): Shown {
  return { kind: "message", text };
}

function status(text: string): Shown {
  return { kind: "status", text };
}

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
      "— this room has a password —",
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

Deno.test("showEvent shows messages compact, and paints them, as it is told", {
  permissions: "none",
}, () => {
  const time = new Date(2014, 4, 23, 10, 15, 30).getTime();
  const options = {
    compact: true,
    self: "foo",
    paint: {
      faint: (text: string) => `(${text})`,
      name: (text: string) => `<${text}>`,
      mention: (text: string) => `«${text}»`,
    },
  };
  const table: [SessionEvent, string][] = [
    [
      { type: "message", line: "bob :Hello, foo!", time, mine: false },
      "(10:15:30) <bob>: Hello, «foo»!",
    ],
    [
      { type: "server", event: { verb: "names", names: ["bob", "foo"], more: false } },
      "Here: <bob>, <foo>",
    ],
    [{ type: "server", event: { verb: "join", name: "bob" } }, "(— bob joined —)"],
    [{ type: "server", event: { verb: "leave", name: "bob" } }, "(— bob left —)"],
    [{ type: "server", event: { verb: "rename", from: "bob", to: "B" } }, "(— bob is B now —)"],
  ];
  for (const [event, text] of table) assertEquals(showEvent(event, options)?.text, text);
  assertEquals(
    showEvent(
      { type: "server", event: { verb: "private", name: "bob", text: "psst" } },
      { ...options, paint: PLAIN },
    ),
    message(">>> private from bob: psst"),
  );
});

// --- What could be drawn over the lines around ----------------------------------------------------

Deno.test("showEvent leaves 8 marks on a letter and no more, whatever it shows", {
  permissions: "none",
}, () => {
  const marked = (letter: string, marks: number) => letter + "\u0301\u0489".repeat(marks / 2);
  const events: ((text: string) => SessionEvent)[] = [
    (line) => ({ type: "message", line, time: 0, mine: false }),
    (line) => ({ type: "message", line: `bob :${line}`, time: 0, mine: true }),
    (name) => ({ type: "server", event: { verb: "join", name } }),
    (name) => ({ type: "server", event: { verb: "names", names: [name], more: false } }),
    (text) => ({ type: "server", event: { verb: "private", name: "bob", text } }),
    (text) => ({ type: "server", event: { verb: "notice", text } }),
    (text) => ({ type: "refused", text, reason: "too long" }),
  ];
  for (const event of events) {
    for (const [marks, shown] of [[1000, 8], [10, 8], [8, 8], [4, 4]] as const) {
      const { text } = showEvent(event(marked("a", marks) + marked("你", marks)))!;
      const letters = [...text.matchAll(/[a你](\p{M}+)/gu)];
      assertEquals(letters.map(([, marks]) => marks), [marked("", shown), marked("", shown)]);
    }
  }
});

// --- Languages ------------------------------------------------------------------------------------

Deno.test("showEvent puts every sentence of the program's own into the user's language", {
  permissions: "none",
}, () => {
  const fault = { type: "fault", address, reason: "refused" } as const;
  const say = (sentence: string) => `«${sentence}»`;
  const table: [SessionEvent | ServerEvent, string][] = [
    [
      { ...fault, givenUp: false },
      "Connect fault!please check your network - localhost:8001: «refused»; " +
      "«trying again, /disconnect gives up»",
    ],
    [
      { ...fault, givenUp: true },
      "Connect fault!please check your network - localhost:8001: «refused»",
    ],
    [{ type: "lost", reason: "x" }, "— «connection lost (x), trying again» —"],
    [{ type: "back", after: 1000, missed: 2 }, "— «back after 1 s, 2 messages missed» —"],
    [
      { type: "another room" },
      "— «the server was started anew and has forgotten what was said before» —",
    ],
    [{ type: "gap", from: 7, to: 7 }, "— «message 7 is no longer kept» —"],
    [{ type: "you", name: "bob" }, "— «you are bob now» —"],
    [{ type: "refused", text: "x", reason: "too long" }, "— «not sent:» x\n  «too long» —"],
    [
      { type: "unsure", text: "x" },
      "— «the connection broke before the room was known to have got: x» —",
    ],
    [{ verb: "join", name: "bob" }, "— «bob joined» —"],
    [{ verb: "leave", name: "bob" }, "— «bob left» —"],
    [{ verb: "rename", from: "bob", to: "B" }, "— «bob is B now» —"],
    [{ verb: "names", names: ["bob"], more: false }, "«Here: bob»"],
    [{ verb: "names", names: ["bob"], more: true }, "«Here: bob»,"],
    [{ verb: "names", names: [], more: false }, "«Here: nobody with a name»"],
    [{ verb: "private", name: "bob", text: "psst" }, "«>>> private from» bob :psst"],
    [{ verb: "sent", name: "bob", text: "psst" }, "«>>> private to» bob :psst"],
    [{ verb: "notice", text: "x" }, "— «x» —"],
    [{ verb: "error", text: "x" }, "— «refused: x» —"],
  ];
  for (const [one, text] of table) {
    const event: SessionEvent = "type" in one ? one : { type: "server", event: one };
    assertEquals(showEvent(event, { say })?.text, text);
  }
});

Deno.test("showEvent leaves what people say and the sentences of the original in their language", {
  permissions: "none",
}, () => {
  const fault = { type: "fault", address, reason: "permission denied", givenUp: true } as const;
  const table: [SessionEvent, string][] = [
    [{ type: "connected", address }, "Connect success! - localhost:8001"],
    [{ type: "closed" }, "Connect close,Good-bye!"],
    [fault, "Connect fault!please check your network - localhost:8001: 没有权限"],
    [{ type: "lost", reason: "permission denied" }, "— 连接断了（没有权限），正在重连 —"],
    [
      { type: "refused", text: "search", reason: "permission denied" },
      "— 没有发出： search\n  没有权限 —",
    ],
    [
      { type: "server", event: { verb: "private", name: "search", text: "offline" } },
      ">>> 悄悄话，来自 search :offline",
    ],
  ];
  const say = speaker("zh");
  for (const [event, text] of table) assertEquals(showEvent(event, { say })?.text, text);
  const line = { type: "message", line: "search", time: 0, mine: false } as const;
  assertEquals(showEvent(line, { say }), showEvent(line));
});
