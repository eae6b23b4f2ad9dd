import { assertEquals } from "@std/assert";
import { firstQuestions } from "../../lib/client/first_questions.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

/** Asks a user who gives these answers. Returns what the user is shown, and the arguments. */
function questions(answers: string[]) {
  const said: string[] = [];
  const args = firstQuestions({
    ask: (question) => {
      said.push(question(en));
      return answers.shift()!;
    },
    tell: (sentence) => void said.push(sentence(en)),
  });
  return { said, args };
}

const NAME = "Your name in the room (Enter alone: foo):";
const ROOM = "The room's address (Enter alone looks for one):";

pure("firstQuestions uses the defaults when the user presses Enter", () => {
  assertEquals(questions(["", ""]), { said: [NAME, ROOM], args: ["--name=foo"] });
});

pure("firstQuestions turns answers into arguments, even when they begin with a dash", () => {
  assertEquals(questions([" 小明 ", " lab-pc:9000 "]).args, ["--name=小明", "--", "lab-pc:9000"]);
  assertEquals(questions(["x", "-lab"]).args, ["--name=x", "--", "-lab"]);
});

pure("firstQuestions says what is wrong with an answer, and asks again", () => {
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
