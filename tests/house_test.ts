import { assertEquals } from "@std/assert";
import { dirname, join } from "node:path/posix";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The folders of lib/ from bottom to top. None imports from a level above its own. */
const LEVELS = [
  ["protocol", "language"],
  ["net", "room", "session", "discovery"],
  ["chat", "transcript", "program"],
  ["terminal", "window", "web", "check", "server"],
  ["client"],
];

/** The folders whose code runs in a browser too. */
const PURE = ["protocol", "language", "room", "session", "chat"];

/** The longest file, in lines. Tables of sentences are as long as they are. */
const MAX_LINES = 300;

interface Source {
  /** `lib/room/relay.ts` */
  path: string;
  text: string;
}

/** An import from one room into another. */
interface Crossing {
  from: string;
  path: string;
  to: string;
  target: string;
}

function sources(): Source[] {
  const rooms = [...Deno.readDirSync(`${ROOT}lib`)].filter(({ isDirectory }) => isDirectory);
  return rooms.flatMap(({ name: room }) =>
    [...Deno.readDirSync(`${ROOT}lib/${room}`)]
      .filter(({ name }) => /\.(ts|css|html)$/.test(name))
      .map(({ name }) => `lib/${room}/${name}`)
  ).toSorted().map((path) => ({ path, text: Deno.readTextFileSync(ROOT + path) }));
}

function roomOf(path: string): string {
  // lib/protocol.ts belongs to its folder.
  return path === "lib/protocol.ts" ? "protocol" : path.split("/")[1]!;
}

function levelOf(room: string): number {
  return LEVELS.findIndex((rooms) => rooms.includes(room));
}

/** The imports of a source that lead into another room. */
function crossings({ path, text }: Source): Crossing[] {
  return [...text.matchAll(/\bfrom "(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/g)]
    .map(([, named, dynamic]) => join(dirname(path), named ?? dynamic!))
    .filter((target) => target.startsWith("lib/"))
    .map((target) => ({ from: roomOf(path), path, to: roomOf(target), target }))
    .filter(({ from, to }) => from !== to);
}

/** What is wrong with the imports of these sources. */
function wrongImports(all: Source[]): string[] {
  const found = all.flatMap(crossings);
  const pairs = new Set(found.map(({ from, to }) => `${from} ${to}`));
  return found.flatMap(({ from, path, to, target }) => [
    ...levelOf(to) > levelOf(from) ? [`${path} imports upwards: ${target}`] : [],
    ...pairs.has(`${to} ${from}`) ? [`${path} and ${to} import each other`] : [],
    ...target.startsWith("lib/protocol/") ? [`${path} goes past lib/protocol.ts: ${target}`] : [],
  ]);
}

const options = { permissions: { read: [ROOT] } };

Deno.test("imports run downwards, and no two rooms import each other", options, () => {
  assertEquals(wrongImports(sources()), []);
});

Deno.test("wrongImports finds an import that is turned round", options, () => {
  const turned = { path: "lib/room/room.ts", text: 'import { serve } from "../server/serve.ts";' };
  assertEquals(
    wrongImports([turned]),
    ["lib/room/room.ts imports upwards: lib/server/serve.ts"],
  );
  const mutual = [
    { path: "lib/net/outbox.ts", text: 'import type { Room } from "../room/room.ts";' },
    { path: "lib/room/room.ts", text: 'import type { Outbox } from "../net/outbox.ts";' },
    { path: "lib/room/gate.ts", text: 'import { quote } from "../protocol/refusal.ts";' },
  ];
  assertEquals(wrongImports(mutual), [
    "lib/net/outbox.ts and room import each other",
    "lib/room/room.ts and net import each other",
    "lib/room/gate.ts goes past lib/protocol.ts: lib/protocol/refusal.ts",
  ]);
});

Deno.test("every room has its level", options, () => {
  assertEquals(
    [...new Set(sources().map(({ path }) => roomOf(path)))].filter((room) => levelOf(room) < 0),
    [],
  );
});

Deno.test("the rooms that a browser shares name neither Deno nor node:", options, () => {
  const naming = sources().filter(({ path, text }) =>
    PURE.includes(roomOf(path)) && /\bDeno\b|["']node:/.test(text)
  );
  assertEquals(naming.map(({ path }) => path), []);
});

Deno.test(
  "no file has over 300 lines but the languages, and lib/ holds folders and protocol.ts",
  options,
  () => {
    const long = sources().filter(({ path, text }) =>
      roomOf(path) !== "language" && text.split("\n").length - 1 > MAX_LINES
    );
    assertEquals(long.map(({ path }) => path), []);
    const loose = [...Deno.readDirSync(`${ROOT}lib`)].filter(({ isFile }) => isFile)
      .map(({ name }) => name).filter((name) => !name.endsWith(".d.ts")).toSorted();
    assertEquals(loose, ["README.md", "protocol.ts"]);
  },
);
