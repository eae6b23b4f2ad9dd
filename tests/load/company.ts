/**
 * Clients that a room has to bear, in a process of their own: members that only read, and hostile
 * ones. Each comes back whenever it is closed.
 *
 *     deno run --allow-net tests/load/company.ts PORT KIND CLIENTS [deaf]
 *
 * Prints `ready` when all have begun. Deaf clients read nothing of what they are sent.
 *
 * @module
 */

/** The password of rooms that have one. */
export const PASSWORD = "let me in";

/** How many begin at a time. */
const AT_ONCE = 50;

/** How much is sent in one write, in bytes. */
const CHUNK_BYTES = 64 * 1024;

/** How many lines one connection may say at once before a server's rate applies. */
const BURST = 200;

/** How many members say a burst of lines when they join, so that there is a history to ask for. */
const TALKATIVE = 5;

/** How often an unfinished line grows, in ms: slower than the 50 ms after which it is looked at. */
const GROWING_MS = 60;

/** After how long one who guesses a password hangs up, in ms. */
const HANGING_UP_MS = 15;

/** How many connections a client that only connects makes at a time. */
const CONNECTING = 20;

/** The longest line, in bytes. */
const LINE_BYTES = 4096;

/**
 * Letters that take a careless program long, the worst first: blanks, marks, joiners, colons, letters that one
 * normalization or another makes longer.
 */
const LETTERS = ["\xa8", "\xaf", "\u2002", " ", "\t", "\u0301", "\u200d", "\u0345", "\ufdfa", ":"]
  .concat("\uff1a", "\u02d0", "\u1100", "\u0130", "\u2488", "#", "\u{1f468}\u200d");

/** What one client does with one connection; `ended` resolves when the server has closed it. */
type Attack = (conn: Deno.TcpConn, client: number, ended: Promise<void>) => Promise<void>;

/** What hostile clients do. */
export const ATTACKS = {
  lines: repeating(`hostile :${"x".repeat(LINE_BYTES - 9)}\n`),
  letters: repeating(unfinishedLine(LETTERS[0]!, LINE_BYTES) + "\n"),
  alphabets: (conn, client, ended) =>
    repeating(unfinishedLine(letterOf(client), LINE_BYTES) + "\n")(conn, client, ended),
  endless: repeating("x"),
  newlines: repeating("\n"),
  since: repeating("/since 0\n"),
  who: repeating("/who\n"),
  msg: named(repeating(`/msg nobody :x\n/msg ${"\ufdfa".repeat(29)} :x\n`)),
  name: flapping((name) => `/name ${name}\n`),
  claims: flapping((name) => `${name} :x\n`),
  connect: connecting,
  comeback: (conn, _, ended) =>
    write(conn, encode("hostile :x\n".repeat(BURST - 1) + "QUIT\n")).then(() => ended),
  comebackSince: (conn, _, ended) =>
    write(conn, encode("/since 0\n".repeat(9) + "QUIT\n")).then(() => ended),
  unfinished: growing,
  guess: (conn, client) =>
    write(conn, encode(`/pass guess${client}\n`)).then(() => pause(HANGING_UP_MS)),
} satisfies Record<string, Attack>;

/** What hostile clients can do. */
export type AttackName = keyof typeof ATTACKS;

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function write(conn: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

/** Sends the same over and over. */
function repeating(text: string): Attack {
  const bytes = encode(text);
  const chunk = new Uint8Array(bytes.length * Math.max(1, Math.floor(CHUNK_BYTES / bytes.length)));
  for (let at = 0; at < chunk.length; at += bytes.length) chunk.set(bytes, at);
  return async (conn) => {
    while (true) await write(conn, chunk);
  };
}

/** Takes a name first. */
function named(attack: Attack): Attack {
  return async (conn, client, ended) => {
    await write(conn, encode(`/name hostile${client}\n`));
    await attack(conn, client, ended);
  };
}

/** Sends lines, each with a name of its own. */
function flapping(line: (name: string) => string): Attack {
  return async (conn, client) => {
    for (let n = 0;;) {
      const lines = Array.from({ length: BURST }, () => line(`h${client}-${n++}`));
      await write(conn, encode(lines.join("")));
    }
  };
}

/** Connects and closes, several times at once. */
async function connecting({ remoteAddr: { port } }: Deno.TcpConn): Promise<void> {
  const touch = async () => {
    while (true) (await Deno.connect({ hostname: "127.0.0.1", port })).close();
  };
  await Promise.all(Array.from({ length: CONNECTING }, touch));
}

function letterOf(client: number): string {
  return LETTERS[client % LETTERS.length]!;
}

/** As much of a line as fits in so many bytes. */
function unfinishedLine(letter: string, bytes: number): string {
  return "x" + letter.repeat(Math.floor((bytes - 1) / encode(letter).length));
}

/** Sends most of a line, and then its letters one by one. */
async function growing(conn: Deno.TcpConn): Promise<void> {
  const letter = LETTERS[0]!;
  await write(conn, encode(unfinishedLine(letter, LINE_BYTES - 512)));
  while (true) {
    await pause(GROWING_MS);
    await write(conn, encode(letter));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function drain(conn: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  while (await conn.read(buffer) !== null);
}

/** Attacks as one client, for ever. */
async function attack(port: number, client: number, options: AttackOptions): Promise<void> {
  while (true) {
    try {
      using conn = await Deno.connect({ hostname: "127.0.0.1", port });
      conn.setNoDelay(true);
      const ended = options.deaf ? new Promise<void>(() => {}) : drain(conn).catch(() => {});
      options.begun(client);
      await options.attack(conn, client, ended);
    } catch {
      // Closed by the server, or there is no free port.
      await pause(1);
    }
  }
}

interface AttackOptions {
  attack: Attack;
  deaf: boolean;
  begun: (client: number) => void;
}

/** Joins as one member, under a name that takes long to compare, and reads. */
async function join(port: number, client: number, begun: (client: number) => void): Promise<void> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const said = client < TALKATIVE ? `${"blah ".repeat(10)}\n`.repeat(BURST - 10) : "";
  const name = "\ufdfa".repeat(29) + client;
  await write(conn, encode(`/pass ${PASSWORD}\n\n/name ${name}\n${said}/who\n`));
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(CHUNK_BYTES);
  for (let heard = ""; !heard.includes("*names ");) {
    const length = await conn.read(buffer);
    if (length === null) throw new Error(`Member ${client} was closed: ${heard}`);
    heard += decoder.decode(buffer.subarray(0, length), { stream: true });
  }
  begun(client);
  await drain(conn);
}

async function main([port, kind, clients, deaf]: string[]): Promise<void> {
  const began = Array.from({ length: Number(clients) }, () => Promise.withResolvers<void>());
  const begun = (client: number) => began[client]!.resolve();
  const running: Promise<void>[] = [];
  for (let client = 0; client < began.length; client++) {
    running.push(
      kind === "member" ? join(Number(port), client, begun) : attack(Number(port), client, {
        attack: ATTACKS[kind as AttackName],
        deaf: deaf === "deaf",
        begun,
      }),
    );
    if ((client + 1) % AT_ONCE === 0) await began[client]!.promise;
  }
  await Promise.all(began.map(({ promise }) => promise));
  console.log("ready");
  await Promise.all(running);
}

if (import.meta.main) await main(Deno.args);
