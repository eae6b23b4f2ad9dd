import { assert, assertEquals } from "@std/assert";
import { firstQuestions } from "../../lib/client/first_questions.ts";
import { maybeDoubleClicked } from "../../lib/program/own_console.ts";

function test(name: string, fn: () => void): void {
  Deno.test({ name, permissions: "none", fn });
}

test("maybeDoubleClicked takes only a bare start in a console of Windows for a double click", () => {
  const start = { args: [], os: "windows", standalone: true, terminal: true };
  assert(maybeDoubleClicked(start));
  const others = [{ args: [":8001"] }, { os: "linux" }, { standalone: false }, { terminal: false }];
  for (const other of others) assert(!maybeDoubleClicked({ ...start, ...other }));
});

/** What is asked and said, and the arguments it comes to, of a user who gives these answers. */
function questions(answers: string[]) {
  const said: string[] = [];
  const args = firstQuestions({
    ask: (question) => {
      said.push(question);
      return answers.shift()!;
    },
    tell: (line) => void said.push(line),
  });
  return { said, args };
}

const NAME = "Your name in the room (Enter alone: foo):";
const ROOM = "The room's address (Enter alone looks for one):";

test("firstQuestions takes what is proposed for an answer of Enter alone", () => {
  assertEquals(questions(["", ""]), { said: [NAME, ROOM], args: ["--name=foo"] });
});

test("firstQuestions makes arguments of what is answered, whatever it begins with", () => {
  assertEquals(questions([" 小明 ", " lab-pc:9000 "]).args, ["--name=小明", "--", "lab-pc:9000"]);
  assertEquals(questions(["-x", "[::1]"]).args, ["--name=-x", "--", "[::1]"]);
});

test("firstQuestions says what is wrong with an answer, and asks again", () => {
  const { said, args } = questions(["*star", "bar", "lab-pc:x", ":9000"]);
  assertEquals(said, [
    NAME,
    "A name cannot start with * or /",
    NAME,
    ROOM,
    'The port of an address takes a whole number from 1 to 65535, not "x"',
    ROOM,
  ]);
  assertEquals(args, ["--name=bar", "--", ":9000"]);
});
