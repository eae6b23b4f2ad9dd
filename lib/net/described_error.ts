/**
 * An error that says what is wrong in words that users know.
 *
 * @module
 */

import { PROGRAM_SENTENCES, type ProgramSentence } from "../language/program_language.ts";

/** Thrown for what is reported to whoever runs a program; its `message` is the sentence in English. */
export class DescribedError extends Error {
  /** Tells it from other errors. */
  override name = "DescribedError";
  /** Which sentence it is, with its values. */
  readonly sentence: ProgramSentence;

  /** Says this sentence. */
  constructor(sentence: ProgramSentence) {
    super(sentence(PROGRAM_SENTENCES.en));
    this.sentence = sentence;
  }
}
