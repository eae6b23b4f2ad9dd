import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Chat } from "../../lib/chat/chat.ts";
import { commandWords, TYPED_COMMANDS } from "../../lib/chat/commands.ts";
import type { TypedVerb } from "../../lib/language/en.ts";
import { textView } from "../../lib/chat/text_view.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import { plainText } from "../../lib/chat/view.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { type Address, type Command, formatCommand, parseAddress } from "../../lib/protocol.ts";
import { pure } from "../pure.ts";
import { refused } from "../refused.ts";
import { FakeWorld } from "../session/fake_world.ts";

const { en, zh } = PROGRAM_SENTENCES;

/** A chat on a session that only writes down what it is asked to do. */
function setUp({ inRoom = true, isBroken = false, isPlain = false, t = en } = {}) {
  const online = inRoom && !isBroken;
  const knowsCommands = online && !isPlain;
  const done: string[] = [];
  const chat = new Chat({
    ...{ name: "foo", world: new FakeWorld(), presence: true, compact: false, bell: "off", t },
    keys: "Keys 按键",
    readAddress: parseAddress,
    describe: textView(t),
    greeting: WaryGreeting,
    address: { hostname: "before", port: 8001 },
    view: {
      show: ({ spans }) => void done.push(plainText(spans)),
      ring() {},
      clear: () => void done.push("clear"),
      update() {},
      quit: () => void done.push("quit"),
    },
  });
  const session = {
    address: inRoom ? { hostname: "localhost", port: 8001 } : undefined,
    online,
    name: "foo",
    lastNumber: 1284,
    people: new Set(isPlain ? [] : ["foo", "bob", "Ann", "Ann Lee"]),
    waiting: [] as string[],
    ask: (command: Command) => knowsCommands && done.push(formatCommand(command)) > 0,
    connect: ({ hostname, port }: Address) => done.push(`connect ${hostname} ${port}`),
    disconnect: () => done.push("disconnect"),
    rename: (name: string) => done.push(`rename ${name}`),
    say: (text: string) => done.push(`say ${text}`),
    unlock: (password: string) => done.push(`unlock ${password}`),
    moderate: (password: string) => knowsCommands && done.push(`moderate ${password}`) > 0,
    order: { isModerator: false },
    latestBy: (name: string) => ["Ann Lee", "Bad Bob", "bob said"].includes(name) ? 12 : undefined,
  };
  for (const key of Object.keys(session) as (keyof typeof session)[]) {
    Object.defineProperty(chat.session, key, { get: () => session[key] });
  }
  return {
    chat,
    session,
    /** Types lines, and tells what was done then. */
    type: (...lines: string[]) => {
      for (const line of lines) chat.run(line);
      return done.splice(0);
    },
    /** Pastes lines with others, and tells what was done then. */
    texts: (...lines: string[]) => {
      for (const line of lines) chat.run(line, { isText: true });
      return done.splice(0);
    },
    /** Types a line that is refused, and tells why; nothing else must have come of it. */
    refusal: (line: string) => {
      const why = refused(() => chat.run(line));
      assertEquals(done, []);
      return why;
    },
  };
}

// --- Text -----------------------------------------------------------------------------------------

pure("Chat says what is no command", () => {
  const table: [string, string][] = [
    ["Hello!", "Hello!"],
    ["  spaces stay  ", "  spaces stay  "],
    ["你好 👋", "你好 👋"],
    ["*stars*", "*stars*"],
    ["//who", "/who"],
    ["///who", "//who"],
    ["/etc/passwd", "/etc/passwd"],
    ["/usr/bin is a path", "/usr/bin is a path"],
    ["/2 of it", "/2 of it"],
    ["/", "/"],
    ["and/or", "and/or"],
    ["QUIT", "QUIT"],
    ["\x1b[2J\u202e", "\ufffd[2J\ufffd"],
  ];
  for (const [typed, said] of table) assertEquals(setUp().type(typed), [`say ${said}`]);
});

pure("Chat says nothing when a line is empty", () => {
  for (const inRoom of [true, false]) {
    assertEquals(setUp({ inRoom }).type("", " ", "\t", "\u3000"), []);
  }
});

pure("Chat refuses text when there is no room to say it in", () => {
  assertEquals(
    setUp({ inRoom: false }).refusal("Hello!"),
    "You are in no room: /connect joins one",
  );
});

pure("Chat does not say to all what was meant for one", () => {
  const { refusal } = setUp();
  assertStringIncludes(refusal("/msg/bob the secret"), "After /msg comes a space");
});

pure("Chat refuses a line that is too long and tells by how much", () => {
  const { session, type, refusal } = setUp();
  const most = "x".repeat(4096 - "foo :".length);
  assertEquals(type(most), [`say ${most}`]);
  assertStringIncludes(
    refusal("中".repeat(1365)),
    "it takes 4100 bytes, and a line holds at most 4096",
  );
  session.name = "foo#2";
  assertEquals(
    refusal(most),
    "Too long: with your name it takes 4098 bytes, and a line holds at most 4096",
  );
});

// --- Commands -------------------------------------------------------------------------------------

pure("Chat takes commands however they are written", () => {
  for (const line of ["/who", "/WHO", "  /who  ", "/Who now"]) {
    assertEquals(setUp().type(line), ["/who"], line);
  }
});

pure("Chat gives a password to the session and to nobody else", () => {
  for (const inRoom of [true, false]) {
    assertEquals(setUp({ inRoom }).type("/pass  cafe\u0301 密码 "), ["unlock caf\u00e9 密码"]);
  }
  assertStringIncludes(setUp().refusal("/pass"), "The password is empty");
  assert(!setUp().refusal("/pass \x07secret").includes("secret"));
});

pure("Chat refuses a command it does not know and tells which there are", () => {
  const { refusal } = setUp();
  assertEquals(
    refusal("/nonsense x"),
    "Unknown command /nonsense: there are /connect /name /who /last /find /msg /me /ignore " +
      "/presence /clear /moderate /pass /disconnect /quit /help; //nonsense says it as text",
  );
  for (const word of ["constructor", "toString"]) {
    assertStringIncludes(refusal(`/${word}`), `Unknown command /${word}`);
  }
});

pure("Chat joins the room at an address when told /connect", () => {
  const table: [string, string][] = [
    ["/connect", "connect before 8001"],
    ["/connect lab-pc", "connect lab-pc 8001"],
    ["/connect  lab-pc:9000 ", "connect lab-pc 9000"],
    ["/connect :9000", "connect localhost 9000"],
    ["/connect [::1]:9000", "connect ::1 9000"],
  ];
  const { type, refusal } = setUp();
  for (const [typed, done] of table) assertEquals(type(typed), [done]);
  assertStringIncludes(refusal("/connect two words"), '"two words" is no address');
  assertStringIncludes(refusal("/connect lab:70000"), "from 1 to 65535");
});

pure("Chat takes another name when told /name", () => {
  const { type, refusal } = setUp();
  assertEquals(type("/name  Bob Dylan "), ["rename Bob Dylan"]);
  assertEquals(type("/name 李雷"), ["rename 李雷"]);
  assertEquals(type("/name e\u0301"), ["rename é"]);
  assertStringIncludes(refusal("/name"), "this one is empty");
  assertStringIncludes(refusal("/name *x"), "cannot start with * or /");
});

pure("Chat says something to one alone when told /msg", () => {
  const table: [string, string][] = [
    ["/msg bob hi there", "/msg bob :hi there"],
    ["/msg bob :hi there", "/msg bob :hi there"],
    ["/msg  bob   hi", "/msg bob :hi"],
    ["/msg Ann hi", "/msg Ann :hi"],
    ["/msg Ann Lee hi", "/msg Ann Lee :hi"],
    ["/msg Ann Lee :hi", "/msg Ann Lee :hi"],
    ["/msg Annabel hi", "/msg Annabel :hi"],
    ["/msg ann lee hi", "/msg Ann Lee :hi"],
    ["/msg ＢＯＢ hi", "/msg bob :hi"],
    ["/msg nobody here", "/msg nobody :here"],
  ];
  for (const [typed, asked] of table) assertEquals(setUp().type(typed), [asked]);
});

pure("Chat refuses a /msg without a text and one that is too long", () => {
  const { type, refusal } = setUp();
  for (const line of ["/msg", "/msg bob", "/msg bob ", "/msg bob :"]) {
    assertEquals(refusal(line), "Write /msg NAME TEXT", line);
  }
  const most = "x".repeat(4096 - "/msg bob :".length);
  assertEquals(type(`/msg bob ${most}`), [`/msg bob :${most}`]);
  assertStringIncludes(refusal(`/msg bob ${most}xxx`), "it takes 4099 bytes");
});

pure("Chat refuses what needs a server that knows commands when there is none", () => {
  const original = setUp({ isPlain: true });
  const plain = "This room's server is an original one: it knows no ";
  assertEquals(original.refusal("/who"), plain + "/who");
  assertEquals(original.refusal("/msg bob hi"), plain + "/msg");
  assertEquals(original.refusal("/last"), plain + "/last");
  assertEquals(original.refusal("/find x"), plain + "/find");
  assertEquals(setUp({ isBroken: true }).refusal("/who"), "Not connected just now");
});

pure("Chat looks back when told /last or /find", () => {
  const { session, type, refusal } = setUp();
  const table: [typed: string, asked: string][] = [
    ["/last", "/past 1235 1284"],
    ["/last 1", "/past 1284 1284"],
    ["/last 1000", "/past 285 1284"],
    ["/find exam", "/find exam"],
    ["/find  期末 考试 ", "/find 期末 考试"],
  ];
  for (const [typed, asked] of table) assertEquals(type(typed), [asked]);
  for (const line of ["/last 0", "/last 1001", "/last -1", "/last x"]) {
    assertStringIncludes(refusal(line), "/last takes a whole number from 1 to 1000");
  }
  assertEquals(refusal("/find"), "Write /find TEXT, like /find exam");
  assertStringIncludes(refusal(`/find ${"x".repeat(4096)}`), "Too long");
  session.lastNumber = 3;
  assertEquals(type("/last"), ["/past 1 3"]);
});

pure("Chat says what one does when told /me", () => {
  const { type, refusal } = setUp();
  assertEquals(type("/me waves"), ["say /me waves"]);
  assertEquals(type("/ME  挥手  "), ["say /me 挥手"]);
  assertEquals(type("/me QUIT"), ["say /me QUIT"]);
  for (const line of ["/me", "/me  "]) {
    assertEquals(refusal(line), "Write /me ACTION, like /me waves");
  }
  const most = "x".repeat(4096 - "foo :/me ".length);
  assertEquals(type(`/me ${most}`), [`say /me ${most}`]);
  assertStringIncludes(refusal(`/me ${most}x`), "it takes 4097 bytes");
  const nowhere = "You are in no room: /connect joins one";
  assertEquals(setUp({ inRoom: false }).refusal("/me waves"), nowhere);
});

pure("Chat ignores somebody, and no longer, when told /ignore", () => {
  const { type, refusal } = setUp();
  const table: [typed: string, shown: string][] = [
    ["/ignore", "You ignore nobody"],
    ["/ignore bob", "You ignore bob; /ignore bob again shows what they say"],
    ["/ignore  Ann Lee ", "You ignore Ann Lee; /ignore Ann Lee again shows what they say"],
    ["/ignore ANN", "You ignore ANN; /ignore ANN again shows what they say"],
    [
      "/ignore 李雷",
      "Nobody here is called 李雷 now; whoever comes by that name is ignored. " +
      "/ignore 李雷 again shows what they say",
    ],
    ["/ignore", "You ignore: bob, Ann Lee, ANN, 李雷"],
    ["/ignore BOB", "You no longer ignore BOB"],
    ["/ignore", "You ignore: Ann Lee, ANN, 李雷"],
  ];
  for (const [typed, shown] of table) assertEquals(type(typed), [shown]);
  for (const name of ["foo", "FOO", "ｆｏｏ"]) {
    assertEquals(refusal(`/ignore ${name}`), "You cannot ignore yourself");
  }
  assertStringIncludes(refusal("/ignore *x"), "cannot start with * or /");
  assertEquals(type("/ignore"), ["You ignore: Ann Lee, ANN, 李雷"]);
  // Nobody tells who is here.
  for (const other of [setUp({ isPlain: true }), setUp({ inRoom: false })]) {
    assertStringIncludes(other.type("/ignore 李雷").join(), "You ignore 李雷;");
  }
});

pure("Chat hides or shows presence when told /presence", () => {
  const { type, refusal } = setUp();
  assertEquals(type("/presence off"), [en.presenceHidden()]);
  assertEquals(type("/presence on"), [en.presenceShown()]);
  for (const line of ["/presence", "/presence of"]) {
    assertEquals(refusal(line), "Write /presence off or /presence on");
  }
});

pure("Chat clears the screen when told /clear", () => {
  for (const inRoom of [true, false]) assertEquals(setUp({ inRoom }).type("/clear"), ["clear"]);
});

pure("Chat shows in the user's language what is asked for", () => {
  const { type } = setUp({ t: zh });
  assertEquals(type("/ignore"), ["你没有屏蔽任何人"]);
  for (const line of type("/help").join().split("\n")) assertMatch(line, /\p{sc=Han}/u);
});

pure("Chat leaves the room when told /disconnect", () => {
  assertEquals(setUp().type("/disconnect"), ["disconnect"]);
  assertEquals(setUp({ inRoom: false }).refusal("/disconnect"), "You are in no room");
});

pure("Chat leaves the program when told /quit", () => {
  for (const inRoom of [true, false]) assertEquals(setUp({ inRoom }).type("/quit"), ["quit"]);
});

pure("Chat lists every command when told /help, and those of moderators to them", () => {
  for (const isModerator of [false, true]) {
    const { chat, session, type } = setUp();
    session.order = { isModerator };
    const lines = type("/help").join().split("\n");
    const words = commandWords(chat);
    const verbs = (Object.keys(TYPED_COMMANDS) as TypedVerb[])
      .filter((verb) => isModerator || !TYPED_COMMANDS[verb].forModerators);
    assertEquals(words, verbs.map((verb) => `/${verb}`));
    verbs.forEach((verb, i) => {
      assertEquals(lines[i]!.split(" ", 1)[0], words[i]);
      assert(lines[i]!.endsWith(`  ${en.aboutCommand(verb)}`));
    });
    assertEquals(lines.slice(verbs.length).join("\n"), `${en.aboutText()}\nKeys 按键`);
    assertEquals(words.includes("/kick"), isModerator);
    assertEquals(words.includes("/moderate"), true);
  }
});

// --- Moderators -----------------------------------------------------------------------------------

pure("Chat sends what moderators type, names with spaces too", () => {
  const { type } = setUp();
  const table: [typed: string, sent: string][] = [
    ["/moderate open sesame", "moderate open sesame"],
    ["/kick bob", "/kick bob"],
    ["/kick Ann Lee too loud", "/kick Ann Lee :too loud"],
    ["/kick ann lee :spam", "/kick Ann Lee :spam"],
    // Whoever is here comes first: nobody who left can stand in another's place.
    ["/kick bob said too much", "/kick bob :said too much"],
    ["/kick Bad Bob has left", "/kick Bad Bob :has left"],
    ["/mute Ann Lee", "/mute Ann Lee"],
    ["/unmute nobody here", "/unmute nobody here"],
    ["/floor moderators", "/floor moderators"],
    ["/floor everyone", "/floor everyone"],
    ["/topic Optics, part 2", "/topic Optics, part 2"],
    ["/topic", "/topic"],
    ["/remove 1284", "/remove 1284"],
    ["/remove #1284", "/remove 1284"],
    ["/remove Ann Lee", "/remove 12"],
  ];
  for (const [typed, sent] of table) assertEquals(type(typed), [sent]);
});

pure("Chat asks a moderator for no password again", () => {
  const { session, refusal } = setUp();
  session.order = { isModerator: true };
  for (const line of ["/moderate", "/moderate open sesame"]) {
    assertEquals(refusal(line), "You are a moderator already; /help shows what you can do");
  }
});

pure("Chat tells what is wrong with what moderators type", () => {
  const { refusal } = setUp();
  assertEquals(refusal("/moderate"), "Write /moderate SECRET");
  assertEquals(refusal("/kick"), "Write /kick NAME [REASON]");
  assertEquals(refusal("/mute"), "Write /mute NAME");
  assertEquals(refusal("/floor me"), "Write /floor moderators, /floor everyone");
  assertEquals(refusal("/remove"), "Write /remove NAME, /remove N");
  assertEquals(
    refusal("/remove 0"),
    'Cannot remove "0": N is the number of a message, like /remove 120',
  );
  assertEquals(refusal("/remove bob"), "No message by bob is known here");
  assertStringIncludes(refusal(`/topic ${"x".repeat(201)}`), "at most 200 characters");
  assertStringIncludes(refusal(`/kick bob ${"x".repeat(201)}`), "at most 200 characters");
  const plain = setUp({ isPlain: true });
  const original = "This room's server is an original one: it knows no ";
  assertEquals(plain.refusal("/moderate x"), original + "/moderate");
  assertEquals(plain.refusal("/mute bob"), original + "/mute");
});

// --- Insisting ------------------------------------------------------------------------------------

for (
  const [command, done] of [
    ["/quit", "quit"],
    ["/disconnect", "disconnect"],
    ["/connect", "connect before 8001"],
  ] as const
) {
  pure(`Chat has ${command} repeated when lines wait`, () => {
    const { session, type, refusal } = setUp();
    // What is dropped is shown; /quit leaves that to the program's end.
    const dropping = (...texts: string[]) => [
      ...command === "/quit" ? [] : texts.map((text) => `— not delivered: ${text} —`),
      done,
    ];
    session.waiting.push("one");
    assertEquals(refusal(command), `1 line has not been delivered yet; ${command} again drops it`);
    assertEquals(type(command), dropping("one"));
    session.waiting.push("two");
    assertEquals(
      refusal(command),
      `2 lines have not been delivered yet; ${command} again drops them`,
    );
    assertEquals(type(command), dropping("one", "two"));
    session.waiting.length = 0;
    assertEquals(type(command), [done]);
  });
}

pure("Chat has /connect repeated with the same address", () => {
  const { session, type, refusal } = setUp();
  session.waiting.push("one");
  refusal("/connect lab");
  assertStringIncludes(refusal("/connect other"), "/connect other again drops it");
  assertEquals(type("/connect other").at(-1), "connect other 8001");
  session.waiting.length = 0;
  // Alone it goes to the room joined last.
  assertEquals(type("/connect"), ["connect other 8001"]);
});

pure("Chat says whatever is text, commands as well", () => {
  const { texts } = setUp();
  assertEquals(texts("/quit", "  /who", "// comment", ""), [
    "say /quit",
    "say   /who",
    "say // comment",
    "say  ", // no message is empty
  ]);
});

pure("Chat has /quit repeated anew when something else was typed meanwhile", () => {
  const { session, type, refusal } = setUp();
  session.waiting.push("one");
  for (const between of ["", "text", "/help", "/who"]) {
    refusal("/quit");
    type(between);
  }
  refusal("/quit");
  refusal("/disconnect");
  refusal("/quit");
  assertEquals(type("/quit"), ["quit"]);
});
