import { assertEquals } from "@std/assert";
import { Lock } from "../../lib/room/gate.ts";
import { History } from "../../lib/room/history.ts";
import { Room } from "../../lib/room/room.ts";
import type { Act } from "../../lib/room/standing.ts";
import { formatAct, isActLine, parseAct } from "../../lib/transcript/act_line.ts";
import { parseEntry } from "../../lib/transcript/transcript_line.ts";
import { TranscriptFile } from "../../lib/transcript/transcript_file.ts";
import { readLine } from "../room/read_line.ts";

const TIME = Date.parse("2014-05-23T10:15:30.000Z");
const UNTIL = Date.parse("2114-05-23T10:15:30.000Z");
const HEADER = '{"room":"3f2a9c1e","started":"2014-05-23T10:15:00.000Z"}\n';

const by = { time: TIME, by: "Ann Lee" };
const bob = { name: "Bob", key: "0123456789abcdef", address: "10.0.0.7" };

/** Every kind of act, as a person reads it. */
const ACTS: [line: string, act: Act][] = [
  ['{"act":"moderator","time":"2014-05-23T10:15:30.000Z","by":"Ann Lee"}', {
    act: "moderator",
    ...by,
  }],
  [
    '{"act":"kicked","time":"2014-05-23T10:15:30.000Z","by":"Ann Lee","name":"Bob",' +
    '"key":"0123456789abcdef","address":"10.0.0.7","reason":"\\"why\\"",' +
    '"until":"2114-05-23T10:15:30.000Z"}',
    { act: "kicked", ...bob, reason: '"why"', until: UNTIL, ...by },
  ],
  [
    '{"act":"muted","time":"2014-05-23T10:15:30.000Z","by":"Ann Lee","name":"王"}',
    { act: "muted", name: "王", ...by },
  ],
  [
    '{"act":"unmuted","time":"2014-05-23T10:15:30.000Z","by":"Ann Lee","name":"Bob",' +
    '"key":"0123456789abcdef","address":"10.0.0.7"}',
    { act: "unmuted", ...bob, ...by },
  ],
  [
    '{"act":"floor","time":"2014-05-23T10:15:30.000Z","who":"everyone"}',
    { act: "floor", who: "everyone", time: TIME },
  ],
  [
    '{"act":"topic","time":"2014-05-23T10:15:30.000Z","by":"Ann Lee","text":"Optics"}',
    { act: "topic", text: "Optics", ...by },
  ],
  [
    '{"act":"removed","time":"2014-05-23T10:15:30.000Z","by":"Ann Lee","message":12}',
    { act: "removed", message: 12, ...by },
  ],
];

/** Runs a test with a path in a directory of its own. */
function inDirectory(run: (path: string) => void): () => void {
  return () => {
    const directory = Deno.makeTempDirSync();
    try {
      run(`${directory}/room.jsonl`);
    } finally {
      Deno.removeSync(directory, { recursive: true });
    }
  };
}

/** What a transcript says that holds, and the numbers of its messages. */
function contentsOf(path: string, keep = 1000) {
  const file = new TranscriptFile(path, { keep });
  const { standing: { topic, floor, mutes, kicks }, contents: { removed, tornBytes } } = file;
  const numbers = file.takeEntries().map(({ number }) => number);
  file.close();
  const names = (marks: Iterable<{ name: string }>) => Array.from(marks, ({ name }) => name);
  return {
    ...{ topic, floor, removed, tornBytes, numbers },
    ...{ mutes: names(mutes), kicks: names(kicks) },
  };
}

function message(number: number, text = "Hello!"): string {
  const time = new Date(TIME).toISOString();
  return JSON.stringify({ number, time, name: "foo", text }) + "\n";
}

Deno.test("formatAct and parseAct undo each other for every act", () => {
  for (const [line, act] of ACTS) {
    assertEquals(formatAct(act), line + "\n");
    assertEquals(parseAct(line), act);
    assertEquals(parseEntry(line), undefined, "an act is no message");
  }
});

Deno.test("parseAct takes nothing that is malformed", () => {
  const good = '"time":"2014-05-23T10:15:30.000Z","name":"Bob","reason":""';
  for (
    const line of [
      ...["", "{", '{"act":"muted"', '{"act":"muted","name":"Bob"}', `{"act":"nothing",${good}}`],
      ...[`{"act":"kicked",${good}}`, `{"act":"muted",${good.replace("Bob", "*")}}`],
      ...[`{"act":"topic",${good}}`, `{"act":"floor",${good},"who":"me"}`],
      ...[`{"act":"removed",${good},"message":"1"}`, `{${good},"act":"muted"}`],
      `{"act":"topic",${good},"text":"${"x".repeat(401)}"}`,
    ]
  ) assertEquals(parseAct(line), undefined, line);
  const text = `{"act":"topic",${good},"text":"a\\u001b[2Jb\\nc"}`;
  assertEquals(parseAct(text), { act: "topic", text: "a\ufffd[2Jb\ufffdc", time: TIME });
});

Deno.test(
  "TranscriptFile keeps what moderators did in order with what was said, and reads it again",
  inDirectory((path) => {
    const file = new TranscriptFile(path, { keep: 10 });
    const history = new History({ transcript: file });
    const room = new Room({
      ...{ id: file.contents.room, history, now: () => TIME },
      moderation: { lock: new Lock("x"), standing: file.standing },
    });
    const output = { push: () => true, pushLazily: () => {} };
    const enter = (address: string) => room.enter(output, { address, end: () => {} });
    const [ann, bob] = [enter("10.0.0.1"), enter("10.0.0.2")];
    const says = (member: typeof ann, ...lines: string[]) =>
      lines.forEach((line) => room.receive(member, readLine(line)));
    says(ann, "/name Ann", "/moderate x", "/topic Optics");
    says(bob, "Bob :one", 'Bob :{"act":"topic","text":"mine"}', '{"act":"topic","text":"mine"}');
    says(ann, "/remove 2", "/mute Bob", "/floor moderators", "hush");
    file.close();
    const lines = Deno.readTextFileSync(path).trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.slice(1).map(({ act, number }) => act ?? number), [
      ...["moderator", "topic", 1, 2, 3, "removed", "muted", "floor", 4],
    ]);
    assertEquals(contentsOf(path), {
      ...{ topic: "Optics", floor: "moderators", removed: [2], tornBytes: 0 },
      ...{ numbers: [1, 2, 3, 4], mutes: ["Bob"], kicks: [] },
    });
    assertEquals(contentsOf(path, 2).removed, [], "which is not kept anyway");
    const again = new History({
      entries: [3, 4].map((number) => ({ number, time: 1, line: "x" })),
      removed: [2, 4],
    });
    assertEquals([again.get(3)?.line, again.get(4), again.isRemoved(4)], ["x", undefined, true]);
  }),
);

Deno.test(
  "TranscriptFile takes up what was done, wherever in an act the program was killed",
  inDirectory((path) => {
    const before = HEADER + message(1) + ACTS[5]![0] + "\n";
    for (const [line, act] of ACTS) {
      for (let cut = 0; cut <= line.length + 1; cut++) {
        Deno.writeTextFileSync(path, before + (line + "\n").slice(0, cut));
        const contents = contentsOf(path);
        const isWhole = cut > line.length;
        const { length } = new TextEncoder().encode(line.slice(0, cut));
        assertEquals(contents.tornBytes, isWhole ? 0 : length);
        assertEquals(contents.numbers, [1]);
        assertEquals(contents.topic, "Optics");
        assertEquals(contents.kicks, isWhole && act.act === "kicked" ? ["Bob"] : []);
        assertEquals(contents.mutes, isWhole && act.act === "muted" ? ["王"] : []);
        // What is written next stands after whole lines.
        const file = new TranscriptFile(path, { keep: 1 });
        file.record({ act: "topic", text: "next", time: TIME });
        file.close();
        assertEquals(contentsOf(path).topic, "next");
      }
    }
  }),
);

Deno.test(
  "TranscriptFile finds what was done long ago, between lines of any length",
  inDirectory((path) => {
    const long = "# " + "x".repeat(3 * 1024 * 1024) + '{"act":"topic"' + "\n";
    const topic = (text: string) => formatAct({ act: "topic", text, time: TIME });
    const many = Array.from({ length: 30_000 }, (_, i) => message(i + 1)).join("");
    // The last line of a block is read again, and a line that is longer than a block is passed over.
    Deno.writeTextFileSync(path, HEADER + ACTS[2]![0] + "\n" + long + topic("a") + many);
    assertEquals(contentsOf(path, 5), {
      ...{ topic: "a", floor: "everyone", removed: [], tornBytes: 0 },
      ...{ numbers: [29_996, 29_997, 29_998, 29_999, 30_000], mutes: ["王"], kicks: [] },
    });
    const filler = (length: number) => "#".repeat(length - 1) + "\n";
    for (let at = 1024 * 1024 - 200; at < 1024 * 1024 + 10; at += 7) {
      Deno.writeTextFileSync(path, HEADER + filler(at) + topic("b") + topic("c") + message(1));
      assertEquals(contentsOf(path).topic, "c", String(at));
    }
  }),
);

Deno.test("TranscriptFile passes over what a later version did", () => {
  inDirectory((path) => {
    const other = '{"act":"dance","time":"2014-05-23T10:15:30.000Z"}\n';
    Deno.writeTextFileSync(path, HEADER + message(1) + other + message(2) + other);
    const { numbers, tornBytes } = contentsOf(path);
    assertEquals([numbers, tornBytes], [[1, 2], 0]);
  })();
  assertEquals(isActLine('{"act":"dance"'), false);
});

Deno.test({
  name: "TranscriptFile begins a new file with what holds when the old one is moved away",
  ignore: Deno.build.os === "windows",
  fn: inDirectory((path) => {
    const lines = [ACTS[1]!, ACTS[2]!, ACTS[5]!].map(([line]) => line + "\n");
    Deno.writeTextFileSync(path, HEADER + lines.join(""));
    const file = new TranscriptFile(path, { keep: 1 });
    file.onTrouble = () => {};
    Deno.renameSync(path, `${path}.old`);
    file.append([{ number: 1, time: TIME, line: "foo :Hello!" }]);
    file.close();
    const { topic, mutes, kicks, numbers } = contentsOf(path);
    assertEquals([topic, mutes, kicks, numbers], ["Optics", ["王"], ["Bob"], [1]]);
  }),
});

Deno.test(
  "TranscriptFile reads an act behind a message whose line is as short as one can be",
  inDirectory((path) => {
    const [topic] = ACTS.filter(([, { act }]) => act === "topic").map(([line]) => line);
    Deno.writeTextFileSync(
      path,
      `${HEADER}{"number":1,"time":"2014","text":""}\n${topic}\n` +
        '{"number":2,"time":"2014-05-23","text":"hi"}\n',
    );
    const file = new TranscriptFile(path, { keep: 10 });
    assertEquals([file.standing.topic, file.last], ["Optics", 2]);
    file.close();
  }),
);
