import { assertEquals } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { type Heard, translateServerSentence } from "../../lib/language/server_sentences.ts";
import { pure } from "../pure.ts";

const { en, zh } = PROGRAM_SENTENCES;

type Sentence = (t: Heard) => string;

/** The sentences of a server that repeat no text of others. */
const SENTENCES: Sentence[] = [
  (t) => t.nameEmpty(32),
  (t) => t.nameTooLong(32, 40),
  (t) => t.nameStart(),
  (t) => t.nameInvisible(),
  (t) => t.nameColon(),
  (t) => t.nameNotVisible(),
  (t) => t.lineTooLong(4096),
  (t) => t.lineUnended(),
  (t) => t.lineWouldBe(4096, 4101),
  (t) => t.lineStar(),
  (t) => t.usageWireMsg(),
  (t) => t.privateNeedsName(),
  (t) => t.roomFull(1000),
  (t) => t.addressFull(3),
  (t) => t.roomNotEncrypted(),
  (t) => t.passwordNeedsClient(),
  (t) => t.passwordLate(30),
  (t) => t.passwordRight(),
  (t) => t.passwordNotNeeded(),
  (t) => t.passwordWrong(0),
  (t) => t.passwordWrong(1),
  (t) => t.passwordWrong(2),
  (t) => t.serverClosing(),
  (t) => t.topicTooLong(200, 201),
  (t) => t.reasonTooLong(200, 201),
  (t) => t.noModerators(),
  (t) => t.moderateQueue(),
  (t) => t.moderateNeedsName(),
  (t) => t.removedAlready(12),
  (t) => t.notKept(12),
  (t) => t.floorTaken(),
  (t) => t.youAreMuted(),
  (t) => t.mutedName(),
  (t) => t.keptOut(10),
  (t) => t.keptOutFor("noise; come back in 3 min", 10),
  (t) => t.transcriptWorks(),
  (t) => t.transcriptFails(t.permissionDenied()),
  (t) => t.transcriptChanged(t.transcriptMoved()),
  (t) => t.transcriptChanged(t.transcriptCut()),
  (t) => t.transcriptChanged(t.transcriptLost(7)),
];

/** The sentences of a server that repeat a name or other text. */
const REPEATING: ((text: string) => Sentence)[] = [
  (name) => (t) => t.nobodyCalled(`"${name}"`),
  (name) => (t) => t.cannotShowPrivate(name),
  (name) => (t) => t.notReading(name),
  (text) => (t) => t.usageSince(`"${text}"`),
  (form) => (t) => t.usage(form),
  (text) => (t) => t.usageRemove(`"${text}"`),
  (command) => (t) => t.moderatorsOnly(command),
  (name) => (t) => t.moderatorsAlike(name),
  (name) => (t) => t.notMuted(`"${name}"`),
  (word) => (t) => t.unknownCommand(`"${word}"`, "/name /who /msg"),
];

function chinese(english: string): string {
  return translateServerSentence(english, zh);
}

pure("translateServerSentence recognizes every sentence of a server, with its values", () => {
  const repeating = REPEATING.map((repeat) => repeat("bob"));
  for (const sentence of [...SENTENCES, ...repeating]) {
    assertEquals(translateServerSentence(sentence(en), en), sentence(en));
    assertEquals(chinese(sentence(en)), sentence(zh));
  }
});

pure("translateServerSentence leaves names as they are", () => {
  const table: [english: string, chinese: string][] = [
    ['Nobody here is called "bob"; /who tells who is here', '这里没有人叫 "bob"；/who 看谁在这里'],
    ['Nobody here is called "$&"; /who tells who is here', '这里没有人叫 "$&"；/who 看谁在这里'],
    ["Ann Lee's program cannot show private messages", "Ann Lee 的程序不能显示悄悄话"],
    ["小明 is not reading; the message was not delivered", "小明 那边没有在读；消息没有送达"],
    [
      "The transcript cannot be written (no such file or folder); chatting goes on",
      "聊天记录写不进去（没有这个文件或文件夹）；聊天照常进行",
    ],
    [
      "The transcript cannot be written (disk on fire); chatting goes on",
      "聊天记录写不进去（disk on fire）；聊天照常进行",
    ],
    [
      `The transcript cannot be written (${"😀".repeat(200)}); chatting goes on`,
      `聊天记录写不进去（${"😀".repeat(200)}）；聊天照常进行`,
    ],
    ["Wrong password; 1 try is left", "密码错了；还可以试 1 次"],
    ["A name holds at most 32 characters; this one has 40", "名字最多 32 个字符，这个有 40 个"],
  ];
  for (const [text, translated] of table) assertEquals(chinese(text), translated);
});

pure("translateServerSentence takes no sentence for another, whatever names stand in it", () => {
  const beginnings = SENTENCES.map((sentence) => sentence(en));
  const names = [
    ...[
      "offline",
      "search",
      "constructor",
      "Wrong password; 1 try is",
      "Wrong password; 1 try is left",
    ],
    ...["nobody with a name", "the room is", "The room is full", "A line holds at most 1 bytes"],
    ...['Nobody here is called "x"; /who tells who is here', 'Nobody here is called "x'],
    ...['Unknown command "x": there are', 'Unknown command "x": there are y', "x's program"],
    ...[
      "x's program cannot show private messages",
      "is not reading; the message was not delivered",
    ],
    ...["The transcript cannot be written (x", "x); chatting goes on", "a\nb", "$1", "{}"],
    ...beginnings,
  ];
  for (const name of names) {
    for (const repeat of REPEATING) {
      const sentence = repeat(name);
      const english = sentence(en);
      assertEquals(translateServerSentence(english, en), english, "the English stays");
      // Where two sentences fit, it stays English.
      if (chinese(english) !== english) assertEquals(chinese(english), sentence(zh));
    }
  }
});

pure("translateServerSentence leaves any other text as it is", () => {
  const table = [
    "",
    "offline",
    "bob joined",
    "The server is closing now",
    "the server is closing",
    "The server is closing\n",
    " The server is closing",
    "A name holds at most many characters; this one has 40",
    "A line holds at most 4096 bytes",
    "Listening on lab:8001",
    "为什么",
    "/who - who is here",
  ];
  for (const text of table) {
    assertEquals(chinese(text), text);
    assertEquals(translateServerSentence(text, en), text);
  }
});

pure("translateServerSentence reads a text of any length at once", () => {
  for (const text of ["x".repeat(4096), `Unknown command ${": there are ".repeat(300)}`]) {
    assertEquals(chinese(text), text);
  }
});
