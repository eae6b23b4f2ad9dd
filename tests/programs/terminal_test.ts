import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { formatEntry, formatHeader } from "../../lib/transcript/transcript_line.ts";
import { SAME_PRESS_MS } from "../../lib/program/interrupts.ts";
import { fromSource, Raw, ROOT, startServer, type TestServer, testUnless } from "./programs.ts";
import { masked, NO_NPX, NO_PTY, Pty, type Size } from "./pty.ts";

const client = fromSource("client").map((word) => `'${word}'`).join(" ");
const SIZE: Size = { columns: 60, rows: 12 };
/** The first line of every screen. */
const CONNECTED = "Connect success! - 127.0.0.1:#####";

function test(name: string, fn: () => Promise<void>): void {
  const skipped = NO_PTY === undefined ? "" : ` (skipped: ${NO_PTY})`;
  Deno.test({ name: `client.ts in a terminal ${name}${skipped}`, ignore: skipped !== "", fn });
}

/** Starts the client in a terminal and waits until it is in the room. */
async function join(
  room: TestServer,
  { args = "", env = {}, name = "foo", ...size }:
    & Partial<Size>
    & { args?: string; env?: Record<string, string>; name?: string } = {},
): Promise<Pty> {
  const command = `${client} 127.0.0.1:${room.port} --name ${name} --lang en ${args}`;
  const pty = await Pty.start(`${command}; echo "code $?"`, { ...SIZE, ...size }, env);
  await pty.until(() => pty.screen.includes(`${name}> `));
  return pty;
}

test("shows a message above what is being typed, and sends that whole", async () => {
  await using room = await startServer();
  await using pty = await join(room, { name: "小明" });
  await pty.shows(`${CONNECTED}\n小明> ‸`);
  await pty.type("你好，世");
  await pty.shows(`${CONNECTED}\n小明> 你好，世‸`);
  using raw = await Raw.connect(room.port);
  await raw.send("bar :hello\n");
  await pty.shows(`${CONNECTED}\n— bar joined —\nTIME\n bar :hello\n小明> 你好，世‸`);
  await pty.type("界\x1b[D\x1b[D\x7f!\r");
  await raw.until("小明 :你好!世界\n");
  await pty.shows(
    `${CONNECTED}\n— bar joined —\nTIME\n bar :hello\n 小明 :你好!世界\n小明> ‸`,
  );
  await pty.type("/quit\r");
  await pty.until(() => pty.screen.includes("code 0"));
  assertStringIncludes(pty.screen, "Connect close,Good-bye!\ncode 0");
});

for (const columns of [20, 40, 80]) {
  test(`keeps a wrapped half-typed Chinese line while 100 messages arrive, ${columns} wide`, async () => {
    await using room = await startServer();
    await using pty = await join(room, { columns, rows: 24 });
    using raw = await Raw.connect(room.port);
    const text = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少".repeat(3);
    await raw.send("bar :0\n");
    for (let i = 0; i < text.length; i++) {
      await pty.type(text[i]!);
      // Keys and messages arrive in a different order each time.
      await raw.send(`bar :${i + 1}\n`);
    }
    const rest = Array.from({ length: 100 - text.length }, (_, i) => `bar :${text.length + i + 1}`);
    await raw.send(rest.map((line) => line + "\n").join(""));
    // Typing in the first row moves all the rows below.
    await pty.type("\x01李白：");
    await raw.send("bar :last\n");
    const input = wrapped("foo> 李白：" + text, columns);
    const cursor = "foo> 李白：";
    await pty.until(() =>
      pty.screen.replace("‸", "").endsWith(`TIME\n bar :last\n${input}`.slice(5)) &&
      pty.screen.includes(cursor + "‸")
    );
    // Each message is there once and in order, and no part of the input was left behind.
    const said = pty.lines.filter((line) => /^ \S/.test(line));
    const all = [...Array(101).keys()].map((i) => ` bar :${i}`);
    assertEquals(said, [...all, " bar :last"]);
    assertEquals(pty.lines.filter((line) => /[春李]/.test(line)).length, rowsWith(input, /[春李]/));
    await pty.type("\r");
    await raw.until(`foo :李白：${text}\n`);
  });
}

/** Breaks a line as a terminal does. A Chinese character takes two cells and is not split. */
function wrapped(line: string, columns: number): string {
  const rows = [""];
  let width = 0;
  for (const character of line) {
    const cells = character > "\u2e80" ? 2 : 1;
    if (width + cells > columns) {
      rows.push("");
      width = 0;
    }
    rows[rows.length - 1] += character;
    width += cells;
  }
  return rows.join("\n");
}

function rowsWith(text: string, looked: RegExp): number {
  return text.split("\n").filter((row) => looked.test(row)).length;
}

test("draws the input anew when the window changes its size", async () => {
  await using room = await startServer();
  await using pty = await join(room, { columns: 40 });
  using raw = await Raw.connect(room.port);
  const text = "白日依山尽黄河入海流欲穷千里目更上一层楼";
  await pty.type(text);
  await pty.shows(`${CONNECTED}\n${wrapped("foo> " + text, 40)}‸`);
  for (const columns of [20, 60, 30, 80, 12]) {
    await pty.resize({ columns, rows: 12 });
    await pty.until(() => pty.screen.endsWith(wrapped("foo> " + text, columns) + "‸"));
    await raw.send(`bar :${columns}\n`);
    await pty.until(() =>
      pty.screen.endsWith(` bar :${columns}\n${wrapped("foo> " + text, columns)}‸`)
    );
  }
  // No drawing left a copy behind.
  assertEquals(pty.lines.join("").match(/白日/g)?.length, 1);
  await pty.type("\r");
  await raw.until(`foo :${text}\n`);
});

test("recalls what was said, by line and by search", async () => {
  await using room = await startServer();
  await using pty = await join(room);
  using raw = await Raw.connect(room.port);
  for (const line of ["first 一", "second 二", "third 三"]) await pty.type(line + "\r");
  await raw.send("\n/since 0\n");
  await pty.until(() => pty.screen.endsWith(" foo :third 三\nfoo> ‸"));
  await pty.type("draft\x1b[A\x1b[A");
  await pty.until(() => pty.screen.endsWith("foo> second 二‸"));
  await pty.type("\x1b[B\x1b[B");
  await pty.until(() => pty.screen.endsWith("foo> draft‸"));
  await pty.type("\x12");
  await pty.until(() => pty.screen.endsWith("(search: ) draft‸"));
  await pty.type("一");
  await pty.until(() => pty.screen.endsWith("(search: 一) first ‸一"));
  await pty.type("x");
  await pty.until(() => pty.screen.endsWith("(not found: 一x) first ‸一"));
  await pty.type("\x7f\x05!");
  await pty.until(() => pty.screen.endsWith("foo> first 一!‸"));
  await pty.type("\r");
  await raw.until("foo :first 一!\n");
});

test("completes commands and names, and shows the choices at the second Tab", async () => {
  await using room = await startServer();
  await using pty = await join(room);
  const others = ["小红", "小刚", "Bob Lee"];
  const raws: Raw[] = [];
  try {
    for (const name of others) {
      const raw = await Raw.connect(room.port);
      raws.push(raw);
      await raw.send(`/name ${name}\n`);
      await raw.until("*you");
      await pty.until(() => pty.screen.includes(`— ${name} joined —`));
    }
    await pty.type("/m\t");
    await pty.until(() => pty.screen.endsWith("foo> /m‸"));
    await pty.type("\t");
    await pty.until(() => pty.screen.endsWith("/me  /moderate  /msg\nfoo> /m‸"));
    await pty.type("s\tbo\thi\r");
    await raws[2]!.send("");
    await pty.until(() => pty.screen.includes(`Bob Lee's program cannot show private messages`));
    await pty.type("你好小\t\t");
    await pty.until(() => pty.screen.endsWith("小刚  小红\nfoo> 你好小‸"));
    await pty.type("红\t!");
    await pty.until(() => pty.screen.endsWith("foo> 你好小红 !‸"));
  } finally {
    for (const raw of raws) raw[Symbol.dispose]();
  }
});

test("holds 50 pasted lines until Enter and says them in order", async () => {
  await using room = await startServer();
  await using pty = await join(room, { columns: 40, rows: 24 });
  using raw = await Raw.connect(room.port);
  const lines = Array.from({ length: 50 }, (_, i) => `第${i + 1}行`);
  await pty.type(`\x1b[200~${lines.join("\n")}\n\x1b[201~`);
  // The last rows, in a third of the window.
  const input = wrapped("foo> " + lines.join("⏎"), 40).split("\n").slice(-8).join("\n");
  await pty.shows(`${CONNECTED}\n${input}‸`);
  await raw.send("bar :before\n");
  await pty.until(() => pty.screen.endsWith(`bar :before\n${input}‸`));
  await pty.type("\r");
  assertEquals(
    await raw.until("foo :第50行\n"),
    "bar :before\n" + lines.map((line) => `foo :${line}\n`).join(""),
  );
});

test("shows a pasted line of 4,096 bytes in under 0.3 s, and keeps it when it is too long", async () => {
  await using room = await startServer();
  await using pty = await join(room, { columns: 80, rows: 60 });
  const text = "中文a".repeat(585) + "x";
  assertEquals(new TextEncoder().encode(text).length, 4096);
  const start = performance.now();
  await pty.type(`\x1b[200~${text}\x1b[201~`);
  // A third of the window shows its end.
  const input = wrapped("foo> " + text, 80).split("\n").slice(-20).join("\n");
  await pty.shows(`${CONNECTED}\n${input}‸`);
  assertLess(performance.now() - start, 300);
  await pty.type("\r");
  const reason = "— Too long: with your name it takes 4101 bytes, and a line holds at most 4096 —";
  await pty.shows(`${CONNECTED}\n${reason}\n${input}‸`);
  using other = await Raw.connect(room.port);
  await other.send("bar :hello\n");
  await pty.shows(`${CONNECTED}\n— bar joined —\nTIME\n bar :hello\n${reason}\n${input}‸`);
  await pty.type("\x7f\x7f\x7f\x7f\x7f\r");
  using raw = await Raw.connect(room.port);
  await raw.send("\n/since 0\n");
  await raw.until(`foo :${text.slice(0, -5)}\n`);
});

test("removes a whole emoji family, flag and marked letter with each Backspace", async () => {
  await using room = await startServer();
  await using pty = await join(room);
  const graphemes = ["a", "👨‍👩‍👧‍👦", "🇨🇳", "e\u0301\u0323", "👍🏽", "한"];
  await pty.type(graphemes.join("") + "|");
  for (let left = graphemes.length; left >= 0; left--) {
    await pty.type("\x7f");
    await pty.until(() => pty.screen.endsWith(`foo> ${graphemes.slice(0, left).join("")}‸`));
  }
});

test("asks for the room's password, and shows nothing of it", async () => {
  await using room = await startServer([], fromSource("server"), {
    env: { CHAT_PASSWORD: "芝麻" },
  });
  const command = `${client} 127.0.0.1:${room.port} --name foo --lang en`;
  await using pty = await Pty.start(command, SIZE);
  await pty.shows("— this room has a password —\npassword: ‸");
  await pty.type("小米\x1b[D");
  await pty.shows("— this room has a password —\npassword: •‸•");
  await pty.type("\r");
  await pty.shows(
    "— this room has a password —\n— Wrong password; 2 tries are left —\npassword: ‸",
  );
  // The password is not in the history either.
  await pty.type("\x1b[A芝麻\r");
  await pty.until(() =>
    pty.screen.endsWith(`${CONNECTED.replace(/#+/, String(room.port))}\nfoo> ‸`)
  );
  await pty.type("\x1b[A");
  await pty.type("hi\r");
  await pty.until(() => pty.screen.endsWith(" foo :hi\nfoo> ‸"));
  assert(!/[小米芝麻]/.test(pty.raw));
});

test("asks for the password of moderators, and shows nothing of it", async () => {
  await using room = await startServer([], fromSource("server"), {
    env: { CHAT_MODERATOR_PASSWORD: "芝麻" },
  });
  await using pty = await join(room);
  await pty.type("/moderate\r");
  await pty.until(() => pty.screen.endsWith("moderators' password: ‸"));
  // Ctrl-C gives it up.
  await pty.type("x\x03\x03");
  await pty.until(() => pty.screen.endsWith("\nfoo> ‸"));
  await pty.type("/moderate\r芝麻");
  await pty.until(() => pty.screen.endsWith("moderators' password: ••‸"));
  await pty.type("\r");
  const moderates = "— you are a moderator now; /help shows what you can do —\n";
  await pty.until(() => pty.screen.includes(moderates) && pty.screen.endsWith("\nfoo> ‸"));
  await pty.type("hi\r");
  await pty.until(() => pty.screen.endsWith(" foo :hi\nfoo> ‸"));
  await pty.type("/topic Optics\r/remove foo\r");
  await pty.until(() => /— message of [\d:]+ by foo was removed —\nfoo> ‸$/.test(pty.screen));
  assert(pty.screen.includes("— topic: Optics —\n"));
  assert(!/[芝麻]/.test(pty.raw));
});

test("keeps order: mutes, takes the floor, removes by number, puts out", async () => {
  await using room = await startServer([], fromSource("server"), {
    env: { CHAT_MODERATOR_PASSWORD: "x" },
  });
  await using pty = await join(room, { rows: 24 });
  using bar = await Raw.connect(room.port);
  await bar.send("\n/name bar\nbar :one\nbar :two\n");
  await bar.until("bar :two\n");
  const shows = (text: string) => pty.until(() => pty.screen.endsWith(`${text}\nfoo> ‸`));
  await pty.type("/moderate x\r");
  await shows("— you are a moderator now; /help shows what you can do —");
  await pty.type("/mute bar\r");
  await shows("— bar was muted by a moderator —");
  await bar.send("bar :three\n");
  await bar.until("*error A moderator has muted you");
  await pty.type("/unmute bar\r");
  await shows("— bar is no longer muted —");
  await pty.type("/floor moderators\r");
  await shows("— only moderators may speak now —");
  await bar.send("bar :four\n");
  await bar.until("*error The moderators have the floor\n");
  await pty.type("/floor everyone\r");
  await shows("— everyone may speak now —");
  await pty.type("/last\r");
  await shows("— all of that was before; live from here —");
  const number = / #(\d+)\n bar :one\n/.exec(pty.screen)![1];
  await pty.type(`/remove ${number}\r`);
  await bar.until(`*removed ${number}\n`);
  await pty.type("/kick bar noise\r");
  await bar.until("*kicked bar :noise\n");
  await pty.until(() => pty.screen.includes("— bar was put out by a moderator: noise —\n"));
});

test("shows no password that is typed while another is being checked", async () => {
  await using room = await startServer([], fromSource("server"), {
    env: { CHAT_PASSWORD: "芝麻" },
  });
  await using pty = await Pty.start(`${client} 127.0.0.1:${room.port} --name foo --lang en`, SIZE);
  await pty.shows("— this room has a password —\npassword: ‸");
  await pty.type("wrong\r");
  await pty.type("芝麻");
  await pty.until(() => pty.screen.endsWith("password: ••‸"));
  await pty.type("\r");
  await pty.until(() => pty.screen.endsWith("\nfoo> ‸"));
  assert(!/[芝麻]|wrong/.test(pty.raw));
  await pty.type("/quit\r");
  await room.program.until("stdout", "QUIT\n");
  assert(!/[芝麻]|foo :/.test(room.program.stdout));
});

test("says pasted lines as they are, commands or not", async () => {
  await using room = await startServer();
  await using pty = await join(room);
  using raw = await Raw.connect(room.port);
  await raw.send("\n/since 0\n");
  await raw.until("*present 0\n");
  await pty.type("\x1b[200~if (x) {\n  // why\n\n/quit\n  \n}\n\n\x1b[201~\r");
  await raw.until("foo :if (x) {\n");
  // No message is empty, so a blank line holds a space.
  assertEquals(
    await raw.until("foo :}\n"),
    "foo :  // why\nfoo : \nfoo :/quit\nfoo :  \nfoo :}\n",
  );
  await pty.until(() => pty.screen.endsWith("\n foo :}\nfoo> ‸"));
  assert(pty.lines.includes(" foo :"));
});

test("puts the line back after Ctrl-Z and fg", async () => {
  await using room = await startServer();
  const command = `${client} 127.0.0.1:${room.port} --name foo --lang en`;
  await using pty = await Pty.start("PS1='$ ' bash --norc -i", SIZE);
  await pty.until(() => pty.screen.endsWith("$ ‸"));
  // The command is longer than a row, so it is cleared from the screen.
  await pty.type(`clear; ${command}\r`);
  await pty.shows(`${CONNECTED}\nfoo> ‸`);
  await pty.type("half-typed\x1b[D");
  await pty.shows(`${CONNECTED}\nfoo> half-type‸d`);
  await pty.type("\x1a");
  await pty.until(() => pty.screen.endsWith("$ ‸"));
  assertStringIncludes(pty.screen, "Stopped");
  using raw = await Raw.connect(room.port);
  await raw.send("bar :meanwhile\n");
  await raw.until("bar :meanwhile\n");
  await pty.type("clear; fg >/dev/null\r");
  await pty.shows("— bar joined —\nTIME\n bar :meanwhile\nfoo> half-type‸d");
  await pty.type("\r");
  await raw.until("foo :half-typed\n");
});

/** Waits until another signal counts as another press of the key. */
function anotherPress(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SAME_PRESS_MS));
}

/** Task runners that may stand between the shell and the client. */
const RUNNERS = [
  { runner: "deno task", missing: NO_PTY, stops: false },
  { runner: `npx --yes --offline deno@${Deno.version.deno} task`, missing: NO_NPX, stops: true },
];

for (const { runner, missing, stops } of RUNNERS) {
  testUnless(missing, `client.ts in a terminal takes each key once under ${runner}`, async () => {
    await using room = await startServer();
    const command = `${runner} client 127.0.0.1:${room.port} --name foo --lang en`;
    await using pty = await Pty.start(
      `unset INIT_CWD npm_command; cd '${ROOT}'; PS1='$ ' bash --norc -i`,
      { columns: 80, rows: 12 },
    );
    await pty.until(() => pty.screen.endsWith("$ ‸"));
    await pty.type(`clear; ${command}; echo "code $?"\r`);
    await pty.until(() => pty.screen.endsWith("foo> ‸"));
    await pty.type("half");
    await pty.until(() => pty.screen.endsWith("foo> half‸"));
    // Only the client would stop, and the shell would wait for the task runner.
    await pty.type("\x1a");
    await pty.until(() =>
      pty.screen.endsWith(
        "— Ctrl-Z does nothing in a task: the task runner would keep the terminal —\nfoo> half‸",
      )
    );
    await pty.type("\x03");
    await pty.until(() => pty.screen.endsWith("\nfoo> ‸"));
    await pty.type("\x03");
    await pty.until(() => pty.screen.endsWith("— Ctrl-C again leaves —\nfoo> ‸"));
    await pty.type("still here\r");
    await pty.until(() => pty.screen.endsWith(" foo :still here\nfoo> ‸"));
    await pty.type("\x1c");
    await pty.until(() => pty.screen.endsWith("code 0\n$ ‸"));
    await pty.type("stty -a | grep -o ' echo '\r");
    await pty.until(() => pty.screen.endsWith(" echo\n$ ‸"));
  });

  testUnless(
    missing,
    `client.ts in a terminal goes on after Ctrl-Z with --plain under ${runner}`,
    async () => {
      await using room = await startServer();
      const command = `${runner} client 127.0.0.1:${room.port} --name foo --lang en --plain`;
      await using pty = await Pty.start(
        `unset INIT_CWD npm_command; cd '${ROOT}'; PS1='$ ' bash --norc -i`,
        { columns: 80, rows: 12 },
      );
      await pty.until(() => pty.screen.endsWith("$ ‸"));
      await pty.type(`clear; ${command}; echo "code $?"\r`);
      await pty.until(() => pty.screen.includes("Connect success!"));
      await pty.type("\x1a");
      if (stops) {
        // npx stops, and with it the shell takes the terminal back.
        await pty.until(() => pty.screen.endsWith("$ ‸"));
        await pty.type("fg\r");
      }
      // Unlike the key Enter, this ends a line in whatever mode the terminal is.
      await pty.type("still here\n");
      await pty.until(() => pty.screen.includes(" foo :still here\n"));
    },
  );
}

for (const signal of ["TERM", "HUP", "INT", "QUIT"] as const) {
  test(`leaves the terminal as it was found when SIG${signal} ends it`, async () => {
    await using room = await startServer();
    const script = `before=$(stty -g); ${client} 127.0.0.1:${room.port} --name foo --lang en & ` +
      'echo "pid $!"; fg >/dev/null; echo "code $?"; [ "$before" = "$(stty -g)" ] && echo as before';
    const command = `bash --norc -ic '${script.replaceAll("'", `'"'"'`)}'`;
    await using pty = await Pty.start(command, SIZE);
    await pty.until(() => pty.screen.includes("foo> "));
    await pty.type("half");
    await pty.until(() => pty.screen.includes("foo> half‸"));
    const pid = Number(/pid (\d+)/.exec(pty.raw)![1]);
    if (signal === "INT") {
      // Once clears the line, once asks, once leaves.
      for (const screen of ["foo> ‸", "— Ctrl-C again leaves —\nfoo> ‸"]) {
        Deno.kill(pid, "SIGINT");
        await pty.until(() => pty.screen.endsWith(screen));
        await anotherPress();
      }
    }
    Deno.kill(pid, `SIG${signal}`);
    await pty.until(() => pty.screen.includes("as before"));
    assertStringIncludes(pty.screen, "code 0\nas before");
    assert(pty.raw.lastIndexOf("\x1b[?2004l") > pty.raw.lastIndexOf("\x1b[?2004h"));
    await room.program.until("stdout", "QUIT\n");
    assert(!room.program.stdout.includes("half"));
  });
}

test("confines hostile text to its own line", async () => {
  await using room = await startServer();
  await using pty = await join(room, { columns: 60, rows: 24 });
  using raw = await Raw.connect(room.port);
  await pty.type("half-typed");
  const controls = [...Array(0x20).keys(), ...Array(0x21).keys().map((i) => 0x7f + i)]
    .filter((code) => ![0x09, 0x0a, 0x0d].includes(code));
  const attacks = [
    ...controls.map((code) => `[${String.fromCodePoint(code)}]`),
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b[2J\x1b[H\x1b[10A\x1b[?1049h\x1bc",
    "\x9b2J\x90q\x9c",
    "\u202eevil\u2066\u2028\u2029",
  ];
  for (const attack of attacks) await raw.send(`bar :${attack}|\n`);
  await raw.send(`bar :e${"\u0301".repeat(2000)}|\n`);
  await raw.send("bar :tab\there\n");
  await pty.until(() => pty.screen.endsWith("bar :tab       here\nfoo> half-typed‸"));
  const said = pty.lines.filter((line) => /^ \S/.test(line));
  assertEquals(said.slice(0, controls.length), controls.map(() => " bar :[\ufffd]|"));
  assertEquals(said.slice(controls.length, -1).map((line) => line.normalize("NFC")), [
    " bar :\ufffd]52;c;aGFja2Vk\ufffd|",
    " bar :\ufffd[2J\ufffd[H\ufffd[10A\ufffd[?1049h\ufffdc|",
    " bar :\ufffd2J\ufffdq\ufffd|",
    " bar :\ufffdevil\ufffd\ufffd\ufffd|",
    ` bar :e${"\u0301".repeat(8)}|`.normalize("NFC"),
  ]);
  assertEquals(pty.bells, 0);
});

test("works with a window of 1 column", async () => {
  await using room = await startServer();
  // The emulator has at least two columns. The program is told that there is one.
  await using pty = await Pty.start(
    `stty cols 1; ${client} 127.0.0.1:${room.port} --name foo --lang en`,
    {
      columns: 2,
      rows: 24,
    },
  );
  await pty.until(() => pty.screen.endsWith("f\no\no\n>\n\n‸"));
  await pty.type("a你b");
  // Eight rows are a third of the window.
  await pty.until(() => pty.screen.endsWith("o\no\n>\n\na\n?\nb\n‸"));
  using raw = await Raw.connect(room.port);
  await pty.type("\r");
  await raw.send("\n/since 0\n");
  await raw.until("foo :a你b\n");
});

test("only writes whole lines when TERM is dumb, or with --plain", async () => {
  for (const [args, env] of [["", { TERM: "dumb" }], ["--plain", {}]] as const) {
    await using room = await startServer();
    const command = `${client} 127.0.0.1:${room.port} --name foo --lang en`;
    await using pty = await Pty.start(`${command} ${args}; echo "code $?"`, SIZE, env);
    await pty.until(() => pty.screen.includes("Connect success!"));
    await pty.type("你好\n");
    await pty.until(() => pty.screen.endsWith(" foo :你好\n‸"));
    await pty.type("half");
    await pty.until(() => pty.screen.endsWith(" foo :你好\nhalf‸"));
    await new Promise((untouched) => setTimeout(untouched, 100));
    using raw = await Raw.connect(room.port);
    await raw.send("bar :hello\n");
    await pty.until(() => pty.screen.endsWith(" bar :hello\n‸"));
    assertMatch(masked(pty.screen), /\nhalf\n— bar joined —\nTIME\n bar :hello\n/);
    await pty.type("-typed\n");
    await raw.until("foo :half-typed\n");
    await pty.type("\x04");
    await pty.until(() => pty.screen.includes("code 0"));
    // deno-lint-ignore no-control-regex -- no escape sequence was sent
    assert(!/[\x1b\x07]/.test(pty.raw.slice(pty.raw.indexOf("\x1bc") + 2)));
  }
});

test("shares a terminal with a pipe on its other side", async () => {
  await using room = await startServer();
  const command = `${client} 127.0.0.1:${room.port} --name foo --lang en`;
  {
    await using pty = await Pty.start(`echo 你好 | ${command}; echo "code $?"`, SIZE);
    await pty.shows(
      `${CONNECTED}\nTIME\n foo :你好\nConnect close,Good-bye!\ncode 0\n‸`,
    );
  }
  await using pty = await Pty.start(`${command} | cat -v; echo "code $?"`, SIZE);
  await pty.until(() => pty.screen.includes(" foo :M-d"));
  await pty.type("a\nb\n/quit\n");
  await pty.until(() => pty.screen.includes("code 0"));
  assertEquals(pty.lines.filter((line) => line.startsWith(" foo :")).slice(1), [
    " foo :a",
    " foo :b",
  ]);
});

test("ends quietly when nobody reads its output any more", async () => {
  await using room = await startServer();
  using raw = await Raw.connect(room.port);
  const command = `${client} 127.0.0.1:${room.port} --name foo --lang en`;
  await using pty = await Pty.start(`{ ${command}; echo "code $?" >&2; } | head -n 2`, SIZE);
  await pty.until(() => pty.screen.includes("Connect success!"));
  await raw.send("bar :one\n");
  await pty.until(() => pty.screen.includes(" bar :one"));
  await raw.send("bar :two\nbar :three\n");
  await pty.until(() => pty.screen.includes("code "));
  await pty.shows(
    `${CONNECTED}\n— bar joined —\nTIME\n bar :one\nConnect close,Good-bye!\ncode 1\n‸`,
  );
});

test("colors names and times, and rings at a mention, unless told not to", async () => {
  await using room = await startServer();
  using raw = await Raw.connect(room.port);
  // deno-lint-ignore no-control-regex -- colors are escape sequences
  const colored = /\x1b\[1;38;5;\d+mbar\x1b\[22;39m :hi \x1b\[7mFOO\x1b\[27m!/;
  for (
    const [args, env, hasColor, rings] of [
      ["--color auto", { NO_COLOR: "" }, true, true],
      ["--color always --bell all", {}, true, true],
      ["--bell off", {}, false, false],
      ["--color never", { NO_COLOR: "" }, false, true],
    ] as const
  ) {
    await using pty = await join(room, { args, env });
    await raw.send(`bar :hi FOO!\nbar :end ${args}\n`);
    await pty.until(() => pty.screen.endsWith(`bar :end ${args}\nfoo> ‸`));
    assertEquals(colored.test(pty.raw), hasColor, args);
    assertEquals(pty.bells > 0, rings, args);
    await pty.type("/clear\r");
    await pty.until(() => pty.screen === "foo> ‸");
    await pty.type("/quit\r");
    await pty.until(() => pty.screen.includes("code 0"));
  }
});

test("shows each message on one line with --compact", async () => {
  await using room = await startServer();
  await using pty = await join(room, { args: "--compact" });
  await pty.type("Hello!\r/me waves\r");
  await pty.until(() =>
    /\n\d\d:\d\d:\d\d foo: Hello!\n\d\d:\d\d:\d\d \* foo waves\nfoo> ‸$/.test(pty.screen)
  );
});

test("shows a joiner the day of an old message, who is here, and why a name is taken", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/talk.jsonl`;
  const old = new Date(2014, 4, 23, 10, 15, 30).getTime();
  await Deno.writeTextFile(
    log,
    formatHeader("3f2a9c1e") + formatEntry({ number: 1, time: old, line: "bar :long ago" }),
  );
  try {
    await using room = await startServer(["--log", log]);
    using raw = await Raw.connect(room.port);
    await raw.send("\n/name bar\n");
    await raw.until("*you bar\n");
    await using pty = await join(room, { args: "--compact", rows: 16 });
    const joined = `${CONNECTED}\n— Fri May 23 2014 —\n10:15:30 bar: long ago\n` +
      "— all of that was before; live from here —\n— 2 here: bar, foo —\n";
    await pty.shows(`${joined}foo> ‸`);
    await pty.type("/name bar\r");
    const named = "— you are bar#2 now —\n— bar is the name of somebody who is here —\n";
    await pty.shows(`${joined}${named}bar#2> ‸`);
    await raw.send("today\n");
    await pty.until(() => /— \w{3} \w{3} \d\d \d{4} —\n[\d:]{8} bar: today\n/.test(pty.screen));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

test("sets who is here in columns that fit", async () => {
  await using room = await startServer();
  await using pty = await join(room, { columns: 30, rows: 20 });
  const names = ["Christopher", "Ann", "李雷", "eve", "bob"];
  const all = await Promise.all(names.map(() => Raw.connect(room.port)));
  try {
    for (const [i, raw] of all.entries()) await raw.send(`/name ${names[i]}\n`);
    for (const [i, raw] of all.entries()) await raw.until(`*you ${names[i]}\n`);
    await pty.type("/who\r");
    await pty.until(() =>
      pty.screen.endsWith("6 here:\n  李雷  bob          eve\n  Ann   Christopher  foo\nfoo> ‸")
    );
  } finally {
    for (const raw of all) raw[Symbol.dispose]();
  }
});

test("is in Chinese when the locale is Chinese", async () => {
  await using room = await startServer();
  await using pty = await Pty.start(`${client} 127.0.0.1:${room.port} --name foo`, SIZE, {
    LANG: "zh_CN.UTF-8",
    LC_ALL: "zh_CN.UTF-8",
  });
  await pty.shows(`${CONNECTED}\nfoo> ‸`);
  await pty.type("/msg\r");
  await pty.shows(`${CONNECTED}\n— 请写：/msg 名字 内容 —\nfoo> /msg‸`);
  room.program.kill("SIGTERM");
  await pty.until(() => pty.screen.includes("foo (未连接)> /msg‸"));
});

test("asks for a name once when none was given, and takes foo for Enter", async () => {
  await using room = await startServer();
  for (const args of ["", "--plain"]) {
    for (
      const [answers, name] of [[["小红"], "小红"], [[""], "foo"], [["*x", "Bob"], "Bob"]] as const
    ) {
      const command = `${client} 127.0.0.1:${room.port} --lang en ${args}`;
      await using pty = await Pty.start(command, SIZE);
      const question = "Your name in the room (Enter alone: foo):";
      for (const [i, answer] of answers.entries()) {
        const refusal = i > 0 ? "A name cannot start with * or /\n" : "";
        await pty.until(() => pty.screen.endsWith(`${refusal}${question} ‸`));
        await pty.type(answer + "\r");
      }
      await pty.until(() => pty.screen.includes("Connect success!"));
      await pty.type(`hi from ${name}\r`);
      await pty.until(() => pty.screen.includes(` ${name} :hi from ${name}\n`));
    }
  }
});

test("asks once before /quit closes a room that has guests", async () => {
  // Most likely a free port.
  const probe = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = probe.addr;
  probe.close();
  const command = `${client} --host-room :${port} --name foo --lang en`;
  await using pty = await Pty.start(`${command}; echo "code $?"`, { columns: 80, rows: 24 });
  await pty.until(() => pty.screen.endsWith("\nfoo> ‸"));
  using raw = await Raw.connect(port);
  await raw.send("bar :hello\n");
  await pty.until(() => pty.screen.endsWith(" bar :hello\nfoo> ‸"));
  await pty.type("/quit\r");
  await pty.until(() =>
    pty.screen.endsWith(
      "— 1 other is in the room that you opened; /quit again closes it —\nfoo> /quit‸",
    )
  );
  await pty.type("\r");
  await pty.until(() => pty.screen.includes("code 0"));
  await raw.rest();
});
