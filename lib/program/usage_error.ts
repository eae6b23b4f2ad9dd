/**
 * What is answered to a command line that cannot be taken.
 *
 * @module
 */

import { PROGRAM_SENTENCES, type ProgramSentence } from "../language/program_language.ts";

/** Thrown for a wrong command line. Its sentence says what is wrong, and its `message` in English. */
export class UsageError extends Error {
  /** Tells it from other errors. */
  override name = "UsageError";
  /** Which sentence it is, with its values. */
  readonly sentence: ProgramSentence;

  /** Refuses with this sentence. */
  constructor(sentence: ProgramSentence) {
    super(sentence(PROGRAM_SENTENCES.en));
    this.sentence = sentence;
  }
}
