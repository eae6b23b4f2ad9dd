import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { type Bottom, layOut, Screen } from "../../lib/terminal/screen.ts";
import { pure } from "../pure.ts";

/** How many cells a terminal gives a grapheme, as far as these tests go. */
function cells(grapheme: string): number {
  return /^[\p{Script=Han}\p{Emoji_Presentation}\uff01-\uff60]/u.test(grapheme) ? 2 : 1;
}

function graphemes(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

function width(text: string): number {
  return graphemes(text).reduce((sum, grapheme) => sum + cells(grapheme), 0);
}

/** A terminal: knows what {@linkcode Screen} writes, and throws at anything else. */
class FakeTerminal {
  columns: number;
  readonly height: number;
  /** Rows of graphemes, those scrolled off the top first. */
  #rows: string[][] = [[]];
  #top = 0;
  #row = 0;
  #column = 0;

  constructor(columns: number, height: number) {
    this.columns = columns;
    this.height = height;
  }

  /** Every row, with a `|` where the cursor stands. */
  get screen(): string[] {
    return this.#rows.slice(this.#top).map((row, i) => {
      if (this.#top + i !== this.#row) return row.join("");
      const at = this.#index();
      const padding = " ".repeat(Math.max(0, this.#column - width(row.join(""))));
      return row.slice(0, at).join("") + padding + "|" + row.slice(at).join("");
    });
  }

  write(output: string): this {
    // deno-lint-ignore no-control-regex -- control characters are what this is about
    for (const match of output.matchAll(/\x1b\[(\d*)([A-Z])|[^\x1b\r\n]+|[^]/g)) {
      const [piece, digits, command] = match;
      if (command) this.#control(command, digits!);
      else if (piece === "\r") this.#column = 0;
      else if (piece === "\n") this.#down();
      else if (piece === "\x1b") throw new Error("Cannot interpret this escape sequence");
      else for (const grapheme of graphemes(piece)) this.#print(grapheme);
    }
    return this;
  }

  /** Makes the window narrower: rows that no longer fit are broken, as most terminals do. */
  narrow(columns: number): void {
    const before = this.#rows;
    const [row, index] = [this.#row, this.#index()];
    let cursor = [0, 0];
    this.columns = columns;
    this.#rows = [[]];
    this.#row = this.#column = this.#top = 0;
    before.forEach((graphemes, i) => {
      if (i > 0) this.write("\r\n");
      for (const [at, grapheme] of graphemes.entries()) {
        this.#print(grapheme);
        if (i === row && at === index) cursor = [this.#row, this.#column - cells(grapheme)];
      }
      if (i === row && index === graphemes.length) cursor = [this.#row, this.#column];
    });
    [this.#row = 0, this.#column = 0] = cursor;
  }

  #control(command: string, digits: string): void {
    const count = Math.max(1, Number(digits)); // 0 counts as 1
    if (command === "A") this.#row = Math.max(this.#top, this.#row - count);
    else if (command === "C") this.#column = Math.min(this.columns - 1, this.#column + count);
    else if (command === "H") [this.#row, this.#column] = [this.#top, 0];
    else if (command === "J") {
      const from = digits === "2" ? this.#top : this.#row;
      const kept = digits === "2" ? [] : this.#rows[from]!.slice(0, this.#index());
      this.#rows.splice(from, Infinity, kept);
      while (this.#rows.length <= this.#row) this.#rows.push([]);
    } else throw new Error(`Cannot interpret ESC [ ${digits}${command}`);
  }

  #print(grapheme: string): void {
    if (this.#column + cells(grapheme) > this.columns) {
      this.#column = 0;
      this.#down();
    }
    this.#rows[this.#row]!.splice(this.#index(), 1, grapheme);
    this.#column += cells(grapheme);
  }

  #down(): void {
    this.#row++;
    if (this.#row === this.#rows.length) this.#rows.push([]);
    this.#top = Math.max(this.#top, this.#rows.length - this.height);
  }

  /** Which grapheme of its row the cursor stands on. */
  #index(): number {
    const row = this.#rows[this.#row]!;
    for (let at = 0, column = 0; at < row.length; at++) {
      if (column >= this.#column) return at;
      column += cells(row[at]!);
    }
    return row.length;
  }
}

/** A bottom in which `text` is edited; a `|` in it is where the cursor stands. */
function bottom(text: string, { prompt = "foo> ", above = [] as string[] } = {}): Bottom {
  const cursor = text.includes("|") ? text.indexOf("|") : text.length;
  return { above, prompt, text: text.replace("|", ""), cursor };
}

/** The rows of a bottom, with a `|` where the cursor stands. */
function laidOut(bottom: Bottom, columns: number): string[] {
  const { rows, cursorRow, cursorColumn } = layOut(bottom, columns);
  return new FakeTerminal(columns, 1000).write(
    rows.join("\r\n") + `\x1b[${rows.length}A\r` + "\n".repeat(cursorRow) +
      (cursorColumn > 0 ? `\x1b[${cursorColumn}C` : ""),
  ).screen;
}

// --- layOut ---------------------------------------------------------------------------------------

pure("layOut breaks what is typed into rows and finds the cursor", () => {
  const table: [text: string, columns: number, rows: string[]][] = [
    ["", 20, ["foo> |"]],
    ["Hello", 20, ["foo> Hello|"]],
    ["He|llo", 20, ["foo> He|llo"]],
    ["|Hello", 20, ["foo> |Hello"]],
    ["12345", 10, ["foo> 12345", "|"]],
    ["1234|5", 10, ["foo> 1234|5"]],
    ["12345|6", 10, ["foo> 12345", "|6"]],
    ["123456", 10, ["foo> 12345", "6|"]],
    ["|123456", 10, ["foo> |12345", "6"]],
    ["", 5, ["foo> ", "|"]],
    ["|x", 5, ["foo> ", "|x"]],
    ["中文", 20, ["foo> 中文|"]],
    ["中文", 9, ["foo> 中文", "|"]],
    ["中文", 8, ["foo> 中", "文|"]],
    ["中|文", 8, ["foo> 中", "|文"]],
    ["|中文", 6, ["foo> ", "|中文"]],
    ["e\u0301|e\u0301", 6, ["foo> e\u0301", "|e\u0301"]],
    ["👨‍👩‍👧|👨‍👩‍👧", 7, ["foo> 👨‍👩‍👧", "|👨‍👩‍👧"]],
    ["one⏎two", 20, ["foo> one⏎two|"]],
    ["a\tb", 20, ["foo> a b|"]],
  ];
  for (const [text, columns, rows] of table) {
    assertEquals(laidOut(bottom(text), columns), rows, `${text} in ${columns}`);
  }
});

pure("layOut uses single cells when the window has one column", () => {
  assertEquals(laidOut(bottom("a中|b", { prompt: ">" }), 1), [">", "a", "?", "|b"]);
  assertEquals(laidOut(bottom("a中", { prompt: ">" }), 1), [">", "a", "?", "|"]);
});

pure("layOut never splits a wide character over the edge", () => {
  const text = "中".repeat(50) + "x" + "文".repeat(50);
  for (const columns of [20, 21, 40, 41, 80]) {
    const { rows } = layOut(bottom(text), columns);
    assertEquals(rows.join(""), "foo> " + text);
    for (const row of rows) assertLessOrEqual(width(row), columns);
    for (const row of rows.slice(0, -1)) assert(width(row) >= columns - 1, "rows are filled");
  }
});

pure("layOut finds the cursor wherever it stands", () => {
  const text = "中文 and ASCII，混在一起 👨‍👩‍👧🇨🇳 e\u0301!";
  for (const columns of [2, 3, 7, 20, 40, 80]) {
    let cursor = 0;
    for (const grapheme of graphemes(text)) {
      const { rows, cursorRow, cursorColumn } = layOut(
        { above: [], prompt: "> ", text, cursor },
        columns,
      );
      const before = "> " + text.slice(0, cursor);
      const rowsBefore = rows.slice(0, cursorRow).join("");
      const message = `before ${grapheme} in ${columns} columns`;
      assertEquals(width(rowsBefore) + cursorColumn, width(before), message);
      assert(width(rowsBefore + rows[cursorRow]) > width(before), "on the row of what follows");
      cursor += grapheme.length;
    }
  }
});

pure("layOut puts the lines on their way above the prompt", () => {
  const above = ["… one", "… a longer line", "… 三"];
  assertEquals(laidOut(bottom("x|y", { above }), 10), [
    "… one",
    "… a longer",
    " line",
    "… 三",
    "foo> x|y",
  ]);
});

pure("layOut gives the text a third of the window, and scrolls in it", () => {
  const rows = ["foo> 00000", ...Array.from({ length: 30 }, (_, i) => String(i + 10).repeat(5))];
  const text = rows.join("").slice("foo> ".length);
  const lastRow = (cursor: number, height: number) => {
    const drawn = layOut({ above: [], prompt: "foo> ", text, cursor }, 10, height);
    return { ...drawn, first: rows.indexOf(drawn.rows[0]!), count: drawn.rows.length };
  };
  const table: [cursor: number, height: number, first: number, count: number, cursorRow: number][] =
    [
      [text.length, 24, 24, 8, 7], // the end, on a row of its own
      [0, 24, 0, 8, 0],
      [95, 24, 6, 8, 4], // in the middle
      [text.length, 6, 29, 3, 2],
      [0, 6, 0, 3, 0],
      [0, 2, 0, 2, 0], // no window holds three rows
      [0, 1, 0, 1, 0],
      [95, 1, 10, 1, 0],
    ];
  for (const [cursor, height, first, count, cursorRow] of table) {
    const { first: top, count: drawn, cursorRow: row } = lastRow(cursor, height);
    assertEquals([top, drawn, row], [first, count, cursorRow], `${cursor} in ${height} rows`);
  }
});

pure("layOut puts the reason of a refusal next to the text, and leaves rows for messages", () => {
  const reason = "— Too long by far —";
  const above = Array.from({ length: 9 }, (_, i) => `… ${i}`);
  const long = bottom("x".repeat(500), { above });
  for (const height of [5, 6, 9, 12, 24, 60]) {
    const { rows } = layOut({ ...long, reason }, 20, height);
    const at = rows.indexOf(reason);
    assert(at >= 0 && /^(foo> )?x+$/.test(rows[at + 1]!), `${height}: ${rows}`);
    assertLessOrEqual(rows.length, height - Math.max(1, Math.floor(height / 3)));
  }
  assertEquals(layOut({ ...bottom("x"), reason }, 10, 24).rows, [
    "— Too long",
    "   by far ",
    "   —",
    "foo> x",
  ]);
});

// --- Screen ---------------------------------------------------------------------------------------

/** A screen and the terminal it is drawn on. */
function setUp(columns: number, height: number) {
  const screen = new Screen();
  const terminal = new FakeTerminal(columns, height);
  return {
    terminal,
    /** Draws, and gives what is to be seen then. */
    draw: (text: string, below: string | Bottom) => {
      const drawn = typeof below === "string" ? bottom(below) : below;
      return terminal.write(screen.draw(text, drawn, terminal.columns)).screen;
    },
    clear: () => terminal.write(screen.clear(terminal.columns)).screen,
  };
}

pure("Screen begins where the cursor stood", () => {
  const { draw, terminal } = setUp(20, 8);
  terminal.write("$ chat-client\r\n");
  assertEquals(draw("", "x"), ["$ chat-client", "foo> x|"]);
});

pure("Screen keeps a half-typed line below arriving messages", () => {
  const { draw } = setUp(20, 8);
  assertEquals(draw("", ""), ["foo> |"]);
  assertEquals(draw("", "你"), ["foo> 你|"]);
  assertEquals(draw("one", "你"), ["one", "foo> 你|"]);
  assertEquals(draw("", "你|好"), ["one", "foo> 你|好"]);
  assertEquals(draw("two\n three", "你|好"), ["one", "two", " three", "foo> 你|好"]);
  assertEquals(draw("four\r\nfive", "你们|好"), [
    "one",
    "two",
    " three",
    "four",
    "five",
    "foo> 你们|好",
  ]);
});

pure("Screen keeps a line of several rows whole, wherever its cursor stands", () => {
  const { draw } = setUp(10, 8);
  assertEquals(draw("", "中文一二三四"), ["foo> 中文", "一二三四|"]);
  assertEquals(draw("one", "中文一二三四"), ["one", "foo> 中文", "一二三四|"]);
  assertEquals(draw("", "中|文一二三四"), ["one", "foo> 中|文", "一二三四"]);
  assertEquals(draw("two", "中|文一二三四"), ["one", "two", "foo> 中|文", "一二三四"]);
  assertEquals(draw("", "中文一|二三四"), ["one", "two", "foo> 中文", "一|二三四"]);
  assertEquals(draw("three", "x"), ["one", "two", "three", "foo> x|"]);
});

pure("Screen scrolls when it is full", () => {
  const { draw } = setUp(10, 3);
  assertEquals(draw("one\ntwo\nthree", "x"), ["two", "three", "foo> x|"]);
  assertEquals(draw("", "1234|567"), ["three", "foo> 1234|5", "67"]);
  assertEquals(draw("four", "1234|567"), ["four", "foo> 1234|5", "67"]);
  assertEquals(draw("five\nsix", "1234567"), ["six", "foo> 12345", "67|"]);
  assertEquals(draw("", ""), ["six", "foo> |"]);
});

pure("Screen leaves it to the terminal to break long messages", () => {
  const { draw } = setUp(10, 8);
  assertEquals(draw("0123456789ab", "x"), ["0123456789", "ab", "foo> x|"]);
  assertEquals(draw("0123456789", "x"), ["0123456789", "ab", "0123456789", "foo> x|"]);
});

pure("Screen draws a row that fills the window once", () => {
  const { draw } = setUp(10, 8);
  assertEquals(draw("", "1234|5"), ["foo> 1234|5"]);
  assertEquals(draw("", "12345"), ["foo> 12345", "|"]);
  assertEquals(draw("one", "12345"), ["one", "foo> 12345", "|"]);
  assertEquals(draw("", "12345|6"), ["one", "foo> 12345", "|6"]);
  assertEquals(draw("", "123456"), ["one", "foo> 12345", "6|"]);
  assertEquals(draw("", "1234"), ["one", "foo> 1234|"]);
});

pure("Screen draws the lines on their way, and takes them off again", () => {
  const { draw } = setUp(12, 8);
  const above = ["… first", "… second line"];
  assertEquals(draw("", bottom("x|y", { above })), ["… first", "… second lin", "e", "foo> x|y"]);
  assertEquals(draw("first", bottom("x|y", { above: above.slice(1) })), [
    "first",
    "… second lin",
    "e",
    "foo> x|y",
  ]);
  assertEquals(draw("second line", "x|y"), ["first", "second line", "foo> x|y"]);
});

pure("Screen takes the bottom off when it is cleared", () => {
  const { draw, clear } = setUp(10, 8);
  draw("one", "1234567");
  assertEquals(clear(), ["one", "|"]);
  assertEquals(clear(), ["one", "|"]);
  assertEquals(draw("two", "x"), ["one", "two", "foo> x|"]);
});

pure("Screen draws anew at the top when the window was wiped", () => {
  const { draw, terminal } = setUp(10, 8);
  draw("one\ntwo", "1234567");
  terminal.write("\x1b[2J\x1b[H");
  assertEquals(draw("", "1234567"), ["foo> 12345", "67|"]);
});

pure("Screen leaves nothing behind when the window becomes narrower", () => {
  const above = ["… waiting so long"];
  for (
    const [text, rows] of [
      ["Hello, world!", ["foo> Hello", ", world!|"]],
      ["Hello, wor|ld!", ["foo> Hello", ", wor|ld!"]],
      ["Hello|, world!", ["foo> Hello", "|, world!"]],
      ["|Hello, world!", ["foo> |Hello", ", world!"]],
    ] as const
  ) {
    const { draw, terminal } = setUp(20, 12);
    draw("one", bottom(text, { above }));
    terminal.narrow(10);
    assertEquals(draw("two", text), ["one", "two", ...rows]);
  }
});

pure("Screen leaves nothing behind when a wide window becomes narrower", () => {
  const { draw, terminal } = setUp(120, 8);
  draw("one", "x".repeat(110));
  terminal.narrow(100);
  assertEquals(draw("", "Hello"), ["one", "foo> Hello|"]);
});

pure("Screen leaves nothing behind when the window becomes wider", () => {
  const { draw, terminal } = setUp(10, 8);
  draw("one", "Hello, world!");
  terminal.columns = 20;
  assertEquals(draw("two", "Hello, world!"), ["one", "two", "foo> Hello, world!|"]);
});

pure("Screen writes the same when the bottom did not change as when it is laid out anew", () => {
  // In the order of drawing: each differs from the one before in what its comment says.
  const drawings: [bottom: Bottom, columns: number, height: number][] = [
    [bottom("Hello, |world!", { above: ["… one"] }), 10, 8],
    [bottom("Hello, |world!", { above: ["… one"] }), 10, 8], // nothing
    [bottom("Hello|, world!", { above: ["… one"] }), 10, 8], // the cursor
    [bottom("Hello|; world!", { above: ["… one"] }), 10, 8], // the text
    [bottom("Hello|; world!", { above: ["… two"] }), 10, 8], // the lines on their way
    [bottom("Hello|; world!", { above: ["… two", "… 三"] }), 10, 8], // how many they are
    [bottom("Hello|; world!", { above: ["… two"] }), 10, 8], // one fewer
    [{ ...bottom("Hello|; world!", { above: ["… two"] }), reason: "— no —" }, 10, 8], // the reason
    [bottom("Hello|; world!", { above: ["… two"], prompt: "> " }), 10, 8], // the prompt
    [bottom("Hello|; world!", { above: ["… two"], prompt: "> " }), 12, 8], // the width
    [bottom("Hello|; world!", { above: ["… two"], prompt: "> " }), 12, 2], // the height
  ];
  const screen = new Screen();
  for (const [i, [bottom, columns, height]] of drawings.entries()) {
    // What is erased first depends on what was drawn before.
    const [output, anew] = [screen, new Screen()].map((one) =>
      one.draw("said", bottom, columns, height).replace(/^.*?(?=said)/s, "")
    );
    assertEquals(output, anew, `drawing ${i}`);
  }
});

pure("Screen erases nothing above when it was told to forget the bottom", () => {
  const screen = new Screen();
  const terminal = new FakeTerminal(10, 12);
  const draw = () => terminal.write(screen.draw("", bottom("Hello, world!"), 10)).screen;
  draw();
  // Stopped by Ctrl-Z and brought back: the shell has written below.
  terminal.write("\r\n$ fg\r\n");
  screen.forget();
  const rows = ["foo> Hello", ", world!", "$ fg", "foo> Hello", ", world!|"];
  assertEquals(draw(), rows);
  assertEquals(draw(), rows, "from then on it knows again what it drew");
});
