/**
 * What a check found, in a sentence.
 *
 * @module
 */

/** One thing that a check found. */
export interface Finding {
  /** Whether it is as it should be; unknown is also what is only worth knowing. */
  is: "good" | "bad" | "unknown";
  /** The sentence to say. */
  text: string;
}
