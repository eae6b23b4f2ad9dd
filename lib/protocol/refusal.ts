/**
 * What is answered to input that cannot be taken.
 *
 * @module
 */

import { type Sentence, verbatim } from "../language/language.ts";

/** The most of what somebody typed that a refusal repeats, in characters. */
const MAX_QUOTED = 40;

/**
 * Thrown when what somebody typed or sent cannot be taken. Its sentence says what was wrong and what
 * is allowed. Over the wire it goes in English.
 */
export class Refusal extends Error {
  /** Tells it from other errors. */
  override name = "Refusal";
  /** Which sentence it is, with its values. */
  readonly sentence: Sentence;

  /** Refuses with this sentence. Text is one that only a server says, in English. */
  constructor(sentence: Sentence | string) {
    // Without a language the sentence cannot be said.
    super(String(sentence));
    this.sentence = typeof sentence === "string" ? verbatim(sentence) : sentence;
  }
}

/** Runs `read`; returns its result, or the {@linkcode Refusal} that it threw. Other errors pass. */
export function orRefusal<T>(read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Quotes what somebody typed for a refusal, cut to 40 characters. */
export function quote(text: string): string {
  const characters = [...text.slice(0, 4 * MAX_QUOTED)];
  const whole = characters.length <= MAX_QUOTED;
  return `"${whole ? text : characters.slice(0, MAX_QUOTED).join("") + "…"}"`;
}
