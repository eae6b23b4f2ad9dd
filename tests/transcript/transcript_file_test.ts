import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { DescribedError } from "../../lib/net/described_error.ts";
import { type Entry, History } from "../../lib/room/history.ts";
import { Room } from "../../lib/room/room.ts";
import { TranscriptFile } from "../../lib/transcript/transcript_file.ts";

const { en } = PROGRAM_SENTENCES;

const HEADER = '{"room":"3f2a9c1e","started":"2014-05-23T10:15:00.000Z"}\n';
const START = Date.parse("2014-05-23T10:15:30.000Z");

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

/** Opens a transcript, and closes it whatever happens. */
function withTranscript<T>(path: string, run: (transcript: TranscriptFile) => T, keep = 1000): T {
  const transcript = new TranscriptFile(path, { keep });
  try {
    return run(transcript);
  } finally {
    transcript.close();
  }
}

/** What a transcript holds, or the part of it that is kept. */
function contentsOf(path: string, keep?: number) {
  return withTranscript(path, readContents, keep);
}

function readContents(transcript: TranscriptFile) {
  const { removed, ...contents } = transcript.contents;
  assertEquals(removed, []);
  return { ...contents, last: transcript.last, entries: transcript.takeEntries() };
}

/** Entries numbered `from` to `to`. */
function entries(from: number, to: number, line = "foo :Hello!"): Entry[] {
  return Array.from(
    { length: to - from + 1 },
    (_, i) => ({ number: from + i, time: START + from - 1 + i, line }),
  );
}

function numbersOf(entries: Entry[]): number[] {
  return entries.map(({ number }) => number);
}

/** The line a transcript has for an entry. */
function written({ number, time }: Entry, text = "Hello!"): string {
  return JSON.stringify({ number, time: new Date(time).toISOString(), name: "foo", text }) + "\n";
}

/** Writes a transcript file with these entries in it, and what stands after them. */
function writeFile(path: string, entries: Entry[], tail = "", text?: string): void {
  Deno.writeTextFileSync(path, HEADER + entries.map((one) => written(one, text)).join("") + tail);
}

/** Collects the troubles that a transcript reports, in English; `undefined` is that it works again. */
function troublesOf(transcript: TranscriptFile): (string | undefined)[] {
  const troubles: (string | undefined)[] = [];
  transcript.onTrouble = (trouble) => troubles.push(trouble?.(en));
  return troubles;
}

/** The sentence for writing that fails. */
const fails = (reason: string) => `The transcript cannot be written (${reason}); chatting goes on`;

const MOVED = "The transcript: the file was removed or renamed; a new one goes on in its place";

/** Runs something while writing to files does what `write` does. */
function withWriting(write: (bytes: Uint8Array) => number, run: () => void): void {
  withMethod("writeSync", write, run);
}

/** Runs something while files have another method. */
function withMethod<M extends "writeSync" | "syncDataSync">(
  name: M,
  method: Deno.FsFile[M],
  run: () => void,
): void {
  const original = Deno.FsFile.prototype[name];
  Deno.FsFile.prototype[name] = method;
  try {
    run();
  } finally {
    Deno.FsFile.prototype[name] = original;
  }
}

/** Logs what is done with files and lets it happen. */
function loggingFiles(log: string[], run: () => void): void {
  const { writeSync, syncDataSync } = Deno.FsFile.prototype;
  const sync = function (this: Deno.FsFile) {
    log.push("sync");
    syncDataSync.call(this);
  };
  const write = function (this: Deno.FsFile, bytes: Uint8Array) {
    log.push("write");
    return writeSync.call(this, bytes);
  };
  withMethod("syncDataSync", sync, () => withMethod("writeSync", write, run));
}

// --- Beginning and going on -----------------------------------------------------------------------

Deno.test(
  "TranscriptFile begins with a line that names the room when there is no file",
  inDirectory((path) => {
    const { room, ...contents } = contentsOf(path);
    assertMatch(room, /^[\da-f]{8}$/);
    assertEquals(contents, { isNew: true, last: 0, entries: [], tornBytes: 0 });
    const text = Deno.readTextFileSync(path);
    const header = JSON.parse(text);
    assertEquals(Object.keys(header), ["room", "started"]);
    assertEquals(header.room, room);
    assertEquals(new Date(header.started).toISOString(), header.started);
    assertEquals(text, JSON.stringify(header) + "\n");
  }),
);

Deno.test(
  "TranscriptFile writes an entry a line, before append returns",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const at = '"time":"2014-05-23T10:15:30.000Z"';
      const table: [number: number, line: string, json: string][] = [
        [1, "foo :Hello!", `{"number":1,${at},"name":"foo","text":"Hello!"}`],
        [2, "x :", `{"number":2,${at},"name":"x","text":""}`],
        [3, "no name here", `{"number":3,${at},"text":"no name here"}`],
      ];
      for (const [number, line, json] of table) {
        transcript.append([{ number, time: START, line }]);
        assertEquals(Deno.readTextFileSync(path).split("\n").slice(number), [json, ""]);
      }
    });
  }),
);

Deno.test(
  "TranscriptFile gives every line back exactly when it is opened again",
  inDirectory((path) => {
    const lines = [
      "foo :Hello!",
      "no name",
      " :no name either",
      "foo :",
      "foo : : two",
      " odd  :spaces ",
      "\ttab :\t",
      "",
      "李雷 :你好，世界 👋",
      'quote" :and \\ back\\slash {"number":7}',
      "e\u0301 :not composed \ufffd \ufeff",
      "中".repeat(1365),
    ];
    const said = lines.map((line, i) => ({ number: i + 1, time: START + i, line }));
    withTranscript(path, (transcript) => transcript.append(said));
    assertEquals(contentsOf(path).entries, said);
  }),
);

Deno.test(
  "TranscriptFile goes on in the same room when it is opened again",
  inDirectory((path) => {
    const { room } = contentsOf(path);
    for (let number = 1; number <= 3; number++) {
      withTranscript(path, (transcript) => {
        assertEquals(readContents(transcript), {
          ...{ room, isNew: false, tornBytes: 0 },
          ...{ last: number - 1, entries: entries(1, number - 1) },
        });
        transcript.append(entries(number, number));
      });
    }
    assertEquals(contentsOf(path).entries, entries(1, 3));
    assertEquals([...Deno.readDirSync(path.slice(0, path.lastIndexOf("/")))].length, 1);
  }),
);

Deno.test(
  "TranscriptFile holds nothing when it has only its first line",
  inDirectory((path) => {
    Deno.writeTextFileSync(path, HEADER);
    assertEquals(contentsOf(path), {
      ...{ room: "3f2a9c1e", isNew: false, last: 0, entries: [], tornBytes: 0 },
    });
    assertEquals(Deno.readTextFileSync(path), HEADER);
  }),
);

Deno.test(
  "TranscriptFile reads as many of the latest entries as are to be kept",
  inDirectory((path) => {
    writeFile(path, entries(1, 10));
    for (const [keep, first] of [[1000, 1], [11, 1], [10, 1], [9, 2], [3, 8], [1, 10], [0, 10]]) {
      const kept = numbersOf(contentsOf(path, keep).entries);
      assertEquals(kept, numbersOf(entries(first!, 10)), `keep ${keep}`);
    }
  }),
);

Deno.test(
  "TranscriptFile reads back over several blocks of a long file",
  inDirectory((path) => {
    const all = entries(1, 1000);
    writeFile(path, all, "torn", "x".repeat(1000));
    for (const keep of [1, 100, 300, 999, 1000, 5000]) {
      const { entries } = contentsOf(path, keep);
      assertEquals(numbersOf(entries), numbersOf(all.slice(-keep)));
      assertEquals(entries.at(-1)!.line, "foo :" + "x".repeat(1000));
    }
  }),
);

Deno.test(
  "TranscriptFile finds the last entry behind more than a block of garbage",
  inDirectory((path) => {
    writeFile(path, entries(1, 3), "\n{}".repeat(200_000));
    const { entries: kept, tornBytes } = contentsOf(path);
    assertEquals(kept, entries(1, 3));
    assertEquals(tornBytes, 600_000);
  }),
);

Deno.test(
  "TranscriptFile reads back only to a gap in the numbers or to a line it cannot read",
  inDirectory((path) => {
    const text = [...entries(1, 2), ...entries(5, 6)].map((entry) => written(entry)).join("");
    Deno.writeTextFileSync(path, HEADER + text);
    assertEquals(numbersOf(contentsOf(path).entries), [5, 6]);
    Deno.writeTextFileSync(path, HEADER + text.replace("\n", "\nnot an entry\n"));
    assertEquals(numbersOf(contentsOf(path).entries), [5, 6]);
    Deno.writeTextFileSync(
      path,
      HEADER + written(entries(1, 1)[0]!) + "?\n" + written(entries(2, 2)[0]!),
    );
    assertEquals(numbersOf(contentsOf(path).entries), [2]);
  }),
);

// --- Torn ends ------------------------------------------------------------------------------------

Deno.test(
  "TranscriptFile puts a torn last line aside, wherever it was torn",
  inDirectory((path) => {
    const last = written({ number: 4, time: START, line: "" }, "你好");
    const bytes = new TextEncoder().encode(last);
    for (let length = 1; length < bytes.length; length++) {
      const torn = bytes.subarray(0, length);
      writeFile(path, entries(1, 3));
      Deno.writeFileSync(path, torn, { append: true });
      withTranscript(path, (transcript) => {
        assertEquals(readContents(transcript), {
          ...{ room: "3f2a9c1e", isNew: false, tornBytes: length },
          ...{ last: 3, entries: entries(1, 3) },
        });
        transcript.append(entries(4, 4));
      });
      assertEquals(Deno.readFileSync(`${path}.torn`), torn);
      assertEquals(contentsOf(path).entries, entries(1, 4));
      Deno.removeSync(`${path}.torn`);
    }
  }),
);

Deno.test(
  "TranscriptFile puts aside whatever stands after the last entry",
  inDirectory((path) => {
    const tails = [
      "\0".repeat(4096),
      "\0".repeat(20) + "\n",
      "\n\n",
      "null\n",
      '{"number":"4","time":"2014-05-23T10:15:30.000Z","text":"x"}\n',
      '{"number":0,"time":"2014-05-23T10:15:30.000Z","text":"x"}\n',
      '{"number":4,"time":"some day","text":"x"}\n',
      '{"number":4,"time":"2014-05-23T10:15:30.000Z","name":"foo"}\n',
      '{"number":4,"time":"2014-05-23T10:15:30.000Z","name":1,"text":"x"}\n',
    ];
    for (const tail of tails) {
      writeFile(path, entries(1, 3), tail);
      const { entries: kept, tornBytes } = contentsOf(path);
      assertEquals([kept, tornBytes], [entries(1, 3), tail.length], tail);
    }
    assertEquals(Deno.readTextFileSync(`${path}.torn`), tails.join(""), "nothing is overwritten");
    writeFile(path, [], "garbage\n");
    assertEquals(contentsOf(path).entries, []);
    assertEquals(Deno.readTextFileSync(path), HEADER);
  }),
);

Deno.test(
  "TranscriptFile begins anew when even its first line is torn",
  inDirectory((path) => {
    for (const length of [0, 1, 9, 12, HEADER.length - 1]) {
      Deno.writeTextFileSync(path, HEADER.slice(0, length));
      const { room, entries } = contentsOf(path);
      assertEquals(entries, []);
      assertEquals(contentsOf(path).room, room);
      assertEquals(Deno.readTextFileSync(path).split("\n").length, 2, "one line");
    }
  }),
);

// --- Files that cannot be taken -------------------------------------------------------------------

Deno.test(
  "TranscriptFile refuses a file that is no transcript and leaves it as it was",
  inDirectory((path) => {
    const files = [
      "Dear diary,\n",
      "no line ending",
      "\n",
      '{"name":"chat","version":"1.0.0"}\n',
      '{"room":7}\n',
      '{"room":"not one word"}\n',
      "[]\nx",
      "null\n",
      "\0\0\0",
    ];
    for (const text of files) {
      Deno.writeTextFileSync(path, text);
      assertThrows(
        () => new TranscriptFile(path, { keep: 10 }),
        DescribedError,
        "it holds something else",
      );
      assertEquals(Deno.readTextFileSync(path), text);
    }
    assertEquals([...Deno.readDirSync(path.slice(0, path.lastIndexOf("/")))].length, 1);
  }),
);

Deno.test(
  "TranscriptFile refuses a file that is open already, until it is closed",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      assertThrows(
        () => new TranscriptFile(path, { keep: 10 }),
        DescribedError,
        "another server is using it",
      );
      transcript.append(entries(1, 1));
    });
    assertEquals(contentsOf(path).entries, entries(1, 1));
  }),
);

Deno.test(
  "TranscriptFile passes on why a file cannot be opened",
  inDirectory((path) => {
    assertThrows(() => new TranscriptFile(`${path}/none`, { keep: 10 }), Deno.errors.NotFound);
  }),
);

// --- Trouble while running ------------------------------------------------------------------------

for (const how of ["removed", "renamed"]) {
  Deno.test({
    name: `TranscriptFile goes on in a new file when its own was ${how}`,
    // An open file can be neither removed nor renamed there.
    ignore: Deno.build.os === "windows",
    fn: inDirectory((path) => {
      const room = withTranscript(path, (transcript) => {
        const troubles = troublesOf(transcript);
        const [one, two, three] = entries(1, 3);
        transcript.append([one!]);
        if (how === "removed") Deno.removeSync(path);
        else Deno.renameSync(path, `${path}.old`);
        transcript.append([two!]);
        transcript.append([three!]);
        assertEquals(troubles, [MOVED]);
        return transcript.contents.room;
      });
      const { room: after, entries: kept } = contentsOf(path);
      assertEquals([after, kept], [room, entries(1, 3).slice(1)]);
      if (how === "renamed") {
        const old = contentsOf(`${path}.old`);
        assertEquals([old.room, old.entries], [room, entries(1, 1)]);
      }
    }),
  });
}

Deno.test({
  name: "TranscriptFile touches no other file that took its place, and waits until that is gone",
  ignore: Deno.build.os === "windows",
  fn: inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      const [one, two, three] = entries(1, 3);
      Deno.removeSync(path);
      Deno.writeTextFileSync(path, "Dear diary,\n");
      transcript.append([one!]);
      transcript.append([two!]);
      assertEquals(troubles, [fails("another file took its place")]);
      assertEquals(Deno.readTextFileSync(path), "Dear diary,\n");
      Deno.removeSync(path);
      transcript.append([three!]);
      assertEquals(troubles.slice(1), [MOVED, undefined]);
    });
    assertEquals(contentsOf(path).entries, entries(1, 3));
  }),
});

Deno.test(
  "TranscriptFile goes on after what is left when another program cut its file short",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      const [one, two, three, four] = entries(1, 4);
      transcript.append([one!]);
      transcript.append([two!]);
      const { size } = Deno.statSync(path);
      Deno.truncateSync(path, size - 10);
      transcript.append([three!]);
      Deno.truncateSync(path, 0);
      transcript.append([four!]);
      const cut = "The transcript: the file was cut short by another program; it goes on";
      assertEquals(troubles, [cut, cut]);
      const { room } = transcript.contents;
      const [header, ...rest] = Deno.readTextFileSync(path).split("\n");
      assertEquals(JSON.parse(header!).room, room);
      assertEquals(rest, [written(four!).trimEnd(), ""]);
    });
  }),
);

Deno.test(
  "TranscriptFile goes on after what another program wrote to its file",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      const [one, two, three, four] = entries(1, 4);
      transcript.append([one!]);
      Deno.writeTextFileSync(path, "# a whole line\n", { append: true });
      transcript.append([two!]);
      Deno.writeTextFileSync(path, "# 一 begun line", { append: true });
      transcript.append([three!]);
      transcript.append([four!]);
      assertEquals(Deno.readTextFileSync(path).split("\n").slice(1), [
        written(one!).trimEnd(),
        "# a whole line",
        written(two!).trimEnd(),
        "# 一 begun line",
        written(three!).trimEnd(),
        written(four!).trimEnd(),
        "",
      ]);
      const grown = "The transcript: another program wrote to the file; it goes on after that";
      assertEquals(troubles, [grown], "it is reported once");
    });
    assertEquals(contentsOf(path).last, 4);
  }),
);

Deno.test({
  name: "TranscriptFile goes on at the end of its file when an editor saved it anew",
  ignore: Deno.build.os === "windows",
  fn: inDirectory((path) => {
    const save = (edit: (text: string) => string) => {
      Deno.writeTextFileSync(`${path}~`, edit(Deno.readTextFileSync(path)));
      Deno.renameSync(`${path}~`, path);
    };
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      const [one, two, three] = entries(1, 3);
      transcript.append([one!]);
      save((text) => text.replace("Hello!", "Good morning!"));
      transcript.append([two!]);
      save((text) => text.trimEnd());
      transcript.append([three!]);
      const saved = "The transcript: the file was saved anew by another program; " +
        "it goes on at its end";
      assertEquals(troubles, [saved, saved]);
      assertEquals(Deno.readTextFileSync(path).split("\n").slice(1), [
        written(one!, "Good morning!").trimEnd(),
        written(two!).trimEnd(),
        written(three!).trimEnd(),
        "",
      ]);
    });
  }),
});

Deno.test({
  name: "TranscriptFile touches no transcript of another room that took its place",
  ignore: Deno.build.os === "windows",
  fn: inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      Deno.removeSync(path);
      writeFile(path, entries(1, 3));
      const foreign = Deno.readTextFileSync(path);
      transcript.append(entries(1, 1));
      assertEquals(troubles, [fails("another file took its place")]);
      assertEquals(Deno.readTextFileSync(path), foreign);
    });
  }),
});

Deno.test({
  name:
    "TranscriptFile begins another file with its first line even if writing that fails at first",
  ignore: Deno.build.os === "windows",
  fn: inDirectory((path) => {
    const room = withTranscript(path, (transcript) => {
      Deno.removeSync(path);
      const { writeSync } = Deno.FsFile.prototype;
      let left = 10;
      withWriting(function (this: Deno.FsFile, bytes) {
        if (left === 0) throw new Error("No space left on device");
        const length = writeSync.call(this, bytes.subarray(0, left));
        left -= length;
        return length;
      }, () => transcript.append(entries(1, 1)));
      transcript.append(entries(2, 2));
      return transcript.contents.room;
    });
    const { room: after, entries: kept } = contentsOf(path);
    assertEquals([after, kept], [room, entries(1, 2)]);
  }),
});

Deno.test(
  "TranscriptFile reports once that writing fails, and writes everything when it works again",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      const [one, two, three, four, five] = entries(1, 5);
      transcript.append([one!]);
      withWriting(() => {
        throw new Error("No space left on device");
      }, () => {
        transcript.append([two!]);
        transcript.append([three!]);
      });
      assertEquals(troubles, [fails("No space left on device")]);
      transcript.append([four!]);
      transcript.append([five!]);
      assertEquals(troubles.slice(1), [undefined]);
      assertEquals(Deno.readTextFileSync(path).split("\n").slice(1, -1), [
        ...entries(1, 5).map((entry) => written(entry).trimEnd()),
      ]);
    });
  }),
);

Deno.test(
  "TranscriptFile tries once more what it could not write when it is closed, or reports what is lost",
  inDirectory((path) => {
    const full = () => {
      throw new Error("No space left on device");
    };
    for (const isFullStill of [false, true]) {
      let troubles: (string | undefined)[] = [];
      withTranscript(path, (transcript) => {
        troubles = troublesOf(transcript);
        const next = transcript.last + 1;
        withWriting(full, () => {
          for (const entry of entries(next, next + 1)) transcript.append([entry]);
          if (isFullStill) transcript.close();
        });
      });
      assertEquals(
        troubles.slice(1),
        isFullStill
          ? ["The transcript: 2 messages could not be written, and are lost"]
          : [undefined],
      );
      assertEquals(numbersOf(contentsOf(path).entries), [1, 2]);
    }
  }),
);

Deno.test(
  "TranscriptFile cuts off what a failed write left of a line",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      const [one, two, three] = entries(1, 3);
      transcript.append([one!]);
      const { writeSync } = Deno.FsFile.prototype;
      let left = 25;
      withWriting(function (this: Deno.FsFile, bytes) {
        if (left === 0) throw new Error("No space left on device");
        const length = writeSync.call(this, bytes.subarray(0, Math.min(left, 10)));
        left -= length;
        return length;
      }, () => transcript.append([two!]));
      assert(Deno.readTextFileSync(path).endsWith("\n" + written(one!)));
      transcript.append([three!]);
      assertEquals(troubles.length, 2);
    });
    const { entries: kept, tornBytes } = contentsOf(path);
    assertEquals([kept, tornBytes], [entries(1, 3), 0]);
  }),
);

Deno.test(
  "TranscriptFile writes a line whole when it is taken in pieces",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const { writeSync } = Deno.FsFile.prototype;
      withWriting(function (this: Deno.FsFile, bytes) {
        return writeSync.call(this, bytes.subarray(0, 7));
      }, () => transcript.append(entries(1, 1)));
    });
    assertEquals(contentsOf(path).entries, entries(1, 1));
  }),
);

Deno.test(
  "TranscriptFile keeps the latest 10000 entries when writing goes on failing",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      withWriting(() => {
        throw new Error("No space left on device");
      }, () => entries(1, 10_005).forEach((entry) => transcript.append([entry])));
      transcript.append(entries(10_006, 10_006));
      assertEquals(troubles.length, 2);
    });
    const { entries: kept } = contentsOf(path, 20_000);
    assertEquals([kept.at(-1)!.number, kept.length >= 10_000], [10_006, true]);
    assert(kept.length <= 10_001);
  }),
);

Deno.test(
  "TranscriptFile reports a file that cannot even be looked at",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const troubles = troublesOf(transcript);
      const { statSync } = Deno;
      Deno.statSync = () => {
        throw new Deno.errors.PermissionDenied("stat");
      };
      try {
        transcript.append(entries(1, 1));
      } finally {
        Deno.statSync = statSync;
      }
      assertEquals(troubles, [fails("permission denied")]);
      transcript.append(entries(2, 2));
    });
    assertEquals(numbersOf(contentsOf(path).entries), [1, 2]);
  }),
);

Deno.test(
  "TranscriptFile refuses a file whose messages are out of order, and leaves it as it is",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      transcript.append(entries(1, 3));
    });
    const [header, first, ...rest] = Deno.readTextFileSync(path).trimEnd().split("\n");
    const shuffled = [header, first, ...rest, first, ""].join("\n");
    Deno.writeTextFileSync(path, shuffled);
    assertThrows(() => new TranscriptFile(path, { keep: 100 }), DescribedError, "out of order");
    assertEquals(Deno.readTextFileSync(path), shuffled);
  }),
);

// --- What a message costs -------------------------------------------------------------------------

Deno.test(
  "TranscriptFile looks once and writes once for all messages of a turn",
  inDirectory((path) => {
    withTranscript(path, (transcript) => {
      const log: string[] = [];
      const { statSync } = Deno;
      Deno.statSync = (path) => {
        log.push("look");
        return statSync(path);
      };
      try {
        loggingFiles(log, () => transcript.append(entries(1, 200)));
      } finally {
        Deno.statSync = statSync;
      }
      assertEquals(log, ["look", "write"]);
    });
    assertEquals(contentsOf(path).entries, entries(1, 200));
  }),
);

Deno.test(
  "TranscriptFile has messages on the disk before the first is delivered, if that is wanted",
  inDirectory((path) => {
    for (const fsync of [false, true]) {
      const transcript = new TranscriptFile(path, { keep: 10, fsync });
      const log: string[] = [];
      const runs: (() => void)[] = [];
      const room = new Room({
        id: transcript.contents.room,
        history: new History({ transcript }),
        soon: (run) => void runs.push(run),
      });
      const output = { push: () => log.push("deliver") > 0, pushLazily: () => {} };
      const [a] = [room.enter(output, { end: () => {} }), room.enter(output, { end: () => {} })];
      loggingFiles(log, () => {
        for (const line of ["1", "2", "3"]) room.receive(a!, { type: "chat", line });
        for (const run of runs) run();
      });
      assertEquals(log, ["write", ...fsync ? ["sync"] : [], "deliver", "deliver"]);
      transcript.close();
    }
  }),
);

Deno.test(
  "TranscriptFile reports a disk that cannot be synchronized, and writes nothing twice",
  inDirectory((path) => {
    const transcript = new TranscriptFile(path, { keep: 10, fsync: true });
    const troubles = troublesOf(transcript);
    withMethod("syncDataSync", () => {
      throw new Error("Input/output error");
    }, () => {
      transcript.append(entries(1, 1));
      transcript.append(entries(2, 2));
    });
    transcript.append(entries(3, 3));
    transcript.close();
    assertEquals(troubles, [fails("Input/output error"), undefined]);
    assertEquals(contentsOf(path).entries, entries(1, 3));
  }),
);
