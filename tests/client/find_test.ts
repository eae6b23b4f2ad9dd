import { assertEquals } from "@std/assert";
import { findRoom, locate } from "../../lib/client/find.ts";
import type { FoundRoom } from "../../lib/discovery/found_rooms.ts";
import { PROGRAM_SENTENCES, type ProgramSentence } from "../../lib/language/program_language.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

const found = (title: string, hostname: string): FoundRoom => ({
  ...{ room: title, port: 8001, people: 2, password: false, tls: false, title },
  address: { hostname, port: 8001 },
});

const LAB = found("Lab", "10.0.0.2");
const ART = found("Art", "10.0.0.3");

/** A user who gives these answers, on a network with these rooms, and all that the user is shown. */
function user(answers: string[], rooms: FoundRoom[]) {
  const said: string[] = [];
  const finder = {
    look: () => {
      said.push("(looks)");
      return Promise.resolve(rooms);
    },
    tell: (sentence: ProgramSentence) => void said.push(sentence(en)),
    ask: (question: ProgramSentence) => {
      said.push(question(en));
      return answers.shift() ?? "";
    },
    isThere: () => Promise.resolve(false),
  };
  return { said, finder };
}

const QUESTION = "No room on this PC. Look on the network? [Y/n]";

pure("locate joins the room on this PC without asking", async () => {
  const { said, finder } = user([], []);
  assertEquals(await locate({ ...finder, isThere: () => Promise.resolve(true) }), "here");
  assertEquals(said, []);
});

const HINT = "To open a room on this PC: deno task client --host-room";

pure("locate looks only when the user agrees, and otherwise tells how to open a room", async () => {
  for (const answer of ["n", "No", "what?"]) {
    const { said, finder } = user([answer], [LAB]);
    assertEquals(await locate(finder), undefined);
    assertEquals(said, [QUESTION, HINT]);
  }
  for (const answer of ["", "y", " YES "]) {
    const { said, finder } = user([answer], [LAB]);
    assertEquals(await locate(finder), LAB);
    assertEquals(said, [QUESTION, "(looks)", 'Found "Lab", 2 people, at 10.0.0.2']);
  }
  const { said, finder } = user([""], []);
  assertEquals(await locate(finder), undefined);
  assertEquals(said.at(-1), HINT);
});

pure("findRoom asks which of several rooms, again when the answer is refused", async () => {
  const { said, finder } = user(["x", "3", "2"], [ART, LAB]);
  assertEquals(await findRoom(finder), LAB);
  assertEquals(
    said[1],
    "Found 2 rooms:\n  1  10.0.0.3  2 people  Art\n  2  10.0.0.2  2 people  Lab",
  );
  for (const answers of [[""], [" "], ["a", "b", "c", "d", "e", "1"]]) {
    assertEquals(await findRoom(user(answers, [ART, LAB]).finder), undefined);
  }
});

pure("findRoom joins none of several rooms when there is no user to ask", async () => {
  const { said, finder } = user([], [ART, LAB]);
  assertEquals(await findRoom({ ...finder, ask: undefined }), undefined);
  assertEquals(said.at(-1), "Choose one with: deno task client ADDRESS");
  assertEquals(await findRoom({ ...finder, look: () => Promise.resolve([LAB]) }), LAB);
});
