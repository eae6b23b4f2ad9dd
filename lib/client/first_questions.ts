/**
 * Asks for what the command line does not tell: a name, and after a double click a room.
 *
 * @module
 */

import type { ProgramSentence } from "../language/program_language.ts";
import { DEFAULT_NAME, normalizeName, orRefusal, parseAddress, Refusal } from "../protocol.ts";
import type { Ask } from "./find.ts";

/** How to speak to the user. */
export interface Asker {
  /** Asks a question and returns the answer. */
  ask: Ask;
  /** Tells something. */
  tell(sentence: ProgramSentence): void;
}

/** Asks for a name. Enter alone takes the default. */
export function askName(asker: Asker): string {
  const question: ProgramSentence = (t) => t.askName(DEFAULT_NAME);
  return untilTaken(asker, () => normalizeName(asker.ask(question).trim() || DEFAULT_NAME));
}

/** Asks for a name and a room. Returns the arguments that mean the same. */
export function firstQuestions(asker: Asker): string[] {
  const { ask } = asker;
  const name = askName(asker);
  const address = untilTaken(asker, () => {
    const text = ask((t) => t.askAddress()).trim();
    parseAddress(text);
    return text;
  });
  return [`--name=${name}`, ...(address ? ["--", address] : [])];
}

/** Asks until the answer is not refused. */
function untilTaken({ tell }: Asker, ask: () => string): string {
  while (true) {
    const answer = orRefusal(ask);
    if (!(answer instanceof Refusal)) return answer;
    tell(answer.sentence);
  }
}
