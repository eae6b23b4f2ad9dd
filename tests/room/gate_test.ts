import { assertEquals } from "@std/assert";
import { serverEn } from "../../lib/language/server_en.ts";
import { formatEvent, Refusal } from "../../lib/protocol.ts";
import { Gate, isGuess, Lock, tooLate, type Verdict } from "../../lib/room/gate.ts";
import { pure } from "../pure.ts";
import { readLine } from "./read_line.ts";

const lock = new Lock("caf\u00e9 密码");

/** A verdict as one line. */
function show({ answer, slow, then }: Verdict): string {
  return [answer && formatEvent(answer), slow && "slow", then].filter(Boolean).join(" | ");
}

function hear(gate: Gate, line: string | Refusal, unended = false): string {
  return show(gate.hear(readLine(line), unended));
}

pure("Gate answers *locked to all but the password", () => {
  const gate = new Gate(lock);
  const lines = [
    ...["", "foo :hi", "hi", "/who", "/name foo", "/since 0", "/help", "/nonsense", "/passcafé"],
    ...[
      "*hello",
      "/name *",
      new Refusal(serverEn.lineTooLong(4096)),
      "pass café 密码",
      "/PASS café 密码",
    ],
  ];
  for (const line of lines) assertEquals(hear(gate, line), "*locked | stay");
});

pure("Gate opens at the password, however it is composed", () => {
  for (const given of ["café 密码", "cafe\u0301 密码", " café 密码 "]) {
    const gate = new Gate(lock);
    assertEquals(hear(gate, ""), "*locked | stay");
    assertEquals(hear(gate, `/pass ${given}`), "*notice That is the password | open");
  }
});

pure("Gate answers wrong passwords slowly, and closes at the third", () => {
  const gate = new Gate(lock);
  const answers = ["/pass x", "/pass", "", "/pass café 密"].map((line) => hear(gate, line));
  assertEquals(answers, [
    "*error Wrong password; 2 tries are left | slow | stay",
    "*error Wrong password; 1 try is left | slow | stay",
    "*locked | stay",
    "*error Wrong password; that was the last try on this connection | slow | close",
  ]);
});

pure("Gate opens at the last try", () => {
  const gate = new Gate(lock);
  hear(gate, "/pass x");
  hear(gate, "/pass y");
  assertEquals(hear(gate, "/pass café 密码"), "*notice That is the password | open");
});

pure("isGuess tells what Gate judges from all else", () => {
  assertEquals(isGuess(readLine("/pass x"), false), true);
  assertEquals(isGuess(readLine("/pass"), false), true);
  assertEquals(isGuess(readLine("/pass x"), true), false);
  for (
    const line of [
      "",
      "QUIT",
      "foo :/pass x",
      "/who",
      "/passx",
      new Refusal(serverEn.lineStar()),
    ]
  ) {
    assertEquals(isGuess(readLine(line), false), false);
  }
});

pure("Lock opens with its password whole, and with nothing that is like it", () => {
  const password = "x".repeat(1023) + "y";
  const lock = new Lock(password);
  assertEquals(lock.opensWith(password), true);
  const others = ["", "x", password.slice(0, -1), password + "y", password + "\0", "y" + password];
  for (const other of [...others, password.replace("y", "z"), password.toUpperCase()]) {
    assertEquals(lock.opensWith(other), false);
  }
  assertEquals(new Lock("a").opensWith("a\0"), false);
});

pure("Gate tells an original client in one line why it cannot join", () => {
  const text = "This room has a password, which your program cannot give: use chat-client";
  assertEquals(hear(new Gate(lock), "foo :Hello!", true), `*error ${text} | close`);
});

pure("Gate lets go of whoever leaves", () => {
  for (const unended of [true, false]) assertEquals(hear(new Gate(lock), "QUIT", unended), "close");
});

pure("tooLate tells how long the password may take", () => {
  assertEquals(
    formatEvent(tooLate(10_000)),
    "*error This room has a password, and it was not given within 10 s",
  );
});
