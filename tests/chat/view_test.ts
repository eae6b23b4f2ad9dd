import { assertEquals, assertMatch } from "@std/assert";
import { showEvent } from "../../lib/chat/text_view.ts";
import { plainText, showMovers, type ViewOptions } from "../../lib/chat/view.ts";
import { PROGRAM_SENTENCES, type ProgramSentences } from "../../lib/language/program_language.ts";
import { type Sentences, verbatim } from "../../lib/language/language.ts";
import { serverEn } from "../../lib/language/server_en.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { marked, messageEvent } from "./showing.ts";

const { en, zh } = PROGRAM_SENTENCES;

const ADDRESS = { hostname: "localhost", port: 8001 };
const FRIDAY = new Date(2014, 4, 23, 10, 15, 30).getTime();
const UNDER_TIME = "Fri May 23 10:15:30 2014 \n";

/** The text that is shown of an event; undefined for nothing. */
function textOf(
  event: SessionEvent,
  options: Partial<ViewOptions> & { t?: ProgramSentences } = {},
): string | undefined {
  const shown = showEvent(event, { t: en, ...options });
  return shown && plainText(shown.spans);
}

/** The kind and the text of what is shown. */
function shown(event: SessionEvent): string {
  return `${showEvent(event, { t: en })?.kind}: ${textOf(event)}`;
}

function fault(reason: string, givenUp: boolean): SessionEvent {
  return { type: "fault", address: ADDRESS, reason: verbatim(reason), givenUp, refused: false };
}

function direct(type: "private" | "sent", text: string, action = false): SessionEvent {
  return { type, name: "bob", text, action, time: FRIDAY };
}

pure("showEvent shows a message alike whoever said it", () => {
  for (const mine of [true, false]) {
    assertEquals(
      shown(messageEvent("foo :Hello!", { time: FRIDAY, mine })),
      "message: Fri May 23 10:15:30 2014 \n foo :Hello!",
    );
  }
});

pure("showEvent begins with the sentences of the original client", () => {
  const table: [SessionEvent, RegExp][] = [
    [{ type: "connected", address: ADDRESS }, /^Connect success!/],
    [fault("connection refused", false), /^Connect fault!please check your network/],
    [fault("connection refused", true), /^Connect fault!please check your network/],
    [{ type: "closed" }, /^Connect close,Good-bye!$/],
  ];
  for (const [event, sentence] of table) {
    for (const t of [en, zh]) assertMatch(textOf(event, { t })!, sentence);
  }
});

pure("showEvent shows what became of the connection", () => {
  const table: [SessionEvent, string][] = [
    [{ type: "connected", address: ADDRESS }, "Connect success! - localhost:8001"],
    [
      { type: "connected", address: { hostname: "fe80::1", port: 9 } },
      "Connect success! - [fe80::1]:9",
    ],
    [
      fault("connection refused", false),
      "Connect fault!please check your network - localhost:8001: connection refused; " +
      "trying again, /disconnect gives up",
    ],
    [
      fault("connection refused", true),
      "Connect fault!please check your network - localhost:8001: connection refused",
    ],
    // Nothing is wrong with the network of somebody whom the room refuses.
    [
      { ...fault("The room is full", false), refused: true } as SessionEvent,
      "— localhost:8001: The room is full; trying again, /disconnect gives up —",
    ],
    [
      { ...fault("a moderator has put you out: spam", true), refused: true } as SessionEvent,
      "— localhost:8001: a moderator has put you out: spam —",
    ],
    [{ type: "locked", reason: undefined }, "— this room has a password —"],
    [
      { type: "locked", reason: verbatim(serverEn.passwordWrong(2)) },
      "— Wrong password; 2 tries are left —",
    ],
    [
      { type: "lost", reason: (t) => t.serverEnded() },
      "— connection lost (the server ended the connection), trying again —",
    ],
    [
      { type: "another room" },
      "— the server was started anew and has forgotten what was said before —",
    ],
    [
      { type: "forgot", from: 7, to: 7 },
      "— the server has lost message 7; what was said since has that number —",
    ],
    [
      { type: "forgot", from: 51, to: 100 },
      "— the server has lost messages 51 to 100; what was said since has those numbers —",
    ],
    [{ type: "gap", from: 7, to: 7 }, "— message 7 is no longer kept —"],
    [{ type: "live" }, "— all of that was before; live from here —"],
    [{ type: "gap", from: 7, to: 9 }, "— messages 7 to 9 are no longer kept —"],
    [{ type: "you", name: "alice#2" }, "— you are alice#2 now —"],
    [
      { type: "refused", text: "my long line", reason: verbatim(serverEn.lineWouldBe(4096, 4097)) },
      "— not sent: my long line\n  A line holds at most 4096 bytes; yours would be 4097 —",
    ],
    [
      { type: "unsure", name: "bob", text: "psst" },
      "— the connection broke before bob was known to have got: psst —",
    ],
    [
      { type: "unsure", text: "hi" },
      "— the connection broke before the room was known to have got: hi —",
    ],
  ];
  for (const [event, text] of table) assertEquals(shown(event), `status: ${text}`);
});

pure("showEvent shows how long it was away and what was missed", () => {
  const table: [after: number, missed: number, text: string][] = [
    [0, 0, "1 s, 0 messages"],
    [1_499, 1, "1 s, 1 message"],
    [59_600, 2, "1 min, 2 messages"],
    [65_000, 3, "1 min 5 s, 3 messages"],
    [7_260_000, 1000, "2 h 1 min, 1000 messages"],
  ];
  for (const [after, missed, text] of table) {
    assertEquals(textOf({ type: "back", after, missed }), `— back after ${text} missed —`);
  }
  assertEquals(
    textOf({ type: "back", after: 5_000, missed: undefined }),
    "— back after 5 s; how much you missed is not known —",
  );
});

pure("showEvent shows what the server tells", () => {
  const table: [SessionEvent, string][] = [
    [{ type: "join", name: "bob" }, "status: — bob joined —"],
    [{ type: "leave", name: "bob" }, "status: — bob left —"],
    [{ type: "rename", from: "bob", to: "Bob" }, "status: — bob is Bob now —"],
    [{ type: "names", names: ["foo", "Bob", "安"] }, "message: 3 here: 安, Bob, foo"],
    [{ type: "names", names: [] }, "message: Here: nobody with a name"],
    [direct("private", "psst"), `message: ${UNDER_TIME}>>> private from bob :psst`],
    [direct("private", "waves", true), `message: ${UNDER_TIME}>>> private from * bob waves`],
    [direct("sent", "psst"), `message: ${UNDER_TIME}>>> private to bob :psst`],
    [{ type: "notice", sentence: verbatim("/who - who") }, "status: — /who - who —"],
    [{ type: "error", reason: verbatim("A name needs") }, "status: — refused: A name needs —"],
  ];
  for (const [event, text] of table) assertEquals(shown(event), text);
});

pure("showEvent tells how much was found", () => {
  const found = (
    asked: Extract<SessionEvent, { type: "found" }>["asked"],
    shown: number,
    count: number,
  ) => textOf({ type: "found", asked, messages: Array(shown).fill(messageEvent("a :x")), count });
  const table: [shown: number, count: number, text: string][] = [
    [0, 0, "— no message that is kept holds: exam —"],
    [1, 1, "— 1 message holds: exam —"],
    [2, 2, "— 2 messages hold: exam —"],
    [50, 120, "— 120 messages hold: exam (the latest 50 are shown) —"],
  ];
  for (const [shown, count, text] of table) {
    assertEquals(found({ verb: "find", text: "exam" }, shown, count), text);
  }
  const past = { verb: "past", from: 1, to: 9 } as const;
  assertEquals(found(past, 9, 9), "— the latest 9 messages: —");
  assertEquals(found(past, 0, 0), "— no message is kept here —");
});

pure("showMovers shows the first five of many who come or go at once", () => {
  const table: [type: "join" | "leave", names: string[], english: string, chinese: string][] = [
    ["join", ["a"], "a joined", "a 进来了"],
    ["leave", ["a"], "a left", "a 离开了"],
    ["join", ["a", "b"], "2 people joined: a, b", "2 人进来了：a, b"],
    ["leave", [..."abcde"], "5 people left: a, b, c, d, e", "5 人离开了：a, b, c, d, e"],
    ["join", [..."abcdef"], "6 people joined: a, b, c, d, e …", "6 人进来了：a, b, c, d, e …"],
  ];
  for (const [type, names, english, chinese] of table) {
    assertEquals(marked(showMovers({ type, names }, en).spans), `(— ${english} —)`);
    assertEquals(marked(showMovers({ type, names }, zh).spans), `(— ${chinese} —)`);
  }
});

pure("showEvent hides presence, and only that, when it is not wanted", () => {
  const table: [SessionEvent, boolean][] = [
    [{ type: "join", name: "bob" }, false],
    [{ type: "leave", name: "bob" }, false],
    [{ type: "rename", from: "bob", to: "Bob" }, false],
    [{ type: "names", names: ["bob"] }, true],
    [{ type: "here", names: ["bob"] }, false],
    [direct("private", "psst"), true],
    [{ type: "notice", sentence: verbatim("x") }, true],
    [{ type: "you", name: "bob" }, true],
  ];
  for (const [event, isShown] of table) {
    assertEquals(textOf(event, { presence: false }) !== undefined, isShown, event.type);
  }
});

pure("showEvent lets no message look like what the program shows itself", () => {
  for (const line of [">>> private from bob :psst", "— bob left —", "Connect close,Good-bye!"]) {
    assertEquals(textOf(messageEvent(line))?.split("\n")[1], " " + line, "it follows a space");
  }
});

pure("showEvent shows messages compact and gives spans their roles", () => {
  const options = { compact: true, self: "foo", t: en };
  const table: [SessionEvent, string][] = [
    [messageEvent("bob :Hello, foo!", { time: FRIDAY }), "(10:15:30) <bob>: Hello, «foo»!"],
    [{ type: "names", names: ["bob", "foo"] }, "2 here: <bob>, <foo>"],
    [{ type: "join", name: "bob" }, "(— bob joined —)"],
    [{ type: "leave", name: "bob" }, "(— bob left —)"],
    [{ type: "rename", from: "bob", to: "B" }, "(— bob is B now —)"],
    [direct("private", "psst, foo"), ">>> (10:15:30) private from <bob>: psst, «foo»"],
    // The user's own words do not mention the user.
    [direct("sent", "I am foo"), ">>> (10:15:30) private to <bob>: I am foo"],
  ];
  for (const [event, text] of table) {
    assertEquals(marked(showEvent(event, options)!.spans), text);
  }
});

// --- What could be drawn over the lines around ----------------------------------------------------

pure("showEvent leaves 8 marks on a letter and no more, whatever it shows", () => {
  const withMarks = (letter: string, marks: number) => letter + "\u0301\u0489".repeat(marks / 2);
  const events: ((text: string) => SessionEvent)[] = [
    (line) => messageEvent(line),
    (line) => messageEvent(`bob :${line}`, { mine: true }),
    (name) => ({ type: "join", name }),
    (name) => ({ type: "names", names: [name] }),
    (text) => direct("private", text),
    (text) => ({ type: "notice", sentence: verbatim(text) }),
    (text) => ({ type: "refused", text, reason: verbatim("too long") }),
  ];
  for (const event of events) {
    for (const [marks, left] of [[1000, 8], [10, 8], [8, 8], [4, 4]] as const) {
      const text = textOf(event(withMarks("a", marks) + withMarks("你", marks)))!;
      const letters = [...text.matchAll(/[a你](\p{M}+)/gu)];
      assertEquals(letters.map(([, marks]) => marks), [withMarks("", left), withMarks("", left)]);
    }
  }
});

// --- Languages ------------------------------------------------------------------------------------

/** A language that puts English sentences between quotation marks. */
const QUOTING = Object.fromEntries(
  Object.entries(en).map(([key, sentence]) => [
    key,
    (...values: never[]) => `«${(sentence as (...values: never[]) => string)(...values)}»`,
  ]),
) as ProgramSentences;

pure("showEvent puts every sentence of the program's own into the user's language", () => {
  const table: [SessionEvent, string][] = [
    [
      fault("refused", false),
      "Connect fault!please check your network - localhost:8001: refused; " +
      "«trying again, /disconnect gives up»",
    ],
    [fault("refused", true), "Connect fault!please check your network - localhost:8001: refused"],
    [{ type: "locked", reason: undefined }, "— «this room has a password» —"],
    [
      { type: "lost", reason: (t) => t.serverEnded() },
      "— «connection lost («the server ended the connection»), trying again» —",
    ],
    [{ type: "back", after: 1000, missed: 2 }, "— «back after «1 s», 2 messages missed» —"],
    [
      { type: "another room" },
      "— «the server was started anew and has forgotten what was said before» —",
    ],
    [{ type: "gap", from: 7, to: 7 }, "— «message 7 is no longer kept» —"],
    [{ type: "you", name: "bob" }, "— «you are bob now» —"],
    [
      { type: "refused", text: "x", reason: (t) => t.nameStart() },
      "— «not sent:» x\n  «A name cannot start with * or /» —",
    ],
    [
      { type: "unsure", text: "x" },
      "— «the connection broke before the room was known to have got: x» —",
    ],
    [{ type: "join", name: "bob" }, "— «bob joined» —"],
    [{ type: "leave", name: "bob" }, "— «bob left» —"],
    [{ type: "rename", from: "bob", to: "B" }, "— «bob is B now» —"],
    [{ type: "names", names: ["bob"] }, "«1 here: »bob"],
    [{ type: "names", names: [] }, "«Here: nobody with a name»"],
    [direct("private", "psst"), `${UNDER_TIME}>>> «private from» bob :psst`],
    [direct("sent", "psst"), `${UNDER_TIME}>>> «private to» bob :psst`],
    [
      { type: "notice", sentence: (t) => t.passwordRight() },
      "— «That is the password» —",
    ],
    [
      { type: "error", reason: (t) => t.nameStart() },
      "— «refused: «A name cannot start with * or /»» —",
    ],
  ];
  for (const [event, text] of table) assertEquals(textOf(event, { t: QUOTING }), text);
});

pure("showEvent leaves what people say and the sentences of the original in their language", () => {
  const reason = (t: Sentences) => t.serverEnded();
  const table: [SessionEvent, string][] = [
    [{ type: "connected", address: ADDRESS }, "Connect success! - localhost:8001"],
    [{ type: "closed" }, "Connect close,Good-bye!"],
    [
      { type: "fault", address: ADDRESS, reason, givenUp: true, refused: false },
      "Connect fault!please check your network - localhost:8001: 服务器断开了连接",
    ],
    [{ type: "lost", reason }, "— 连接断了（服务器断开了连接），正在重连 —"],
    [{ type: "refused", text: "search", reason }, "— 没有发出： search\n  服务器断开了连接 —"],
    [direct("private", "offline"), `${UNDER_TIME}>>> 悄悄话，来自 bob :offline`],
    [{ type: "names", names: ["offline", "search"] }, "2 人在这里：offline, search"],
    [{ type: "join", name: "offline" }, "— offline 进来了 —"],
    [{ type: "back", after: 65_000, missed: 3 }, "— 1分钟5秒后连上了，错过 3 条消息 —"],
    [
      { type: "forgot", from: 51, to: 100 },
      "— 服务器丢了第 51 到 100 条消息；后来说的话用了这些号码 —",
    ],
  ];
  for (const [event, text] of table) assertEquals(textOf(event, { t: zh }), text);
  const line = messageEvent("search");
  assertEquals(textOf(line, { t: zh }), textOf(line));
});

pure("showEvent tells what moderators did, and whom it concerns", () => {
  const name = "Bob";
  const table: [SessionEvent, string | undefined][] = [
    [{ type: "moderator", name, mine: false }, "— Bob is a moderator —"],
    [
      { type: "moderator", name, mine: true },
      "— you are a moderator now; /help shows what you can do —",
    ],
    [
      { type: "kicked", name, reason: "spam", mine: false },
      "— Bob was put out by a moderator: spam —",
    ],
    // The fault that follows says so.
    [{ type: "kicked", name, reason: "", mine: true }, undefined],
    [{ type: "muted", name, mine: false }, "— Bob was muted by a moderator —"],
    [{ type: "unmuted", name, mine: true }, "— you are no longer muted —"],
    [{ type: "floor", who: "moderators" }, "— only moderators may speak now —"],
    [{ type: "floor", who: "everyone" }, "— everyone may speak now —"],
    [{ type: "topic", text: "Optics" }, "— topic: Optics —"],
    [{ type: "topic", text: "" }, "— there is no topic any more —"],
    [
      { type: "removed", number: 7, message: { name: "X", time: FRIDAY } },
      "— message of 10:15:30 by X was removed —",
    ],
    [
      { type: "removed", number: 7, message: { name: undefined, time: FRIDAY } },
      "— message of 10:15:30 was removed —",
    ],
    [{ type: "removed", number: 7, message: undefined }, undefined],
  ];
  for (const [event, text] of table) assertEquals(textOf(event), text);
});
